"""Estimates the number of plays that a campaign still needs."""

from __future__ import annotations

from collections.abc import Collection

from e2e.mutation.tried import Tried


def get_most_plays_left(tried: Collection[Tried], alone: int, group: int) -> int:
    """Returns the number of plays that are left if no further mutant is noticed; a kill reduces it.

    `alone` scenarios are played with each mutant alone; then `group` mutants that change no history share
    a play. Mutants that were not begun count like those that were.
    """
    open_ones = [each for each in tried if each.left and not each.is_killed]
    waiting = [each for each in open_ones if len(each.done) < alone]
    open_ones = [each for each in open_ones if len(each.done) >= alone]
    by_itself = [len(each.left) for each in open_ones if not each.shares]
    shared = [len(each.left) for each in open_ones if each.shares]
    known = max(1, len(tried) - len(waiting))
    of_waiting = sum(len(each.left) for each in waiting)
    left = sum(by_itself) + sum(shared) / group
    left += of_waiting * (len(by_itself) + len(shared) / group) / known
    return round(left) + alone * len(waiting)
