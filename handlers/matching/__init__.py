"""Finding the right expert, and similar cases, for a problem told in anybody's words."""
