"""Asking experts: whom, how many, when, and what happens where nobody comes."""
