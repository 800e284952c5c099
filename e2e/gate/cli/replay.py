"""`jobstatus-e2e replay`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from e2e.engine.browser.server import LIMIT
from e2e.explorer.leading_cause import find_leading
from e2e.explorer.player import Played
from e2e.explorer.report import Report, build_report
from e2e.explorer.report_text import describe_report
from e2e.explorer.schedule import Schedule, to_text
from e2e.gate.cli.browser_options import OwnBrowser, Server, ServerLimit
from e2e.gate.cli.interruption import run_until_interrupted
from e2e.gate.cli.output import Json, get_console, run_or_complain
from e2e.gate.cli.page_options import (
    NoCheckoutConfig,
    PlayedCheckout,
    PlayedRegression,
    Props,
)
from e2e.gate.cli.wire_options import Recorded, ReplayedWire
from e2e.gate.run.browser_choice import choose_browser_server
from e2e.gate.run.schedules.replay import ReplaySettings, Say, add_places, load, open_players, play
from e2e.gate.run.schedules.replay_evidence import ReplayEvidence
from e2e.gate.run.schedules.schedule_as_test import check_is_new, write_as_test, write_out
from e2e.gate.run.schedules.schedule_shrunk import shrink_on_page
from e2e.gate.verdict.exit_codes import ExitCode
from e2e.pages.errors import Undecided

EPILOG = (
    "Exit codes: 0 no property was broken · 1 one was · 2 bad file or usage · 3 undecided (an act "
    "that does nothing on this page, a page that does not start or come to rest, no browser).\n\n"
    "Examples: `jobstatus-e2e replay FILE --regression no-terminal-lock` plays it where it fails; "
    "`jobstatus-e2e replay FILE --headed --slowmo 400` shows it; `jobstatus-e2e replay FILE --as-test` "
    "writes it down as a scenario. The format of FILE: docs/schedules.md."
)


def replay(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A schedule: see docs/schedules.md.")
    ],
    web_ui: PlayedCheckout = None,
    regression: PlayedRegression = None,
    props: Props = None,
    no_checkout_config: NoCheckoutConfig = False,
    wire: ReplayedWire = None,
    recorded: Recorded = None,
    headed: Annotated[bool, typer.Option("--headed", help="Show the browser.")] = False,
    slowmo: Annotated[
        int, typer.Option(metavar="MS", min=0, help="Milliseconds to wait between steps.")
    ] = 0,
    report_dir: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Keep a screenshot of the first wrong state, the sequence diagram, a trace, the "
            "history and the report.",
        ),
    ] = None,
    browser: OwnBrowser = None,
    browser_server: Server = None,
    browser_server_limit: ServerLimit = LIMIT,
    as_test: Annotated[
        bool, typer.Option("--as-test", help="Write it as a scenario, a Python file, instead.")
    ] = False,
    shrink: Annotated[
        bool,
        typer.Option("--shrink", help="Write the shortest schedule that breaks the same, instead."),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where --as-test and --shrink write, if not to stdout."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Play a schedule on a fresh page, and tell each property that it breaks, where, and the cause."""
    settings = ReplaySettings(
        file=file,
        web_ui=web_ui,
        regression=regression,
        props=props,
        reads_config=not no_checkout_config,
        wire=wire,
        recorded=recorded,
        headed=headed,
        slowmo=slowmo,
        browser=browser,
    )
    _check_together({"--as-test": as_test, "--shrink": shrink, "--json": as_json})
    given = {"--browser": browser is not None, "--headed": headed, "--slowmo": slowmo > 0}

    def run() -> int:
        on = choose_browser_server(browser_server, browser_server_limit, given)
        command = _Replay(replace(settings, browser_server=on), report_dir, out, as_json)
        if as_test:
            return command.write_as_test()
        return command.shrink() if shrink else command.run()

    raise typer.Exit(
        run_until_interrupted(
            lambda: run_or_complain(run), "the schedule was not played to its end"
        )
    )


def _check_together(given: dict[str, bool]) -> None:
    chosen = [name for name, is_given in given.items() if is_given]
    if len(chosen) > 1:
        raise typer.BadParameter(f"{' and '.join(chosen)} do not go together. Give one of them.")


@dataclass(frozen=True, slots=True)
class _Replay:
    settings: ReplaySettings
    report_dir: Path | None
    out: Path | None
    as_json: bool

    def run(self) -> int:
        """Plays the schedule, prints the report, and returns the exit code."""
        loaded = load(self.settings)
        schedule = loaded.schedule
        console = get_console(is_for_machines=self.as_json)
        evidence = ReplayEvidence(self.report_dir) if self.report_dir else None
        with open_players(loaded, self.settings, _say_on(console)) as (player,):
            played = play(player, schedule, evidence)
        report = build_report(played, page=self.settings.page, first=schedule.breaks)
        report = add_places(report, loaded)
        self._print(console, schedule, report)
        if evidence is not None:
            self._write(console, evidence, played, report)
        if self.as_json:
            typer.echo(report.model_dump_json(indent=2))
        return self._decide(report)

    def write_as_test(self) -> int:
        """Plays the schedule, writes it as a scenario, and returns the exit code."""
        check_is_new(self.out, self.settings.file)
        console = get_console(is_for_machines=True)
        self._give(write_as_test(self.settings, _say_on(console)), console)
        return ExitCode.PASS

    def shrink(self) -> int:
        """Plays many times, writes the shortest schedule, and returns the exit code.

        It is 0 if the schedule breaks nothing, so that there is nothing to shrink, and 1 otherwise.
        """
        check_is_new(self.out, self.settings.file)
        console = get_console(is_for_machines=True)
        shrunk = shrink_on_page(self.settings, _say_on(console))
        if shrunk is None:
            console.print("[bold green]NO VIOLATION[/]: there is nothing to shrink.")
            return ExitCode.PASS
        self._give(to_text(shrunk.schedule), console)
        acts = len(shrunk.schedule.acts)
        said = f"{acts} act(s) break {shrunk.property}, found in {shrunk.plays} plays; "
        console.print(f"{said}the schedule {shrunk.confirmed.describe()}.", highlight=False)
        return ExitCode.REGRESSION

    def _give(self, text: str, console: Console) -> None:
        if self.out is None:
            typer.echo(text, nl=False)
            return
        write_out(text, self.out)
        console.print(f"Written: {self.out}", highlight=False, soft_wrap=True)

    def _print(self, console: Console, schedule: Schedule, report: Report) -> None:
        console.print()
        for line in [*([schedule.title] if schedule.title else []), *describe_report(report)]:
            is_wrong = line.lstrip().startswith("✗")
            console.print(
                f"[bold red]{escape(line)}[/]" if is_wrong else escape(line),
                highlight=False,
                soft_wrap=True,
            )
        console.print()
        if report.gravest and report.cause:
            said = f"of {report.gravest.property}, caused by {report.cause.id}"
            console.print(f"[bold red]VIOLATION[/] {said}", highlight=False)
            again = f"jobstatus-e2e replay {self.settings.file}{self.settings.page_options}"
            console.print(
                f"Watch it: {again} --headed --slowmo 400", highlight=False, soft_wrap=True
            )
        elif not report.not_enabled:
            held = f": {schedule.breaks} held here" if schedule.breaks else ""
            console.print(f"[bold green]NO VIOLATION[/]{held}", highlight=False)

    def _write(
        self, console: Console, evidence: ReplayEvidence, played: Played, report: Report
    ) -> None:
        gravest = report.gravest
        leading = find_leading(played, gravest.property) if gravest else None
        for file in evidence.write(played, leading, report.model_dump_json(indent=2)):
            console.print(str(file), highlight=False, soft_wrap=True)

    def _decide(self, report: Report) -> int:
        if report.broken:
            return ExitCode.REGRESSION
        if report.not_enabled:
            raise Undecided(
                "\n".join(report.not_enabled)
                + "\nWithout it the schedule is another one. Was it kept "
                "for another page? --regression and --web-ui choose one."
            )
        return ExitCode.PASS


def _say_on(console: Console) -> Say:
    return lambda line: console.print(escape(line), highlight=False, soft_wrap=True)
