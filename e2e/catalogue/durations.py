"""The duration of each scenario, measured once on the reference: it orders the plays and shares them out.

`make durations` writes `durations.json`. This file is checked in and not measured anew on each machine,
because the parts of one gate run on several machines, and each must share the scenarios out alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from statistics import median

FILE = Path(__file__).with_name("durations.json")


@cache
def get_durations() -> Mapping[str, float]:
    """Returns the seconds of each scenario that was measured, by id."""
    measured: dict[str, float] = json.loads(FILE.read_text(encoding="utf-8"))
    return measured


def sort_longest_first(ids: Iterable[str], durations: Mapping[str, float]) -> list[str]:
    """Returns the ids, the longest scenarios first; one without a duration counts as the median."""
    usual = median(durations.values()) if durations else 1.0
    return sorted(ids, key=lambda id: (-durations.get(id, usual), id))


def share_out(ids: Sequence[str], of: int, durations: Mapping[str, float]) -> list[list[str]]:
    """Returns `of` parts that take about the same time, each in the order of `ids`.

    It takes the longest scenario first, and gives each to the part with the least to do: then no part
    takes longer than 4/3 of the optimum (R. L. Graham, Bounds on multiprocessing timing anomalies, 1969).
    """
    usual = median(durations.values()) if durations else 1.0
    parts: list[set[str]] = [set() for _ in range(of)]
    loads = [0.0] * of
    for id in sort_longest_first(ids, durations):
        lightest = loads.index(min(loads))
        parts[lightest].add(id)
        loads[lightest] += durations.get(id, usual)
    return [[id for id in ids if id in part] for part in parts]
