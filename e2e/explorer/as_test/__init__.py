"""A schedule written down as a scenario of the catalogue."""

from e2e.explorer.as_test.text import Draft, write_scenario

__all__ = ["Draft", "write_scenario"]
