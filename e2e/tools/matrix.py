"""`python -m e2e.tools.matrix`: every scenario on every wrong page, and those that none of them trips.

The wrong pages are the regressions, and the ones that are wrong for the tests alone. Exit code 0 when
each scenario fails on at least one, and the first cause of each page is the one that its header
names.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Scenario
from e2e.causes.kinds import NOT_EXPLAINED
from e2e.engine.browser import find_browser
from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.run.play import Plays, PlaySettings, play
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE, WRONG_PAGES
from e2e.pages.regressions import Regression, get_regressions, read_patches
from e2e.tools.first_cause import find_mistold

PLAN = WRONG_PAGES / "plan.json"
"""The scenarios that `make test` plays on each wrong page, each of them once: `{page: [ids]}`."""


def get_wrong_pages() -> list[Regression]:
    """Returns the regressions, and the pages that are wrong only for the tests."""
    return [*get_regressions(), *read_patches(WRONG_PAGES)]


def run(
    pages: Annotated[list[str] | None, typer.Argument(help="Wrong pages; all by default.")] = None,
    out: Annotated[Path, typer.Option(help="Where to write {page: [ids]}.")] = Path(
        "reports/matrix.json"
    ),
    workers: Annotated[int, typer.Option(min=1)] = os.cpu_count() or 1,
    keep_plan: Annotated[
        bool, typer.Option("--keep-plan", help="Write the plan for `make test` from the result.")
    ] = False,
    planned: Annotated[
        bool, typer.Option("--planned", help="Play each scenario on the page of the plan alone.")
    ] = False,
) -> None:
    """Play the catalogue on the wrong pages, and say which scenarios are tripped by which.

    What `out` has of other pages is kept.
    """
    known = get_wrong_pages()
    scenarios = get_scenarios()
    plan: dict[str, list[str]] = json.loads(PLAN.read_text(encoding="utf-8")) if planned else {}
    tripped: dict[str, list[str]] = {}
    if pages and out.is_file():
        tripped = json.loads(out.read_text(encoding="utf-8"))
    wanted = {
        each: [s for s in scenarios if not planned or s.id in plan.get(each.name, ())]
        for each in known
        if each.name in (pages or plan or [each.name])
    }
    results = _play(wanted, scenarios, PlaySettings(find_browser(), workers, confirms="none"))
    tripped |= {
        page.name: sorted(each.id for each in of_page if each.has_findings)
        for page, of_page in results.items()
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    _write(out, tripped)
    played = {each.id for of_page in wanted.values() for each in of_page}
    untripped = sorted(played - {each for ids in tripped.values() for each in ids})
    print(f"{len(played)} scenarios, {len(untripped)} tripped by none:", *untripped)
    mistold = [line for page, of_page in results.items() for line in find_mistold(page, of_page)]
    found = [each.cause.id for of_page in results.values() for each in of_page if each.cause]
    print(
        f"{len(found)} plays found something, {found.count(NOT_EXPLAINED.id)} of them not explained; "
        f"{len(mistold)} of {len(results)} pages have another first cause than their header names",
        *mistold,
        sep="\n",
    )
    if keep_plan:
        _write(PLAN, choose(scenarios, known, tripped))
    sys.exit(1 if untripped or mistold else 0)


def choose(
    scenarios: Sequence[Scenario], pages: Iterable[Regression], tripped: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Returns a wrong page for each scenario that fails on one, as `{page: [ids]}`.

    A page that the scenario's family guards comes first, then the page that fails the fewest scenarios.
    """
    guarded = {page.name: page.guarded_by for page in pages}
    plan: dict[str, list[str]] = {}
    for each in scenarios:
        on = [name for name, ids in tripped.items() if each.id in ids]
        if on:
            best = min(on, key=lambda n: (each.family not in guarded[n], len(tripped[n]), n))
            plan.setdefault(best, []).append(each.id)
    return {name: sorted(ids) for name, ids in sorted(plan.items())}


def _play(
    wanted: Mapping[Regression, Sequence[Scenario]],
    scenarios: Sequence[Scenario],
    settings: PlaySettings,
) -> dict[Regression, list[Result]]:
    """Returns the results of the scenarios that are `wanted` on each page."""
    sources = [PageSource(page.name, REFERENCE, page) for page in wanted]
    built = build_pages(sources, lambda built: None)
    plays = [
        Plays(page.name, built[page.name].folder, tuple(each.id for each in some))
        for page, some in wanted.items()
    ]
    results: dict[str, list[Result]] = {page.name: [] for page in wanted}
    for result in play(plays, settings, scenarios, _tell_progress(sum(map(len, wanted.values())))):
        results[result.page].append(result)
    for page, of_page in results.items():
        print(page, dict(Counter(each.outcome for each in of_page)), flush=True)
        for each in of_page:
            if each.outcome == "inconclusive":
                print(f"  {each.id}: {each.reason}", flush=True)
    return {page: results[page.name] for page in wanted}


def _tell_progress(total: int) -> Callable[[Result], None]:
    numbers = itertools.count(1)

    def tell(result: Result) -> None:
        if (number := next(numbers)) % 100 == 0:
            print(f"{number} of {total} played", file=sys.stderr, flush=True)

    return tell


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(run)
