"""Tools for developers of the suite: they measure its cost, and check that its scenarios can fail."""
