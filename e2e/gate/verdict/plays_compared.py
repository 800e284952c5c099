"""Plays of the same scenarios on the same pages, held against each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Literal

from e2e.catalogue.result import Result

Judged = tuple[str, tuple[tuple[str, ...], ...], tuple[str, ...]]
"""Outcome, findings, notes."""

Wanted = Literal["passed", "caught", "alike"]


class PlaysCompared:
    """Counts for each page and scenario how it ended, with which findings, and with which key.

    A play that does not end as `wanted` is a miss: passed without a finding, or caught with one. Where
    plays must only be alike, none is. A flake is a scenario that is not judged alike each time, or has
    more than one history.
    """

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._misses: Counter[tuple[str, str]] = Counter()
        self._outcomes: Counter[str] = Counter()
        self._judged: dict[tuple[str, str], Counter[tuple[str | None, Judged]]] = defaultdict(
            Counter
        )

    def note(self, result: Result) -> None:
        """Counts one play in."""
        self._outcomes[result.outcome] += 1
        is_wanted = {
            "passed": result.outcome == "passed",
            "caught": result.has_findings,
            "alike": True,
        }[self._wanted]
        self._misses[result.page, result.id] += not is_wanted
        self._judged[result.page, result.id][result.history_key, _get_judged(result)] += 1

    @property
    def plays(self) -> int:
        """How many were counted in."""
        return self._outcomes.total()

    @property
    def misses(self) -> int:
        """How many did not end as wanted."""
        return self._misses.total()

    @property
    def flakes(self) -> int:
        """How many scenarios have more than one history, or were judged unalike."""
        return sum(len(some) > 1 for some in self._judged.values())

    def describe(self) -> str:
        """Returns a line with the figures up to now."""
        return (
            f"{dict(self._outcomes)}, {len(self._judged)} scenarios, "
            f"{self._misses.total()} plays that are not {self._wanted}, "
            f"{sum(len(_get_keys(some)) > 1 for some in self._judged.values())} with more than one "
            f"history, {sum(_has_unequal(some) for some in self._judged.values())} judged unequally "
            "with equal keys"
        )

    def list_faults(self, *, one_history: bool) -> list[str]:
        """Returns a line for each scenario that has a miss, or equal keys with unequal findings.

        With `one_history` also for each that has more than one.
        """
        faults: list[str] = []
        for (page, scenario), some in sorted(self._judged.items()):
            where = f"{scenario} on {page}"
            if misses := self._misses[page, scenario]:
                faults.append(f"{where}: {misses} of {some.total()} plays are not {self._wanted}")
            if _has_unequal(some):
                faults.append(f"{where}: equal keys and unequal findings: {_list_unequal(some)}")
            if one_history and len({judged for _, judged in some}) > 1:
                ways = sorted({_describe(judged) for _, judged in some})
                faults.append(f"{where}: not judged alike: {', '.join(ways)}")
            if one_history and len(keys := _get_keys(some)) > 1:
                faults.append(f"{where}: {len(keys)} histories: {' '.join(sorted(keys))}")
        return faults


def _get_judged(result: Result) -> Judged:
    findings = tuple(
        (each.property, each.severity, each.detail, str(each.virtual_time_ms))
        for each in result.findings
    )
    return result.outcome, findings, result.notes


def _describe(judged: Judged) -> str:
    outcome, findings, _ = judged
    return f"{outcome} by {' and '.join(each[0] for each in findings)}" if findings else outcome


def _get_keys(some: Counter[tuple[str | None, Judged]]) -> set[str]:
    return {str(key) for key, _ in some}


def _has_unequal(some: Counter[tuple[str | None, Judged]]) -> bool:
    return len(some) > len(_get_keys(some))


def _list_unequal(some: Counter[tuple[str | None, Judged]]) -> str:
    by_key: dict[str, list[Judged]] = defaultdict(list)
    for key, judged in some:
        by_key[str(key)].append(judged)
    return "; ".join(f"{key}: {ways}" for key, ways in by_key.items() if len(ways) > 1)
