"""The reading of virtual time."""

from __future__ import annotations


class VirtualNow:
    """The one reading of virtual time (ms since the epoch) that backend and stage share.

    The stage moves it together with the page's clock; nothing else does.
    """

    def __init__(self) -> None:
        self.milliseconds = 0

    def __call__(self) -> int:
        """Returns the reading."""
        return self.milliseconds
