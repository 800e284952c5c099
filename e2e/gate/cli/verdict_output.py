"""The output of a finished verdict, for `gate` and `merge`."""

from __future__ import annotations

from pathlib import Path

import typer

from e2e.gate.reporters.annotations import get_annotations
from e2e.gate.reporters.junit import write_junit
from e2e.gate.reporters.report import write_report
from e2e.gate.reporters.summary import write_summary
from e2e.gate.reporters.verdict_json import write_verdict
from e2e.gate.verdict.exit_codes import ExitCode
from e2e.gate.verdict.verdict import Verdict

REPORTS = (write_verdict, write_junit, write_report, write_summary)

_CODES = {
    "pass": ExitCode.PASS,
    "regression": ExitCode.REGRESSION,
    "undecided": ExitCode.UNDECIDED,
}


def tell_verdict(verdict: Verdict, web_ui: Path, *, as_json: bool) -> ExitCode:
    """Prints annotations, and the verdict as JSON if `as_json`; returns the exit code.

    For one part it prints no annotations, because `merge` prints those of all parts.
    """
    if verdict.part is None:
        for annotation in get_annotations(verdict, web_ui):
            typer.echo(annotation, err=as_json)
    if as_json:
        typer.echo(verdict.model_dump_json(indent=2))
    return _CODES[verdict.verdict]
