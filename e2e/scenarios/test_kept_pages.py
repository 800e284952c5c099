"""The browser keeps the page in its back/forward cache while the job still runs."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario_for_each
from e2e.proofs import ended, in_order, socket_ended, tab_hidden, tab_shown
from e2e.scenarios.pauses import GOES_ON, SOON
from e2e.stage import Stage

FAMILY: Final = "kept pages"


@scenario_for_each(
    ENDS,
    id="kept-page-while-it-ends{case.suffix}",
    family=FAMILY,
    sentence="The person goes on, the browser keeps the page and closes its socket, and the job "
    "{case.ends}: when the person goes back the page shows {case.status}.",
    forced=lambda end: in_order(tab_hidden(), ended(end.status, unheard=True), tab_shown()),
)
def test_a_page_that_was_kept_shows_what_happened_meanwhile(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    stage.let_pass(seconds=3)
    stage.tab.freeze()
    job.end(end.message)
    stage.tab.restore()
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="kept-page-before-the-end{case.suffix}",
    family=FAMILY,
    sentence="The person goes on and back while the job runs, the browser has kept the page and closed "
    "its socket, and a while later the job {case.ends}: the page goes on, and shows {case.status}.",
    forced=lambda end: in_order(tab_hidden(), socket_ended(), tab_shown(), ended(end.status)),
)
def test_a_page_that_was_kept_goes_on(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    stage.let_pass(seconds=3)
    stage.tab.freeze()
    stage.tab.restore()
    stage.let_pass(seconds=20)
    job.end(end.message)
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="kept-page-that-polls{case.suffix}",
    family=FAMILY,
    sentence="The page polls, the person goes on and back, the browser has kept the page, and a while "
    "later the job {case.ends}: the page has gone on asking, and shows {case.status}.",
    forced=lambda end: in_order(tab_hidden(), tab_shown(), ended(end.status, unheard=True)),
)
def test_a_page_that_was_kept_goes_on_asking(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=3)
    stage.tab.freeze()
    stage.tab.restore()
    stage.let_pass(seconds=20)
    job.end(end.message)
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="kept-page-after-the-end{case.suffix}",
    family=FAMILY,
    sentence="The page shows {case.status}, and the person goes on and back, the browser has kept the "
    "page: it goes on saying {case.status}, and does not begin to poll again.",
    forced=lambda end: in_order(ended(end.status), tab_hidden(), tab_shown()),
)
def test_a_page_that_was_kept_after_the_end_still_shows_it(stage: Stage, end: End) -> None:
    # A page that puts back the state it had kept asks no more, so an older one would stay.
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    stage.let_pass(seconds=3)
    job.end(end.message)
    stage.let_pass(seconds=SOON)
    stage.tab.freeze()
    stage.tab.restore()
    stage.let_pass(seconds=GOES_ON)
    stage.expect_shown(status=end.status)
