"""The milliseconds by which the page's `Date` is ahead of virtual time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Ahead:
    """Counts the milliseconds; one more wherever a poll needs another address (`_t`) than the last one.

    Virtual time stands still during an act. On a real clock no two acts or answers fall into the same
    millisecond. A caching proxy (`is_proxied`) keeps every address, so it needs a new one each time. The
    browser's own cache needs one only for the first poll of a new document, or of a new instance of the
    component.
    """

    is_proxied: bool
    milliseconds: int = 0

    def move_on(self, *, is_new: bool = False) -> bool:
        """Adds a millisecond where one is needed, and returns whether it added one.

        `is_new`: a document, or an instance of the component, is new.
        """
        is_needed = self.is_proxied or is_new
        self.milliseconds += is_needed
        return is_needed
