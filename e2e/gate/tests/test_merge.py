"""The parts of a gate and their merge: the parts that it refuses, and the verdict on all of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from e2e.catalogue.result import Result
from e2e.gate.run.conclude import conclude
from e2e.gate.run.merge import join_parts
from e2e.gate.run.played import Played, read_played, write_played
from e2e.gate.tests.command_in_process import run_in_process
from e2e.gate.verdict.canary import CanaryPage, CanaryReport
from e2e.gate.verdict.part import Part
from e2e.gate.verdict.verdict import BrowserUsed, Commands, PageUnderTest
from e2e.pages.errors import BadUsage

ORDER = ("first", "second", "third")


def result(id: str, outcome: str = "passed", **more: Any) -> Result:
    said = {
        "page": "page-under-test",
        "id": id,
        "family": "floods",
        "tier": "regression",
        "sentence": "It holds.",
        "outcome": outcome,
    }
    return Result.model_validate({**said, **more})


def page(build: str = "0123") -> PageUnderTest:
    return PageUnderTest(
        name="web-ui",
        checkout="web-ui",
        regression=None,
        build=build,
        packages={},
        props={},
        config=None,
        env_files=(),
        not_applied=(),
    )


def part(number: int, *results: Result, of: int = 2, **changes: Any) -> Played:
    played = Played(
        suite="one suite",
        part=Part(number=number, of=of),
        began_at=datetime(2026, 11, number, tzinfo=UTC),
        seconds=10.0 * number,
        tier="all",
        strict=False,
        evidence_choice="some",
        isolation="cheapest",
        page=page(),
        network="direct",
        wire="inline",
        recorded=None,
        recorded_key=None,
        browser=BrowserUsed(rung="found", version="156.0"),
        canary=CanaryReport(passed=True, pages=()),
        results=results,
        waivers=None,
        baseline=None,
        server=None,
        exploration=None,
        left_out=(),
        order=ORDER,
        commands={each.id: Commands(replay=f"replay {each.id}", debug="debug") for each in results},
    )
    return played.model_copy(update=changes)


FIRST, SECOND = part(1, result("third"), result("first")), part(2, result("second"))


def name(*parts: Played) -> dict[Path, Played]:
    return {Path(f"folder-{number}"): each for number, each in enumerate(parts, 1)}


@pytest.mark.parametrize("parts", [(FIRST, SECOND), (SECOND, FIRST)], ids=["in order", "not"])
def test_the_whole_has_every_scenario_in_the_catalogues_order(parts: tuple[Played, ...]) -> None:
    joined = join_parts(name(*parts))
    verdict = conclude(joined, joined.locate)

    assert [each.id for each in verdict.scenarios] == list(ORDER)
    assert (verdict.verdict, verdict.reason, verdict.part) == ("pass", None, None)
    assert (verdict.began_at.day, verdict.seconds) == (1, 20.0)


def test_a_part_alone_says_that_it_is_one() -> None:
    verdict = conclude(FIRST, FIRST.locate)

    assert verdict.part == Part(number=1, of=2)
    assert verdict.reason == "part 1/2 alone, which jobstatus-e2e merge joins with the others"


def test_one_part_that_is_inconclusive_leaves_the_whole_undecided() -> None:
    open_ = part(2, result("second", "inconclusive", reason="its race was not forced"))
    joined = join_parts(name(FIRST, open_))

    verdict = conclude(joined, joined.locate)
    assert (verdict.verdict, verdict.reason) == (
        "undecided",
        "1 of 3 scenarios are inconclusive",
    )


def test_a_canary_that_failed_on_one_machine_is_told() -> None:
    wrong = CanaryPage(
        page="no-lock",
        expected="is caught",
        caught_by=(),
        inconclusive=(),
        is_as_expected=False,
        reason="0 scenarios",
    )
    failed = SECOND.model_copy(update={"canary": CanaryReport(passed=False, pages=(wrong,))})
    joined = join_parts(name(FIRST, failed))

    assert conclude(joined, joined.locate).reason == (
        "the canary failed: no-lock is caught, but 0 scenarios"
    )


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"page": page("4567")}, ["the page", "web-ui (0123)", "web-ui (4567)"]),
        ({"suite": "another suite"}, ["the suite", "one suite", "another suite"]),
        (
            {"browser": BrowserUsed(rung="found", version="157.0")},
            ["the browser", "Chromium 156.0", "Chromium 157.0"],
        ),
        ({"part": Part(number=2, of=3)}, ["the number of parts", "is 2", "folder-2 3"]),
        ({"tier": "regression"}, ["the tier", "all", "regression"]),
        ({"order": ("second",)}, ["the scenarios"]),
        ({"part": Part(number=1, of=2)}, ["part 1/2 is in folder-1 and in folder-2"]),
    ],
    ids=lambda each: next(iter(each)) if isinstance(each, dict) else None,
)
def test_parts_that_do_not_belong_together_are_refused(
    other: dict[str, Any], words: list[str]
) -> None:
    with pytest.raises(BadUsage, match="Failed to merge") as caught:
        join_parts(name(FIRST, SECOND.model_copy(update=other)))

    for word in words:
        assert word in str(caught.value)


def test_a_set_that_is_not_complete_names_the_parts_that_are_missing() -> None:
    alone = part(2, result("second"), of=4)
    with pytest.raises(BadUsage, match=r"1/4, 3/4, 4/4 missing.*--shard 1/4"):
        join_parts(name(alone))


def test_a_part_is_read_back_as_it_was(tmp_path: Path) -> None:
    write_played(FIRST, tmp_path)

    assert read_played(tmp_path) == FIRST


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["merge", "nowhere"], ["nowhere/shard.json", "No such file", "--shard 1/N"]),
        (["merge", "empty"], ["empty/shard.json", "expected a part of a gate"]),
        (["merge", "one", "two", "--report-dir", "two"], ["holds one of the parts"]),
        (["gate", "--shard", "3/2"], ["3/2", "1/2 to 2/2"]),
        (["gate", "--shard", "half"], ["'half'", "1/4"]),
        (["gate", "--shard", "1/2", "--explore", "5s"], ["explore --shard I/N"]),
        (
            ["gate", "--shard", "1/2", "--scenario", "reconnect-silent"],
            ["there are 1 scenarios", "fewer parts"],
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_unusable_input_is_exit_code_2(
    tmp_path: Path, arguments: list[str], words: list[str]
) -> None:
    for folder, text in (("empty", "{}"), ("one", None), ("two", None)):
        (tmp_path / folder).mkdir()
        if text is not None:
            (tmp_path / folder / "shard.json").write_text(text)
    write_played(FIRST, tmp_path / "one")
    write_played(SECOND, tmp_path / "two")
    done = run_in_process(*arguments, cwd=tmp_path)

    assert done.returncode == 2
    for word in words:
        assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_joins_parts_and_writes_every_report(tmp_path: Path) -> None:
    for folder, each in (("one", FIRST), ("two", SECOND)):
        (tmp_path / folder).mkdir()
        write_played(each, tmp_path / folder)
    done = run_in_process("merge", "one", "two", "--report-dir", "whole", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "PASS" in done.stdout
    assert sorted(each.name for each in (tmp_path / "whole").iterdir()) == [
        "index.html",
        "junit.xml",
        "summary.md",
        "verdict.json",
    ]
