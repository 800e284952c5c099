"""`jobstatus-e2e merge`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from e2e.gate.cli.output import Json, get_console, run_or_complain
from e2e.gate.cli.verdict_output import REPORTS, tell_verdict
from e2e.gate.reporters.terminal import print_canary, print_verdict
from e2e.gate.run.merge import merge_gate
from e2e.pages.places import REFERENCE, ROOT

EPILOG = (
    "Exit codes: those of the whole: 0 pass · 1 regression · 2 bad usage (a part that is missing, there "
    "twice, or of another gate) · 3 undecided.\n\n"
    "Example: `jobstatus-e2e gate --shard 1/2 --report-dir one` on one machine, `--shard 2/2 "
    "--report-dir two` on another, then `jobstatus-e2e merge one two`."
)


def merge(
    folders: Annotated[
        list[Path], typer.Argument(metavar="FOLDERS", help="The report folders of all parts.")
    ],
    report_dir: Annotated[
        Path, typer.Option(metavar="DIR", help="Where the reports of the whole go.")
    ] = Path("reports"),
    as_json: Json = False,
) -> None:
    """Join the parts of one gate: verdict and reports are those of a run of all scenarios."""

    def run() -> int:
        verdict = merge_gate(folders, report_dir, REPORTS)
        console = get_console(is_for_machines=as_json)
        if verdict.canary is not None:
            print_canary(console, verdict.canary)
        print_verdict(console, verdict, report_dir.resolve())
        is_ours = ROOT / verdict.page.checkout == REFERENCE
        web_ui = REFERENCE if is_ours else Path(verdict.page.checkout)
        return tell_verdict(verdict, web_ui, as_json=as_json)

    raise typer.Exit(run_or_complain(run))
