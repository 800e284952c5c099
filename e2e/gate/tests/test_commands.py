"""The output of the commands beside `gate`, run as a person runs them.

`doctor` starts browsers, so it runs in a process of its own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess

import pytest

from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.tests.command_in_process import Finished, run_in_process
from e2e.gate.tests.conftest import COMMAND
from e2e.pages.regressions import get_regressions


def examine(*arguments: str, **environment: str) -> Finished:
    """Runs `jobstatus-e2e doctor` in a process of its own, without a terminal."""
    return subprocess.run(
        [str(COMMAND), "doctor", *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_command_it_teaches_which_there_are() -> None:
    done = run_in_process("--help")
    assert done.returncode == 0
    for command in ("gate", "list", "regressions", "waivers", "doctor"):
        assert re.search(rf"^\W*{command} ", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("command", ["gate", "list", "regressions", "waivers", "doctor"])
def test_the_help_of_a_command_says_what_it_does(command: str) -> None:
    done = run_in_process(command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Usage: jobstatus-e2e {command}" in done.stdout


def test_list_has_every_scenario_with_its_sentence() -> None:
    done = run_in_process("list")
    assert (done.returncode, done.stderr) == (0, "")
    for each in get_scenarios():
        assert f"  {each.id} ({each.tier})\n    {each.sentence}\n" in done.stdout
    assert f"{len(get_scenarios())} scenarios" in done.stdout


def test_list_for_machines_has_ids_families_tiers_and_sentences() -> None:
    listed = json.loads(run_in_process("list", "--json").stdout)
    assert [each["id"] for each in listed] == [each.id for each in get_scenarios()]
    assert set(listed[0]) == {"id", "family", "tier", "sentence"}


def test_list_can_be_narrowed_to_a_family_and_a_tier() -> None:
    narrowed = run_in_process(
        "list", "--family", "missed completion", "--tier", "regression", "--json"
    )
    families = {(each["family"], each["tier"]) for each in json.loads(narrowed.stdout)}
    assert families == {("missed completion", "regression")}


def test_list_of_an_unknown_family_is_exit_code_2_with_the_nearest() -> None:
    done = run_in_process("list", "--family", "missed complection")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Did you mean 'missed completion'?" in done.stderr


def test_regressions_says_what_each_takes_out_and_what_a_person_sees() -> None:
    done = run_in_process("regressions")
    for each in get_regressions():
        assert f"{each.name}: takes out {each.takes_out}\n" in done.stdout
        assert each.person_sees in done.stdout
    listed = json.loads(run_in_process("regressions", "--json").stdout)
    assert [each["name"] for each in listed] == [each.name for each in get_regressions()]


def test_doctor_names_versions_each_rung_and_what_set_up_would_do() -> None:
    """It starts each browser of the ladder: the reason for its length."""
    done = examine("--json")
    assert done.returncode == 0
    checks = {each["name"]: each for each in json.loads(done.stdout)}
    assert {"Python", "Node", "npm packages", "the browser of a gate"} <= checks.keys()
    assert any(name.startswith("browser, ") for name in checks)
    assert "playwright" in checks["Python"]["found"]
    assert all(each["is_there"] for each in checks.values() if each["is_needed"])


def test_doctor_of_a_machine_without_a_browser_says_what_would_be_fetched_and_exits_with_3() -> (
    None
):
    done = examine(PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH="/no/browser")
    assert done.returncode == 3
    assert "/no/browser" in done.stdout
    assert "`make setup` would fetch one" in done.stdout


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("jobstatus-e2e gate --scenario reconnect-sil", "reconnect-silent"),
        ("jobstatus-e2e gate --regression issue", "issue-231"),
        ("jobstatus-e2e list --family mis", "missed completion"),
        ("jobstatus-e2e doc", "doctor"),
    ],
)
def test_a_shell_completes_ids_names_families_and_commands(words: str, offered: str) -> None:
    asked = {"_JOBSTATUS_E2E_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": words}
    assert offered in run_in_process(environment=asked).stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_of_a_shell_can_be_printed(shell: str) -> None:
    asked = {"_JOBSTATUS_E2E_COMPLETE": f"source_{shell}"}
    done = run_in_process(environment=asked)
    assert done.returncode == 0
    assert "jobstatus-e2e" in done.stdout
