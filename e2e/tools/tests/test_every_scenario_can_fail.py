"""Each scenario can fail: it does so on a page that is wrong for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from e2e.gate.run.catalogue import get_scenarios
from e2e.tools.matrix import choose, get_wrong_pages


@pytest.mark.timeout(2400)
def test_every_scenario_fails_on_the_wrong_page_that_is_planned_for_it(tmp_path: Path) -> None:
    """The whole catalogue, each scenario once: the reason for its length.

    A scenario that this test lists needs a page on which it fails: a patch in
    web-ui-fixtures/regressions, or one in e2e/tools/tests/wrong-pages. Run
    `python -m e2e.tools.matrix --keep-plan` afterwards.
    """
    out = tmp_path / "matrix.json"
    command = [sys.executable, "-m", "e2e.tools.matrix", "--planned", "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert f"{len(get_scenarios())} scenarios, 0 tripped by none:\n" in done.stdout, done.stdout
    assert done.returncode == 0


def test_the_plan_prefers_the_page_whose_fix_a_family_guards() -> None:
    scenarios = [each for each in get_scenarios() if each.id == "missed-while-connected"]
    tripped = {
        "polling-never-stops": ["missed-while-connected"],
        "issue-231": ["missed-while-connected", "reconnect-silent", "cached-max-age"],
        "no-silence-watchdog": ["missed-while-connected", "missed-after-the-handshake"],
    }
    plan = choose(scenarios, get_wrong_pages(), tripped)
    assert plan == {"no-silence-watchdog": ["missed-while-connected"]}
