"""`python -m e2e.gate.examples`: the catalogue on each good page of ours, and each patch caught.

The pages are those below web-ui-fixtures/pages. Exit code 0 when no scenario fails or is inconclusive on
a good page, and each of their patches fails at least one.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

import typer

from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Scenario
from e2e.gate.builds import PageSource, build_pages
from e2e.gate.catalogue import get_scenarios
from e2e.gate.example_pages import TELLING, ExamplePage, get_example_pages
from e2e.gate.play import Plays, PlaySettings, play
from e2e.stage.browser import find_browser

Wanted = Mapping[str, tuple[PageSource, tuple[str, ...]]]
"""What to play: by the name that results carry, the page and the ids of scenarios."""


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
    wanted = choose_plays(chosen, TELLING if telling else [each.id for each in scenarios], telling)
    results = _play(wanted, scenarios, PlaySettings(find_browser(), workers))
    wrong = [line for name, of in results.items() for line in find_wrong(name, of)]
    print(f"{len(results)} pages played, {len(wrong)} wrong:", *wrong, sep="\n")
    sys.exit(1 if wrong else 0)


def choose_plays(pages: Sequence[ExamplePage], ids: Sequence[str], telling: bool) -> Wanted:
    """Returns each page with `ids`, and each patch `page/patch` with its header's (or with `ids`)."""
    wanted: dict[str, tuple[PageSource, tuple[str, ...]]] = {}
    for page in pages:
        wanted[page.name] = (PageSource(page.name, page.checkout), tuple(ids))
        for each in page.regressions:
            source = PageSource(f"{page.name}.{each.name}", page.checkout, each)
            wanted[f"{page.name}/{each.name}"] = (source, each.canary if telling else tuple(ids))
    return wanted


def find_wrong(name: str, results: Sequence[Result]) -> list[str]:
    """Returns a line for each play that is not as it should be; `name` says what was played.

    A good page passes, or is given advice; a patch (`page/patch`) fails at least one scenario.
    """
    if "/" in name:
        if any(each.outcome == "failed" for each in results):
            return []
        return [f"{name} fails none of {len(results)}: {dict(Counter(_outcomes(results)))}"]
    return [
        f"{name} {each.outcome} {each.id}: {each.reason or _describe(each)}"
        for each in results
        if each.outcome in ("failed", "inconclusive")
    ]


def _outcomes(results: Sequence[Result]) -> list[str]:
    return [each.outcome for each in results]


def _describe(result: Result) -> str:
    return "; ".join(f"{each.property}: {each.detail}" for each in result.findings)


def _play(
    wanted: Wanted, scenarios: Sequence[Scenario], settings: PlaySettings
) -> dict[str, list[Result]]:
    built = build_pages([source for source, _ in wanted.values()], lambda built: None)
    plays = [Plays(name, built[source.name].folder, ids) for name, (source, ids) in wanted.items()]
    results: dict[str, list[Result]] = {name: [] for name in wanted}
    for result in play(plays, settings, scenarios, _tell_progress(plays)):
        results[result.page].append(result)
    for name, of in results.items():
        print(name, dict(Counter(_outcomes(of))), flush=True)
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
