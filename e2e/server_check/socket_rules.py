"""The rules for the WebSocket: it opens, stays open, and sends no stale state on connect. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from e2e.server_check import clauses
from e2e.server_check.json_bodies import read_json
from e2e.server_check.observation import Listened, Refused
from e2e.server_check.report import Finding, Note
from e2e.server_check.wire_rules import FIX, judge_object
from mock_backend.contract import CompletedFrame, FailedFrame, ProgressFrame
from mock_backend.job_life import TERMINAL

NORMAL_CLOSURE = 1000
_RANKS = {"pending": 0, "running": 1, "completed": 2, "failed": 2}
_FRAME_STATUS = {"error": "failed"}
_LONGEST = 80


def judge_socket(heard: Listened | Refused, status: object) -> Iterator[Finding | Note]:
    """Yields the findings and notes on a socket; `status` is the job's, as HTTP told it just before."""
    asked = f"WebSocket {heard.target}"
    if isinstance(heard, Refused):
        yield Finding(
            rule="websocket-opens",
            asked=asked,
            came=heard.reason,
            clause=clauses.join(clauses.WEBSOCKET_OPENS, clauses.WIRE),
            fix="Answer the handshake with 101, and have whatever stands in front pass `Upgrade` and "
            "`Connection` on: without a socket the page polls, and a cached poll is stuck.",
        )
        return
    yield from _judge_opening(asked, heard)
    for frame in heard.frames:
        yield from _judge_frame(asked, frame, status)
    if heard.closed is not None and not (
        heard.closed == NORMAL_CLOSURE and str(status) in TERMINAL
    ):
        yield Finding(
            rule="websocket-stays",
            asked=asked,
            came=f"the server closed it again with {heard.closed} within {heard.seconds:g} s",
            clause=clauses.join(clauses.WEBSOCKET_CLOSES, clauses.WIRE),
            fix="Leave it open: the page closes it once it has read `completed`, and comes back two "
            "seconds after any other close, for ever.",
        )


def _judge_opening(asked: str, heard: Listened) -> Iterator[Note]:
    if heard.needed_headers:
        came = "it opened only with your --header, and a browser cannot send one on a WebSocket"
        yield Note(asked=asked, came=came, clause=clauses.WEBSOCKET_OPENS)
    if heard.frames:
        came = f"{_count(heard.frames)} within {heard.seconds:g} s, first {_show(heard.frames[0])}"
        yield Note(asked=asked, came=f"on connect it sent {came}", clause=clauses.WIRE)
    else:
        came = f"no snapshot on connect, nothing within {heard.seconds:g} s: as the contract has it"
        yield Note(asked=asked, came=came, clause=clauses.WIRE)


def _judge_frame(asked: str, frame: str | bytes, status: object) -> Iterator[Finding | Note]:
    said = _read_frame(frame)
    if said is None:
        yield _unknown_frame(asked, f"{_show(frame)}, no JSON object in a text frame")
        return
    if said.get("type") == "pong":
        return
    told = said.get("status")
    claimed = _FRAME_STATUS.get(str(told), told) or ("running" if "percent" in said else None)
    if _is_gone_beyond(claimed, status):
        yield Finding(
            rule="no-false-snapshot",
            asked=asked,
            came=f"{_show(frame)}, after HTTP had said {status}",
            clause=clauses.LATE_RECONNECT,
            fix="Send what is true when the socket opens, or nothing: a page that connects late and "
            "believes this goes back from the end.",
        )
    model = _find_model(said)
    if model is not None:
        yield from _as_frames(judge_object(asked, said, model))
    elif not _is_gone_beyond(claimed, status):
        yield _unknown_frame(asked, f"{_show(frame)}, which no frame of the contract is")


def _read_frame(frame: str | bytes) -> Mapping[str, object] | None:
    if isinstance(frame, bytes):
        return None
    try:
        said = read_json(frame.encode())
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _find_model(frame: Mapping[str, object]) -> type[BaseModel] | None:
    match frame.get("status"):
        case "completed":
            return CompletedFrame
        case "error":
            return FailedFrame
        case None:
            return ProgressFrame
        case _:
            return None


def _is_gone_beyond(claimed: object, status: object) -> bool:
    """Whether the claim of a frame is stale: HTTP had told a later status, or another terminal one."""
    told, known = _RANKS.get(str(claimed)), _RANKS.get(str(status))
    if told is None or known is None:
        return False
    return told < known or (told == known == max(_RANKS.values()) and claimed != status)


def _as_frames(findings: Iterator[Finding | Note]) -> Iterator[Finding | Note]:
    for each in findings:
        is_finding = isinstance(each, Finding)
        yield each.model_copy(update={"rule": "websocket-frames"}) if is_finding else each


def _unknown_frame(asked: str, came: str) -> Finding:
    return Finding(rule="websocket-frames", asked=asked, came=came, clause=clauses.WIRE, fix=FIX)


def _count(frames: tuple[str | bytes, ...]) -> str:
    return f"{len(frames)} frame{'s' if len(frames) > 1 else ''}"


def _show(frame: str | bytes) -> str:
    if isinstance(frame, bytes):
        return f"a binary frame of {len(frame)} bytes"
    text = frame if frame.isprintable() else json.dumps(frame, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
