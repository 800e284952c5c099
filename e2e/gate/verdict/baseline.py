"""An earlier verdict to compare a page with: its failures are known, and only new ones decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from e2e.catalogue.result import Result
from e2e.gate.verdict.read_json import read_json
from e2e.pages.errors import BadUsage

_FAILED = ("failed", "waived", "known")
"""Outcomes of a scenario that ended with a wrong state that lasts."""


class BaselinePage(BaseModel):
    """The page that an earlier verdict is about."""

    model_config = ConfigDict(frozen=True)

    name: str


class BaselineScenario(BaseModel):
    """One scenario in an earlier verdict: its outcome and its cause."""

    model_config = ConfigDict(frozen=True)

    id: str
    outcome: str
    cause: str | None


class Baseline(BaseModel):
    """The fields of an earlier `verdict.json` that a gate reads; it ignores all others."""

    model_config = ConfigDict(frozen=True)

    schema_version: int
    began_at: datetime
    page: BaselinePage
    scenarios: tuple[BaselineScenario, ...]


class BaselineUsed(BaseModel):
    """The comparison of a page with an earlier verdict.

    `known` are the scenarios with a finding that was there before, by the same cause and no graver.
    `new` are the scenarios with any other finding. `gone` are those that had a finding and are passed
    now. `new_causes` are the causes without a known scenario. `gone_causes` are the earlier causes that
    have no scenario now.
    """

    model_config = ConfigDict(frozen=True)

    file: str
    began_at: datetime
    page: str
    known: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    new_causes: tuple[str, ...]
    gone_causes: tuple[str, ...]


def read_baseline(file: Path, schema_version: int) -> Baseline:
    """Returns the verdict of `file`.

    Raises BadUsage, with the way out, for a file that cannot be read, is no verdict, or has another
    schema version than `schema_version`.
    """
    way_out = "Give the verdict.json of an earlier gate."
    baseline = read_json(Baseline, file, "a verdict of a gate", way_out)
    if baseline.schema_version != schema_version:
        raise BadUsage(
            f"Failed to read {file}: its schema_version is {baseline.schema_version}, expected "
            f"{schema_version}. Run the gate on the earlier page with this version of the suite."
        )
    return baseline


def compare(
    file: Path, baseline: Baseline, results: Sequence[Result], causes: Mapping[str, str]
) -> BaselineUsed:
    """Returns the comparison of `results` with the verdict of `file`.

    `causes` has for each scenario with a finding the id of its cause now. A failure is known if the
    scenario failed before, by the same cause or by one that its play alone cannot tell apart from it.
    """
    before = {each.id: each for each in baseline.scenarios}
    known = [each.id for each in results if _is_known(each, before.get(each.id), causes)]
    new = [each.id for each in results if each.has_findings and each.id not in known]
    passed = {each.id for each in results if each.outcome == "passed"}
    had = {each.id: each.cause for each in baseline.scenarios if each.cause is not None}
    now = set(causes.values())
    old = {causes[id] for id in known if id in causes}
    return BaselineUsed(
        file=str(file),
        began_at=baseline.began_at,
        page=baseline.page.name,
        known=tuple(known),
        new=tuple(new),
        gone=tuple(id for id in had if id in passed),
        new_causes=tuple(sorted({causes[id] for id in new if id in causes} - old)),
        gone_causes=tuple(sorted({cause for id, cause in had.items() if id in passed} - now)),
    )


def _is_known(result: Result, before: BaselineScenario | None, causes: Mapping[str, str]) -> bool:
    if before is None or before.cause is None or result.cause is None:
        return False
    is_graver = result.outcome == "failed" and before.outcome not in _FAILED
    alike = {causes.get(result.id), result.cause.id, *result.cause.alternatives}
    return before.cause in alike and not is_graver
