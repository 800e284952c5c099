"""The canary: it shows whether the suite can tell a good page from a bad one on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from e2e.catalogue.result import Result
from e2e.pages.regressions import Regression

ENOUGH = 2
"""The scenarios that must catch a patch: a single one could be right by accident."""


class CanaryPage(BaseModel):
    """One page of known quality, with its expected and its real result.

    `caught_by` are the scenarios with a finding on it, also with advice alone. No scenario may catch the
    reference. At least two must catch a patch, and one of them must be of a family that guards it.
    """

    model_config = ConfigDict(frozen=True)

    page: str
    expected: str
    caught_by: tuple[str, ...]
    inconclusive: tuple[str, ...]
    is_as_expected: bool
    reason: str | None = None


class CanaryReport(BaseModel):
    """The canary's result on all pages of known quality."""

    model_config = ConfigDict(frozen=True)

    passed: bool
    pages: tuple[CanaryPage, ...]


def judge_canary(
    reference: str | None, regressions: Sequence[Regression], results: Iterable[Result]
) -> CanaryReport:
    """Returns whether the results on the pages of known quality are as expected.

    `reference` is the name of the reference, or None if it is the page under test: then its results
    make the verdict.
    """
    by_page: dict[str, list[Result]] = {}
    for result in results:
        by_page.setdefault(result.page, []).append(result)
    pages = [_judge_patch(each, by_page.get(each.name, [])) for each in regressions]
    if reference is not None:
        pages.insert(0, _judge_reference(reference, by_page.get(reference, [])))
    return CanaryReport(passed=all(page.is_as_expected for page in pages), pages=tuple(pages))


def add_control(canary: CanaryReport, reference: str, results: Sequence[Result]) -> CanaryReport:
    """Returns the report with the control: `results` of the reference in the scenarios that the page did
    not pass.

    The canary fails if the reference did not pass all of them.
    """
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
        # A lost play does not show that the suite overlooks the patch, so the reason names the loss.
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
