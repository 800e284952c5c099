"""The scenarios of one part of a gate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from e2e.catalogue.durations import get_durations, share_out
from e2e.catalogue.scenario import Scenario
from e2e.gate.verdict.part import Part
from e2e.pages.errors import BadUsage


def parse_part(text: str) -> Part | None:
    """Returns the part for a text such as `1/4`, part 1 of 4; None for `1/1`, the whole gate.

    Raises BadUsage for any other text, and for a part such as `5/4`.
    """
    number, of = parse_fraction(text)
    return Part(number=number, of=of) if of > 1 else None


def parse_fraction(text: str) -> tuple[int, int]:
    """Returns number and count of a text such as `1/4`: the first of four.

    Raises BadUsage for any other text, and for one such as `5/4`.
    """
    match = re.fullmatch(r"(\d+)/(\d+)", text.strip())
    if match is None:
        raise BadUsage(f"Failed to read the shard {text!r}. Give it as 1/4: part 1 of 4.")
    number, of = int(match[1]), int(match[2])
    if not 1 <= number <= of:
        raise BadUsage(f"Failed to use shard {text}: of {of} there are shards 1/{of} to {of}/{of}.")
    return number, of


def choose_part(scenarios: Sequence[Scenario], part: Part | None) -> Sequence[Scenario]:
    """Returns the scenarios of the part, or all if `part` is None.

    The parts take about equally long, and are the same on each machine. Raises BadUsage if there are
    more parts than scenarios.
    """
    if part is None:
        return scenarios
    if part.of > len(scenarios):
        raise BadUsage(
            f"Failed to play part {part}: there are {len(scenarios)} scenarios. Ask for fewer parts."
        )
    mine = set(
        share_out([each.id for each in scenarios], part.of, get_durations())[part.number - 1]
    )
    return [each for each in scenarios if each.id in mine]
