"""A request that the page gives up is told as that, whatever reason the page gives for it."""

from __future__ import annotations

import pytest

from e2e.history.page_events import BodyFailed, FetchFailed
from e2e.stage import JobOnStage, Stage

REASONS = {
    "": "AbortError",
    "'another poll'": "AbortError",
    "Object.assign(new Error('canceled'), { name: 'CanceledError' })": "AbortError",
    "new DOMException('late', 'TimeoutError')": "TimeoutError",
}
"""Reasons of `AbortController.abort`, each with the name of the failure."""

GIVE_UP = """({ path }) => {
  const leaving = new AbortController();
  const asked = fetch(path, { signal: leaving.signal, cache: "no-store" });
  asked.catch(() => undefined);
  window.leave = () => leaving.abort(REASON);
}"""


@pytest.mark.parametrize("reason", REASONS)
def test_a_held_request_that_is_given_up_is_over_at_once(
    a_stage: Stage, job: JobOnStage, reason: str
) -> None:
    job.hold_answers()
    path = {"path": f"/v1/jobs/{job.id}?given_up"}
    a_stage.page.evaluate(GIVE_UP.replace("REASON", reason), path)
    job.progress(41)
    a_stage.page.evaluate("() => window.leave()")
    job.progress(42)
    failures = [each.error for _, each in a_stage.history.of_type(FetchFailed)]
    assert failures == [REASONS[reason]]
    assert list(a_stage.history.of_type(BodyFailed)) == []
