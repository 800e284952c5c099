"""The effect of severity on evidence, and on the findings of an exploration."""

from __future__ import annotations

import pytest

from e2e.catalogue.result import CauseFound, Finding, Outcome, Result
from e2e.gate.run.evidence import MOST, add_evidence, choose_for_evidence
from e2e.gate.verdict.explored import Explored, ExploredCauseVerdict, reconsider


def played(
    id: str,
    outcome: Outcome,
    cause: str | None = None,
    *,
    family: str = "f",
    property: str = "p",
    reason: str | None = None,
) -> Result:
    finding = Finding(
        property=property,
        severity="decides" if outcome == "failed" else "advice",
        sentence="",
        detail="",
        virtual_time_ms=0,
        wrong_state="",
        last_events=(),
    )
    findings = (finding,) if outcome in ("failed", "advice") else ()
    return Result(
        page="page",
        id=id,
        family=family,
        tier="regression",
        sentence="",
        outcome=outcome,
        reason=reason,
        findings=findings,
        cause=CauseFound(id=cause, mechanism="", event=None, wrong_index=0, event_index=None)
        if cause
        else None,
    )


def test_of_inconclusive_scenarios_two_dozen_are_kept_and_of_the_good_ones_none() -> None:
    open_ = [played(f"a{number}", "inconclusive", reason="why") for number in range(100)]
    results = [*open_, played("c", "advice"), played("d", "passed")]
    assert choose_for_evidence(results, "some") == {f"a{number}" for number in range(MOST)}
    assert choose_for_evidence(results, "all") == {each.id for each in open_}
    assert choose_for_evidence(results, "all", is_strict=True) == {each.id for each in open_} | {
        "c"
    }


def test_a_play_for_evidence_that_comes_out_otherwise_is_noted() -> None:
    kept = played("a", "passed").model_copy(update={"trace": "a/trace.zip"})
    first, second = add_evidence([played("a", "failed"), played("b", "failed")], [kept])
    assert (first.trace, first.outcome) == ("evidence/a/trace.zip", "failed")
    assert first.notes == ("played again for its evidence it is passed",)
    assert (second.trace, second.notes) == (None, ())


@pytest.mark.parametrize(
    ("decides", "belief", "is_strict", "word"),
    [
        (True, "confirmed", False, "regression"),
        (True, "only sometimes", False, "pass"),
        (False, "confirmed", False, "pass"),
        (False, "confirmed", True, "regression"),
    ],
)
def test_an_exploration_decides_by_the_severity_of_its_causes(
    decides: bool, belief: str, is_strict: bool, word: str
) -> None:
    cause = ExploredCauseVerdict(
        id="answered-from-a-cache",
        sentence="",
        mechanism="",
        event=None,
        fix=None,
        decides=decides,
        properties=("p",),
        detail="",
        found=1,
        belief=belief,
        schedule="f",
        replay="",
        acts=(),
    )
    explored = Explored(decides=True, schedules=1, seconds=1, seed=1, causes=(cause,))
    found, reason = reconsider("pass", None, explored, is_strict=is_strict)
    assert found == word
    assert (cause.id in (reason or "")) == (word == "regression")
