"""Frames that follow the frame of the end, while the page's confirming poll is in flight."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from e2e.catalogue import scenario_for_each
from e2e.proofs import Proof, ended, frame_taken, in_order, socket_closed_by_page
from e2e.stage import Stage
from mock_backend.frame_content import say_as_contract

FAMILY: Final = "frames after the end"
RENDERS_LATE = 250
"""Virtual milliseconds that a page may need to render in batches."""


@dataclass(frozen=True)
class Late:
    """Frames without their `job_id`, which is the id of the job; `effect` describes their content."""

    effect: str
    frames: tuple[Mapping[str, object], ...]

    def come_behind(self, told: str, status: str) -> Proof:
        """Returns the proof that the page takes the frame of the end, and then the last of these frames.

        A page that closes its socket on the frame of the end keeps out of this race. It takes no frame
        after that, even one that was sent before the server knew of the close.
        """
        last = say_as_contract(json.dumps(self.frames[-1]))[1:-1]
        return in_order(
            ended(status), frame_taken(told), frame_taken(last), unless=[socket_closed_by_page()]
        )


PROGRESS = {"current_frame": 190, "total_frames": 200, "percent": 95.0}
LATE: Mapping[str, Late] = {
    "progress": Late("progress of 95 %", (PROGRESS,)),
    "running": Late("that it is running", ({"status": "running"},)),
    "pending": Late("that it is pending", ({"status": "pending"},)),
    "the-same-end-twice": Late(
        "its end two times more",
        ({"status": "completed"}, {"status": "completed"}),
    ),
    "all-of-it-again": Late(
        "the whole of its life once more",
        ({"status": "pending"}, {"status": "running"}, PROGRESS, {"status": "completed"}),
    ),
}
AFTER_FAILURE = {
    name: each for name, each in LATE.items() if {"status": "completed"} not in each.frames
}


@scenario_for_each(
    LATE,
    id="after-completed-{name}",
    family=FAMILY,
    sentence="Behind completed the socket tells {case.effect}: the page stays completed.",
    forced=lambda late: late.come_behind('"completed"', "completed"),
)
def test_completed_is_not_left_for_a_frame_behind_it(stage: Stage, late: Late) -> None:
    job = stage.add_job(progress=95)
    stage.show(job)
    job.hold_answers()
    job.complete_and_send(late.frames)
    stage.let_pass(milliseconds=RENDERS_LATE)
    stage.expect_shown(status="completed")
    job.release_all_answers()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario_for_each(
    AFTER_FAILURE,
    id="after-failed-{name}",
    family=FAMILY,
    sentence="Behind failed the socket tells {case.effect}: the page stays failed.",
    forced=lambda late: late.come_behind('"error"', "failed"),
)
def test_failed_is_not_left_for_a_frame_behind_it(stage: Stage, late: Late) -> None:
    job = stage.add_job(progress=95)
    stage.show(job)
    job.hold_answers()
    job.fail_and_send("The disk is full.", late.frames)
    stage.let_pass(milliseconds=RENDERS_LATE)
    stage.expect_shown(status="failed")
    job.release_all_answers()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="failed")
