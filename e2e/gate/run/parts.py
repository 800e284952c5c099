"""Which scenarios one part of a gate plays."""

from __future__ import annotations

import re
from collections.abc import Sequence

from e2e.catalogue.durations import get_durations, share_out
from e2e.catalogue.scenario import Scenario
from e2e.gate.verdict.part import Part
from e2e.pages.errors import BadUsage


def parse_part(text: str) -> Part | None:
    """`1/4`: part 1 of 4; None for the whole, `1/1`.

    Raises BadUsage for anything else, and for a part that there is not.
    """
    match = re.fullmatch(r"(\d+)/(\d+)", text.strip())
    if match is None:
        raise BadUsage(f"Failed to read the shard {text!r}. Give it as 1/4: part 1 of 4.")
    number, of = int(match[1]), int(match[2])
    if not 1 <= number <= of:
        raise BadUsage(f"Failed to use shard {text}: of {of} there are shards 1/{of} to {of}/{of}.")
    return Part(number=number, of=of) if of > 1 else None


def choose_part(scenarios: Sequence[Scenario], part: Part | None) -> Sequence[Scenario]:
    """Returns those of `scenarios` that are the part's: by how long they take, alike on each machine.

    Raises BadUsage where there are more parts than scenarios.
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
