"""Partial-order reduction: of two orders with the same effect, only one is played.

docs/explorer.md gives the reason for each rule; tests play both orders and compare the page's records.
"""

from __future__ import annotations

from collections.abc import Sequence

from e2e.explorer.acts import (
    Act,
    Complete,
    Drop,
    Fail,
    LetPass,
    LoseAnswer,
    OpenHandshake,
    Progress,
    Refresh,
    RefuseHandshake,
    ReleaseAnswer,
    Remount,
)
from e2e.explorer.snapshot import Snapshot

_Change = Complete | Fail | Progress

_UNAWARE = (OpenHandshake, RefuseHandshake, Drop, LoseAnswer, LetPass, Remount, Refresh)
"""Acts that carry no truth to the page: an answer to a request that they cause is held."""


def is_unseen(act: Act, before: Snapshot) -> bool:
    """Returns whether `act` changes the truth and no socket tells the page."""
    return isinstance(act, _Change) and (act.broadcast == "lost" or not before.is_listening)


def is_redundant(
    act: Act, acts: Sequence[Act], before: Sequence[Snapshot], *, is_last: bool
) -> bool:
    """Returns whether `acts` followed by `act` has the same effect as another schedule that is played.

    `before[n]` is the state before act `n` of `acts` (from 0), and `before[-1]` the state before `act`.
    `is_last`: the schedule ends with `act`.
    """
    now = before[-1]
    if is_last and _begins_the_healing(act, now):
        return True
    if not acts or not is_unseen(acts[-1], before[-2]):
        return False
    if any(isinstance(each, ReleaseAnswer) and each.cacheable for each in acts):
        return False
    if isinstance(act, ReleaseAnswer) and act.as_of == "arrival":
        return not before[-2].held_answers[act.which].is_outdated
    return isinstance(act, _UNAWARE) and _is_last_change(acts[-1])


def _is_last_change(change: Act) -> bool:
    """Whether the truth changes no more; an answer can then carry one older truth at most."""
    return isinstance(change, Complete | Fail)


def _begins_the_healing(act: Act, now: Snapshot) -> bool:
    """Whether the healing would begin with this act anyway."""
    if isinstance(act, ReleaseAnswer):
        return act.which == 0 and act.as_of == "release" and not act.cacheable
    return isinstance(act, OpenHandshake) and not now.held_answers
