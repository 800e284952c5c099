"""The person saves a file: the page gets `beforeunload`, and stays."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario_for_each
from e2e.proofs import act, ended, in_order
from e2e.stage import Stage

FAMILY: Final = "downloads"
SAVED: Final = act("download", "the person downloads a file")
SOON = 12
"""Virtual seconds, more than the limit of `completion-in-time`."""


@scenario_for_each(
    ENDS,
    id="download-while-connected{case.suffix}",
    family=FAMILY,
    sentence="The person downloads a file, for which the browser asks the page whether it may go, and "
    "the page stays; later the job {case.ends}: the page shows {case.status}.",
    forced=lambda end: in_order(SAVED, ended(end.status)),
    isolation="context",
)
def test_a_page_that_is_left_for_a_download_stays_live(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    stage.let_pass(seconds=3)
    stage.tab.download()
    stage.let_pass(seconds=20)
    job.end(end.message)
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="download-while-polling{case.suffix}",
    family=FAMILY,
    sentence="The page polls, the person downloads a file, and the page stays; later the job "
    "{case.ends}: the page has gone on asking, and shows {case.status}.",
    forced=lambda end: in_order(SAVED, ended(end.status, unheard=True)),
    isolation="context",
)
def test_a_page_that_is_left_for_a_download_goes_on_asking(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=3)
    stage.tab.download()
    stage.let_pass(seconds=20)
    job.end(end.message)
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)
