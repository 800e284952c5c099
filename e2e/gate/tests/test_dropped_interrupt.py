"""A signal whose KeyboardInterrupt Python drops ends the command nevertheless."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.gate.tests.conftest import LIMIT

DROPPED = """
import signal
import sys
import threading

import pytest

from e2e.gate.cli.interruption import run_until_interrupted


class SignalsWhenItGoes:
    def __del__(self):
        signal.raise_signal(int(sys.argv[1]))


def wait():
    thing = SignalsWhenItGoes()
    del thing
    threading.Event().wait()


class Plugin:
    def pytest_runtest_logreport(self, report):
        wait()


def run_pytest():
    words = ["--numprocesses=1", "-p", "e2e.catalogue.interruption", sys.argv[3]]
    if pytest.main(words, plugins=[Plugin()]) == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    return 0


sys.exit(run_until_interrupted({"wait": wait, "run_pytest": run_pytest}[sys.argv[2]], "it is cut short"))
"""
EMPTY_TEST = "def test_nothing() -> None: pass\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_a_signal_in_a_del_ends_the_command(number: signal.Signals) -> None:
    """A Python of its own, with the imports of the command: the reason for its length."""
    done = _run(number, "wait")
    code = 130 if number == signal.SIGINT else 143
    assert (done.returncode, "it is cut short" in done.stderr) == (code, True)
    assert "Exception ignored" not in done.stderr


def test_a_signal_in_a_del_ends_a_gate_whose_plays_xdist_gives_to_workers(tmp_path: Path) -> None:
    """Two Pythons of their own: the reason for its length."""
    file = tmp_path / "test_empty.py"
    file.write_text(EMPTY_TEST)
    done = _run(signal.SIGINT, "run_pytest", str(file))
    assert "KeyboardInterrupt" in done.stdout
    assert "INTERNALERROR" not in done.stdout
    assert (done.returncode, "it is cut short" in done.stderr) == (130, True)


def _run(number: signal.Signals, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", DROPPED, str(int(number)), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
