"""The verdict on pages of known quality, through the real command."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.tests.conftest import RunGate
from e2e.pages.places import FIXTURES


@pytest.mark.timeout(1500)
def test_our_own_page_passes_in_both_tiers_and_every_patch_is_caught(run_gate: RunGate) -> None:
    """The whole gate, canary and all: the reason for its length."""
    done = run_gate("--tier", "all")
    assert (done.code, done.err) == (0, "")
    verdict = done.verdict
    assert (verdict["schema_version"], verdict["verdict"]) == (2, "pass")
    assert set(done.outcomes.values()) == {"passed"}
    (left_out,) = verdict["left_out"]
    assert "mentions the prop initialStatus" in left_out["reason"]
    assert f"Left out: 5 scenarios, as {left_out['reason']}" in done.out
    assert len(left_out["scenarios"]) == len(get_scenarios()) - len(done.outcomes) == 5
    caught = {page["page"]: page["caught_by"] for page in verdict["canary"]["pages"]}
    assert "reference" not in caught, "its verdict says all that there is to say of it"
    assert min(map(len, caught.values())) >= 2
    assert re.search(r"^PASS$", done.out, re.MULTILINE)
    suites = ET.parse(done.reports / "junit.xml").getroot()
    assert len(suites.findall(".//testcase")) == len(done.outcomes)
    assert suites.findall(".//failure") == []


def test_the_page_of_the_analysis_fails_with_everything_that_a_person_needs(
    gate_once: RunGate,
) -> None:
    done = gate_once("--regression", "issue-231", "--scenario", "reconnect-late-progress")
    assert done.code == 1
    case = done.verdict["scenarios"][0]
    assert (case["id"], case["outcome"], case["decides"]) == (
        "reconnect-late-progress",
        "failed",
        True,
    )
    finding = case["findings"][0]
    assert finding["property"] == "terminal-is-absorbing"
    assert finding["wrong_state"].startswith("running 95 %")
    assert finding["virtual_time_ms"] > 0
    assert "socket" in "".join(finding["last_events"])
    for name in ("screenshot", "trace", "history", "sequence"):
        assert (done.reports / case[name]).stat().st_size > 0
    assert "--scenario reconnect-late-progress" in case["replay"]
    assert "--regression issue-231" in case["replay"]
    (cause,) = done.verdict["causes"]
    assert (cause["id"], cause["decides"]) == ("older-frame-applied", True)
    assert cause["scenarios"] == [cause["clearest"]] == ["reconnect-late-progress"]
    assert case["cause"] == cause["id"]
    assert "95 %" in cause["event"]
    for words in ("REGRESSION", finding["detail"], cause["sentence"], cause["fix"], case["replay"]):
        assert words in done.out
    html = (done.reports / "index.html").read_text().replace("&#39;", "'")
    assert finding["detail"] in html
    assert cause["sentence"] in html
    assert html.count("<svg") == 1
    assert (done.reports / case["sequence"]).with_suffix(".mmd").read_text().count("✗") == 1
    summary = (done.reports / "summary.md").read_text()
    assert summary.startswith("## REGRESSION: 1 of 1 scenarios failed, by 1 cause\n")
    assert "### 1. older-frame-applied (1 scenario)" in summary
    assert "```mermaid\nsequenceDiagram\n" in summary
    failure = ET.parse(done.reports / "junit.xml").getroot().find(".//failure")
    assert failure is not None
    assert failure.get("type") == cause["id"]
    assert cause["sentence"] in str(failure.text)


def test_a_flash_is_advice_and_decides_only_where_the_gate_is_strict(run_gate: RunGate) -> None:
    flash = ["--regression", "flash-before-confirmation", "--scenario", "flash-while-confirming"]
    advised = run_gate(*flash)
    assert (advised.code, advised.outcomes) == (0, {"flash-while-confirming": "advice"})
    assert advised.verdict["scenarios"][0]["decides"] is False
    assert "advice, which decides only with --strict" in advised.out
    assert "older-state-for-a-moment, 1 scenario (flash-while-confirming)" in advised.out
    strict = run_gate("--strict", *flash)
    assert (strict.code, strict.verdict["verdict"]) == (1, "regression")
    assert strict.verdict["scenarios"][0]["decides"] is True


def test_a_wrong_state_that_lasts_decides_in_the_resilience_tier_as_well(run_gate: RunGate) -> None:
    done = run_gate(
        "--regression", "answer-of-earlier-job", "--scenario", "switch-with-an-answer-under-way"
    )
    assert (done.code, done.verdict["tiers"]) == (1, ["resilience"])
    severities = {each["severity"] for each in done.verdict["scenarios"][0]["findings"]}
    assert "decides" in severities


@pytest.mark.timeout(1500)
def test_a_page_written_differently_outside_the_repository_passes(
    run_gate: RunGate, another_page: Path
) -> None:
    """A gate on a page that is not the reference, with its canary: the reason for its length.

    `make matrix` plays the resilience tier on this page, and on the other good pages.
    """
    done = run_gate("--tier", "regression", "--web-ui", another_page)
    assert (done.code, done.verdict["verdict"]) == (0, "pass")
    assert "ours" in done.verdict["page"]["packages"]["react"]
    assert [page["page"] for page in done.verdict["canary"]["pages"]] == ["reference", "issue-231"]
    assert set(done.outcomes.values()) == {"passed"}


def test_no_memory_over_a_refresh_is_advice_on_a_page_written_differently(
    run_gate: RunGate, another_page: Path
) -> None:
    done = run_gate("--web-ui", another_page, "--scenario", "kept-completed-while-unreachable")
    assert (done.code, set(done.outcomes.values())) == (0, {"advice"})


def test_a_copy_of_our_page_without_node_modules_is_built_and_played(
    run_gate: RunGate, a_checkout: Path
) -> None:
    done = run_gate("--web-ui", a_checkout, "--scenario", "missed-with-no-timer-left")
    assert (done.code, done.outcomes) == (0, {"missed-with-no-timer-left": "passed"})


def test_a_checkout_with_packages_of_its_own_is_built_with_those(
    run_gate: RunGate, a_checkout: Path
) -> None:
    for name in ("react", "react-dom", "scheduler"):
        shutil.copytree(FIXTURES / "node_modules" / name, a_checkout / "node_modules" / name)
    its_own = a_checkout / "node_modules" / "react" / "package.json"
    its_own.write_text(re.sub(r'"version": "[^"]+"', '"version": "19.0.99"', its_own.read_text()))
    done = run_gate("--web-ui", a_checkout, "--scenario", "missed-while-connected")
    assert (done.code, done.outcomes) == (0, {"missed-while-connected": "passed"})
    assert done.verdict["page"]["packages"]["react"] == "19.0.99 (checkout)"


@pytest.mark.parametrize(
    ("file", "good", "bad", "scenario", "broken"),
    [
        (
            "src/api/client.ts",
            "?_t=${Date.now()}-${Math.random()}`);\n"
            '      request.setRequestHeader("Cache-Control", "no-cache");\n',
            "`);\n",
            "cached-max-age",
            "no-stale-read",
        ),
        (
            "src/lib/watcher.ts",
            "if (!confirmed) later(poll, 2000);",
            "later(poll, 2000);",
            "guard-after-a-poll-saw-completed",
            "polling-stops",
        ),
        (
            "src/lib/watcher.ts",
            "if (gone) return;\n    state = { ...state, ...change };",
            "if (gone) return;\n    if (confirmed && change.live) change = { ...START, live: true };\n"
            "    state = { ...state, ...change };",
            "reconnect-silent",
            "terminal-is-absorbing",
        ),
    ],
    ids=["a cached poll", "a loop that goes on", "a reconnect that starts anew"],
)
def test_a_bug_in_the_page_written_differently_fails_it(
    run_gate: RunGate,
    another_page: Path,
    file: str,
    good: str,
    bad: str,
    scenario: str,
    broken: str,
) -> None:
    source = another_page / file
    text = source.read_text()
    assert text.count(good) == 1
    text = text.replace(good, bad)
    if broken == "terminal-is-absorbing":
        # This page keeps its socket, like most; a page that closes it would keep out of the race.
        text = text.replace(
            "        socket?.close();\n      } else if (!isOver(state",
            "      } else if (!isOver(state",
        )
        text = text.replace("if (gone || isOver(state.status)) return;", "if (gone) return;")
    source.write_text(text)
    done = run_gate("--web-ui", another_page, "--scenario", scenario)
    assert (done.code, done.outcomes) == (1, {scenario: "failed"})
    properties = [finding["property"] for finding in done.verdict["scenarios"][0]["findings"]]
    assert broken in properties


def test_a_page_is_built_once_for_its_content(run_gate: RunGate, a_checkout: Path) -> None:
    first = run_gate("--web-ui", a_checkout, "--scenario", "missed-while-connected")
    again = run_gate("--web-ui", a_checkout, "--scenario", "missed-while-connected")
    moved = a_checkout.with_name("moved")
    shutil.move(a_checkout, moved)
    elsewhere = run_gate("--web-ui", moved, "--scenario", "missed-while-connected")
    assert "nothing to build" in again.out
    assert "nothing to build" in elsewhere.out
    assert first.verdict["page"]["build"] == elsewhere.verdict["page"]["build"]
