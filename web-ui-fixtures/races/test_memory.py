"""What our own page keeps in its storage, and for how long."""

from __future__ import annotations

import json

from e2e.catalogue import scenario
from e2e.proofs import in_order, poll_saw, poll_sent
from e2e.stage import JobOnStage, Stage
from mock_backend import Status

FAMILY = "our own page: memory"
KEY = "job-status:last-known"
POLLING = "○ Polling"
NO_ANSWER = "The server answered 503."


def read(stage: Stage) -> list[str]:
    """Returns the jobs that the page keeps, newest first, or in words what else the storage has."""
    text = stage.page.evaluate(f"localStorage.getItem('{KEY}')") or "[]"
    try:
        return [each["jobId"] for each in json.loads(text)]
    except (ValueError, TypeError, KeyError):
        return [f"garbled: {text}"]


def keep(stage: Stage, value: object) -> None:
    """Puts `value` into the storage, as JSON."""
    stage.page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps(value)])


def show_unanswered(stage: Stage, job: JobOnStage) -> None:
    """Shows a job that the server does not tell anything of."""
    job.hold_handshakes()
    job.fault_answers(Status(503))
    stage.show(job)


def switch_to_kept(stage: Stage, *kept: object) -> None:
    """Switches to a new job without an answer, with `kept` in the storage; its objects are of that job."""
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    job.fault_answers(Status(503))
    keep(stage, [each | {"jobId": job.id} if isinstance(each, dict) else each for each in kept])
    stage.switch_to(job)


@scenario(
    "own-memory-of-an-end",
    family=FAMILY,
    isolation="context",
    sentence="A job completes and another fails: both are kept, the newest first, and shown again though the "
    "server does not answer, for 24 hours.",
    forced=in_order(poll_saw("completed")),
)
def test_the_end_is_remembered_for_a_day(stage: Stage) -> None:
    first, second = stage.add_job(progress=40), stage.add_job(progress=40)
    for job in (first, second):
        job.hold_handshakes()
    stage.show(first)
    first.complete()
    stage.let_pass(seconds=2)
    stage.switch_to(second)
    second.open_held_handshake()
    second.fail("The disk is full.")
    stage.let_pass(seconds=2)
    kept = read(stage)
    stage.expect(kept == [second.id, first.id], f"both jobs in the storage, not {kept}")
    for job in (first, second):
        job.fault_answers(Status(503))
    stage.laptop.sleep(hours=23.9)
    stage.refresh()
    stage.expect_lines("Status: failed", POLLING, "The disk is full.")
    stage.switch_to(first)
    stage.expect_lines("Status: completed", POLLING)
    stage.laptop.sleep(hours=0.2)
    stage.refresh()
    stage.expect_lines("Status: pending", POLLING, NO_ANSWER)


@scenario(
    "own-memory-of-fifty-jobs",
    family=FAMILY,
    isolation="context",
    sentence="Fifty jobs are kept, and one more completes: the oldest is dropped, and each is kept once.",
    forced=in_order(poll_saw("completed")),
)
def test_fifty_jobs_are_remembered(stage: Stage) -> None:
    other, job = stage.add_job(progress=40), stage.add_job(progress=40)
    other.hold_handshakes()
    job.hold_handshakes()
    stage.show(other)
    now = stage.page.evaluate("Date.now()")
    ids = [f"kept-{number}" for number in range(50)]
    keep(
        stage,
        [{"jobId": id, "status": "completed", "error": None, "at": now} for id in ids],
    )
    job.complete()
    stage.switch_to(job)
    kept = read(stage)
    stage.expect(kept == [job.id, *ids[:49]], f"the newest fifty, not {kept}")


@scenario(
    "own-memory-that-is-wrong",
    family=FAMILY,
    isolation="context",
    sentence="The storage says failed of a job that runs: the page forgets it, and nothing else.",
    forced=in_order(poll_saw("running")),
)
def test_a_wrong_memory_is_forgotten(stage: Stage) -> None:
    first, job = stage.add_job(progress=40), stage.add_job(progress=40)
    first.hold_handshakes()
    job.hold_handshakes()
    stage.show(first)
    now = stage.page.evaluate("Date.now()")
    end = {"status": "failed", "error": "The disk is full.", "at": now}
    keep(stage, [end | {"jobId": id} for id in ("before", job.id, "behind")])
    stage.switch_to(job)
    stage.expect_lines("Status: running", POLLING, "40%")
    kept = read(stage)
    stage.expect(kept == ["before", "behind"], f"the other two, not {kept}")
    keep(stage, [end | {"jobId": first.id}])
    stage.switch_to(first)
    stage.expect_lines("Status: running", POLLING, "40%")
    stage.expect(read(stage) == [], f"nothing, not {read(stage)}")


@scenario(
    "own-memory-that-is-garbled",
    family=FAMILY,
    isolation="context",
    sentence="What the storage has is of another kind: the page takes nothing from it.",
    forced=in_order(poll_sent()),
)
def test_a_garbled_memory_is_passed_over(stage: Stage) -> None:
    first = stage.add_job(progress=40)
    show_unanswered(stage, first)
    now = stage.page.evaluate("Date.now()")
    good = {"jobId": "?", "status": "completed", "error": None, "at": now}
    day = 24 * 60 * 60 * 1000
    for kept in (
        {"status": "running"},
        {"error": 7},
        {"at": "now"},
        {"at": str(now)},
        {"at": None},
    ):
        switch_to_kept(stage, good | kept)
        stage.expect_lines("Status: pending", POLLING, NO_ANSWER)
    # The page's `Date` goes on by a little with each act, and by the same for the same acts.
    before = stage.page.evaluate("Date.now()")
    switch_to_kept(stage, good)
    at = stage.page.evaluate("Date.now()")
    step = at - before
    switch_to_kept(stage, good | {"at": at + step - day})
    stage.expect_lines("Status: pending", POLLING, NO_ANSWER)
    switch_to_kept(stage, None, 7, [good], good | {"at": at + 2 * step - day + 1})
    stage.expect_lines("Status: completed", POLLING)


@scenario(
    "own-memory-that-is-mended",
    family=FAMILY,
    isolation="context",
    sentence="What the storage has is of another kind, and a job completes: that alone is kept.",
    forced=in_order(poll_saw("completed")),
)
def test_a_garbled_memory_is_mended(stage: Stage) -> None:
    first = stage.add_job(progress=40)
    show_unanswered(stage, first)
    good = {"jobId": "?", "status": "completed", "error": None, "at": stage.page.evaluate("Date.now()")}
    for garbled in ([good | {"jobId": 7}], {"0": good}, [good | {"status": "running"}], None, "completed", 7):
        job = stage.add_job(progress=40)
        job.hold_handshakes()
        job.complete()
        keep(stage, garbled)
        stage.switch_to(job)
        kept = read(stage)
        stage.expect(kept == [job.id], f"the job that has completed, not {kept}")
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    job.complete()
    stage.page.evaluate(f"localStorage.setItem('{KEY}', '[')")
    stage.switch_to(job)
    kept = read(stage)
    stage.expect(kept == [job.id], f"the job that has completed, not {kept}")
