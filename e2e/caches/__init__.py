"""Which defence stops which cache: every combination, played for real."""
