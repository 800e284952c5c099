"""A process that plays scenarios stops between two of them, at whatever point the signal arrives."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

SESSION = """
import signal
import weakref
from pathlib import Path

import pytest


class Thing:
    pass


@pytest.fixture(scope="session")
def open_thing():
    yield
    Path("closed").touch()


def test_that_is_interrupted_in_the_callback_of_a_weak_reference(open_thing):
    thing = Thing()
    reference = weakref.ref(thing, lambda _: signal.raise_signal(signal.{name}))
    del thing
    assert reference() is None


def test_that_comes_after():
    Path("went_on").touch()
"""


@pytest.mark.parametrize(
    ("sent", "ignored"),
    [(signal.SIGINT, False), (signal.SIGINT, True), (signal.SIGTERM, False)],
    ids=["SIGINT", "SIGINT in the background", "SIGTERM"],
)
def test_a_session_ends_after_the_test_in_hand_and_tears_down(
    tmp_path: Path, sent: signal.Signals, ignored: bool
) -> None:
    """The test is slow, because it starts pytest."""
    file = tmp_path / "test_session.py"
    file.write_text(SESSION.replace("{name}", sent.name))
    run = subprocess.run(
        [sys.executable, "-c", START.replace("{handler}", HANDLERS[ignored]), *OPTIONS, file],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == pytest.ExitCode.INTERRUPTED, run.stdout + run.stderr
    assert "1 passed" in run.stdout
    assert "Exception ignored" not in run.stdout + run.stderr
    assert {each.name for each in tmp_path.glob("[cw]*")} == {"closed"}


START = """
import signal
import sys

import pytest


def note(number, frame):
    raise KeyboardInterrupt


signal.signal(signal.SIGTERM, note)
signal.signal(signal.SIGINT, {handler})
sys.exit(pytest.main(sys.argv[1:]))
"""
"""Starts pytest with a handler for SIGTERM as well, like a gate."""

HANDLERS = {False: "signal.default_int_handler", True: "signal.SIG_IGN"}
"""The handler of SIGINT in the foreground, and in a process that a shell started in the background."""

OPTIONS = ["-p", "e2e.catalogue.interruption", "-p", "no:randomly", "-c", "/dev/null"]
