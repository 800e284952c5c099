"""The canary's verdict on the suite: a good page must pass, and each patch must be caught."""

from __future__ import annotations

from e2e.catalogue.result import Outcome, Result
from e2e.gate.tests.test_severity import played
from e2e.gate.verdict.canary import CanaryPage, judge_canary
from e2e.pages.regressions import get_regression

PATCH = get_regression("no-terminal-lock")
GUARDING = PATCH.guarded_by[0]


def on_patch(
    id: str, outcome: Outcome, family: str = GUARDING, reason: str | None = None
) -> Result:
    result = played(id, outcome, family=family, reason=reason)
    return result.model_copy(update={"page": PATCH.name})


def judge(*results: Result) -> CanaryPage:
    return judge_canary(None, [PATCH], results).pages[0]


def test_a_patch_is_caught_by_findings_that_decide_and_by_advice() -> None:
    page = judge(on_patch("a", "failed"), on_patch("b", "advice"), on_patch("c", "passed"))
    assert (page.is_as_expected, page.caught_by) == (True, ("a", "b"))


def test_one_scenario_or_another_family_alone_is_not_enough() -> None:
    assert judge(on_patch("a", "failed"), on_patch("b", "passed")).reason == (
        "1 scenario(s) caught it, at least 2 must"
    )
    strange = judge(on_patch("a", "failed", "floods"), on_patch("b", "failed", "floods"))
    assert "no scenario of" in str(strange.reason)


def test_where_a_play_was_lost_its_reason_is_told() -> None:
    lost = on_patch("b", "inconclusive", reason="Failed to go on: the browser died.\nmore")
    page = judge(on_patch("a", "failed"), lost)
    assert page.reason == (
        "1 scenario(s) caught it, at least 2 must; b is inconclusive: "
        "Failed to go on: the browser died."
    )
    enough = judge(on_patch("a", "failed"), on_patch("c", "failed"), lost)
    assert (enough.is_as_expected, enough.reason) == (True, None)
