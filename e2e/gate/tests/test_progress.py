"""Without a terminal, a line of progress comes now and then: not after each play, but often enough."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from e2e.gate.reporters.terminal import TerminalReporter
from e2e.gate.run.events import PlayBegan, PlayFinished, ScenarioFinished
from e2e.gate.tests.test_severity import played


@pytest.mark.parametrize(
    ("total", "told"),
    [
        (1, [1]),
        (3, [1, 2, 3]),
        (20, [5, 10, 15, 20]),
        (90, [22, 44, 66, 88, 90]),
        (110, [25, 50, 75, 100, 110]),
    ],
)
def test_a_line_comes_after_25_plays_or_a_quarter_of_fewer_and_at_the_end(
    total: int, told: list[int]
) -> None:
    screen = io.StringIO()
    tell = TerminalReporter(Console(file=screen, width=120))
    tell(PlayBegan("page under test", total))
    for _ in range(total):
        tell(ScenarioFinished(played("x", "passed")))
    tell(PlayFinished("page under test"))
    lines = re.findall(rf"^  (\d+)/{total}: (\d+) passed$", screen.getvalue(), re.MULTILINE)
    assert lines == [(str(number), str(number)) for number in told]
