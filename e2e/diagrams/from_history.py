"""From a history to the rows of its sequence diagram."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from e2e.causes.received import Received, get_received
from e2e.diagrams.answered_by import find_caches
from e2e.diagrams.sequence import Lane, Look, Row, Sequence
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.narrative import describe_shown, tell
from e2e.history.page_events import (
    BodyFailed,
    BodyRead,
    FetchAnswered,
    FetchFailed,
    FetchStarted,
    FrameTaken,
    PageComplained,
    PageSocketClosed,
    Shown,
    SocketClosing,
    SocketOpened,
)
from e2e.history.printable import make_printable
from e2e.history.stage_events import RECOVERY, ActBegan
from mock_backend.frame_content import read_frame_text
from mock_backend.journal.events import RequestHeld, TruthChanged

MOST_ROWS = 60
"""The most rows of a diagram; a longer one keeps its first and its last rows."""

_OF_THE_SERVER = frozenset(
    {"let_pass", "start", "progress", "complete", "fail", "probe", RECOVERY, "restart"}
)
"""Acts without a row of their own: a change of the job's truth has one, and time shows at each row."""

_OF_THE_NETWORK: dict[str, Lane] = {
    "release_answer": "http",
    "lose_answer": "http",
    "open_handshake": "socket",
    "refuse_handshake": "socket",
    "drop": "socket",
    "late_progress": "socket",
    "heal": "http",
}
"""Acts of a schedule without a person, and the lane of each."""


_LONGEST = 120
"""The most characters of a label."""

_LONGEST_TITLE = 300

_MOST_CARRIED = 1000
"""The most characters of a detail; the history has the full text."""


def draw_sequence(
    history: History,
    title: str,
    *,
    wrong: int | None = None,
    made_by: int | None = None,
    is_whole: bool = False,
) -> Sequence:
    """Returns the diagram of `history` up to its wrong state, in `MOST_ROWS` rows at most.

    With `is_whole` it goes on to the end of the history.

    `wrong` is the index of the entry at which the page is wrong, `made_by` the index of the entry that
    made it wrong. Both are None for a play without a wrong state, which is drawn whole. Repeated rows are
    drawn once, with their number.
    """
    rows = list(_fold(_make_fit(each) for each in _draw(history, wrong, made_by, is_whole)))
    if len(rows) > MOST_ROWS:
        left_out = len(rows) - MOST_ROWS
        note = Row(rows[8].at, "page", "page", f"({left_out} more)")
        rows = [*rows[:8], note, *rows[-(MOST_ROWS - 9) :]]
    return Sequence(_shorten(make_printable(title), _LONGEST_TITLE), tuple(rows))


def _make_fit(row: Row) -> Row:
    """Returns the row with printable texts of bounded length, because a page can send any text."""
    return replace(
        row,
        label=_shorten(make_printable(row.label).replace("\n", " "), _LONGEST),
        detail=_shorten(make_printable(row.detail), _MOST_CARRIED),
    )


def _shorten(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _draw(
    history: History, wrong: int | None, made_by: int | None, is_whole: bool
) -> Iterator[Row]:
    told = {each.applied.index: each for each in get_received(history)}
    held = {each.request for _, each in history.of_type(RequestHeld)}
    caches = find_caches(history, told)
    last = len(history) if wrong is None or is_whole else max(wrong, made_by or 0)
    for entry in history.entries[: last + 1]:
        row = _draw_entry(entry, told.get(entry.index), held, caches.get(entry.index))
        if entry.index == wrong:
            yield _mark_wrong(row, entry, history)
        elif row is not None:
            yield replace(row, made_it=True) if entry.index == made_by else row
        elif entry.index == made_by and (said := tell(entry)):
            yield Row(entry.event.at, "page", "page", said, made_it=True)


def _mark_wrong(row: Row | None, entry: Entry, history: History) -> Row:
    if row is not None:
        return replace(row, is_wrong=True)
    shown = [e for e, _ in history.of_type(Shown) if e.index <= entry.index]
    says = "nothing"
    if shown and isinstance(shown[-1].event, Shown):
        says = describe_shown(shown[-1].event)
    return Row(entry.event.at, "page", "page", f"still shows {says}", is_wrong=True)


def _draw_entry(
    entry: Entry, told: Received | None, held: set[int], cache: Lane | None
) -> Row | None:
    at, event = entry.event.at, entry.event
    match event:
        case ActBegan(name=name, detail=detail):
            if name in _OF_THE_SERVER:
                return None
            if name in _OF_THE_NETWORK:
                return Row(at, _OF_THE_NETWORK[name], _OF_THE_NETWORK[name], detail)
            if not detail.startswith("job "):
                return Row(at, "person", "page", detail)
            lane: Lane = "socket" if "handshake" in detail or "socket" in detail else "http"
            return Row(at, lane, lane, detail)
        case TruthChanged(status=status, progress=progress, delivered_to=sockets):
            percent = "" if progress is None else f" {progress:g} %"
            told_to = f"sockets that were told: {sockets}"
            return Row(at, "job", "job", f"{status}{percent}", detail=told_to)
        case FetchStarted(method=method, target=target, cache=mode):
            detail = f"{method} {target}\ncache: {mode}"
            return Row(at, "page", cache or "http", "asks", detail=detail)
        case BodyRead() if told is not None:
            return _draw_answer(at, told, held, cache)
        case FetchAnswered(status=status) if status >= 400:
            return Row(at, "http", "page", str(status), "lost")
        case FetchFailed(error=error) | BodyFailed(error=error):
            return Row(at, "http", "page", f"no answer: {error}", "lost")
        case FrameTaken(frame=frame) if (content := read_frame_text(frame)) is not None:
            percent = "" if content.percent is None else f" {content.percent:g} %"
            look: Look = "late" if _is_late(told) else "plain"
            said = f"{content.status}{percent}"
            detail = "\n".join((frame, *_tell_truth(told)))
            return Row(at, "socket", "page", said, look, detail)
        case _:
            return _draw_page(entry)


def _draw_page(entry: Entry) -> Row | None:
    at = entry.event.at
    match entry.event:
        case Shown() as shown:
            return Row(
                at, "page", "page", f"shows {describe_shown(shown)}", detail="\n".join(shown.lines)
            )
        case SocketOpened():
            return Row(at, "socket", "page", "open")
        case SocketClosing():
            return Row(at, "page", "socket", "closes")
        case PageSocketClosed(code=code, clean=clean):
            return Row(at, "socket", "page", f"closed: {code}", "plain" if clean else "lost")
        case PageComplained(message=message):
            return Row(at, "page", "page", message, "lost")
        case _:
            return None


def _draw_answer(at: int, told: Received, held: set[int], cache: Lane | None) -> Row:
    asked = told.asked.event if told.asked else None
    was_held = getattr(asked, "request", None) in held
    look: Look = "plain"
    if cache or told.is_from_cache:
        look = "cached"
    elif _is_late(told):
        look = "late"
    elif was_held:
        look = "held"
    lane: Lane = cache or ("cache" if told.is_from_cache else "http")
    times = []
    if told.asked:
        times.append(f"asked at {_say(told.asked)}")
    if told.sent:
        times.append(f"sent at {_say(told.sent)}")
    detail = "\n".join((", ".join(times), *_tell_truth(told)))
    return Row(at, lane, "page", told.says, look, detail.strip())


def _tell_truth(told: Received | None) -> Iterator[str]:
    """Yields the time for which `told` was true, where that is known."""
    if told is None or told.as_of is None:
        return
    until = f" until {_say(told.until)}" if told.until else ""
    yield f"true from {_say(told.as_of)}{until}"


def _say(entry: Entry) -> str:
    return f"{entry.event.at / 1000:g} s"


def _is_late(told: Received | None) -> bool:
    """Whether `told` was already stale when the page took it in."""
    return told is not None and told.until is not None and told.until.index < told.applied.index


def _fold(rows: Iterator[Row]) -> Iterator[Row]:
    """Yields consecutive equal rows, or pairs of rows (a request and its answer), only once each."""
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        while _fold_last(waiting):
            pass
    yield from waiting


def _fold_last(rows: list[Row]) -> bool:
    for size in (1, 2):
        if len(rows) < 2 * size:
            continue
        last, before = rows[-size:], rows[-2 * size : -size]
        if all(_are_alike(one, other) for one, other in zip(before, last, strict=True)):
            rows[-2 * size :] = [
                replace(one, times=one.times + other.times)
                for one, other in zip(before, last, strict=True)
            ]
            return True
    return False


def _are_alike(one: Row, other: Row) -> bool:
    if one.made_it or one.is_wrong or other.made_it or other.is_wrong:
        return False
    return (one.start, one.end, one.label, one.look) == (
        other.start,
        other.end,
        other.label,
        other.look,
    )
