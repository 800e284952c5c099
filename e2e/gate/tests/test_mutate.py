"""`jobstatus-e2e mutate`, the real command, on a few mutants of our own page."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from e2e.gate.tests.conftest import COMMAND, LIMIT
from e2e.pages.places import FIXTURES, REFERENCE

pytestmark = pytest.mark.slow

SCHEMA = FIXTURES / "node_modules/mutation-testing-report-schema/dist/src"
BAR = "src/components/ProgressBar.tsx"
SCENARIOS = ("--scenario", "reconnect-late-progress", "--scenario", "reconnect-silent")
RUN = ("--files", BAR, "--files", "src/components/Results.tsx:48-50", *SCENARIOS)
"""Three mutants in code that both scenarios run, and some in code for a job without a video.

Neither scenario runs the latter."""


@dataclass(frozen=True)
class Mutated:
    """The result of a run: exit code, output, and the folder of reports."""

    code: int
    out: str
    err: str
    folder: Path

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads((self.folder / "mutation.json").read_text())
        return report

    @property
    def mutants(self) -> list[dict[str, Any]]:
        return [
            {**each, "file": name}
            for name, file in self.report["files"].items()
            for each in file["mutants"]
            if each["status"] != "Ignored"
        ]

    @property
    def statuses(self) -> dict[str, str]:
        """The status of each mutant by id, without the scenario that killed it first: that may vary."""
        return {each["id"]: each["status"] for each in self.mutants}

    @property
    def plays(self) -> int:
        """The number of plays in this run, from its last lines."""
        (line,) = [each for each in self.out.splitlines() if " plays in " in each]
        return int(line.split(" plays in ")[0].split()[-1])


KEPT = 3
"""The number of plays that an interrupted run has behind it: one for each scenario, and one more."""


def read_orders(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "plays.jsonl").read_text().splitlines()
    return [json.loads(line)["order"] for line in lines[1:]]


def mutate(folder: Path, *arguments: str | Path) -> Mutated:
    done = subprocess.run(
        [str(COMMAND), "mutate", "--report-dir", str(folder), *map(str, arguments)],
        cwd=folder.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    return Mutated(done.returncode, done.stdout, done.stderr, folder)


@pytest.fixture(scope="module")
def of_our_page(tmp_path_factory: pytest.TempPathFactory) -> Mutated:
    return mutate(tmp_path_factory.mktemp("mutated") / "reports", *RUN)


@pytest.fixture
def go_on(of_our_page: Mutated, tmp_path: Path) -> Callable[..., Mutated]:
    """Goes on with that run, in a copy of its folder, and with other options."""

    def run(*arguments: str | Path, keep: int | None = None) -> Mutated:
        folder = tmp_path / "reports"
        shutil.copytree(of_our_page.folder, folder)
        if keep is not None:
            plays = folder / "plays.jsonl"
            lines = plays.read_text().splitlines(keepends=True)
            plays.write_text("".join(lines[: keep + 1]) + lines[keep + 1][:20])
        return mutate(folder, *RUN, "--resume", *arguments)

    return run


def test_a_mutant_is_killed_where_a_scenario_notices_it_and_survives_where_none_does(
    of_our_page: Mutated,
) -> None:
    assert (of_our_page.code, of_our_page.err) == (0, "")
    found = {(each["file"], each["replacement"]): each for each in of_our_page.mutants}
    full = found[BAR, "Math.max(100, Math.max(0, percent))"]
    assert full["status"] == "Killed"
    assert "reconnect-" in full["statusReason"]
    assert len(full["killedBy"]) == 1
    nothing = found[BAR, "{}"]
    assert (nothing["status"], len(nothing["coveredBy"])) == ("Survived", 2)
    others = [each for each in of_our_page.mutants if each["file"] != BAR]
    assert others
    assert {(each["status"], len(each["coveredBy"])) for each in others} == {("NoCoverage", 0)}


def test_the_terminal_shows_each_survivor_as_a_diff_with_its_place_and_the_score_last(
    of_our_page: Mutated,
) -> None:
    out = of_our_page.out
    assert "Survived: no scenario notices (2)" in out
    assert f"{BAR}:3:42  MethodExpression" in out
    assert "  - const whole = Math.round(Math.min(100, Math.max(0, percent)));" in out
    assert "  + const whole = Math.round(Math.min(100, Math.min(0, percent)));" in out
    assert "A person would see another page: in " in out
    counts = [each["status"] for each in of_our_page.mutants]
    percent = 100 * counts.count("Killed") / len(counts)
    assert f"\nMutation score: {percent:.1f} %\n" in out
    assert "They died of: " in out


def test_the_report_follows_its_schema(of_our_page: Mutated) -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--schemafile"]
    schema = SCHEMA / "mutation-testing-report-schema.json"
    done = subprocess.run(
        [*check, str(schema), str(of_our_page.folder / "mutation.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_the_html_needs_no_network_and_shows_each_file(
    of_our_page: Mutated, stage_browser: Browser
) -> None:
    page = stage_browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((of_our_page.folder / "index.html").as_uri())
    page.get_by_role("link", name="ProgressBar.tsx").click()
    page.get_by_text("Math.round").first.wait_for()
    page.close()
    assert [each for each in asked if not each.startswith(("file:", "data:", "blob:"))] == []
    assert said == []


def test_the_kill_matrix_names_who_killed_and_the_causes(of_our_page: Mutated) -> None:
    matrix = json.loads((of_our_page.folder / "kill-matrix.json").read_text())
    killed = [each for each in of_our_page.mutants if each["status"] == "Killed"]
    assert sorted(id for ids in matrix["killed"].values() for id in ids) == [
        each["id"] for each in killed
    ]
    assert sum(matrix["causes"].values()) == len(killed)
    assert matrix["is_whole"] is False


def test_a_run_that_is_over_is_told_again_without_a_play(
    of_our_page: Mutated, go_on: Callable[..., Mutated]
) -> None:
    again = go_on()
    assert (again.code, again.plays) == (0, 0)
    assert again.report == of_our_page.report


def test_an_interrupted_run_goes_on_where_it_was_and_comes_to_the_same(
    of_our_page: Mutated, go_on: Callable[..., Mutated]
) -> None:
    again = go_on(keep=KEPT)
    assert again.code == 0
    assert again.statuses == of_our_page.statuses
    before, after = (read_orders(run.folder) for run in (of_our_page, again))
    assert after[:KEPT] == before[:KEPT]
    assert again.plays == len(after) - KEPT > 0
    # The scenarios are played without a mutant first of all, and those plays are among the kept ones.
    assert all(each.get("mutants") for each in after[KEPT:])


def test_a_second_run_begins_with_what_noticed_each_mutant_and_comes_to_the_same(
    of_our_page: Mutated, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    shutil.copytree(of_our_page.folder, folder)
    again = mutate(folder, *RUN)
    assert again.statuses == of_our_page.statuses
    killed = [id for id, status in of_our_page.statuses.items() if status == "Killed"]
    assert killed
    orders = read_orders(folder)
    assert [sum(o.get("mutants") == [id] for o in orders) for id in killed] == [1] * len(killed)


def test_a_score_below_the_one_that_is_asked_for_breaks(go_on: Callable[..., Mutated]) -> None:
    done = go_on("--break", "90")
    assert done.code == 1
    assert "expected 90 % or more (--break)" in done.err


def test_a_score_that_is_reached_does_not(go_on: Callable[..., Mutated]) -> None:
    assert go_on("--break", "1").code == 0


def test_an_equivalent_does_not_count_and_one_that_was_noticed_is_an_error(
    of_our_page: Mutated, go_on: Callable[..., Mutated], tmp_path: Path
) -> None:
    listed = tmp_path / "equivalent.json"
    line = (REFERENCE / BAR).read_text().splitlines()[2].strip()

    def name(replacement: str, original: str) -> dict[str, str]:
        return {
            "file": BAR,
            "line": line,
            "mutator": "MethodExpression",
            "original": original,
            "replacement": replacement,
            "reason": "Said for this test, and not true at all.",
        }

    original = "Math.min(100, Math.max(0, percent))"
    survivor = name("Math.min(0, percent)", "Math.max(0, percent)")
    killed = name("Math.max(100, Math.max(0, percent))", original)
    unknown = name("Math.min(7, percent)", "Math.max(7, percent)")
    listed.write_text(json.dumps([survivor, killed, unknown]))
    done = go_on("--equivalents", listed)
    assert done.code == 1
    assert "Listed as equivalent, and noticed: src/components/ProgressBar.tsx:3:28" in done.out
    # Of some files and lines it cannot be said that a mutant is gone.
    assert "no mutant any more" not in done.out
    assert len(done.mutants) == len(of_our_page.mutants) - 1


def test_another_page_than_that_of_the_interrupted_run_is_refused(
    of_our_page: Mutated, go_on: Callable[..., Mutated]
) -> None:
    done = go_on("--leave-out", "reconnect-silent")
    assert done.code == 2
    assert "another choice of scenarios. Begin without --resume." in done.err
