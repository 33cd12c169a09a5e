"""What the bot decides: a message's way, and what all handlers share; the rest is in packages by subject."""
