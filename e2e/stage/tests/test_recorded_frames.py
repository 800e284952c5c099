"""A page on the stage is sent the recorded frames, about its own job."""

from __future__ import annotations

import json
from typing import Any

from e2e.history.page_events import FrameTaken, Shown
from e2e.stage import Stage
from e2e.stage.tests.conftest import OpenStage
from mock_backend.tests.test_recorded_frames import COMPLETED, CONNECTED, EVERY, OLD, recorded


def get_taken(stage: Stage) -> list[dict[str, Any]]:
    return [json.loads(each.frame) for _, each in stage.history.of_type(FrameTaken)]


def test_a_page_takes_the_server_s_own_frames_and_shows_what_they_tell(
    open_a_stage: OpenStage,
) -> None:
    stage = open_a_stage(dialect=recorded(EVERY))
    job = stage.add_job(progress=40)
    stage.show(job)
    job.hold_answers()
    job.progress(90)
    *_, shown = (each for _, each in stage.history.of_type(Shown))
    assert (shown.progress, shown.frame) == (90, "405/450")
    job.complete()
    stage.expect_shown(status="completed")
    connected, told, done = get_taken(stage)
    assert connected == {**CONNECTED, "topic": f"jobs/{job.id}"}
    assert (told["job_id"], told["percent"], told["eta_seconds"]) == (job.id, 90, 1.5)
    assert done == {**COMPLETED, "job_id": job.id, "download": f"/files/{job.id}.zip"}
    assert OLD not in json.dumps(get_taken(stage))


def test_late_progress_and_frames_behind_the_end_are_in_that_form_too(
    open_a_stage: OpenStage,
) -> None:
    stage = open_a_stage(dialect=recorded(EVERY[1:]))
    job = stage.add_job(progress=40)
    stage.show(job)
    job.send_progress(95)
    job.complete_and_send([{"status": "pending"}, {"current_frame": 190, "percent": 95.0}])
    late, done, *behind = get_taken(stage)
    assert (late["event"], late["percent"], late["current_frame"]) == ("tick", 95, 428)
    assert done["download"] == f"/files/{job.id}.zip"
    # Our own page closes its socket on the end.
    assert behind == []


def test_a_recording_without_frames_plays_the_mock_s_own(open_a_stage: OpenStage) -> None:
    stage = open_a_stage(dialect=recorded(()))
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(90)
    job.complete()
    told, done = get_taken(stage)
    assert (told["percent"], told["current_frame"], told["total_frames"]) == (90.0, 180, 200)
    assert done == {"job_id": job.id, "status": "completed"}
