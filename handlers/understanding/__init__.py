"""Understanding without a model: rules and lexicons, the same answer for the same text."""
