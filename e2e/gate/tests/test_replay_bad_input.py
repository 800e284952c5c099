"""Input that `jobstatus-e2e replay` cannot use: it prints one message with the input and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.gate.tests.command_in_process import Finished, run_in_process
from e2e.pages.places import SCHEDULES

GOOD = (SCHEDULES / "older-answer-wins.json").read_text(encoding="utf-8")

BAD_FILES = {
    "unknown act": (
        ('"act": "progress"', '"act": "progres"'),
        ["'progres' in act 1", "'progress'"],
    ),
    "unknown version": (('"version": 1', '"version": 2'), ["unknown version 2", "reads version 1"]),
    "unknown property": (
        ('"progress-never-regresses"', '"progress-never-regreses"'),
        ["unknown property 'progress-never-regreses'", "Did you mean 'progress-never-regresses'?"],
    ),
    "unknown field of an act": (('"which"', '"wich"'), ["'wich'", "Did you mean 'which'?"]),
    "a value that cannot be": (
        ('"percent": 80.0', '"percent": 180'),
        ["'percent'", "act 1", "180"],
    ),
    "truncated": ((GOOD[-60:], ""), ["it is not JSON", "Was it cut short?"]),
    "not JSON": ((GOOD, "acts: complete, refresh"), ["it is not JSON"]),
    "some other JSON": ((GOOD, '{"verdict": "pass"}'), ["it is no schedule"]),
    "empty": ((GOOD, ""), ["it is not JSON"]),
    "not text": ((GOOD, "\0\udcff\udcfe"), ["Failed to read"]),
}


def replay(folder: Path, *arguments: str) -> Finished:
    return run_in_process("replay", *arguments, cwd=folder)


def expect_one_message(done: Finished, code: int, words: list[str]) -> None:
    """Asserts one message with `words`, without line breaks: the option parser's boxes break lines."""
    assert (done.returncode, done.stdout) == (code, "")
    assert "Traceback" not in done.stderr
    said = " ".join(done.stderr.replace("│", " ").split())
    for word in words:
        assert word in said


@pytest.mark.parametrize(("change", "words"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_bad_file_is_exit_code_2(
    tmp_path: Path, change: tuple[str, str], words: list[str]
) -> None:
    assert change[0] in GOOD
    file = tmp_path / "kept.json"
    file.write_bytes(GOOD.replace(*change, 1).encode("utf-8", "surrogateescape"))
    expect_one_message(replay(tmp_path, "kept.json"), 2, ["kept.json", *words])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["kep.json"], ["there is no such file", "Did you mean kept.json?"]),
        (["a-folder"], ["a-folder", "directory"]),
        ([], ["FILE"]),
        (["kept.json", "--regression", "isue-231"], ["isue-231", "Did you mean 'issue-231'"]),
        (["kept.json", "--regression", "issue-231", "--web-ui", "."], ["--regression", "--web-ui"]),
        (["kept.json", "--web-ui", "nowhere"], ["nowhere", "no such folder"]),
        (["kept.json", "--as-test", "--json"], ["--as-test and --json", "Give one"]),
        (["kept.json", "--as-test", "--out", "taken.py"], ["taken.py", "it is there already"]),
        (["kept.json", "--shrink", "--out", "taken.py"], ["taken.py", "it is there already"]),
        (["kept.json", "--report-dir", "taken.py/reports"], ["taken.py/reports", "--report-dir"]),
        (["kept.json", "--slowmo", "-1"], ["--slowmo"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_unusable_options_are_exit_code_2(
    tmp_path: Path, arguments: list[str], words: list[str]
) -> None:
    (tmp_path / "kept.json").write_text(GOOD, encoding="utf-8")
    (tmp_path / "taken.py").touch()
    (tmp_path / "a-folder").mkdir()
    expect_one_message(replay(tmp_path, *arguments), 2, words)


def test_a_browser_that_is_not_there_is_undecided_and_named(tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_text(GOOD, encoding="utf-8")
    done = replay(tmp_path, "kept.json", "--browser", "/no/browser")
    expect_one_message(done, 3, ["UNDECIDED", "/no/browser", "make setup"])
