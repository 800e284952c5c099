"""A gate plays the frames of a recording, so a page that reads its own server's fields can be judged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from e2e.gate.tests.conftest import RunGate
from mock_backend.tests.test_recorded_frames import COMPLETED, FAILED, OLD, recorded

OWN: dict[str, Any] = {"job_id": OLD, "progress": 40, "eta_seconds": 12}
SCENARIO = "refresh-then-late-progress"


@pytest.fixture
def reads_own_frames(a_checkout: Path) -> Path:
    """A page that reads `progress`, and throws if a frame does not give the time that is left."""
    source = a_checkout / "src" / "state" / "frames.ts"
    text = source.read_text(encoding="utf-8")
    own = text.replace("said.percent", "said.progress").replace(
        'if (typeof said.progress !== "number")',
        'if (!("eta_seconds" in said)) throw new Error("no eta");\n'
        '  if (typeof said.progress !== "number")',
    )
    assert (own.count("said.progress"), own.count("no eta")) == (2, 1)
    source.write_text(own, encoding="utf-8")
    return a_checkout


def write(file: Path, *frames: dict[str, Any]) -> Path:
    file.write_text(recorded(frames).recording.model_dump_json(), encoding="utf-8")
    return file


def test_a_page_passes_with_its_own_server_s_frames_and_not_with_the_mock_s(
    run_gate: RunGate, reads_own_frames: Path, tmp_path: Path
) -> None:
    """Two plays in a real browser: the reason for its length."""
    page = ("--web-ui", reads_own_frames, "--scenario", SCENARIO, "--strict")
    own = run_gate(*page, "--recorded", write(tmp_path / "own.json", OWN, FAILED, COMPLETED))
    assert (own.code, own.outcomes) == (0, {SCENARIO: "passed"}), own.out + own.err
    other = run_gate(*page, "--recorded", write(tmp_path / "no-frames.json"))
    assert (other.code, other.outcomes) == (1, {SCENARIO: "advice"}), other.out
    assert "no eta" in (other.reports / "verdict.json").read_text(encoding="utf-8")
