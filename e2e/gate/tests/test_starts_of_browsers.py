"""A browser is started to find it, and to see the page start, only where neither is known yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.gate.tests.conftest import RunCommand, RunGate

ONE = ("--scenario", "reconnect-silent")
BREAK = "const { view, isConnected } = useJob(jobId);"


class CountedBrowser:
    """The browser of the tests behind a script that counts its starts, and that can be broken."""

    def __init__(self, folder: Path, real: str) -> None:
        self.path = folder / "counted-browser"
        self._starts = folder / "starts"
        self.broken = folder / "broken"
        self.path.write_text(
            f'#!/bin/sh\necho >> {self._starts}\n[ -e {self.broken} ] && exit 1\nexec {real} "$@"\n'
        )
        self.path.chmod(0o755)

    def take_starts(self) -> int:
        """Returns the number of starts since the last call."""
        starts = len(self._starts.read_text()) if self._starts.exists() else 0
        self._starts.unlink(missing_ok=True)
        return starts


@pytest.fixture
def browser(tmp_path: Path, pytestconfig: pytest.Config) -> CountedBrowser:
    return CountedBrowser(tmp_path, pytestconfig.getoption("--browser-path"))


def test_a_second_gate_starts_a_browser_for_its_plays_alone(
    run_gate: RunGate, run_command: RunCommand, a_checkout: Path, browser: CountedBrowser
) -> None:
    """Five gates on one scenario: the reason for its length."""
    arguments = ("--web-ui", a_checkout, "--browser", browser.path, *ONE)
    assert run_gate(*arguments).outcomes == {"reconnect-silent": "passed"}
    # To find it (once in the sandbox, and without it where this machine has none), to see the page start,
    # and to play.
    assert browser.take_starts() in (3, 4)
    assert run_gate(*arguments).outcomes == {"reconnect-silent": "passed"}
    assert browser.take_starts() == 1

    component = a_checkout / "src" / "components" / "JobStatus.tsx"
    good = component.read_text()
    component.write_text(good.replace(BREAK, f'{BREAK}\n  if (jobId) throw new Error("broken");'))
    done = run_gate(*arguments)
    assert (done.code, browser.take_starts()) == (3, 1)
    assert "The page did not start" in done.err

    browser.path.write_text(browser.path.read_text() + "# another one\n")
    component.write_text(good)
    assert run_gate(*arguments).code == 0
    assert browser.take_starts() in (2, 3), "the page that started once is known"

    browser.broken.touch()
    component.write_text(good + "\n// Another build.\n")
    done = run_gate(*arguments)
    assert (done.code, done.reports.joinpath("verdict.json").exists()) == (3, False)
    said = " ".join(done.err.split())
    assert "The browser that was found does not start" in said
    assert "`jobstatus-e2e doctor` tries each browser again" in said
    run_command("doctor")
    assert "named by --browser" in (again := run_gate(*arguments)).err
    assert "Failed to find a browser" in again.err
