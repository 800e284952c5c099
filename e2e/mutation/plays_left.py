"""How many plays a campaign still needs."""

from __future__ import annotations

from collections.abc import Collection

from e2e.mutation.tried import Tried


def get_most_plays_left(tried: Collection[Tried], alone: int, group: int) -> int:
    """Returns how many plays are left where nothing more is noticed; each kill makes it fewer.

    `alone` scenarios are played with each mutant by itself; then `group` mutants that change no history
    share a play. Of mutants that were not begun it is taken that they fare as those that were.
    """
    open_ones = [each for each in tried if each.left and not each.is_killed]
    waiting = [each for each in open_ones if len(each.done) < alone]
    open_ones = [each for each in open_ones if len(each.done) >= alone]
    by_itself = [len(each.left) for each in open_ones if each.differences]
    shared = [len(each.left) for each in open_ones if not each.differences]
    known = max(1, len(tried) - len(waiting))
    of_waiting = sum(len(each.left) for each in waiting)
    left = sum(by_itself) + sum(shared) / group
    left += of_waiting * (len(by_itself) + len(shared) / group) / known
    return round(left) + alone * len(waiting)
