"""Compares plays of the same scenarios on the same pages with each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal

from e2e.catalogue.result import Result

Judged = tuple[str, tuple[tuple[str, ...], ...], tuple[str, ...]]
"""Outcome, findings, notes."""

Wanted = Literal["passed", "caught", "alike"]


@dataclass(frozen=True, slots=True)
class NewFault:
    """A play that is a miss, or has a judgement or a history that no play of its scenario had before.

    `said` is a sentence about the play. `key` is the key of its history, `first_key` that of the first
    play of the scenario; the first play itself has no `first_key`.
    """

    said: str
    first_key: str | None
    key: str | None


class PlaysCompared:
    """Counts the outcomes, findings and history keys of each scenario on each page.

    A play that does not end as `wanted` is a miss: "passed" wants the outcome passed, and "caught" wants
    a finding. With "alike" no play is a miss. A flake is a scenario that is not judged alike each time,
    or has more than one history.
    """

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._misses: Counter[tuple[str, str]] = Counter()
        self._outcomes: Counter[str] = Counter()
        self._judged: dict[tuple[str, str], Counter[tuple[str | None, Judged]]] = defaultdict(
            Counter
        )

    def find_new(self, result: Result) -> NewFault | None:
        """Returns the fault of a play that is not counted yet, or None.

        A play is at fault if it does not end as wanted, or if its judgement or its history is a new one
        among the plays of its scenario.
        """
        before = self._judged[result.page, result.id]
        judged = _get_judged(result)
        where = f"{result.id} on {result.page}"
        first_key, first_judged = next(iter(before), (None, None))
        if not self._is_wanted(result):
            said = f"{where}: {_describe(judged)}, and not {self._wanted}"
        elif before and judged not in {each for _, each in before}:
            assert first_judged is not None
            said = f"{where}: {_describe(judged)}, after {_describe(first_judged)}"
        elif before and result.history_key not in {key for key, _ in before}:
            said = f"{where}: another history, judged alike: {first_key} {result.history_key}"
        else:
            return None
        return NewFault(said, first_key, result.history_key)

    def note(self, result: Result) -> None:
        """Adds one play to the counts."""
        self._outcomes[result.outcome] += 1
        self._misses[result.page, result.id] += not self._is_wanted(result)
        self._judged[result.page, result.id][result.history_key, _get_judged(result)] += 1

    def _is_wanted(self, result: Result) -> bool:
        return {
            "passed": result.outcome == "passed",
            "caught": result.has_findings,
            "alike": True,
        }[self._wanted]

    @property
    def plays(self) -> int:
        """The number of plays so far."""
        return self._outcomes.total()

    @property
    def misses(self) -> int:
        """The number of plays that did not end as wanted."""
        return self._misses.total()

    @property
    def flakes(self) -> int:
        """The number of scenarios that were not judged alike each time, or have more than one history."""
        return sum(len(some) > 1 for some in self._judged.values())

    def describe(self) -> str:
        """Returns one line with all counts so far."""
        return (
            f"{dict(self._outcomes)}, {len(self._judged)} scenarios, "
            f"{self._misses.total()} plays that are not {self._wanted}, "
            f"{sum(len(_get_keys(some)) > 1 for some in self._judged.values())} with more than one "
            f"history, {sum(_has_unequal(some) for some in self._judged.values())} judged unequally "
            "with equal keys"
        )

    def list_faults(self, *, one_history: bool) -> list[str]:
        """Returns a line for each scenario with a miss, or with equal keys but unequal findings.

        With `one_history` it also returns a line for each scenario that is not judged alike each time,
        and for each that has more than one history.
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
