"""The terminal: progress while a gate runs, then a table and the verdict for a person."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table

from e2e.engine.network import DIRECT
from e2e.gate.reporters.causes_text import print_causes
from e2e.gate.reporters.cut import cut
from e2e.gate.reporters.exploration import ExplorationReporter
from e2e.gate.reporters.explored_causes import print_explored
from e2e.gate.reporters.server_text import print_server
from e2e.gate.run.events import (
    BrowserFound,
    CanaryFinished,
    ClusterReady,
    ExplorationFinished,
    ExplorationMoved,
    FindingShrinks,
    GateBegan,
    GateEvent,
    GateFinished,
    PageBuilt,
    PlayBegan,
    PlayFinished,
    ScenarioFinished,
    ServerCheckBegan,
    ServerChecked,
)
from e2e.gate.verdict.baseline import BaselineUsed
from e2e.gate.verdict.canary import CanaryReport
from e2e.gate.verdict.verdict import ScenarioOutcome, Verdict
from e2e.gate.verdict.waivers import WaiversUsed

_STYLE = {
    "passed": "green",
    "advice": "cyan",
    "failed": "bold red",
    "inconclusive": "yellow",
    "waived": "cyan",
    "known": "cyan",
    "pass": "bold green",
    "regression": "bold red",
    "undecided": "bold yellow",
}
_COLUMNS: tuple[ScenarioOutcome, ...] = (
    "passed",
    "advice",
    "failed",
    "inconclusive",
    "waived",
    "known",
)
_NAMED = 12
"""The most scenarios that are named for one reason; verdict.json has the others."""

_LONGEST_REASON = 1_200
"""The most characters of a reason in a terminal; verdict.json has all of it."""

_EVERY = 25
"""The number of plays between two lines of progress, if there is no terminal.

If a quarter of all plays is fewer, a line comes after each quarter."""


class TerminalReporter:
    """Prints the events of a gate as they come; in a terminal a bar shows the progress, else lines do."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._purpose = ""
        self._counts: Counter[str] = Counter()
        self._total = 0
        self._every = _EVERY
        self._built = 0
        self._exploration = ExplorationReporter(console)

    def __call__(self, event: GateEvent) -> None:
        """Prints one event."""
        match event:
            case GateBegan(page=page, tiers=tiers, network=network, wire=wire, part=part):
                only = f", tier {tiers[0]} alone" if len(tiers) == 1 else ""
                self._console.print(f"Page: {escape(page)}{only}")
                if part is not None:
                    self._console.print(f"Part: {part} of the scenarios", highlight=False)
                if network != DIRECT:
                    self._console.print(f"Network: through a caching proxy, {network}")
                self._console.print(f"Wire: {escape(wire)}", highlight=False, soft_wrap=True)
            case ServerCheckBegan(url=url):
                self._console.print(f"Checking {escape(url)}", highlight=False)
            case ServerChecked(check=check):
                print_server(self._console, check, is_alone=False)
                self._console.print()
            case BrowserFound(browser=browser):
                self._console.print(f"Browser: {escape(str(browser))}")
            case PageBuilt(was_cached=was_cached, done=done, total=total):
                self._note_build(was_cached, done, total)
            case ClusterReady(line=line):
                self._console.print(escape(line), highlight=False, soft_wrap=True)
            case PlayBegan(purpose=purpose, total=total):
                self._begin(purpose, total)
            case ScenarioFinished(result=result):
                self._advance(result.outcome)
            case PlayFinished():
                self.close()
            case CanaryFinished(report=report):
                print_canary(self._console, report)
            case ExplorationMoved(progress=progress):
                self._exploration(progress)
            case FindingShrinks(line=line):
                self._exploration.say(line)
            case ExplorationFinished():
                self._exploration.close()
            case GateFinished(verdict=verdict, folder=folder):
                print_verdict(self._console, verdict, folder)

    def close(self) -> None:
        """Removes the bar, or prints the last line of progress."""
        self._exploration.close()
        if self._progress is not None:
            self._progress.stop()
            self._progress = None
        elif self._purpose and self._counts.total():
            self._print_line()
        self._purpose = ""

    def _note_build(self, was_cached: bool, done: int, total: int) -> None:
        self._built += not was_cached
        if done == total:
            what = f"{self._built} built" if self._built else "nothing to build"
            self._console.print(f"Pages: {total} ready, {what}")

    def _begin(self, purpose: str, total: int) -> None:
        self._purpose, self._total, self._counts = purpose, total, Counter()
        self._every = max(1, min(_EVERY, total // 4))
        if self._console.is_terminal:
            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[caught]}"),
                console=self._console,
                transient=True,
            )
            self._task = self._progress.add_task(purpose.capitalize(), total=total, caught="")
            self._progress.start()
        else:
            self._console.print(f"{purpose.capitalize()}: {total} plays")

    def _advance(self, outcome: str) -> None:
        self._counts[outcome] += 1
        if self._progress is not None and self._task is not None:
            failed = self._counts["failed"]
            self._progress.update(
                self._task, advance=1, caught=f"{failed} failed" if failed else ""
            )
        elif self._counts.total() % self._every == 0 and self._counts.total() < self._total:
            self._print_line()

    def _print_line(self) -> None:
        counts = ", ".join(f"{n} {outcome}" for outcome, n in sorted(self._counts.items()))
        self._console.print(f"  {self._counts.total()}/{self._total}: {counts}")


def print_canary(console: Console, report: CanaryReport) -> None:
    """Prints each page of the canary with the scenarios that caught it."""
    console.print()
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("canary", no_wrap=True)
    table.add_column("expected")
    table.add_column("caught by", overflow="fold")
    for page in report.pages:
        style = "green" if page.is_as_expected else "bold red"
        by = ", ".join(page.caught_by) or "nothing"
        said = by if page.is_as_expected else f"{by} ({page.reason})"
        table.add_row(page.page, f"[{style}]{page.expected}[/]", escape(said))
    console.print(table)
    console.print()


def print_verdict(console: Console, verdict: Verdict, folder: Path) -> None:
    """Prints the count of each outcome, the causes of the failures, and the verdict."""
    console.print()
    _print_tiers(console, verdict)
    for left_out in verdict.left_out:
        count = len(left_out.scenarios)
        line = f"Left out: {count} scenario{'s' if count > 1 else ''}, as {left_out.reason}"
        console.print(escape(line), highlight=False, soft_wrap=True)
    print_causes(console, verdict, folder)
    _print_inconclusive(console, verdict)
    _print_waivers(console, verdict.waivers)
    _print_baseline(console, verdict.baseline)
    print_explored(console, verdict.exploration)
    console.print()
    console.print(f"[{_STYLE[verdict.verdict]}]{verdict.verdict.upper()}[/]", end="")
    console.print(f": {escape(verdict.reason)}" if verdict.reason else "", highlight=False)
    console.print(
        f"{verdict.seconds:.0f} s. Reports: {folder}/ (index.html, summary.md, verdict.json, junit.xml)",
        highlight=False,
        soft_wrap=True,
    )


def _print_tiers(console: Console, verdict: Verdict) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("tier", no_wrap=True)
    columns = [each for each in _COLUMNS if each != "known" or verdict.baseline]
    for outcome in columns:
        table.add_column(outcome, justify="right")
    for tier in sorted({each.tier for each in verdict.scenarios}):
        counts = Counter(each.outcome for each in verdict.scenarios if each.tier == tier)
        cells = [
            f"[{_STYLE[outcome]}]{counts[outcome]}[/]" if counts[outcome] else "·"
            for outcome in columns
        ]
        table.add_row(tier, *cells)
    console.print(table)


def _print_inconclusive(console: Console, verdict: Verdict) -> None:
    """Prints one paragraph for each reason: most inconclusive scenarios share their reason."""
    by_reason: dict[str, list[str]] = {}
    for case in verdict.scenarios:
        if case.outcome == "inconclusive":
            by_reason.setdefault(case.reason or "no reason was given", []).append(case.id)
    for reason, ids in by_reason.items():
        console.print(f"\n[{_STYLE['inconclusive']}]inconclusive[/] {_name_some(ids)}")
        shown = cut(reason, _LONGEST_REASON) if console.is_terminal else reason
        console.print(f"  {escape(shown)}", highlight=False)


def _name_some(ids: list[str]) -> str:
    more = len(ids) - _NAMED
    return ", ".join(ids[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _print_baseline(console: Console, used: BaselineUsed | None) -> None:
    if used is None:
        return
    day = used.began_at.date().isoformat()
    console.print(
        f"\nSince {escape(used.file)} ({escape(used.page)}, {day}): {len(used.known)} known, "
        f"{len(used.new)} new, {len(used.gone)} gone",
        highlight=False,
        soft_wrap=True,
    )
    told = [
        ("new", used.new),
        ("new causes", used.new_causes),
        ("gone", used.gone),
        ("causes gone", used.gone_causes),
    ]
    for said, ids in told:
        if ids:
            console.print(f"  {said}: {_name_some(list(ids))}", highlight=False, soft_wrap=True)


def _print_waivers(console: Console, used: WaiversUsed | None) -> None:
    if used is None:
        return
    told = [
        ("waives", used.applied),
        ("waives them by cause", used.causes),
        ("waives no longer, as the day is over", used.expired),
        ("need not waive any more, as they did not fail", used.unneeded),
        ("need not waive any more, as nothing failed by it", used.unneeded_causes),
    ]
    lines = [f"{escape(used.file)} {said}: {', '.join(ids)}" for said, ids in told if ids]
    if lines:
        console.print()
    for line in lines:
        console.print(line, highlight=False, soft_wrap=True)
