"""The terminal shows the verdict, its causes and the commands to replay them on one screen."""

from __future__ import annotations

import io
import json
import math
import re
from pathlib import Path

import pytest
from rich.console import Console

from e2e.gate.reporters.terminal import print_verdict
from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.tests.conftest import Done, RunGate
from e2e.gate.tests.written_verdicts import say_everywhere, write_regression
from e2e.gate.verdict.verdict import Verdict
from e2e.history.tests.payloads import PAYLOADS
from e2e.pages.places import REGRESSIONS, WRONG_PAGES

ROWS, COLUMNS = 60, 120
CANARY = 5
"""Rows of the canary's table for a page that is not ours."""

PLAN = WRONG_PAGES / "plan.json"
PATCHES = {
    "cached-polls": "answered-from-a-cache",
    "no-terminal-lock": "older-frame-applied",
    "no-polling-while-connected": "no-poll-while-connected",
}
PROGRESS = re.compile(r"^ +\d+/\d+: |^[A-Z][a-z ]+: \d+ plays$", re.MULTILINE)


@pytest.fixture
def a_page_with_three_bugs(a_checkout: Path) -> Path:
    """Our page with three patches; each changes one file."""
    for name in PATCHES:
        apply((REGRESSIONS / f"{name}.patch").read_text(), a_checkout)
    return a_checkout


def apply(patch: str, checkout: Path) -> None:
    """Applies a patch; each of its hunks must fit exactly once."""
    for part in patch.split("\n--- ")[1:]:
        name, *hunks = re.split(r"^@@.*\n", part, flags=re.MULTILINE)
        file = checkout / name.split("+++ b/")[1].strip()
        for hunk in hunks:
            lines = hunk.rstrip("\n").split("\n")
            before = "\n".join(line[1:] for line in lines if not line.startswith("+"))
            after = "\n".join(line[1:] for line in lines if not line.startswith("-"))
            assert file.read_text().count(before) == 1
            file.write_text(file.read_text().replace(before, after))


@pytest.mark.timeout(1500)
def test_a_page_with_three_bugs_is_told_on_one_screen(
    run_gate: RunGate, a_page_with_three_bugs: Path
) -> None:
    """The scenarios of Issue 231 that are planned for one of the patches: the reason for its length."""
    plan: dict[str, list[str]] = json.loads(PLAN.read_text())
    of_issue_231 = {each.id for each in get_scenarios() if each.tier == "regression"}
    chosen = of_issue_231 & {id for name in PATCHES for id in plan[name]}
    wanted = [word for id in chosen for word in ("--scenario", id)]
    done = run_gate(*wanted, "--web-ui", a_page_with_three_bugs, environment={"COLUMNS": "120"})
    assert done.code == 1
    deciding = [each for each in done.verdict["causes"] if each["decides"]]
    assert {each["id"] for each in deciding} == set(PATCHES.values())
    assert re.search(r"^REGRESSION: \d+ of \d+ scenarios failed, by 3 causes$", done.out, re.M)
    for number, cause in enumerate(deciding, 1):
        assert f"{number}. {cause['id']}, {len(cause['scenarios'])} scenario" in done.out
        assert cause["sentence"] in done.out
        assert f"jobstatus-e2e gate --scenario {cause['clearest']} " in done.out
    assert len(re.findall("^ .* ✗ ", done.out, re.MULTILINE)) == 3
    rows = [each for each in done.out.splitlines() if not PROGRESS.match(each)]
    assert sum(math.ceil(len(each) / COLUMNS) or 1 for each in rows) <= ROWS - CANARY
    assert len(show_in_a_terminal(done)) <= ROWS


def show_in_a_terminal(done: Done) -> list[str]:
    verdict = Verdict.model_validate_json((done.reports / "verdict.json").read_text())
    return print_in(verdict, done.reports, is_terminal=True).splitlines()


def print_in(verdict: Verdict, folder: Path, *, is_terminal: bool) -> str:
    screen = io.StringIO()
    console = Console(file=screen, width=COLUMNS, force_terminal=is_terminal, color_system=None)
    print_verdict(console, verdict, folder)
    return screen.getvalue()


def test_a_cause_is_shown_by_the_last_rows_of_its_diagram(tmp_path: Path) -> None:
    shown = print_in(write_regression(tmp_path), tmp_path, is_terminal=True)
    rows = re.findall(r"^ +[\d.]+ s  .*$", shown, re.MULTILINE)[:6]
    assert [" ".join(each.split()) for each in rows] == [
        "0 s Page → HTTP asks",
        "1 s HTTP → Page running 95 %, held × 3",
        "1 s HTTP → Page 503, lost",
        "1.5 s Proxy → Page running 95 %, cached",
        "1.5 s WebSocket → Page ➤ running 95 %, late",
        "2 s Page ✗ shows running 95 %",
    ]


@pytest.mark.parametrize("is_terminal", [True, False])
@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_a_terminal_obeys_nothing_that_a_page_says(
    tmp_path: Path, text: str, is_terminal: bool
) -> None:
    shown = print_in(say_everywhere(text, tmp_path), tmp_path, is_terminal=is_terminal)
    assert not [each for each in shown if not each.isprintable() and each != "\n"]
    if "[bold" in text:
        # Counted are the mechanism, the detail and the command of each cause, and one reason.
        assert shown.count(text) == 7
    if is_terminal:
        assert len(shown.splitlines()) < ROWS
