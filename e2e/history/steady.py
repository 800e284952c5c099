"""The steady part of a history: it is the same in every play of the same acts, and it is judged."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

from e2e.history.entry import Entry
from e2e.history.page_events import (
    AnimationBegan,
    AnimationEnded,
    BodyFailed,
    DocumentOpened,
    Mounted,
    PageComplained,
    Shown,
    Unmounted,
)
from e2e.history.stage_events import IN_ONE_GO, ActBegan

_WORDING = re.compile(r"Failed to execute '\w+' on '\w+': ")
"""The words that Chromium puts before the same message where it knows which function was called."""


def get_steady(history: Iterable[Entry]) -> tuple[Entry, ...]:
    """Returns the entries without the differences that the browser makes between plays.

    - Chromium has two wordings for the error of an empty body, depending on how soon it is read: both
      become the short one. A state that differed from the one before only in this wording is left out.
    - Where frames go out together (`IN_ONE_GO`), the browser may render after each of them, or once for
      all. Of the states of one instance at one moment of such an act, only the last is kept, after all
      other entries of that moment. Animations that began in such an act are left out, as each rendered
      state may begin one. In any other act the page is at rest between two frames, and each state stays
      in its place.

    Properties read this form of a history, and the normal form is made from it: so two plays with the
    same normal form are judged alike.
    """
    entries = tuple(map(_reword, history))
    flooded = {
        e.act for e in entries if isinstance(e.event, ActBegan) and e.event.name in IN_ONE_GO
    }
    if flooded:
        entries = tuple(_leave_last(_drop_animations(entries, flooded), flooded))
    return tuple(_drop_repeats(entries))


def _reword(entry: Entry) -> Entry:
    match entry.event:
        case Shown(lines=lines) as shown if any(_WORDING.search(line) for line in lines):
            said = tuple(_WORDING.sub("", line) for line in lines)
            return dataclasses.replace(entry, event=dataclasses.replace(shown, lines=said))
        case PageComplained(message=message) as complaint if _WORDING.search(message):
            short = _WORDING.sub("", message)
            return dataclasses.replace(entry, event=dataclasses.replace(complaint, message=short))
        case BodyFailed(error=error) as failure if _WORDING.search(error):
            short = _WORDING.sub("", error)
            return dataclasses.replace(entry, event=dataclasses.replace(failure, error=short))
        case _:
            return entry


def _drop_repeats(entries: Iterable[Entry]) -> Iterator[Entry]:
    last: Shown | None = None
    for entry in entries:
        match entry.event:
            case Shown() as shown:
                if last is not None and dataclasses.replace(last, at=shown.at) == shown:
                    continue
                last = shown
            case DocumentOpened() | Mounted() | Unmounted():
                last = None
            case _:
                pass
        yield entry


def _drop_animations(entries: Iterable[Entry], flooded: set[int]) -> Iterator[Entry]:
    dropped: set[int] = set()
    for entry in entries:
        match entry.event:
            case DocumentOpened():
                dropped.clear()
            case AnimationBegan(animation=animation) if entry.act in flooded:
                dropped.add(animation)
                continue
            case AnimationEnded(animation=animation) if animation in dropped:
                continue
            case _:
                pass
        yield entry


def _leave_last(entries: Iterable[Entry], flooded: set[int]) -> Iterator[Entry]:
    waiting: Entry | None = None
    for entry in entries:
        if waiting is not None and _ends_moment(entry, waiting):
            yield waiting
            waiting = None
        if isinstance(entry.event, Shown) and entry.act in flooded:
            waiting = entry
        else:
            yield entry
    if waiting is not None:
        yield waiting


def _ends_moment(entry: Entry, shown: Entry) -> bool:
    """Whether `entry` comes after the moment at which `shown` was rendered."""
    if entry.source == "stage" or isinstance(entry.event, DocumentOpened | Mounted | Unmounted):
        return True
    return entry.event.at != shown.event.at
