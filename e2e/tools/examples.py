"""`python -m e2e.tools.examples`: the catalogue on each good page of ours, and each patch caught.

The pages are those below web-ui-fixtures/pages. Exit code 0 when no scenario fails or is inconclusive on
a good page, and each of their patches fails those that its header names, by the cause that it names.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Scenario
from e2e.engine.browser import find_browser
from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.run.play import Plays, PlaySettings, play
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.example_pages import TELLING, ExamplePage, get_example_pages
from e2e.tools.first_cause import find_mistold

OTHER_PAGE = Path(__file__).parents[1] / "gate" / "tests" / "other-web-ui"
"""A good page that the tests of the gate play only in the regression tier."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The scenarios to play on a page, and those that it must fail; a good page must fail no scenario."""

    source: PageSource
    ids: tuple[str, ...]
    must_fail: tuple[str, ...] = ()


def run(
    pages: Annotated[list[str] | None, typer.Argument(help="Good pages; all by default.")] = None,
    telling: Annotated[
        bool, typer.Option("--telling", help="Play what tells most, as `make test` does.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1)] = os.cpu_count() or 1,
) -> None:
    """Play the catalogue on the good pages and on their patches, and list what should not be.

    Of a patch only the scenarios of its header are played with --telling, and all of them without.
    """
    chosen = [page for page in get_example_pages() if page.name in (pages or [page.name])]
    scenarios = get_scenarios()
    ids = TELLING if telling else tuple(each.id for each in scenarios)
    wanted = choose_plays(chosen, ids, telling=telling)
    if not pages and not telling:
        wanted.append(Wanted(PageSource(OTHER_PAGE.name, OTHER_PAGE), ids))
    results = _play(wanted, scenarios, PlaySettings(find_browser(), workers))
    wrong = [line for each in wanted for line in find_wrong(each, results[each.source.name])]
    print(f"{len(results)} pages played, {len(wrong)} wrong:", *wrong, sep="\n")
    sys.exit(1 if wrong else 0)


def choose_plays(
    pages: Sequence[ExamplePage], ids: Sequence[str], *, telling: bool
) -> list[Wanted]:
    """Returns the plays of each page and of each of its patches.

    A page is played with `ids`. A patch is played with `ids` as well, or with `telling` only with the
    scenarios of its header.
    """
    wanted: list[Wanted] = []
    for page in pages:
        wanted.append(Wanted(PageSource(page.name, page.checkout), tuple(ids)))
        for each in page.regressions:
            source = PageSource(f"{page.name}.{each.name}", page.checkout, each)
            wanted.append(Wanted(source, each.canary if telling else tuple(ids), each.canary))
    return wanted


def find_wrong(wanted: Wanted, results: Sequence[Result]) -> list[str]:
    """Returns a line for each play with a wrong result.

    The plays of a good page must be passed or advice. A patch must fail each scenario that its header
    names, and the cause that its header names must come first.
    """
    if wanted.source.regression is not None:
        failed = {each.id for each in results if each.outcome == "failed"}
        return [
            f"{wanted.source.name} is not caught by {id}"
            for id in wanted.must_fail
            if id not in failed
        ] + find_mistold(wanted.source.regression, results)
    return [
        f"{each.page} {each.outcome} {each.id}: {each.reason or _describe(each)}"
        for each in results
        if each.outcome in ("failed", "inconclusive")
    ]


def _describe(result: Result) -> str:
    return "; ".join(f"{each.property}: {each.detail}" for each in result.findings)


def _play(
    wanted: Sequence[Wanted], scenarios: Sequence[Scenario], settings: PlaySettings
) -> dict[str, list[Result]]:
    built = build_pages([each.source for each in wanted], lambda built: None)
    plays = [Plays(each.source.name, built[each.source.name].folder, each.ids) for each in wanted]
    results: dict[str, list[Result]] = {each.name: [] for each in plays}
    for result in play(plays, settings, scenarios, _tell_progress(plays)):
        results[result.page].append(result)
    for name, of in results.items():
        print(name, dict(Counter(each.outcome for each in of)), flush=True)
    return results


def _tell_progress(plays: Sequence[Plays]) -> Callable[[Result], None]:
    total = sum(len(each.scenarios) for each in plays)
    numbers = itertools.count(1)

    def tell(result: Result) -> None:
        if (number := next(numbers)) % 100 == 0:
            print(f"{number} of {total} played", file=sys.stderr, flush=True)

    return tell


if __name__ == "__main__":
    typer.run(run)
