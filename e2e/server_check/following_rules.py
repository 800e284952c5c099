"""The rules about a server's broadcasts, for a job that was followed to its end. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.server_check import clauses
from e2e.server_check.address import get_job_target
from e2e.server_check.observation import Channel, Followed, Told
from e2e.server_check.report import Finding, Note, Unchecked
from mock_backend.job_life import TERMINAL

LATE = 2.5
"""The most seconds between the two channels that a person does not notice: a poll comes every two."""

_RANKS = {"pending": 0, "running": 1, "completed": 2, "failed": 2}
_FIX_BROADCAST = (
    "Broadcast the end on the event loop that the sockets belong to (from a worker thread with "
    "`asyncio.run_coroutine_threadsafe`): a page that waits for it while it is connected stays at its "
    "last progress for ever."
)
_FIX_ORDER = "Send each event after the one that came about before it, and none after the end."


def judge_followed(seen: Followed) -> Iterator[Finding | Note | Unchecked]:
    """Yields a finding or note for each state that the socket never told, told late or out of order.

    Yields Unchecked if following stopped early, or if the job had already ended.
    """
    asked = f"WebSocket {get_job_target(seen.job, is_socket=True)}"
    by_http, by_socket = _find_end(seen, "HTTP"), _find_end(seen, "WebSocket")
    first = next((each for each in seen.told if each.by == "HTTP"), None)
    if seen.stopped is not None:
        way_out = "Follow it when the server is well."
        yield Unchecked(what="the end of the job", why=seen.stopped, way_out=way_out)
        return
    if first is not None and first.status in TERMINAL:
        yield Unchecked(
            what="what the WebSocket tells",
            why=f"the job was {first.status} when it was first asked for",
            way_out="Follow one that is pending or running.",
        )
        return
    yield from _judge_order(asked, seen)
    if seen.refused is not None:
        yield Finding(
            rule="websocket-opens",
            asked=asked,
            came=seen.refused.reason,
            clause=clauses.join(clauses.WEBSOCKET_OPENS, clauses.WIRE),
            fix="Answer the handshake with 101: without a socket the page has its polls alone.",
        )
    elif by_http is not None and by_socket is None:
        yield from _judge_silence(asked, seen, by_http)
    elif by_socket is not None and by_http is None:
        yield Finding(
            rule="told-in-order",
            asked=asked,
            came=f"it said {by_socket.status} at {by_socket.at:.1f} s, and HTTP did not within "
            f"{seen.grace:g} s",
            clause=clauses.WIRE,
            fix="Commit the end before it is broadcast: a page asks for the results at once.",
        )
    elif by_socket is not None and by_http is not None:
        yield from _judge_both(asked, by_http, by_socket)
    yield from _note_frames(asked, seen)


def _judge_silence(asked: str, seen: Followed, end: Told) -> Iterator[Finding]:
    if seen.closed_at is not None and seen.closed_at <= end.at:
        yield Finding(
            rule="websocket-stays",
            asked=asked,
            came=f"the server closed it at {seen.closed_at:.1f} s, and HTTP told {end.status} "
            f"at {end.at:.1f} s",
            clause=clauses.join(clauses.WEBSOCKET_CLOSES, clauses.WIRE),
            fix="Leave it open until the page closes it.",
        )
        return
    waited = seen.seconds - end.at
    yield Finding(
        rule="end-is-broadcast",
        asked=asked,
        came=f"{end.status} was never told: HTTP told it at {end.at:.1f} s, and the WebSocket, open "
        f"since {seen.opened_at or 0:.1f} s, told nothing of it for {waited:.1f} s more",
        clause=clauses.join(clauses.WIRE, clauses.LATE_RECONNECT),
        fix=_FIX_BROADCAST,
    )


def _judge_both(asked: str, by_http: Told, by_socket: Told) -> Iterator[Finding | Note]:
    if by_http.status != by_socket.status:
        yield Finding(
            rule="told-in-order",
            asked=asked,
            came=f"it said {by_socket.status}, and HTTP says {by_http.status}",
            clause=clauses.WIRE,
            fix="Broadcast what was committed.",
        )
        return
    late = by_socket.at - by_http.at
    if abs(late) > LATE:
        slower, other = ("WebSocket", "HTTP") if late > 0 else ("HTTP", "WebSocket")
        said = (
            f"{by_http.status} came late: by {slower} {abs(late):.1f} s after {other} had told it"
        )
        yield Note(asked=asked, came=said, clause=clauses.WIRE)


def _judge_order(asked: str, seen: Followed) -> Iterator[Finding | Note]:
    newest: dict[Channel, Told] = {}
    end: Told | None = None
    for told in seen.told:
        if told.status is None:
            continue
        before = newest.get(told.by)
        ranked = _RANKS.get(told.status, 0)
        if before is not None and ranked < _RANKS.get(before.status or "", 0):
            yield _went_back(asked, told, before)
        elif told.by == "WebSocket" and end is not None and ranked < _RANKS[end.status or ""]:
            yield _went_back(asked, told, end)
        elif _falls(told, before):
            assert before is not None
            came = f"{told.by}: {told.progress:g} % at {told.at:.1f} s, after {before.progress:g} %"
            yield Note(asked=asked, came=came, clause=clauses.WIRE)
        newest[told.by] = told
        if told.status in TERMINAL:
            end = end or told


def _went_back(asked: str, told: Told, before: Told) -> Finding:
    return Finding(
        rule="told-in-order",
        asked=asked,
        came=f"{told.by} told {told.status} at {told.at:.1f} s, after {before.by} had told "
        f"{before.status} at {before.at:.1f} s",
        clause=clauses.join(clauses.WIRE, clauses.LATE_RECONNECT),
        fix=_FIX_ORDER,
    )


def _falls(told: Told, before: Told | None) -> bool:
    if before is None or told.progress is None or before.progress is None:
        return False
    return told.progress < before.progress


def _note_frames(asked: str, seen: Followed) -> Iterator[Note]:
    frames = [each for each in seen.told if each.frame is not None]
    if seen.opened_at is None:
        return
    first = f", the first at {frames[0].at:.1f} s" if frames else ""
    came = f"open since {seen.opened_at:.1f} s, {len(frames) or 'no'} frames{first}"
    yield Note(asked=asked, came=came)


def _find_end(seen: Followed, by: Channel) -> Told | None:
    return next((each for each in seen.told if each.by == by and each.status in TERMINAL), None)
