"""The command gives the same exit code and output in a test's process, in a fork, and in its own process.

Each case starts the real command once, two seconds of imports: the reason for its length.
"""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest

from e2e.gate.cli import waivers
from e2e.gate.tests.command_in_process import Finished, run_in_process
from e2e.gate.tests.conftest import COMMAND, LIMIT
from e2e.gate.tests.forked_command import run_forked


def run_process(*arguments: str, cwd: Path, environment: dict[str, str]) -> Finished:
    """Runs the installed command in a process of its own, with the same arguments."""
    return subprocess.run(
        [str(COMMAND), *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["gate", "--scenario", "reconnect-silnt"], 2, "Did you mean 'reconnect-silent'"),
        (["gate", "--workers", "0"], 2, "--workers"),
        (["replay", "taken"], 2, "taken"),
        (["explore", "--regression", "isue-231"], 2, "Did you mean 'issue-231'"),
        (["caches", "--cache", "tunel"], 2, "Did you mean 'tunnel'"),
        (["waivers"], 2, "Run `jobstatus-e2e gate` first"),
        (["check-server", "localhost:8000"], 2, "Did you mean 'http://localhost:8000'?"),
        (["check-server", "URL"], 3, "nothing listens at"),
        (["record", "URL", "--out", "taken"], 2, "there already"),
        (["mock-server", "--cache-policy", "no-stroe"], 2, "Did you mean 'no-store'?"),
        (["regressions"], 0, "issue-231"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_run_ends_alike_in_each_process(
    tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    (tmp_path / "taken").touch()
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    given = [url if each == "URL" else each for each in arguments]
    # The option parser's boxes are as wide as the terminal, and the tests may be started in any terminal.
    width = {"COLUMNS": "80"}
    real = run_process(*given, cwd=tmp_path, environment=width)
    here = run_in_process(*given, cwd=tmp_path, environment=width)
    assert (real.returncode, "Traceback" in real.stderr) == (code, False)
    assert words in real.stderr + real.stdout
    forked = run_forked(COMMAND, *given, cwd=tmp_path, environment=width, limit=LIMIT)
    ends = [(each.returncode, each.stdout, each.stderr) for each in (here, forked, real)]
    assert ends[0] == ends[2]
    assert ends[1] == ends[2]


def test_an_error_that_the_command_does_not_catch_fails_the_test_with_its_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def break_down(file: Path) -> None:
        raise ZeroDivisionError("a mistake of ours")

    monkeypatch.setattr(waivers, "_read_failed", break_down)
    with pytest.raises(ZeroDivisionError, match="a mistake of ours") as raised:
        run_in_process("waivers")
    assert any(each.name == "break_down" for each in raised.traceback)


def test_folder_and_environment_are_those_of_the_test_again_after_a_run(tmp_path: Path) -> None:
    before = (Path.cwd(), dict(os.environ))
    done = run_in_process("waivers", cwd=tmp_path, environment={"NO_COLOR": "1"})
    assert done.returncode == 2
    assert (Path.cwd(), dict(os.environ)) == before
