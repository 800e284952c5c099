"""What the page has let go of and the backend has still to notice."""

from __future__ import annotations

from collections import Counter


class Leaving:
    """Requests by target, and handshakes, that arrived and whose page does not want them any more.

    A count of what the page has under way against what is held does not tell the one that goes from the
    one that comes in its place. Pure.
    """

    def __init__(self) -> None:
        self._let_go: Counter[str] = Counter()

    def let_go(self, what: str, *, arrived: bool, noticed: int) -> None:
        """The page let go of one more.

        `noticed` is how many the backend has noticed until now: it may have been first to know.
        """
        if arrived or noticed > self._let_go[what]:
            self._let_go[what] += 1

    def get_due(self, what: str, *, waiting: int, noticed: int) -> int:
        """How many of the `waiting` the backend will find gone."""
        return max(0, min(waiting, self._let_go[what] - noticed))
