"""From a history to an outcome."""

from __future__ import annotations

from e2e.catalogue import Scenario, Tier, judge
from e2e.history.tests.written import Written
from e2e.proofs import ended, in_order, knows_from_memory, poll_saw
from e2e.stage import NotAtRest, NotShown, Stage


def scenario(tier: Tier = "regression") -> Scenario:
    def play(stage: Stage) -> None: ...

    forced = in_order(ended(), poll_saw("completed"), unless=[knows_from_memory()])
    return Scenario("id", "page refresh", tier, "The page shows completed.", forced, play)


def good() -> Written:
    return Written().opens().truth("completed").asks().reads("completed").shows("completed").rests()


def test_a_forced_race_with_every_property_kept_is_passed() -> None:
    result = judge(scenario(), good().history, page="p")
    assert (result.outcome, result.findings, result.reason) == ("passed", (), None)


def test_a_race_that_was_not_forced_is_inconclusive_never_passed() -> None:
    result = judge(scenario(), Written().opens().rests().history, page="p")
    assert result.outcome == "inconclusive"
    assert "was not forced" in str(result.reason)


def test_a_race_that_the_page_prevented_is_passed_with_a_note() -> None:
    written = Written().opens().truth("completed").shows("completed").rests()
    result = judge(scenario(), written.history, page="p")
    assert result.outcome == "passed"
    assert result.notes == (
        "the page keeps out of the race: a document shows the end from memory and asks for nothing",
    )


def test_a_broken_property_fails_with_the_first_wrong_state_and_what_led_to_it() -> None:
    written = good().passes(2).connects().shows("pending").rests()
    result = judge(scenario(), written.history, page="p")
    assert result.outcome == "failed"
    finding = result.findings[0]
    assert (finding.property, finding.virtual_time_ms) == ("terminal-is-absorbing", 2000)
    assert finding.wrong_state == "pending"
    assert finding.last_events[-1].endswith("shows pending")


def test_a_broken_property_fails_even_a_race_that_was_not_forced() -> None:
    written = Written().opens().truth("failed", None, "no memory")
    written.shows("failed", None, "no memory").rests().shows("failed").rests()
    assert judge(scenario(), written.history, page="p").outcome == "failed"


def test_a_flash_is_a_note_in_one_tier_and_a_failure_in_the_other() -> None:
    written = good().shows("running").shows("completed").rests()
    noted = judge(scenario("regression"), written.history, page="p")
    decided = judge(scenario("resilience"), written.history, page="p")
    assert (noted.outcome, decided.outcome) == ("passed", "failed")
    assert noted.notes[0].startswith("no-flash: ")


def test_a_state_that_was_expected_and_is_not_shown_fails() -> None:
    result = judge(scenario(), good().history, page="p", ended_by=NotShown("failed", None))
    assert [finding.property for finding in result.findings] == ["expected-state"]


def test_a_page_that_did_not_come_to_rest_is_inconclusive_with_what_was_outstanding() -> None:
    error = NotAtRest(15, ["fetch 1: its body is not read"], [])
    result = judge(scenario(), good().history, page="p", ended_by=error)
    assert result.outcome == "inconclusive"
    assert "fetch 1" in str(result.reason)
