"""One job in two tabs of one browser, which share a cache, a storage and a connection pool."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import act, ended, in_order, job_restarted, poll_sent, tab_shown
from e2e.stage import Stage

FAMILY: Final = "two tabs"


@scenario_for_each(
    ENDS,
    id="two-tabs-are-told{case.suffix}",
    family=FAMILY,
    sentence="Two tabs show one job, and the job {case.ends}: both show {case.status}.",
    forced=lambda end: in_order(poll_sent(), ended(end.status)),
)
def test_both_tabs_show_the_end_that_their_sockets_tell(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=95)
    stage.show(job)
    other = stage.open_tab(job)
    job.end(end.message)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)
    other.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="two-tabs-poll{case.suffix}",
    family=FAMILY,
    sentence="Two tabs poll one job at the same moments without a socket, and it {case.ends}: "
    "both show {case.status}.",
    forced=lambda end: in_order(poll_sent(), ended(end.status, unheard=True)),
)
def test_both_tabs_show_the_end_that_their_polls_find(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=95)
    job.hold_handshakes()
    stage.show(job)
    other = stage.open_tab(job)
    stage.let_pass(seconds=4)
    job.end(end.message)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)
    other.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="two-tabs-and-an-older-answer{case.suffix}",
    family=FAMILY,
    sentence="Two tabs poll one job, and the answer that tells one of them {case.status} comes before "
    "the older one of the other: both show {case.status}.",
    forced=lambda end: in_order(
        poll_sent(),
        ended(end.status, unheard=True),
        act("release_all_answers", "the older answer goes out"),
    ),
)
def test_the_older_answer_of_one_tab_is_not_shown_in_the_other(stage: Stage, end: End) -> None:
    # Tabs that tell each other of their answers may do so in another order than the server's. They poll
    # at different moments, so that the same tab's request is the later one in each play.
    job = stage.add_job(progress=95)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=0.7)
    other = stage.open_tab(job)
    stage.let_pass(seconds=4)
    job.hold_answers()
    stage.let_pass_until(lambda: job.held_answers > 1, seconds=5)
    job.end(end.message)
    job.release_answer(-1)
    job.release_all_answers(as_of="arrival")
    stage.let_pass(seconds=15)
    stage.expect_shown(status=end.status)
    other.expect_shown(status=end.status)


@scenario(
    "second-tab-opens-after-the-end",
    family=FAMILY,
    tier="resilience",
    sentence="One tab has shown completed when a second one opens: both show completed.",
    forced=in_order(ended()),
)
def test_a_tab_that_is_opened_after_the_end_shows_it(stage: Stage) -> None:
    job = stage.add_job(progress=95)
    stage.show(job)
    job.complete()
    stage.let_pass(seconds=3)
    other = stage.open_tab(job)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")
    other.expect_shown(status="completed")


@scenario(
    "second-tab-opens-on-a-job-begun-anew",
    family=FAMILY,
    tier="resilience",
    sentence="One tab has shown completed, the job begins anew, and a second tab opens: that one "
    "shows running.",
    forced=in_order(ended(), job_restarted()),
)
def test_what_one_tab_remembers_is_not_what_the_other_shows(stage: Stage) -> None:
    job = stage.add_job(progress=95)
    stage.show(job)
    job.complete()
    stage.let_pass(seconds=3)
    job.restart()
    job.progress(10)
    other = stage.open_tab(job)
    stage.let_pass(seconds=5)
    other.expect_shown(status="running")


@scenario(
    "two-tabs-two-jobs",
    family=FAMILY,
    tier="resilience",
    sentence="Two tabs show two jobs, and one of them completes: the other tab goes on.",
    forced=in_order(poll_sent(), ended()),
)
def test_the_end_of_a_job_in_one_tab_is_none_of_the_other_ones(stage: Stage) -> None:
    first = stage.add_job(progress=95)
    second = stage.add_job(progress=10)
    stage.show(first)
    other = stage.open_tab(second)
    first.complete()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")
    other.expect_shown(status="running")


@scenario(
    "two-tabs-and-an-older-copy",
    family=FAMILY,
    tier="resilience",
    sentence="One tab shows a job at 40 % when a second opens on another job; the first job completes, "
    "then the second goes on: the first tab, when the person turns to it, still shows completed.",
    forced=in_order(poll_sent(), ended(), tab_shown()),
)
def test_what_the_other_tab_kept_is_not_shown_over_the_end(stage: Stage) -> None:
    # The second tab has read what is kept of the first job, and writes it again beside its own.
    first = stage.add_job(progress=10)
    second = stage.add_job(progress=10)
    stage.show(first)
    first.progress(40)
    other = stage.open_tab(second)
    stage.let_pass(seconds=3)
    first.complete()
    stage.let_pass(seconds=6)
    stage.tab.hide()
    second.progress(60)
    stage.let_pass(seconds=3)
    stage.tab.show()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")
    other.expect_shown(status="running")
