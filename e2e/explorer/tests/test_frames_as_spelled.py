"""Every reader of a history understands a frame in the words of the server that sent it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from e2e.causes.received import get_received
from e2e.history.narrative import tell
from e2e.history.page_events import FrameTaken
from e2e.history.tests.written import JOB, Written
from e2e.proofs import Forced, asks_no_more, frame_taken, in_order
from e2e.properties.evidence import get_end_told_by, get_state_told_by

FRAMES: list[tuple[dict[str, Any], str, float | None, str]] = [
    ({"job_id": JOB, "percent": 40}, "running", 40, '"percent": 40'),
    ({"job_id": JOB, "progress": 40.0, "eta": 3}, "running", 40, '"percent": 40'),
    ({"percent": 40}, "running", 40, '"percent": 40'),
    ({"job_id": JOB, "status": "running", "progress": 40}, "running", 40, '"percent": 40'),
    ({"type": "progress", "job_id": JOB, "percent": 40}, "running", 40, '"percent": 40'),
    ({"job_id": JOB, "status": "completed", "progress": 100}, "completed", None, '"completed"'),
    ({"job_id": JOB, "type": "completed"}, "completed", None, '"completed"'),
    ({"status": "completed"}, "completed", None, '"completed"'),
    ({"job_id": JOB, "status": "failed", "error": "no memory"}, "failed", None, '"error"'),
    ({"type": "error", "job_id": JOB, "message": "no memory"}, "failed", None, '"error"'),
]
NO_NEWS: list[object] = [
    {"type": "pong"},
    {"type": "connected", "job_id": JOB},
    {"job_id": JOB, "status": "connected"},
    {"job_id": JOB, "percent": True},
    {"job_id": 7, "percent": 40},
    [1],
    None,
]


def write(frame: object) -> Written:
    written = Written().opens().truth("running", 40).connects()
    written.history.append("page", FrameTaken(written.at, 1, json.dumps(frame)))
    return written.rests()


@pytest.mark.parametrize(("frame", "status", "percent", "words"), FRAMES, ids=str)
def test_properties_explorer_and_proofs_understand_it(
    frame: dict[str, Any], status: str, percent: float | None, words: str
) -> None:
    text = json.dumps(frame)
    assert get_state_told_by(text, JOB) == status
    assert get_end_told_by(text, JOB) == (None if status == "running" else status)
    history = write(frame).history
    assert [(each.job, each.status, each.progress) for each in get_received(history)] == [
        (JOB, status, percent)
    ]
    assert in_order(frame_taken(words))(history) == Forced()
    told = next(entry for entry in history if isinstance(entry.event, FrameTaken))
    line = tell(told) or ""
    assert "{" not in line
    assert ("40 %" if percent else str(frame.get("status", frame.get("type")))) in line


@pytest.mark.parametrize("frame", NO_NEWS, ids=str)
def test_a_frame_without_news_tells_nothing(frame: object) -> None:
    assert get_state_told_by(json.dumps(frame), JOB) is None
    assert get_received(write(frame).history) == []
    assert in_order(frame_taken('"percent"'))(write({"type": "pong"}).history) != Forced()


def test_a_frame_of_another_job_is_not_of_this_one() -> None:
    text = json.dumps({"job_id": "another", "progress": 40})
    assert get_state_told_by(text, JOB) is None


def test_an_end_in_other_words_is_taken_as_final_too() -> None:
    written = write({"job_id": JOB, "type": "failed"}).passes(31).rests()
    assert in_order(asks_no_more())(written.history) == Forced()
