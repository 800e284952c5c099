"""The verdict on a page that throws has the error, its line in the source, and the state that stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.gate.tests.conftest import RunGate
from e2e.gate.tests.test_page_start import HEAD

pytestmark = pytest.mark.slow
SCENARIO = "reconnect-silent"
THROW = """
  const done: string[] = view.status === "completed" ? (undefined as never) : [];
  document.title = String(done.length);"""


def test_the_line_that_throws_is_named_in_the_verdict_and_annotated_in_ci(
    run_gate: RunGate, a_checkout: Path
) -> None:
    component = a_checkout / "src" / "components" / "JobStatus.tsx"
    component.write_text(component.read_text().replace(HEAD, HEAD + THROW))
    line = component.read_text().splitlines().index(THROW.splitlines()[2]) + 1
    in_actions = {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(a_checkout.parent)}
    done = run_gate("--web-ui", a_checkout, "--scenario", SCENARIO, environment=in_actions)
    assert done.code == 1
    (cause,) = done.verdict["causes"]
    assert cause["id"] == "page-threw"
    place = f"src/components/JobStatus.tsx:{line}:"
    assert cause["places"][0].startswith(place)
    assert "reading 'length'" in cause["mechanism"]
    assert "right after: " in cause["mechanism"]
    assert cause["mechanism"].endswith("since then it shows nothing")
    assert f"Thrown at {place}" in done.out
    file = f"file={a_checkout.name}/src/components/JobStatus.tsx,line={line},col="
    assert "::error title=page-threw%2C 1 scenario," + file in done.out
    assert f"Thrown at `{place}" in (done.reports / "summary.md").read_text()


def test_outside_github_actions_there_is_no_annotation(gate_once: RunGate) -> None:
    done = gate_once("--regression", "issue-231", "--scenario", "reconnect-late-progress")
    assert done.code == 1
    assert done.verdict["causes"][0]["places"] == []
    assert "::error" not in done.out
    assert "Thrown at" not in done.out
