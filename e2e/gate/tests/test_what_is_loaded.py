"""A command loads only the modules that it needs."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.main import get_group

from e2e.gate.cli.command_line import COMMANDS, app

SCRIPT = """
import sys
from e2e.gate.cli.command_line import app
try:
    app(sys.argv[1:])
except SystemExit as ended:
    print("LOADED", ended.code, *sys.modules)
"""
DEAD = "http://127.0.0.1:1"


def load(*arguments: str) -> tuple[int, set[str]]:
    """Runs a command in a process of its own; returns its exit code and the modules that it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, check=True
    )
    _, code, *modules = done.stdout.splitlines()[-1].split()
    return int(code), set(modules)


def test_check_server_loads_what_asks_a_server_and_nothing_of_pages_browsers_or_the_mock() -> None:
    code, loaded = load("check-server", DEAD)
    assert code == 3
    assert "httpx" in loaded
    assert not loaded & {"fastapi", "uvicorn", "playwright", "hypothesis", "pytest", "jinja2"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("list",), 0),
        (("regressions",), 0),
        (("waivers", "--report-dir", "no-such-folder"), 2),
        (("gate", "--regression", "nope"), 2),
        (("gate", "--scenario", "nope"), 2),
        (("explore", "--regression", "nope"), 2),
        (("check-server", "nonsense"), 2),
        (("mock-server", "--cache-policy", "nope"), 2),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_what_is_answered_from_files_alone_loads_no_server_no_browser_and_no_runner(
    arguments: tuple[str, ...], code: int
) -> None:
    ended, loaded = load(*arguments)
    assert ended == code
    assert "typer" in loaded
    assert not loaded & {"fastapi", "uvicorn", "httpx", "playwright", "hypothesis", "pytest"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_of_each_what_its_own_help_says(name: str) -> None:
    listed = get_group(app).commands[name]
    with listed.make_context(name, [], resilient_parsing=True) as context:
        assert context.command is not listed
        assert (context.command.name, context.command.help) == (name, listed.help)


def test_the_list_of_commands_loads_none_of_them() -> None:
    code, loaded = load("--help")
    assert code == 0
    assert not loaded & {f"e2e.gate.cli.{module}" for module, _ in COMMANDS.values()}
