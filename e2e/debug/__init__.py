"""Steps through a race: a play that stops before each act, and the panel that a person steps it from."""
