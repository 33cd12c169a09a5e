"""What an expert says: he takes a ticket, asks, goes, gives it back, hands it on, is away."""
