"""`python -m e2e.tools.steadiness`: the same plays again and again on a busy machine, compared.

Exit code 0 when every play ended as it must and was judged as the others of its scenario.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Annotated

import typer

from e2e.engine.browser import find_browser
from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.run.play import Plays, PlaySettings, play
from e2e.gate.run.stress import Stress, under_stress
from e2e.gate.verdict.plays_compared import PlaysCompared
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE
from e2e.tools.matrix import PLAN, get_wrong_pages


def run(
    times: Annotated[int, typer.Option(min=1, help="How often to play each scenario.")] = 20,
    busy: Annotated[int, typer.Option(min=0, help="Processes that only burn time beside it.")] = 4,
    tier: Annotated[str, typer.Option(help="Which tier; `all` for both.")] = "regression",
    wrong_pages: Annotated[
        bool,
        typer.Option(
            "--wrong-pages",
            help="Play each scenario, of both tiers, on the wrong page that the plan has for it: "
            "it must be caught there each time.",
        ),
    ] = False,
    only: Annotated[
        list[str] | None, typer.Option(help="Only scenarios with this in their id; repeatable.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1)] = os.cpu_count() or 1,
) -> None:
    """Play again and again, and compare outcomes, findings and histories.

    On our own page each play must pass with one history. On the wrong pages each must be caught; where
    histories with one key are judged differently, the key leaves out what a property reads.
    """
    chosen = [
        each
        for each in get_scenarios()
        if (wrong_pages or tier in (each.tier, "all"))
        and (not only or any(part in each.id for part in only))
    ]
    wanted = _read_plan() if wrong_pages else {"reference": [each.id for each in chosen]}
    ids = {each.id for each in chosen}
    wanted = {
        page: kept for page, some in wanted.items() if (kept := [s for s in some if s in ids])
    }
    if not wanted:
        raise typer.BadParameter(f"no scenario of those asked for has {only} in its id")
    sources = [
        PageSource(page.name, REFERENCE, page) for page in get_wrong_pages() if page.name in wanted
    ] or [PageSource("reference", REFERENCE)]
    built = build_pages(sources, lambda built: None)
    plays = [Plays(page, built[page].folder, tuple(some)) for page, some in wanted.items()]
    settings = PlaySettings(find_browser(), workers, confirms="none")
    compared = PlaysCompared(wanted="caught" if wrong_pages else "passed")
    with under_stress([Stress("cpu", busy)]):
        for number in range(1, times + 1):
            play(plays, settings, chosen, compared.note)
            print(f"{number}/{times}: {compared.describe()}", flush=True)
    for line in compared.list_faults(one_history=not wrong_pages):
        print(line)
    sys.exit(0 if not compared.list_faults(one_history=not wrong_pages) else 1)


def _read_plan() -> dict[str, list[str]]:
    plan: dict[str, list[str]] = json.loads(PLAN.read_text(encoding="utf-8"))
    return plan


if __name__ == "__main__":
    typer.run(run)
