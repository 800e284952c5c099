"""Curves are measured by the real command, and their bend is found."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.tools.growth.curve import Curve, Point


def make_curve(points: dict[int, float], *, is_shared: bool = False, reason: str = "") -> Curve:
    return Curve(
        name="frames",
        size_name="frames",
        cost_name="seconds",
        points=tuple(Point(size=size, seconds=cost) for size, cost in points.items()),
        is_shared=is_shared,
        reason=reason,
    )


@pytest.mark.parametrize(
    ("points", "bend", "says"),
    [
        ({10: 1, 100: 10, 1000: 100}, None, "linear up to 1,000"),
        # The start is dear, and is no bend.
        ({10: 5, 100: 10, 1000: 100}, None, "linear up to 1,000"),
        ({10: 1, 100: 14, 1000: 100}, None, "linear up to 1,000"),
        ({10: 1, 100: 16, 1000: 900}, 100, "not linear from 100 on"),
        ({10: 5, 100: 10, 1000: 151}, 1000, "not linear from 1,000 on"),
    ],
)
def test_a_curve_bends_where_a_unit_costs_half_as_much_again(
    points: dict[int, float], bend: int | None, says: str
) -> None:
    curve = make_curve(points)
    assert (curve.get_bend(), curve.says) == (bend, says)
    assert make_curve(points, reason="they queue").says == f"{says}: they queue"


@pytest.mark.parametrize(
    ("points", "bend", "says"),
    [
        ({1: 80, 2: 40, 4: 20}, None, "gains up to 4"),
        ({1: 80, 2: 41, 4: 40, 8: 44}, 4, "no gain from 4 on"),
    ],
)
def test_shared_work_bends_where_more_workers_gain_nothing(
    points: dict[int, float], bend: int | None, says: str
) -> None:
    curve = make_curve(points, is_shared=True)
    assert (curve.get_bend(), curve.says) == (bend, says)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "e2e.tools.growth", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_command_keeps_the_other_curves_and_says_where_one_bends(tmp_path: Path) -> None:
    """Two runs of the command, with sockets and with a browser: the reason for its length."""
    out = tmp_path / "growth.json"
    done = run("sockets", "--up-to", "10", "--out", out)
    assert done.returncode == 0, done.stderr
    assert run("journal", "--up-to", "10", "--out", out).returncode == 0
    curves = {each["name"]: each for each in json.loads(out.read_text())["curves"]}
    assert [each["size"] for each in curves["sockets"]["points"]] == [1, 10]
    assert [each["size"] for each in curves["journal"]["points"]] == [10]
    assert all(each["seconds"] > 0 for curve in curves.values() for each in curve["points"])
    assert f"sockets: {curves['sockets']['says']}" in done.stdout


@pytest.mark.slow
def test_an_unknown_curve_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    done = run("socket", "--out", tmp_path / "growth.json")
    assert (done.returncode, (tmp_path / "growth.json").exists()) == (2, False)
    assert "Failed to measure 'socket': known are scenarios, schedules" in done.stdout
