"""A play that stops before each act, and the panel from which a person steps it."""
