"""Each patch applies exactly, builds, and changes only the files that hold its fix."""

from __future__ import annotations

import re

import pytest

from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.verdict.canary import ENOUGH
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE
from e2e.pages.regressions import Regression, get_regressions

REGRESSIONS = get_regressions()
BY_NAME = pytest.mark.parametrize("regression", REGRESSIONS, ids=lambda each: each.name)

TOUCHED = {
    "answer-of-earlier-job": {"src/state/jobView.ts", "src/state/poller.ts"},
    "cached-polls": {"src/api/client.ts"},
    "end-taken-for-older": {"src/state/jobView.ts"},
    "error-after-success": {"src/components/JobStatus.tsx", "src/state/jobView.ts"},
    "flash-before-confirmation": {"src/state/jobView.ts"},
    "issue-231": {"src/api/client.ts", "src/hooks/useJob.ts", "src/hooks/useJobProgress.ts"},
    "later-question-wins": {"src/state/jobView.ts"},
    "loop-outlives-unmount": {"src/state/poller.ts"},
    "no-cache-buster": {"src/api/client.ts"},
    "no-failed-lock": {"src/state/jobView.ts"},
    "no-fetch-no-store": {"src/api/client.ts"},
    "no-polling-while-connected": {"src/state/poller.ts"},
    "no-silence-watchdog": {"src/state/poller.ts"},
    "no-terminal-lock": {"src/state/jobView.ts"},
    "nothing-kept-over-refresh": {"src/hooks/useJob.ts"},
    "older-answer-wins": {"src/state/jobView.ts"},
    "one-failed-poll-ends-polling": {"src/state/poller.ts"},
    "polling-never-stops": {"src/state/poller.ts"},
    "stored-status-wins": {"src/state/jobView.ts"},
}
"""The files of the page that hold the fix of each patch."""


@BY_NAME
def test_a_patch_touches_the_files_that_hold_its_fix_and_no_other(regression: Regression) -> None:
    touched = set(re.findall(r"^\+\+\+ b/(\S+)", regression.patch.read_text(), re.MULTILINE))
    assert touched == TOUCHED[regression.name]


@BY_NAME
def test_a_header_names_families_that_the_catalogue_has(regression: Regression) -> None:
    assert set(regression.guarded_by) <= {each.family for each in get_scenarios()}
    assert regression.takes_out
    assert regression.person_sees


def test_every_patch_applies_and_builds_a_page_of_its_own() -> None:
    sources = [PageSource(each.name, REFERENCE, each) for each in REGRESSIONS]
    built = build_pages([PageSource("reference", REFERENCE), *sources], lambda page: None)
    contents = {
        name: b"".join(sorted(file.read_bytes() for file in page.folder.rglob("*.js")))
        for name, page in built.items()
    }
    assert len(set(contents.values())) == len(REGRESSIONS) + 1


@BY_NAME
def test_the_canary_of_a_patch_is_of_scenarios_that_there_are_and_of_a_guarding_family(
    regression: Regression,
) -> None:
    known = {each.id: each.family for each in get_scenarios()}
    assert len(regression.canary) >= ENOUGH
    assert {known[id] for id in regression.canary} & set(regression.guarded_by)


def test_scenario_ids_are_unique() -> None:
    ids = [each.id for each in get_scenarios()]
    assert len(ids) == len(set(ids))
