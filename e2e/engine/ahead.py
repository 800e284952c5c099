"""By how much the page's `Date` is ahead of virtual time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Ahead:
    """Milliseconds, one more wherever a poll must not have the address (`_t`) of the last one.

    Virtual time stands still during an act, and outside no act and no answer is in one millisecond with
    the next. A caching proxy (`is_proxied`) keeps every address; the browser's own cache is asked by the
    first poll of a document, or of an instance of the component, that is new.
    """

    is_proxied: bool
    milliseconds: int = 0

    def move_on(self, *, is_new: bool = False) -> bool:
        """Adds a millisecond where one is needed, and returns whether it did."""
        is_needed = self.is_proxied or is_new
        self.milliseconds += is_needed
        return is_needed
