"""The comparison of plays distinguishes plays that differ, and real plays of a scenario do not differ."""

from __future__ import annotations

import subprocess
import sys

import pytest

from e2e.catalogue.result import Finding, Outcome, Result
from e2e.gate.verdict.plays_compared import NewFault, PlaysCompared


def play(outcome: Outcome, key: str, *broken: str) -> Result:
    findings = tuple(
        Finding(
            property=each,
            severity="decides",
            sentence="",
            detail=f"breaks {each}",
            virtual_time_ms=0,
            wrong_state="",
            last_events=(),
        )
        for each in broken
    )
    return Result(
        page="wrong",
        id="some-scenario",
        family="floods",
        tier="resilience",
        sentence="",
        outcome=outcome,
        findings=findings,
        history_key=key,
    )


def list_faults(*plays: Result) -> list[str]:
    compared = PlaysCompared(wanted="caught")
    for each in plays:
        compared.note(each)
    return compared.list_faults(one_history=False)


def test_a_miss_with_the_key_of_a_hit_is_two_faults() -> None:
    miss, unequal = list_faults(play("failed", "a", "no-flash"), play("passed", "a"))
    assert miss == "some-scenario on wrong: 1 of 2 plays are not caught"
    assert unequal.startswith("some-scenario on wrong: equal keys and unequal findings: a: ")


def test_two_histories_that_are_judged_differently_are_none_on_a_wrong_page() -> None:
    plays = play("failed", "a", "no-flash"), play("failed", "b", "console-clean")
    assert list_faults(*plays) == []
    compared = PlaysCompared(wanted="caught")
    for each in plays:
        compared.note(each)
    assert compared.list_faults(one_history=True) == [
        "some-scenario on wrong: not judged alike: failed by console-clean, failed by no-flash",
        "some-scenario on wrong: 2 histories: a b",
    ]


def test_a_new_fault_is_found_once() -> None:
    compared = PlaysCompared(wanted="passed")
    plays = [
        play("passed", "a"),
        play("passed", "a"),
        play("passed", "b"),
        play("passed", "b"),
        play("failed", "c", "no-flash"),
    ]
    found = []
    for each in plays:
        found.append(compared.find_new(each))
        compared.note(each)
    where = "some-scenario on wrong"
    assert found == [
        None,
        None,
        NewFault(f"{where}: another history, judged alike: a b", "a", "b"),
        None,
        NewFault(f"{where}: failed by no-flash, and not passed", "a", "c"),
    ]


@pytest.mark.timeout(1500)
def test_plays_that_send_several_frames_are_the_same_on_the_page_that_they_fail_on() -> None:
    """Four real plays of each; one of the scenarios once passed in two of forty plays."""
    parts = ("frames-of-another-job", "sockets-duplicated", "after-completed-all", "a-thousand")
    command = [sys.executable, "-m", "e2e.tools.steadiness", "--wrong-pages", "--times", "4"]
    command += ["--busy", "0", *(word for part in parts for word in ("--only", part))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    last = done.stdout.splitlines()[-1]
    assert "0 plays that are not caught" in last, done.stdout + done.stderr
    assert "0 judged unequally with equal keys" in last
    assert (last[:4], done.returncode) == ("4/4:", 0)
