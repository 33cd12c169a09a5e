"""What a firm says, from its request to its questions, and what it hears."""
