"""The dialect that a page is played with: by the person's option, by the page's source, or both."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.run.wire import choose_wire, find_wire
from e2e.gate.tests.conftest import RunGate, expect_one_message
from e2e.pages.places import REFERENCE
from e2e.scenarios.test_results_in_both_dialects import RESULTS


@pytest.fixture
def a_page(tmp_path: Path) -> Path:
    (tmp_path / "src" / "api").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("const { status, results } = job;", "inline"),
        ("drawBoxes(job.results.frames)", "inline"),
        ("fetch(job.result_url)", "result-url"),
        ("fetch(`${API}/jobs/${id}/result?mode=stream`)", "result-url"),
        ("const results = await (await fetch(job.result_url)).json()", "result-url"),
        ("interface Job { resultUrl: string | null }", "result-url"),
        ("job.results ?? fetch(job.result_url)", "both"),
        ("// draws no results\n/* nor\n a result_url */ fetch('https://x/y')", "both"),
        ("const url = 'https://x/y'; fetch(job.result_url) // results", "result-url"),
        ("return <p>Status: {job.status}</p>", "both"),
    ],
)
def test_what_the_source_reads_decides(a_page: Path, source: str, name: str) -> None:
    (a_page / "src" / "api" / "client.ts").write_text(source, encoding="utf-8")
    (a_page / "src" / "notes.md").write_text("result_url and job.results", encoding="utf-8")
    assert find_wire(a_page).name == name
    assert choose_wire("inline", None, a_page).name == "inline"


def test_our_own_page_reads_both() -> None:
    assert find_wire(REFERENCE).name == "both"


def test_each_choice_leaves_out_what_is_about_the_other_dialect_and_nothing_else(
    a_page: Path,
) -> None:
    known = get_scenarios()
    played = {
        asked: {each.id for each in known if choose_wire(asked, None, a_page).plays(each)}
        for asked in ("inline", "result-url", "auto")
    }
    every = {each.id for each in known}
    assert played["auto"] == every
    of_results = {each.id for each in known if each.wire is not None}
    for dialect in ("inline", "result-url"):
        assert sum(each.startswith(f"{dialect}-results") for each in of_results) == len(RESULTS)
    assert {each.wire for each in known} == {None, "inline", "result-url"}
    for asked, other in (("inline", "result-url"), ("result-url", "inline")):
        left_out = every - played[asked]
        assert left_out == {each.id for each in known if each.wire == other}


@pytest.mark.parametrize(
    ("asked", "words"),
    [("result-url", "result-url, as you asked"), ("auto", "both, the page reads results and")],
)
def test_the_verdict_names_the_dialect_and_why(asked: str, words: str, run_gate: RunGate) -> None:
    """A page in a real browser: the reason for its length."""
    done = run_gate("--scenario", "missed-while-connected", "--wire", asked)
    assert (done.code, done.outcomes) == (0, {"missed-while-connected": "passed"})
    assert done.verdict["wire"] == ("both" if asked == "auto" else asked)
    assert f"Wire: {words}" in done.out


def test_a_page_is_judged_by_what_its_own_server_sends_and_fails_with_the_other(
    run_gate: RunGate, a_checkout: Path
) -> None:
    """Two plays in a real browser: the reason for its length."""
    results = a_checkout / "src" / "components" / "Results.tsx"
    text = results.read_text(encoding="utf-8")
    throws_without = text.replace("if (results) return", "if (results || resultUrl) return")
    assert throws_without != text
    results.write_text(throws_without, encoding="utf-8")
    scenario = ("--web-ui", a_checkout, "--scenario", "told-at-100")
    inline = run_gate(*scenario, "--wire", "inline")
    assert (inline.code, inline.verdict["wire"]) == (0, "inline")
    today = run_gate(*scenario, "--wire", "result-url")
    assert (today.code, today.verdict["wire"]) == (1, "result-url")
    assert "--wire result-url" in today.verdict["scenarios"][0]["replay"]


def test_a_dialect_that_there_is_not_is_bad_usage(gate_in_process: RunGate) -> None:
    expect_one_message(gate_in_process("--wire", "soap"), 2, "soap", "inline", "result-url")
