"""The good pages of ours in other styles pass, and each patch of theirs is caught."""

from __future__ import annotations

import subprocess
import sys

import pytest

from e2e.catalogue.result import Outcome, Result
from e2e.gate.catalogue import get_scenarios
from e2e.gate.example_pages import TELLING, get_example_pages
from e2e.gate.examples import choose_plays, find_wrong


@pytest.mark.timeout(300)
def test_each_good_page_passes_what_tells_most_and_each_patch_is_caught() -> None:
    """Seven pages and 21 patches in a browser, in one session: the reason for its length."""
    command = [sys.executable, "-m", "e2e.gate.examples", "--telling"]
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
    assert set(TELLING) <= ids


def test_a_patch_is_played_on_the_scenarios_of_its_header() -> None:
    page = next(each for each in get_example_pages() if each.name == "rxjs")
    wanted = choose_plays([page], TELLING, telling=True)
    assert wanted["rxjs"][1] == TELLING
    assert wanted["rxjs/waits-for-an-answer-for-ever"][1] == (
        "answers-never-answers-at-95",
        "silent-socket-and-silent-polls",
    )


def test_a_good_page_may_get_advice_and_may_not_fail_or_be_inconclusive() -> None:
    results = [_played("a", "passed"), _played("b", "advice")]
    assert find_wrong("rxjs", results) == []
    assert find_wrong("rxjs", [*results, _played("c", "failed")]) == ["rxjs failed c: why"]
    assert find_wrong("rxjs", [_played("d", "inconclusive")]) == ["rxjs inconclusive d: why"]


def test_a_patch_that_fails_none_is_not_caught() -> None:
    assert find_wrong("rxjs/patch", [_played("a", "passed"), _played("b", "failed")]) == []
    assert find_wrong("rxjs/patch", [_played("a", "advice"), _played("b", "inconclusive")]) == [
        "rxjs/patch fails none of 2: {'advice': 1, 'inconclusive': 1}"
    ]


def _played(id: str, outcome: Outcome) -> Result:
    return Result(
        page="rxjs", id=id, family="", tier="", sentence="", outcome=outcome, reason="why"
    )
