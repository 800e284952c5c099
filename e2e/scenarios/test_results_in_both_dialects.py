"""A finished job has results, in the dialects of both ages of the server: the page does not break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from e2e.catalogue import scenario_for_each
from e2e.proofs import ended, in_order, poll_saw
from e2e.stage import Stage
from mock_backend import DIALECTS, DialectName, JobKind

FAMILY: Final = "every kind of job"

KINDS: dict[str, tuple[str, JobKind]] = {
    "of-a-video": ("a few objects in a video", {"progress": 40}),
    "of-an-image": ("two objects in an image", {"job_type": "image"}),
    "of-several-tools": (
        "a few objects in a video, with one tool after the other",
        {
            "progress": 40,
            "job_type": "video_multi",
            "tools": ("player_detection", "ball_detection", "pitch_detection"),
        },
    ),
    "that-are-none": ("nothing in a video", {"progress": 40, "found": "nothing"}),
    "that-are-large": ("thousands of objects in a video", {"progress": 40, "found": "much"}),
}


@dataclass(frozen=True)
class Results:
    """Results of some kind, in a dialect."""

    dialect: DialectName
    found: str
    kind: JobKind


RESULTS = {
    f"{dialect}-results-{name}": Results(dialect, found, kind)
    for dialect in DIALECTS
    for name, (found, kind) in KINDS.items()
}


@scenario_for_each(
    RESULTS,
    id="{name}",
    family=FAMILY,
    tier="regression",
    wire=lambda results: results.dialect,
    sentence="The job completes and has found {case.found}, which the server tells in the dialect "
    "{case.dialect}: the page says completed and goes on saying it.",
    forced=lambda results: in_order(
        poll_saw("running"), ended(unheard=True), poll_saw("completed")
    ),
)
def test_results_are_drawn_or_left_alone(stage: Stage, results: Results) -> None:
    job = stage.add_job(**results.kind)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=4)
    stage.expect_shown(status="running")
    job.complete()
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")


@scenario_for_each(
    RESULTS,
    id="{name}-in-the-end",
    family=FAMILY,
    tier="regression",
    wire=lambda results: results.dialect,
    sentence="The page is opened on a job that has completed and has found {case.found}, which the "
    "server tells in the dialect {case.dialect}: the page says completed.",
    forced=lambda results: in_order(ended(unheard=True), poll_saw("completed")),
)
def test_results_are_there_from_the_first_poll_on(stage: Stage, results: Results) -> None:
    job = stage.add_job(**results.kind)
    job.complete()
    stage.show(job)
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")
