"""How a ticket ends (solved, closed, cancelled), what only sounds like it, and how it comes back."""
