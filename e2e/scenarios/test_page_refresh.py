"""The person refreshes, the first poll fails, and the socket is silent."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import (
    Proof,
    answer_lost,
    document_opened,
    ended,
    in_order,
    knows_from_memory,
    poll_saw,
    socket_opened,
)
from e2e.stage import JobOnStage, Stage
from mock_backend import (
    CutBeforeHeaders,
    CutMidBody,
    Fault,
    HtmlPage,
    Status,
    TruncatedJson,
)

FAMILY: Final = "page refresh"


def lost_after_refresh(end: End) -> Proof:
    """Returns the proof that after a refresh after the end a poll is lost and a silent socket opens."""
    return in_order(
        ended(end.status),
        document_opened(),
        answer_lost(),
        socket_opened(),
        unless=[knows_from_memory()],
    )


def refresh_with(stage: Stage, end: End, fault: Fault) -> None:
    """Refreshes the page of an ended job while its answers are `fault`, and then ends the fault."""
    job = show_until_ended(stage, end)
    job.fault_answers(fault)
    stage.refresh()
    job.heal_answers()
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


def show_until_ended(stage: Stage, end: End) -> JobOnStage:
    """Shows a job until the socket has told the page its end, and returns the job."""
    job = stage.add_job(progress=40)
    stage.show(job)
    job.end(end.message)
    stage.let_pass(seconds=3)
    return job


@scenario_for_each(
    ENDS,
    id="refresh-first-poll-lost{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="After a refresh the first poll gets no answer and the socket is silent: the page "
    "shows {case.status}.",
    forced=lost_after_refresh,
)
def test_completion_is_shown_when_the_first_poll_after_a_refresh_is_lost(
    stage: Stage, end: End
) -> None:
    refresh_with(stage, end, CutBeforeHeaders())


@scenario_for_each(
    ENDS,
    id="refresh-first-poll-cut{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="After a refresh the first answer breaks off in mid-body and the socket is silent: "
    "the page shows {case.status}.",
    forced=lost_after_refresh,
)
def test_completion_is_shown_when_the_first_answer_after_a_refresh_breaks_off(
    stage: Stage, end: End
) -> None:
    refresh_with(stage, end, CutMidBody())


@scenario_for_each(
    ENDS,
    id="refresh-first-poll-refused{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="After a refresh the first poll is answered 503 and the socket is silent: the page "
    "shows {case.status}.",
    forced=lost_after_refresh,
)
def test_completion_is_shown_when_the_first_poll_after_a_refresh_is_refused(
    stage: Stage, end: End
) -> None:
    refresh_with(stage, end, Status(503))


@scenario_for_each(
    ENDS,
    id="refresh-first-poll-html{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="After a refresh the first answer is a proxy's HTML page and the socket is silent: "
    "the page shows {case.status}.",
    forced=lost_after_refresh,
)
def test_completion_is_shown_when_the_first_answer_after_a_refresh_is_html(
    stage: Stage, end: End
) -> None:
    refresh_with(stage, end, HtmlPage())


@scenario_for_each(
    ENDS,
    id="refresh-first-poll-truncated{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="After a refresh the first answer is half a JSON document and the socket is silent: "
    "the page shows {case.status}.",
    forced=lost_after_refresh,
)
def test_completion_is_shown_when_the_first_answer_after_a_refresh_is_truncated(
    stage: Stage, end: End
) -> None:
    refresh_with(stage, end, TruncatedJson())


@scenario_for_each(
    ENDS,
    id="refresh-first-poll-stale{case.suffix}",
    family=FAMILY,
    tier="regression",
    sentence="After a refresh the first poll is answered running, out of date, and the socket is "
    "silent: the page shows {case.status}.",
    forced=lambda end: in_order(
        ended(end.status),
        document_opened(),
        poll_saw("running"),
        socket_opened(),
        unless=[knows_from_memory()],
    ),
)
def test_completion_is_shown_when_the_first_answer_after_a_refresh_is_stale(
    stage: Stage, end: End
) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    before = job.truth
    job.end(end.message)
    stage.let_pass(seconds=3)
    job.answer_next_as(before)
    stage.refresh()
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="refresh-while-it-completes{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The job {case.ends} while the page is being refreshed, and the first poll is lost: "
    "the page shows {case.status}.",
    forced=lambda end: in_order(
        document_opened(), document_opened(), answer_lost(), ended(end.status, unheard=True)
    ),
)
def test_completion_during_a_refresh_is_shown(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    job.fault_answers(CutBeforeHeaders())
    job.hold_handshakes()
    stage.refresh()
    job.end(end.message)
    job.heal_answers()
    job.open_held_handshake()
    job.pass_handshakes()
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario(
    "refresh-of-a-failed-job",
    family=FAMILY,
    sentence="After a refresh of a failed job the first poll is lost and the socket is silent: "
    "the page shows failed, and why.",
    forced=in_order(
        ended("failed"),
        document_opened(),
        answer_lost(),
        socket_opened(),
        unless=[knows_from_memory()],
    ),
)
def test_a_failure_is_shown_when_the_first_poll_after_a_refresh_is_lost(
    stage: Stage,
) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.fail("The video has no key frame.")
    stage.let_pass(seconds=3)
    job.fault_answers(CutBeforeHeaders())
    stage.refresh()
    job.heal_answers()
    stage.let_pass(seconds=13)
    stage.expect_shown(status="failed")


@scenario_for_each(
    ENDS,
    id="refresh-while-polling{case.suffix}",
    family=FAMILY,
    sentence="The socket never opens, the person refreshes while the job runs, and a while later it "
    "{case.ends}: the page has gone on asking, and shows {case.status}.",
    forced=lambda end: in_order(
        poll_saw("running"), document_opened(), ended(end.status, unheard=True)
    ),
)
def test_a_page_that_is_opened_anew_goes_on_asking(stage: Stage, end: End) -> None:
    # A page that goes on from what it kept waits for a timer, or a socket, of the document before.
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=3)
    stage.refresh()
    stage.let_pass(seconds=5)
    job.end(end.message)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)
