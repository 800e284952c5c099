"""The judgement of a play: from its history to an outcome."""

from __future__ import annotations

import pytest

from e2e.catalogue import Result, Scenario, Tier, judge
from e2e.history.page_events import WorkerStarted
from e2e.history.stage_events import RECOVERY
from e2e.history.tests.written import Written
from e2e.proofs import ended, in_order, knows_from_memory, poll_saw
from e2e.stage import NotAsExpected, NotAtRest, NotShown, Stage, StageError, Unannounced


def scenario(tier: Tier = "regression") -> Scenario:
    def play(stage: Stage) -> None: ...

    forced = in_order(ended(), poll_saw("completed"), unless=[knows_from_memory()])
    return Scenario("id", "page refresh", tier, "The page shows completed.", forced, play)


def judged(
    written: Written, tier: Tier = "regression", ended_by: Exception | None = None
) -> Result:
    declared = scenario(tier)
    history = written.history
    return judge(declared, history, page="p", forced=declared.forced(history), ended_by=ended_by)


def not_shown(written: Written) -> NotShown:
    return NotShown("failed", None, written.history.entries[-1])


def good() -> Written:
    return Written().opens().truth("completed").asks().reads("completed").shows("completed").rests()


def test_a_forced_race_with_every_property_kept_is_passed() -> None:
    result = judged(good())
    assert (result.outcome, result.findings, result.reason) == ("passed", (), None)


def test_an_expectation_of_a_teams_own_that_does_not_hold_decides() -> None:
    written = good()
    missed = NotAsExpected("expected a ping", written.history.entries[-1])
    result = judged(written, ended_by=missed)
    assert result.outcome == "failed"
    (finding,) = result.findings
    assert (finding.property, finding.severity) == ("expected", "decides")
    assert finding.detail == "expected a ping"


def test_a_race_that_was_not_forced_is_inconclusive_never_passed() -> None:
    result = judged(Written().opens().rests())
    assert result.outcome == "inconclusive"
    assert "was not forced" in str(result.reason)


def test_a_race_that_the_page_prevented_is_passed_with_a_note() -> None:
    written = Written().opens().truth("completed").shows("completed").rests()
    result = judged(written)
    assert result.outcome == "passed"
    assert result.notes == (
        "the page keeps out of the race: a document shows the end from memory and asks for nothing",
    )


def test_a_wrong_state_that_lasts_fails_with_the_first_wrong_state_and_the_events_before_it() -> (
    None
):
    written = good().passes(2).connects().shows("pending").rests().passes(3).rests()
    result = judged(written)
    assert result.outcome == "failed"
    finding = result.findings[0]
    assert (finding.property, finding.severity) == ("terminal-is-absorbing", "decides")
    assert (finding.virtual_time_ms, finding.wrong_state) == (2000, "pending")
    assert finding.last_events[-1].endswith("shows pending")


def test_a_wrong_state_that_lasts_fails_even_a_race_that_was_not_forced() -> None:
    written = Written().opens().truth("failed", None, "no memory")
    written.shows("failed", None, "no memory").rests().shows("failed").rests().passes(3).rests()
    assert judged(written).outcome == "failed"


@pytest.mark.parametrize("tier", ["regression", "resilience"])
def test_a_flash_is_advice_in_either_tier(tier: Tier) -> None:
    result = judged(good().shows("running").shows("completed").rests(), tier)
    assert result.outcome == "advice"
    assert [(each.property, each.severity) for each in result.findings] == [("no-flash", "advice")]


def test_an_expectation_that_is_made_up_for_after_the_recovery_is_advice() -> None:
    written = Written().opens().truth("failed").shows("running").rests(held=1, hindered=True)
    missed = not_shown(written)
    written.passes(1).act(RECOVERY).shows("failed").rests().passes(60).rests()
    result = judged(written, ended_by=missed)
    assert result.outcome == "advice", "an early end leaves no race to be forced"
    finding = result.findings[0]
    assert (finding.property, finding.virtual_time_ms) == ("expected-state", 0)
    assert finding.wrong_state == "running"
    assert "comes to say it later" in finding.detail


def test_an_expectation_that_is_never_met_decides_and_its_events_end_where_it_was_missed() -> None:
    written = Written().opens().truth("running").shows("pending").passes(7).rests()
    missed = not_shown(written)
    written.act(RECOVERY).rests().passes(60).rests()
    result = judged(written, ended_by=missed)
    assert result.outcome == "failed"
    found = {each.property: each for each in result.findings}
    assert found["expected-state"].severity == found["truth-in-the-end"].severity == "decides"
    assert found["expected-state"].virtual_time_ms == 7000
    assert not any("recovery" in line for line in found["expected-state"].last_events)


def test_a_page_that_did_not_come_to_rest_is_inconclusive_with_the_outstanding_work() -> None:
    error = NotAtRest(15, ["fetch 1: its body is not read"], [])
    result = judged(good(), ended_by=error)
    assert result.outcome == "inconclusive"
    assert "fetch 1" in str(result.reason)


UNANNOUNCED = Unannounced(["GET /v1/jobs/1"], [])


@pytest.mark.parametrize(
    ("ended_by", "is_observed", "outcome", "reason"),
    [
        (UNANNOUNCED, True, "inconclusive", "was asked GET /v1/jobs/1, and"),
        (None, False, "inconclusive", "started the SharedWorker /poll.js"),
        (None, True, "failed", "None"),
    ],
)
def test_a_wrong_state_beside_what_the_suite_cannot_see_into_is_not_judged(
    ended_by: StageError | None, is_observed: bool, outcome: str, reason: str
) -> None:
    written = Written().opens().truth("running")
    written.history.append("page", WorkerStarted(0, -1, "SharedWorker", "/poll.js", is_observed))
    written.shows("pending").passes(7).rests().act(RECOVERY).rests().passes(60).rests()
    result = judged(written, ended_by=ended_by)
    assert (result.outcome, bool(result.findings)) == (outcome, outcome == "failed")
    assert reason in str(result.reason)
