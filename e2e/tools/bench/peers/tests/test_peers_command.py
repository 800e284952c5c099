from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from threading import Barrier, Event

import pytest
from typer.testing import CliRunner

from e2e.pages.places import ROOT
from e2e.tools.bench.peers.__main__ import app
from e2e.tools.bench.peers.command import run_command
from e2e.tools.bench.peers.measurer import Measurer
from e2e.tools.bench.peers.page import Page
from e2e.tools.bench.peers.play import Play


@pytest.mark.slow
def test_a_peer_plays_a_scenario_and_catches_the_patch_that_it_is_about(tmp_path: Path) -> None:
    figures = tmp_path / "peers.json"

    # pytest-playwright alone needs no packages beside those of `make setup`.
    command = [sys.executable, "-m", "e2e.tools.bench.peers", "--tool", "pytest-playwright"]
    command += ["--scenario", "older-answer-after-a-frame", "--patches", "older-answer-wins"]
    command += ["--rounds", "0", "--runs", "0", "--json", str(figures)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    tool = json.loads(figures.read_text(encoding="utf-8"))["tools"][0]
    assert [(each["page"], each["verdict"], each["failed"]) for each in tool["patches"]] == [
        ("reference", "pass", []),
        ("older-answer-wins", "regression", ["older-answer-after-a-frame"]),
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--tool", "vitest"), "Failed to find tool 'vitest': there is no such tool."),
        (("--scenario", "reconnect"), "Failed to find scenario 'reconnect'"),
        (("--patches", "no-such"), "Failed to find regression 'no-such'"),
        (("--cases", "no-such-folder"), "Failed to find cases in no-such-folder"),
    ],
    ids=["tool", "scenario", "patch", "cases"],
)
def test_bad_usage_names_what_was_given_and_ends_with_2(
    options: tuple[str, ...], said: str
) -> None:
    done = CliRunner().invoke(app, options)

    assert (done.exit_code, said in done.output) == (2, True), done.output


class _Alone:
    """A tool that passes every page beside others, and only alone finds a wrong one wrong."""

    name = "tool"
    title = "a tool"

    def __init__(self) -> None:
        self._together = Barrier(2)
        self.plays: list[str] = []

    def play(self, page: Page, run: int = 0) -> Play:
        self.plays.append(page.name)
        is_beside_others = len(self.plays) <= 2
        if is_beside_others:
            self._together.wait()
        is_passed = page.is_good or is_beside_others
        return Play("pass" if is_passed else "regression", {}, 1, None)


def test_plays_are_side_by_side_and_a_page_judged_wrongly_there_is_played_once_more_alone() -> None:
    pages = [
        Page(name, is_good, Path(), None, Path(), Path())
        for name, is_good in (("good", True), ("wrong", False))
    ]
    tool, told = _Alone(), list[str]()
    measurer = Measurer(tool, 5, told.append, lambda said: nullcontext(), at_once=2)

    judged = measurer.judge_all(pages, "patch")

    assert [(each.page, each.verdict) for each in judged] == [
        ("good", "pass"),
        ("wrong", "regression"),
    ]
    assert sorted(tool.plays[:2]) == ["good", "wrong"]
    assert tool.plays[2:] == ["wrong"]
    assert told[-1] == "tool: patch once more, alone, wrong: regression, 1.0 s"


def test_an_interruption_ends_the_plays_side_by_side() -> None:
    class Sleeping(_Alone):
        def play(self, page: Page, run: int = 0) -> Play:
            if page.is_good:
                started.wait()
                raise KeyboardInterrupt
            started.set()
            ran = run_command(["sleep", "600"])
            codes.append(ran.code)
            return Play("undecided", {}, ran.seconds, None)

    codes: list[int] = []
    started = Event()
    pages = [Page(str(is_good), is_good, Path(), None, Path(), Path()) for is_good in (False, True)]
    measurer = Measurer(Sleeping(), 5, lambda line: None, lambda said: nullcontext(), at_once=2)

    with pytest.raises(KeyboardInterrupt):
        measurer.judge_all(pages, "patch")

    assert codes == [-signal.SIGKILL]
