"""`python -m e2e.tools.disabled_gates`: the gates of the backend switched off one by one.

Exit code 0 where no scenario that depends on a gate is passed without it.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sys
import threading
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from e2e.catalogue.play import HANG_LIMIT, play
from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Scenario
from e2e.engine.backstage import open_backstage
from e2e.engine.browser import BrowserSource, find_browser
from e2e.engine.kept_browser import KeptBrowser
from e2e.gate.run.catalogue import choose_scenario, get_scenarios
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE
from e2e.tools.gates.disabled_play import PlayScenario, find_used, play_disabled
from e2e.tools.gates.known import GATES


@dataclass(frozen=True, slots=True)
class Disabled:
    """A play with a gate off; `reason` is why it is inconclusive, or the detail of its finding."""

    gate: str
    scenario: str
    outcome: str
    reason: str


def run(
    gates: Annotated[list[str] | None, typer.Argument(help="Gates; all by default.")] = None,
    only: Annotated[
        list[str] | None, typer.Option(help="Only scenarios with this in their id; repeatable.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write each play, as JSON.")] = None,
    workers: Annotated[int, typer.Option(min=1)] = os.cpu_count() or 1,
) -> None:
    """Play the scenarios with each gate off that they depend on, and list those that are passed."""
    unknown = sorted(set(gates or ()) - set(GATES))
    if unknown:
        raise typer.BadParameter(f"no gate {', '.join(unknown)}; there are {', '.join(GATES)}")
    chosen = [
        each.id for each in get_scenarios() if not only or any(part in each.id for part in only)
    ]
    random.Random(0).shuffle(chosen)
    build = build_pages([PageSource("reference", REFERENCE)], lambda page: None)["reference"]
    played: list[Disabled] = []
    with ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(build.folder, find_browser().source),
    ) as pool:
        waiting = [pool.submit(_play_without_each, id, gates or list(GATES)) for id in chosen]
        for number, each in enumerate(as_completed(waiting), 1):
            played += each.result()
            if out is not None:
                _write(out, played)
            if number % 25 == 0 or number == len(chosen):
                print(f"{number} of {len(chosen)} scenarios", file=sys.stderr, flush=True)
    print(*describe(played), sep="\n")
    sys.exit(1 if any(map(is_vacuous, played)) else 0)


def is_vacuous(played: Disabled) -> bool:
    """Returns whether the play is passed though its race cannot have been forced."""
    return played.outcome == "passed" and GATES[played.gate].forces


def describe(played: list[Disabled]) -> list[str]:
    """Returns the table, gate by gate, and a line for each play that is passed without its gate."""
    by_gate: dict[str, list[Disabled]] = defaultdict(list)
    for each in played:
        by_gate[each.gate].append(each)
    lines = [
        "| off | so | scenarios that depend on it | inconclusive | failed | advice | passed |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, gate in GATES.items():
        if name in by_gate:
            of = [each.outcome for each in by_gate[name]]
            counts = (of.count(each) for each in ("inconclusive", "failed", "advice", "passed"))
            lines.append(
                f"| `{name}` | {gate.sentence} | {len(of)} | {' | '.join(map(str, counts))} |"
            )
    return lines + sorted(
        f"{each.scenario} is passed without {each.gate}" for each in played if is_vacuous(each)
    )


def _write(path: Path, played: list[Disabled]) -> None:
    path.write_text(json.dumps([asdict(each) for each in played], indent=1) + "\n")


_play: PlayScenario
_open_things = ExitStack()


def _begin(build: Path, source: BrowserSource) -> None:
    global _play
    from playwright.sync_api import sync_playwright

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    playwright = _open_things.enter_context(sync_playwright())
    backstage = _open_things.enter_context(open_backstage())
    browser = KeptBrowser(lambda: source.start(playwright.chromium), backstage)
    page = {"name": "reference", "build": str(build)}

    def play_it(scenario: Scenario) -> Result:
        return play(
            scenario,
            page,
            backstage=backstage,
            browser=browser,
            limit=HANG_LIMIT,
            isolation=scenario.isolation,
        )

    _play = play_it


def _end_with_parent() -> None:
    """Ends this process, and with it browser and proxies, when its parent process is gone."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _play_without_each(id: str, gates: list[str]) -> list[Disabled]:
    scenario = choose_scenario(id)
    good, used = find_used(scenario, [GATES[name] for name in gates], _play)
    played = []
    for gate in used:
        result = play_disabled(scenario, gate, _play)
        if result.history_key == good.history_key:
            continue
        reason = result.reason or "; ".join(f.detail for f in result.findings)
        played.append(Disabled(gate.name, id, result.outcome, reason))
    return played


if __name__ == "__main__":
    typer.run(run)
