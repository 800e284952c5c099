"""Partial-order reduction: of two orders that come to the same, one is played.

docs/explorer.md says for each rule why; tests play both orders and compare what the page did.
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
"""Acts in which nothing of the truth reaches the page: an answer that they call forth is held."""


def is_unseen(act: Act, before: Snapshot) -> bool:
    """Whether `act` changes the truth and the page is not told."""
    return isinstance(act, _Change) and (act.broadcast == "lost" or not before.is_listening)


def is_redundant(
    act: Act, acts: Sequence[Act], before: Sequence[Snapshot], *, is_last: bool
) -> bool:
    """Whether `acts` and then `act` comes to the same as another schedule, which is played.

    `before[n]` is how things stood before act `n` of `acts`, and the last of them before `act`.
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
    """Whether the truth changes no more: then an answer has one older truth at most to carry."""
    return isinstance(change, Complete | Fail)


def _begins_the_healing(act: Act, now: Snapshot) -> bool:
    """Whether the healing would begin with this act anyway."""
    if isinstance(act, ReleaseAnswer):
        return act.which == 0 and act.as_of == "release" and not act.cacheable
    return isinstance(act, OpenHandshake) and not now.held_answers
