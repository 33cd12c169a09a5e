"""Coordinators' questions and tables: which tickets, what they come to, who is first."""
