"""Only failures that are new since an earlier verdict decide: tests of command and comparison."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from e2e.catalogue.result import CauseFound, Finding, Outcome, Result
from e2e.gate.tests.command_in_process import run_in_process
from e2e.gate.tests.conftest import RunGate
from e2e.gate.verdict.baseline import (
    Baseline,
    BaselinePage,
    BaselineScenario,
    BaselineUsed,
    compare,
)
from e2e.gate.verdict.verdict import decide

SCENARIO = "reconnect-late-progress"
FAILING = ("--regression", "issue-231", "--scenario", SCENARIO)


@pytest.mark.slow
def test_a_failure_of_the_baseline_is_known_and_another_decides(
    run_gate: RunGate, gate_once: RunGate, tmp_path: Path
) -> None:
    first = gate_once(*FAILING)
    assert first.code == 1
    baseline = tmp_path / "baseline.json"
    (first.reports / "verdict.json").rename(baseline)
    again = run_gate(*FAILING, "--baseline", baseline)
    assert (again.code, again.outcomes) == (0, {SCENARIO: "known"})
    assert "1 known, 0 new, 0 gone" in again.out
    assert "PASS: 1 of 1 scenarios failed, all of them known from the baseline" in again.out
    assert "accepted, waived or known from the baseline" in again.out
    assert "which decides only with --strict" not in again.out
    assert "<failure" not in (again.reports / "junit.xml").read_text()
    # The same failure decides by another cause, or in a scenario that the baseline passed.
    told = json.loads(baseline.read_text())
    told["scenarios"][0]["cause"] = "no-poll-while-connected"
    baseline.write_text(json.dumps(told))
    other = run_gate(*FAILING, "--baseline", baseline)
    assert (other.code, other.outcomes) == (1, {SCENARIO: "failed"})
    assert f"  new: {SCENARIO}" in other.out


@pytest.mark.slow
def test_with_its_failures_mended_the_baseline_names_what_is_gone(
    run_gate: RunGate, tmp_path: Path
) -> None:
    baseline = tmp_path / "old.json"
    write(baseline, [BaselineScenario(id=SCENARIO, outcome="failed", cause="older-frame-applied")])
    done = run_gate("--scenario", SCENARIO, "--baseline", baseline)
    assert done.code == 0
    assert f"  gone: {SCENARIO}" in done.out
    assert "  causes gone: older-frame-applied" in done.out
    assert done.verdict["baseline"]["gone"] == [SCENARIO]
    assert done.verdict["reason"] is None


@pytest.mark.parametrize(
    ("outcome", "cause", "alternatives", "before", "is_known"),
    [
        ("failed", "a", (), ("failed", "a"), True),
        ("failed", "a", ("b",), ("failed", "b"), True),
        ("failed", "a", (), ("failed", "b"), False),
        ("failed", "a", (), ("waived", "a"), True),
        ("failed", "a", (), ("known", "a"), True),
        ("failed", "a", (), ("advice", "a"), False),
        ("advice", "a", (), ("advice", "a"), True),
        ("advice", "a", (), ("failed", "a"), True),
        ("failed", "a", (), ("passed", None), False),
        ("failed", "a", (), ("inconclusive", None), False),
        ("failed", "a", (), None, False),
    ],
)
def test_known_is_the_same_cause_and_no_graver(
    outcome: Outcome,
    cause: str,
    alternatives: tuple[str, ...],
    before: tuple[str, str | None] | None,
    is_known: bool,
) -> None:
    result = played("x", outcome, cause, alternatives)
    scenarios = (
        [] if before is None else [BaselineScenario(id="x", outcome=before[0], cause=before[1])]
    )
    used = compare(Path("b"), make_baseline(scenarios), [result], {"x": cause})
    assert (used.known, used.new) == ((("x",), ()) if is_known else ((), ("x",)))
    word, _ = decide([result], None, None, used)
    assert word == ("regression" if outcome == "failed" and not is_known else "pass")


def test_an_inconclusive_scenario_stays_undecided_whatever_the_baseline_says() -> None:
    result = Result(
        page="p", id="x", family="f", tier="t", sentence="", outcome="inconclusive", reason="r"
    )
    before = [BaselineScenario(id="x", outcome="inconclusive", cause=None)]
    used = compare(Path("b"), make_baseline(before), [result], {})
    assert decide([result], None, None, used)[0] == "undecided"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "No such file or directory. Give the verdict.json of an earlier gate."),
        ("{", "expected a verdict of a gate"),
        ('{"schema_version": 2}', "expected a verdict of a gate (began_at: Field required)"),
        ("version 1", "its schema_version is 1, expected 2"),
    ],
)
def test_a_file_that_is_no_verdict_is_bad_usage(
    tmp_path: Path, text: str | None, said: str
) -> None:
    file = tmp_path / "old.json"
    if text == "version 1":
        write(file, [], version=1)
    elif text is not None:
        file.write_text(text)
    done = run_in_process("gate", *FAILING, "--baseline", file, cwd=tmp_path)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def write(file: Path, scenarios: list[BaselineScenario], *, version: int = 2) -> None:
    file.write_text(make_baseline(scenarios, version=version).model_dump_json())


def make_baseline(scenarios: list[BaselineScenario], *, version: int = 2) -> Baseline:
    return Baseline(
        schema_version=version,
        began_at=datetime(2026, 1, 2, tzinfo=UTC),
        page=BaselinePage(name="web-ui"),
        scenarios=tuple(scenarios),
    )


def played(id: str, outcome: Outcome, cause: str, alternatives: tuple[str, ...]) -> Result:
    finding = Finding(
        property="p",
        severity="decides" if outcome == "failed" else "advice",
        sentence="",
        detail="",
        virtual_time_ms=0,
        wrong_state="",
        last_events=(),
    )
    found = CauseFound(
        id=cause,
        mechanism="m",
        event=None,
        alternatives=alternatives,
        wrong_index=0,
        event_index=None,
    )
    return Result(
        page="p",
        id=id,
        family="f",
        tier="t",
        sentence="",
        outcome=outcome,
        findings=(finding,),
        cause=found,
    )


def test_what_is_known_is_told_apart_from_what_is_new_by_scenario_and_cause() -> None:
    before = [
        BaselineScenario(id="kept", outcome="failed", cause="a"),
        BaselineScenario(id="mended", outcome="failed", cause="c"),
        BaselineScenario(id="left out", outcome="failed", cause="d"),
    ]
    results = [
        played("kept", "failed", "a", ()),
        played("new", "failed", "b", ()),
        Result(page="p", id="mended", family="f", tier="t", sentence="", outcome="passed"),
    ]
    used = compare(Path("b"), make_baseline(before), results, {"kept": "a", "new": "b"})
    assert used == BaselineUsed(
        file="b",
        began_at=datetime(2026, 1, 2, tzinfo=UTC),
        page="web-ui",
        known=("kept",),
        new=("new",),
        gone=("mended",),
        new_causes=("b",),
        gone_causes=("c",),
    )
