"""Coordinators' orders and corrections, and what the bot asks them."""
