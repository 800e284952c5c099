"""`explore` and `replay` build a page as a gate does: the same options, with the same meaning."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from e2e.explorer.exploration import read_exploration
from e2e.gate.tests.command_in_process import run_in_process
from e2e.gate.tests.conftest import RunCommand
from e2e.pages.places import FIXTURES, SCHEDULES

OLDER = SCHEDULES / "older-answer-wins.json"
DARK = ("--props", '{"theme": "dark"}')
ONE = ("--exhaustive", "--acts", "0", "--workers", "1")
"""The one schedule without acts."""


@pytest.fixture
def a_dark_page(a_checkout: Path) -> Path:
    """A page that shows its job only if it gets the prop `theme`."""
    component = a_checkout / "src" / "components" / "JobStatus.tsx"
    text = component.read_text(encoding="utf-8")
    needs_theme = text.replace(
        "{ jobId }: JobStatusProps) {",
        "{ jobId, theme }: JobStatusProps & { theme?: string }) {\n"
        '  if (theme !== "dark") return null;',
    )
    assert needs_theme != text
    component.write_text(needs_theme, encoding="utf-8")
    return a_checkout


def test_explore_hands_the_props_to_the_page_and_keeps_them_in_the_result(
    run_command: RunCommand, a_dark_page: Path
) -> None:
    """Two explorations of one schedule in a real browser, as all tests here: they take seconds."""
    dark = run_command("explore", *ONE, "--web-ui", a_dark_page, *DARK)
    assert (dark.code, dark.err) == (0, ""), dark.out
    assert json.loads((dark.reports / "exploration" / "exploration.json").read_text())["props"] == {
        "theme": "dark"
    }
    without = run_command("explore", *ONE, "--web-ui", a_dark_page)
    assert without.code == 3, without.out + without.err
    assert "The page did not start" in without.err


@pytest.mark.slow
def test_explorations_with_other_props_are_neither_gone_on_with_nor_joined(
    run_command: RunCommand, tmp_path: Path
) -> None:
    plain = run_command("explore", *ONE, "--shard", "1/2")
    assert plain.code == 0, plain.out + plain.err
    resumed = run_command("explore", *ONE, "--shard", "1/2", *DARK, "--resume")
    assert resumed.code == 2
    assert 'reference with the props {"theme": "dark"}' in resumed.err

    other = run_command("explore", *ONE, "--shard", "2/2", *DARK)
    assert other.code == 0, other.out + other.err
    parts = sorted((tmp_path / "reports" / "exploration").glob("*-of-2.json"))
    assert [read_exploration(part).props for part in parts] == [{}, {"theme": "dark"}]
    joined = run_in_process("explore", "merge", *parts)
    assert joined.returncode == 2
    assert "explored reference (" in joined.stderr
    assert 'explored reference with the props {"theme": "dark"} (' in joined.stderr
    assert "Only shards of one page can be joined" in joined.stderr


def test_replay_hands_the_props_to_the_page_and_tells_how_to_watch_it_with_them(
    run_command: RunCommand, a_dark_page: Path
) -> None:
    dark = run_command("replay", OLDER, "--web-ui", a_dark_page, *DARK)
    assert (dark.code, dark.err) == (0, ""), dark.out
    without = run_command("replay", OLDER, "--web-ui", a_dark_page)
    assert without.code == 3, without.out + without.err
    assert "The page did not start" in without.err
    watched = run_command("replay", OLDER, "--regression", "older-answer-wins", *DARK)
    assert watched.code == 1
    options = """--regression older-answer-wins --props '{"theme": "dark"}' --headed"""
    assert options in watched.out


@pytest.mark.parametrize("command", [("explore", *ONE), ("replay", OLDER)], ids=lambda it: it[0])
def test_no_config_of_the_checkout_is_run_where_none_is_to_be(
    run_command: RunCommand, a_checkout: Path, command: tuple[str | Path, ...]
) -> None:
    (a_checkout / "node_modules").symlink_to(FIXTURES / "node_modules")
    (a_checkout / "vite.config.ts").write_text("throw new Error('it was run');")
    run = run_command(*command, "--web-ui", a_checkout)
    assert run.code == 3
    assert "it was run" in run.err
    not_run = run_command(*command, "--web-ui", a_checkout, "--no-checkout-config")
    assert not_run.code == 0, not_run.out + not_run.err


@pytest.mark.parametrize("command", [("explore",), ("replay", OLDER)], ids=lambda it: it[0])
@pytest.mark.parametrize(
    ("props", "words"),
    [
        ("{", "takes a JSON object"),
        ("[1]", "that is no object"),
        ('{"jobId": "1"}', "each play sets jobId itself"),
    ],
)
def test_props_that_are_none_are_exit_code_2(
    tmp_path: Path, command: tuple[str | Path, ...], props: str, words: str
) -> None:
    done = run_in_process(*command, "--props", props, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
