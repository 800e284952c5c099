"""How the cost of the suite grows with the size of its work."""
