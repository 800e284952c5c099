"""A scenario that the reference passed is remembered only for the same build, suite and browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from e2e.catalogue.confirmation import CONFIRMED_PER_CAUSE, Confirms
from e2e.engine.browser import BrowserSource, FoundBrowser
from e2e.gate.run import control
from e2e.gate.run.control import Control
from e2e.gate.run.play import PlaySettings
from e2e.gate.tests.conftest import RunGate
from e2e.gate.tests.test_severity import played
from e2e.pages import suite_key
from e2e.pages.places import CACHE

BROWSER = FoundBrowser("the system's", BrowserSource(Path("/usr/bin/chromium")), "150.0")
HOW = PlaySettings(BROWSER, 2)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(control, "CACHE", tmp_path)
    return tmp_path / "control"


def test_what_passed_is_remembered_and_added_to_and_nothing_else_is() -> None:
    assert Control("build", HOW).get_passed() == set()
    Control("build", HOW).remember([played("one", "passed"), played("two", "failed")])
    Control("build", HOW).remember([played("three", "advice"), played("four", "passed")])
    assert Control("build", HOW).get_passed() == {"one", "four"}


@pytest.mark.parametrize(
    ("build", "how"),
    [
        ("another", HOW),
        ("build", replace(HOW, browser=replace(BROWSER, version="151.0"))),
        ("build", replace(HOW, network="obeying")),
        ("build", replace(HOW, wire="result-url")),
        ("build", replace(HOW, recorded=Path(__file__))),
    ],
)
def test_what_was_played_otherwise_is_not_known(build: str, how: PlaySettings) -> None:
    Control("build", HOW).remember([played("one", "passed")])
    assert Control(build, how).get_passed() == set()
    assert Control("build", replace(HOW, workers=1, slowmo=9)).get_passed() == {"one"}


def test_a_changed_line_of_the_suite_is_another_control(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = tmp_path / "root" / "e2e" / "stage" / "stage.py"
    line.parent.mkdir(parents=True)
    monkeypatch.setattr(suite_key, "ROOT", tmp_path / "root")
    line.write_text("LIMIT = 1\n")
    Control("build", HOW).remember([played("one", "passed")])
    line.write_text("LIMIT = 2\n")
    assert Control("build", HOW).get_passed() == set()
    line.write_text("LIMIT = 1\n")
    assert Control("build", HOW).get_passed() == {"one"}


def test_a_file_that_was_cut_off_is_nothing_known(cache: Path) -> None:
    Control("build", HOW).remember([played("one", "passed")])
    (file,) = cache.iterdir()
    file.write_text('["on')
    assert Control("build", HOW).get_passed() == set()


def test_a_control_plays_what_a_page_did_not_pass_and_the_reference_has_not_passed_yet() -> None:
    results = [
        played("failed-before", "failed"),
        played("failed-now", "failed"),
        played("lost-now", "inconclusive"),
        played("well", "passed"),
        played("advised", "advice"),
    ]
    Control("build", HOW).remember([played("failed-before", "passed")])
    assert Control("build", HOW).get_doubtful(results) == {"failed-now", "lost-now"}


@pytest.mark.parametrize("confirms", ["some", "all"])
def test_a_control_plays_some_failures_of_each_cause(confirms: Confirms) -> None:
    failed = [played(f"failed-{number}", "failed", "polls-end") for number in range(6)]
    other = [played(f"other-{number}", "failed", "leaks") for number in range(2)]
    unexplained = [
        played(f"unexplained-{number}", "failed", "not-explained") for number in range(6)
    ]
    lost = [played(f"lost-{number}", "inconclusive", "polls-end") for number in range(6)]
    advised = [played(f"advised-{number}", "advice", "leaks") for number in range(6)]
    chosen = Control("build", replace(HOW, confirms=confirms)).get_doubtful(
        [*advised, *lost, *failed, *other, *unexplained]
    )
    most = 6 if confirms == "all" else CONFIRMED_PER_CAUSE
    assert chosen == {each.id for each in (*lost, *failed[:most], *other, *unexplained)}


def test_our_page_with_props_is_not_the_reference_of_a_control(
    run_gate: RunGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gate in a process of its own: the reason for its length."""
    monkeypatch.setattr(control, "CACHE", CACHE)
    done = run_gate("--props", '{"theme": "dark"}', "--scenario", "reconnect-silent")
    assert done.outcomes == {"reconnect-silent": "passed"}
    used = done.verdict["browser"]
    browser = FoundBrowser(used["rung"], BrowserSource(), used["version"])
    played_with_props = Control(done.verdict["page"]["build"], replace(HOW, browser=browser))
    assert played_with_props.get_passed() == {"reconnect-silent"}
