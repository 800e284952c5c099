"""Tools for developers of the suite: its cost, and whether its scenarios can fail."""
