"""The canary: can the suite, on this machine and now, still tell a good page from a bad one?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from e2e.catalogue.result import Result
from e2e.pages.regressions import Regression

ENOUGH = 2
"""How many scenarios have to catch a patch: one alone could be right by accident."""


class CanaryPage(BaseModel):
    """One page of known quality: what it was expected to do, and what it did.

    `caught_by` are the scenarios that have a finding on it, deciding or advice. The reference is
    caught by none, a patch by at least two, one of them of a family that guards it.
    """

    model_config = ConfigDict(frozen=True)

    page: str
    expected: str
    caught_by: tuple[str, ...]
    inconclusive: tuple[str, ...]
    is_as_expected: bool
    reason: str | None = None


class CanaryReport(BaseModel):
    """All pages of known quality."""

    model_config = ConfigDict(frozen=True)

    passed: bool
    pages: tuple[CanaryPage, ...]


def judge_canary(
    reference: str | None, regressions: Sequence[Regression], results: Iterable[Result]
) -> CanaryReport:
    """Returns what the results of the known pages say of the suite.

    `reference` is None where that page is the one under test: then its results are the verdict.
    """
    by_page: dict[str, list[Result]] = {}
    for result in results:
        by_page.setdefault(result.page, []).append(result)
    pages = [_judge_patch(each, by_page.get(each.name, [])) for each in regressions]
    if reference is not None:
        pages.insert(0, _judge_reference(reference, by_page.get(reference, [])))
    return CanaryReport(passed=all(page.is_as_expected for page in pages), pages=tuple(pages))


def add_control(canary: CanaryReport, reference: str, results: Sequence[Result]) -> CanaryReport:
    """Returns the report with what the reference did in the scenarios that the page did not pass."""
    control = _judge_reference(reference, results)
    if control.is_as_expected:
        return canary
    pages = tuple(control if page.page == reference else page for page in canary.pages)
    return CanaryReport(passed=False, pages=pages)


def _judge_reference(name: str, results: Sequence[Result]) -> CanaryPage:
    reason = None
    if not results:
        reason = "nothing was played on it"
    elif bad := [each for each in results if each.outcome != "passed"]:
        why = bad[0].reason.splitlines()[0] if bad[0].reason else "the page of the contract fails"
        reason = f"{bad[0].id} is {bad[0].outcome}: {why}"
    return _page(name, "passes", results, reason)


def _judge_patch(regression: Regression, results: Sequence[Result]) -> CanaryPage:
    caught = [each for each in results if each.has_findings]
    families = {each.family for each in caught}
    reason = None
    if len(caught) < ENOUGH:
        reason = f"{len(caught)} scenario(s) caught it, at least {ENOUGH} must"
    elif not families & set(regression.guarded_by):
        reason = f"no scenario of {' or '.join(regression.guarded_by)} caught it"
    if reason and (lost := [each for each in results if each.outcome == "inconclusive"]):
        # A play that was lost says nothing of the suite's eye for the patch: the loss is the reason.
        reason += f"; {lost[0].id} is inconclusive: {str(lost[0].reason).splitlines()[0]}"
    return _page(regression.name, "is caught", results, reason)


def _page(name: str, expected: str, results: Sequence[Result], reason: str | None) -> CanaryPage:
    return CanaryPage(
        page=name,
        expected=expected,
        caught_by=tuple(sorted(each.id for each in results if each.has_findings)),
        inconclusive=tuple(sorted(each.id for each in results if each.outcome == "inconclusive")),
        is_as_expected=reason is None,
        reason=reason,
    )
