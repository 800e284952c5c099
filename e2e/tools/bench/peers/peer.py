"""A tool that plays the five scenarios."""

from __future__ import annotations

from typing import Protocol

from e2e.tools.bench.peers.page import Page
from e2e.tools.bench.peers.play import Play


class Peer(Protocol):
    """Plays the five scenarios on a page, each play from the start of the tool to its end."""

    @property
    def name(self) -> str:
        """Its name on the command line."""

    @property
    def title(self) -> str:
        """Its name in the table, with the means by which it forces the races."""

    def play(self, page: Page, run: int = 0) -> Play:
        """Plays once. `run` is the number of the repetition: what acts at random draws by it."""
