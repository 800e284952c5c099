"""The event that put the wrong state on the screen, and the newer state that the page knew already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from e2e.causes.received import Received, get_received
from e2e.history.entry import Entry, Event
from e2e.history.history import History
from e2e.history.page_events import (
    BodyFailed,
    BodyRead,
    DocumentOpened,
    FetchAnswered,
    FetchFailed,
    FetchStarted,
    FrameTaken,
    Mounted,
    PageSocketClosed,
    Shown,
    SocketOpened,
    TimerFired,
    TimerSet,
    Unmounted,
)
from e2e.properties import (
    COMPLETION_IN_TIME,
    KEPT_OVER_REFRESH,
    NO_ERROR_AFTER_SUCCESS,
    Violation,
)
from mock_backend.journal.events import TruthChanged

_INPUTS = (
    BodyRead,
    BodyFailed,
    FetchAnswered,
    FetchFailed,
    FrameTaken,
    SocketOpened,
    PageSocketClosed,
    TimerFired,
    Mounted,
    DocumentOpened,
)
_ABOUT_THE_STATE = frozenset({COMPLETION_IN_TIME.id, KEPT_OVER_REFRESH.id})
"""The properties whose violation is found at a rest, and is about the state on the screen then."""


@dataclass(frozen=True, slots=True)
class Overwrite:
    """How the wrong state came onto the screen.

    `first` is the entry at which it is wrong: its rendering, or the rest at which it is still shown.
    `shown` is the rendering that brought it, `shown_before` the rendering before that one in the same
    instance. `cause` is the page's last input before `shown`, and `told` that input as an answer or a
    frame, where it is one. `newer` is the newest state that the instance had been told, where that is
    newer than `told`.
    """

    first: Entry
    shown: Entry
    shown_before: Entry | None
    cause: Entry | None
    told: Received | None
    newer: Received | None


def find_overwrite(history: History, violation: Violation) -> Overwrite | None:
    """Returns how the wrong state came about; None where the violation is not about a shown state."""
    entries = history.entries
    wrong = violation.wrong
    if isinstance(wrong.event, BodyRead):
        told = _find_told(get_received(history), wrong)
        return Overwrite(wrong, wrong, None, wrong, told, None)
    if not isinstance(wrong.event, Shown) and violation.property not in _ABOUT_THE_STATE:
        return None
    last = next((e for e in _back_from(entries, wrong) if isinstance(e.event, Shown)), None)
    if last is None:
        return None
    is_first = violation.property == NO_ERROR_AFTER_SUCCESS.id
    shown = last if is_first else _find_first_like(entries, last)
    cause = _find_cause(entries, shown)
    every = get_received(history)
    told = _find_told(every, cause) if cause else None
    newer = _find_newer(every, entries, last, told)
    first = wrong
    if isinstance(wrong.event, Shown) and not is_first:
        since = [e.index for e, truth in history.of_type(TruthChanged) if e.index < wrong.index]
        since += [newer.applied.index] if newer else []
        first = _find_first_like(entries, wrong, since=max(since, default=0))
    return Overwrite(first, shown, _find_shown_before(entries, shown), cause, told, newer)


def _find_cause(entries: Sequence[Entry], shown: Entry) -> Entry | None:
    for entry in _back_from(entries, shown):
        if entry.act != shown.act:
            return None
        if not isinstance(entry.event, _INPUTS) or _goes_on(entries, entry):
            continue
        if not _is_of_the_instance_before(entries, entry):
            return entry
    return None


def _is_of_the_instance_before(entries: Sequence[Entry], failed: Entry) -> bool:
    """Whether `failed` is the end of a request from before the current instance was mounted."""
    if not isinstance(failed.event, FetchFailed | BodyFailed):
        return False
    for entry in _back_from(entries, failed):
        match entry.event:
            case FetchStarted(fetch=fetch) if fetch == failed.event.fetch:
                return False
            case Mounted():
                return True
            case _:
                pass
    return False


def _goes_on(entries: Sequence[Entry], fired: Entry) -> bool:
    """Whether `fired` is a timer that was set at the same moment in the same act.

    Libraries use such timers to notify of a change, so the cause is the entry before it.
    """
    if not isinstance(fired.event, TimerFired):
        return False
    timer = fired.event.timer
    return any(
        isinstance(each.event, TimerSet)
        and each.event.timer == timer
        and each.act == fired.act
        and each.event.at == fired.event.at
        for each in entries[: fired.index]
    )


def _find_first_like(entries: Sequence[Entry], shown: Entry, *, since: int = 0) -> Entry:
    """Returns the first of the consecutive renderings with the same status and progress up to `shown`.

    The later ones differ from it only in other fields, for example the channel.
    """
    while (before := _find_shown_before(entries, shown)) and _state(before) == _state(shown):
        if before.index < since:
            break
        shown = before
    return shown


def _state(entry: Entry) -> tuple[object, ...]:
    event = entry.event
    return (event.status, event.progress) if isinstance(event, Shown) else ()


def _find_shown_before(entries: Sequence[Entry], shown: Entry) -> Entry | None:
    for entry in _back_from(entries, shown)[1:]:
        event: Event = entry.event
        if isinstance(event, Shown):
            return entry
        if isinstance(event, Mounted | Unmounted | DocumentOpened):
            return None
    return None


def _find_told(every: Sequence[Received], cause: Entry) -> Received | None:
    return next((each for each in every if each.applied.index == cause.index), None)


def _find_newer(
    every: Sequence[Received], entries: Sequence[Entry], shown: Entry, told: Received | None
) -> Received | None:
    """Returns this instance's newest answer or frame before `shown`; None where `told` is as new."""
    event = shown.event
    if not isinstance(event, Shown):
        return None
    before = [
        each
        for each in every
        if each.applied.index < shown.index and each.job == event.job and each is not told
    ]
    mounts = sum(isinstance(each.event, Mounted) for each in entries[: shown.index])
    mount = told.mount if told else mounts
    mine = [each for each in before if each.mount == mount]
    newest = max(mine, key=lambda each: each.version, default=None)
    if newest is None or (told is not None and newest.version <= told.version):
        return None
    return newest


def _back_from(entries: Sequence[Entry], entry: Entry) -> list[Entry]:
    """Returns the page's entries from `entry` backwards, with `entry` first where it is one of them."""
    return [each for each in reversed(entries[: entry.index + 1]) if each.source == "page"]
