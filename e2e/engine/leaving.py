"""Requests and handshakes that the page has cancelled, until the backend notices."""

from __future__ import annotations

from collections import Counter


class Leaving:
    """Counts requests (by target) and handshakes that arrived and that the page has cancelled since.

    Without it, the accounts would compare only how many the page has in flight with how many are held.
    That cannot tell a cancelled request from a new one in its place. Pure: no clock, no I/O.
    """

    def __init__(self) -> None:
        self._let_go: Counter[str] = Counter()

    def let_go(self, what: str, *, arrived: bool, noticed: int) -> None:
        """Notes that the page cancelled one more of `what` (a target, or the key of all handshakes).

        `arrived`: the backend has it. `noticed` is how many the backend has found cancelled until now: it
        may have noticed this one before the page told of it.
        """
        if arrived or noticed > self._let_go[what]:
            self._let_go[what] += 1

    def get_due(self, what: str, *, waiting: int, noticed: int) -> int:
        """Returns how many of the `waiting` ones the backend will still find cancelled."""
        return max(0, min(waiting, self._let_go[what] - noticed))
