"""The good pages of ours in other styles pass, and each patch of theirs is caught."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from e2e.catalogue.result import CauseFound, Finding, Outcome, Result
from e2e.causes import KINDS
from e2e.gate.run.catalogue import get_scenarios
from e2e.pages.builds import PageSource
from e2e.pages.example_pages import TELLING, get_example_pages
from e2e.pages.regressions import Regression
from e2e.tools.examples import Wanted, choose_plays, find_wrong


@pytest.mark.timeout(1500)
def test_each_good_page_passes_what_tells_most_and_each_patch_is_caught() -> None:
    """Seven pages and 21 patches in a browser, in one session: the reason for its length."""
    command = [sys.executable, "-m", "e2e.tools.examples", "--telling"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "28 pages played, 0 wrong:\n" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0


def test_every_page_has_three_patches_that_name_scenarios_and_families_that_there_are() -> None:
    scenarios = get_scenarios()
    ids, families = {each.id for each in scenarios}, {each.family for each in scenarios}
    for page in get_example_pages():
        assert len(page.regressions) == 3, page.name
        for each in page.regressions:
            assert set(each.canary) <= ids, f"{page.name}/{each.name}"
            assert set(each.guarded_by) <= families, f"{page.name}/{each.name}"
            assert set(each.causes) <= KINDS.keys(), f"{page.name}/{each.name}"
    assert set(TELLING) <= ids


def test_a_patch_is_played_on_the_scenarios_of_its_header() -> None:
    page = next(each for each in get_example_pages() if each.name == "rxjs")
    good, *patches = choose_plays([page], TELLING, telling=True)
    assert (good.source.name, good.ids, good.must_fail) == ("rxjs", TELLING, ())
    for patch, regression in zip(patches, page.regressions, strict=True):
        assert patch.source.name == f"rxjs.{regression.name}"
        assert patch.ids == patch.must_fail == regression.canary


def test_a_good_page_may_get_advice_and_may_not_fail_or_be_inconclusive() -> None:
    good = Wanted(PageSource("rxjs", Path()), ("a", "b", "c"))
    results = [_played("a", "passed"), _played("b", "advice")]
    assert find_wrong(good, results) == []
    assert find_wrong(good, [*results, _played("c", "failed")]) == ["rxjs failed c: why"]
    assert find_wrong(good, [_played("d", "inconclusive")]) == ["rxjs inconclusive d: why"]


def test_a_patch_fails_each_scenario_that_its_header_names_and_by_its_cause_first() -> None:
    regression = Regression("x", Path(), "", "", (), ("never-asked",), ("a", "b"))
    source = PageSource("rxjs.x", Path(), regression)
    patch = Wanted(source, ("a", "b", "c"), must_fail=("a", "b"))
    caught = [_played("a", "failed", "never-asked"), _played("b", "failed", "never-asked")]
    assert find_wrong(patch, [*caught, _played("c", "passed")]) == []
    assert find_wrong(patch, [caught[0], _played("b", "advice", "never-asked")]) == [
        "rxjs.x is not caught by b"
    ]
    assert find_wrong(patch, [caught[0], _played("b", "failed", "asks-without-end")]) == [
        "x: never-asked expected, asks-without-end (1), never-asked (1) found"
    ]


def _played(id: str, outcome: Outcome, cause: str | None = None) -> Result:
    finding = Finding(
        property="p",
        severity="decides",
        sentence="",
        detail="",
        virtual_time_ms=0,
        wrong_state="",
        last_events=(),
    )
    found = cause and CauseFound(
        id=cause, mechanism="", event=None, wrong_index=0, event_index=None
    )
    return Result(
        page="rxjs",
        id=id,
        family="",
        tier="",
        sentence="",
        outcome=outcome,
        reason="why",
        findings=(finding,) if cause else (),
        cause=found or None,
    )
