"""What a gate has to say, one form a file."""
