"""The composite action for GitHub, with its scripts run in bash as on a runner, and its workflow."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.gate.tests.test_page_start import HEAD
from e2e.gate.tests.test_thrown import SCENARIO, THROW
from e2e.pages.places import ROOT

ACTION = ROOT / ".github" / "actions" / "gate" / "action.yml"
WORKFLOW = ROOT / ".github" / "workflows" / "pre-release-gate.yml"
INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")


@dataclass(frozen=True)
class Ran:
    """The result of a run of the action: the gate's exit code, and the output of all steps."""

    code: int
    out: str
    verdict: str
    summary: str


def run_action(workspace: Path, **given: str) -> Ran:
    """Runs the steps of the action that are scripts, in their order, as a runner does."""
    action = yaml.safe_load(ACTION.read_text())
    inputs = {name: str(each.get("default", "")) for name, each in action["inputs"].items()}
    inputs |= {name.replace("_", "-"): value for name, value in given.items()}
    output, summary = workspace / "output", workspace / "summary"
    output.touch()
    summary.touch()
    code, said = 0, ""
    for step in (each for each in action["runs"]["steps"] if "run" in each):
        if code and "cancelled()" not in step.get("if", ""):
            continue
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=workspace,
            env={
                **os.environ,
                **{name: resolve(value, inputs) for name, value in step.get("env", {}).items()},
                "GITHUB_ACTIONS": "true",
                "GITHUB_ACTION_PATH": str(ACTION.parent),
                "GITHUB_WORKSPACE": str(workspace),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(summary),
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        code, said = code or done.returncode, said + done.stdout + done.stderr
    word = output.read_text().strip().partition("verdict=")[2]
    return Ran(code, said, word, summary.read_text())


def resolve(value: str, inputs: dict[str, str]) -> str:
    """Returns `value` with the inputs that its expressions name, as GitHub sets the environment."""
    return INPUT.sub(lambda found: inputs[found[1]], value)


@pytest.mark.slow
def test_a_page_that_fails_ends_the_step_with_1_and_is_told_in_the_summary(
    a_checkout: Path,
) -> None:
    component = a_checkout / "src" / "components" / "JobStatus.tsx"
    component.write_text(component.read_text().replace(HEAD, HEAD + THROW))
    ran = run_action(a_checkout.parent, web_ui=a_checkout.name, scenario=SCENARIO)
    assert (ran.code, ran.verdict) == (1, "regression")
    assert ran.summary.startswith("## REGRESSION")
    assert "```mermaid" in ran.summary
    assert f"file={a_checkout.name}/src/components/JobStatus.tsx,line=" in ran.out


@pytest.mark.slow
def test_a_good_page_ends_the_step_with_0(a_checkout: Path) -> None:
    ran = run_action(a_checkout.parent, web_ui=a_checkout.name, scenario=SCENARIO)
    assert (ran.code, ran.verdict) == (0, "pass")
    assert ran.summary.startswith("## PASS")
    assert "::error" not in ran.out


@pytest.mark.slow
def test_a_web_ui_that_is_not_there_is_no_verdict_and_leaves_no_summary(tmp_path: Path) -> None:
    ran = run_action(tmp_path, web_ui="nowhere; touch intruder", waivers="also nowhere")
    assert (ran.code, ran.verdict, ran.summary) == (2, "none", "")
    assert "nowhere; touch intruder" in ran.out
    assert not (tmp_path / "intruder").exists()


def test_the_workflow_hands_each_of_its_inputs_to_the_action() -> None:
    action = yaml.safe_load(ACTION.read_text())
    # YAML 1.1 reads the key `on` as true.
    workflow: dict[Any, Any] = yaml.safe_load(WORKFLOW.read_text())
    call = workflow[True]["workflow_call"]
    (step,) = (each for each in workflow["jobs"]["gate"]["steps"] if each.get("id") == "gate")
    given = step["with"]
    assert given.keys() <= action["inputs"].keys()
    for name in call["inputs"]:
        assert given[name] == f"${{{{ inputs.{name} }}}}"
        assert call["inputs"][name].get("default") == action["inputs"][name].get("default")
    for name in call["secrets"]:
        assert given[name] == f"${{{{ secrets.{name} }}}}"
    assert call["outputs"].keys() == action["outputs"].keys()
