"""Repeats the same plays, and compares them: all plays of a scenario must be judged alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from e2e.catalogue.kept_histories import compare_kept
from e2e.catalogue.result import Result
from e2e.gate.run.browser_choice import find_chosen
from e2e.gate.run.catalogue import choose_scenario, get_scenarios
from e2e.gate.run.play import Plays, PlaySettings, play
from e2e.gate.run.stress import Stress, under_stress
from e2e.gate.verdict.plays_compared import PlaysCompared, Wanted
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.chosen_page import choose_page
from e2e.pages.places import REFERENCE
from e2e.pages.regressions import get_regressions

UNDER_TEST = "page-under-test"


@dataclass(frozen=True, slots=True)
class SoakSettings:
    """The settings of a soak. It plays the scenarios with the ids in `scenarios`, or all if it is empty.

    With `patches` it also plays each of our patches, on the scenarios of its canary. `web_ui` is a page
    whose plays are only compared with each other; None plays the reference, which must pass. `seed`
    decides the order of the plays in the first run, and each later run uses the next number.
    """

    runs: int
    stress: tuple[Stress, ...]
    workers: int
    scenarios: tuple[str, ...]
    web_ui: Path | None
    patches: bool
    seed: int
    browser: Path | None


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of a soak: plays, plays that are a miss, and scenarios that are a flake."""

    plays: int
    misses: int
    flakes: int

    @property
    def wrong(self) -> int:
        """The number of misses and flakes together."""
        return self.misses + self.flakes


@dataclass(frozen=True, slots=True)
class Soaked:
    """The result of a soak; `lines` has a line for each scenario with a miss or a flake."""

    counts: Counts
    lines: tuple[str, ...]


class SoakProgress(Protocol):
    """The calls that a soak makes while it goes on."""

    def begin(self, plays: int) -> None:
        """The number of plays; it comes before the first."""

    def count(self, counts: Counts) -> None:
        """The counts after a play."""

    def tell_fault(self, lines: Sequence[str]) -> None:
        """A play that is a miss, or is not like those of its scenario before.

        The first line names it. The others, if there are any, are the first lines in which its history is
        not that of the scenario's first play.
        """


def run_soak(settings: SoakSettings, progress: SoakProgress) -> Soaked:
    """Plays all runs and returns the counts.

    Raises BadUsage for an unknown scenario or a folder that is no checkout, and Undecided if the plays
    are not possible.
    """
    ids = tuple(choose_scenario(id).id for id in settings.scenarios)
    every = get_scenarios()
    ids = ids or tuple(each.id for each in every)
    browser = find_chosen(settings.browser)
    groups = _choose(settings, ids)
    sources = [source for some in groups.values() for source, _ in some]
    built = build_pages(sources, lambda page: None)
    compared = {wanted: PlaysCompared(wanted) for wanted in groups}

    def note(kept: Path, wanted: Wanted, result: Result) -> None:
        fault = compared[wanted].find_new(result)
        compared[wanted].note(result)
        if fault is not None:
            keys = str(fault.first_key), str(fault.key)
            progress.tell_fault([fault.said, *compare_kept(kept, *keys)])
        progress.count(_count(list(compared.values())))

    progress.begin(settings.runs * sum(len(ids) for some in groups.values() for _, ids in some))
    with under_stress(settings.stress), TemporaryDirectory(prefix="jobstatus-e2e-") as temporary:
        kept = Path(temporary)
        for number in range(settings.runs):
            how = PlaySettings(
                browser,
                settings.workers,
                confirms="none",
                seed=settings.seed + number,
                histories=kept,
            )
            for wanted, some in groups.items():
                plays = [Plays(s.name, built[s.name].folder, chosen) for s, chosen in some]
                play(plays, how, every, partial(note, kept, wanted))
    lines = [line for each in compared.values() for line in each.list_faults(one_history=True)]
    return Soaked(_count(list(compared.values())), tuple(lines))


def _choose(
    settings: SoakSettings, ids: Sequence[str]
) -> dict[Wanted, list[tuple[PageSource, tuple[str, ...]]]]:
    """Returns the pages with their scenarios, grouped by the outcome that their plays must have."""
    page = replace(choose_page(UNDER_TEST, settings.web_ui, None), name=UNDER_TEST)
    is_ours = page.checkout == REFERENCE
    groups: dict[Wanted, list[tuple[PageSource, tuple[str, ...]]]] = {
        "passed" if is_ours else "alike": [(page, tuple(ids))]
    }
    own = [
        (PageSource(each.name, REFERENCE, each), chosen)
        for each in get_regressions()
        if settings.patches and (chosen := tuple(id for id in each.canary if id in ids))
    ]
    if own:
        groups["caught"] = own
    return groups


def _count(compared: Sequence[PlaysCompared]) -> Counts:
    return Counts(
        sum(each.plays for each in compared),
        sum(each.misses for each in compared),
        sum(each.flakes for each in compared),
    )
