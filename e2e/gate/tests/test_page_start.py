"""A page that does not start is undecided, with the error and its place in the checkout's sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.gate.tests.conftest import RunCommand, RunGate
from e2e.pages.places import SCHEDULES

ONE = ("--scenario", "reconnect-late-progress")
KEPT = SCHEDULES / "no-terminal-lock.json"
HEAD = "const { view, isConnected } = useJob(jobId);"


@pytest.fixture
def component(a_checkout: Path) -> Path:
    return a_checkout / "src" / "components" / "JobStatus.tsx"


def gate(run_gate: RunGate, checkout: Path) -> str:
    """Returns the output of a gate on a page that does not start."""
    done = run_gate("--web-ui", checkout, *ONE)
    assert done.code == 3
    assert not (done.reports / "verdict.json").exists()
    return " ".join((done.out + done.err).split())


def test_a_mount_that_throws_is_told_with_its_place(
    run_gate: RunGate, a_checkout: Path, component: Path
) -> None:
    thrown = HEAD + "\n  if (jobId) throw new TypeError(`no table for ${jobId.length}`);"
    component.write_text(component.read_text().replace(HEAD, thrown))
    line = component.read_text().splitlines().index(thrown.splitlines()[1]) + 1
    said = gate(run_gate, a_checkout)
    assert "The page did not start" in said
    assert "TypeError: no table for 36" in said
    assert f"at src/components/JobStatus.tsx:{line}:" in said
    # After the checkout is moved, its build is used again, and the place is still found.
    moved = a_checkout.rename(a_checkout.with_name("moved"))
    assert f"at src/components/JobStatus.tsx:{line}:" in gate(run_gate, moved)


@pytest.mark.parametrize("command", [("explore",), ("replay", KEPT)], ids=["explore", "replay"])
def test_a_page_that_does_not_start_is_neither_explored_nor_replayed(
    run_command: RunCommand, a_checkout: Path, component: Path, command: tuple[str | Path, ...]
) -> None:
    thrown = HEAD + '\n  if (jobId) throw new TypeError("no table");'
    component.write_text(component.read_text().replace(HEAD, thrown))
    done = run_command(*command, "--web-ui", a_checkout)
    assert (done.code, done.reports.exists()) == (3, False)
    for words in ("UNDECIDED: The page did not start", "TypeError: no table", "at src/components/"):
        assert words in done.err


def test_a_page_that_shows_nothing_is_told(
    run_gate: RunGate, a_checkout: Path, component: Path
) -> None:
    component.write_text(component.read_text().replace("Status: {view.status}", "{view.status}"))
    said = gate(run_gate, a_checkout)
    assert "no line `Status: <status>`" in said
    assert "It shows: running" in said


def test_a_module_without_the_component_is_told(
    run_gate: RunGate, a_checkout: Path, component: Path
) -> None:
    component.write_text(component.read_text().replace("function JobStatus", "function JobState"))
    assert "exports JobState; expected JobStatus, or a default export" in gate(run_gate, a_checkout)


def test_a_page_that_asks_another_server_is_told(run_gate: RunGate, a_checkout: Path) -> None:
    for file in a_checkout.rglob("src/**/*.ts"):
        text = file.read_text()
        text = text.replace("import.meta.env.VITE_API_URL", '"http://127.0.0.1:9/v1"')
        file.write_text(text.replace("import.meta.env.VITE_WS_BACKEND_URL", '"ws://127.0.0.1:9"'))
    said = gate(run_gate, a_checkout)
    assert "it asks another server" in said
    assert "(127.0.0.1:9)" in said


def test_a_page_that_is_stuck_is_told(run_gate: RunGate, a_checkout: Path, component: Path) -> None:
    """The page has as long as a stage gives it to come to rest: the reason for its length."""
    stuck = HEAD + '\n  while (jobId) document.title += ".";'
    component.write_text(component.read_text().replace(HEAD, stuck))
    said = gate(run_gate, a_checkout)
    assert "The page did not start" in said
    assert "Failed to bring the page to rest" in said


LAZY = """
import { lazy, Suspense } from "react";
const Loaded = lazy(() => import("./LoadedStatus"));
export const JobStatus = ({ jobId }: { jobId: string }) => (
  <Suspense fallback={<p role="status">Status: pending</p>}>
    <Loaded jobId={jobId} />
  </Suspense>
);
"""


@pytest.mark.parametrize("wait", [0, 700])
def test_a_page_that_begins_late_is_played_from_where_it_asks(
    run_gate: RunGate, a_checkout: Path, component: Path, wait: int
) -> None:
    """React shows a lazy component 300 ms after its fallback; here it loads `wait` ms later."""
    text = component.read_text() + "export default JobStatus;\n"
    (component.parent / "LoadedStatus.tsx").write_text(text)
    delayed = f".then((it) => new Promise<typeof it>((go) => setTimeout(go, {wait}, it))))"
    lazy = LAZY.replace('Status"));', f'Status"){delayed};') if wait else LAZY
    component.write_text(lazy)
    done = run_gate("--web-ui", a_checkout, "--scenario", "older-progress-lands-last")
    assert done.outcomes == {"older-progress-lands-last": "passed"}


def test_a_page_that_connects_late_is_played_from_where_it_connects(
    run_gate: RunGate, a_checkout: Path
) -> None:
    """React shows a component that waited for its first answer 300 ms after the fallback."""
    hook = a_checkout / "src" / "hooks" / "useJobProgress.ts"
    at_once, late = "  connect();\n  return", "  reconnect = setTimeout(connect, 300);\n  return"
    assert at_once in hook.read_text()
    hook.write_text(hook.read_text().replace(at_once, late))
    told = "guard-after-the-socket-told-completed"
    assert run_gate("--web-ui", a_checkout, "--scenario", told).outcomes == {told: "passed"}
