"""`jobstatus-e2e waivers`."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Literal

import typer

from e2e.causes import KINDS
from e2e.gate.cli.output import run_or_complain
from e2e.gate.verdict.exit_codes import ExitCode
from e2e.gate.verdict.waivers import Waiver, draft, read_waivers
from e2e.pages.errors import BadUsage


def waivers(
    file: Annotated[
        Path, typer.Option(metavar="FILE", help="The waivers that there are, and where to write.")
    ] = Path("waivers.toml"),
    report_dir: Annotated[
        Path, typer.Option(metavar="DIR", help="The reports of the gate whose failures to draft.")
    ] = Path("reports"),
    by: Annotated[
        Literal["scenario", "cause"],
        typer.Option(help="An entry for each scenario that failed, or one for each cause of them."),
    ] = "scenario",
    write: Annotated[
        bool, typer.Option("--write", help="Write FILE instead of printing it.")
    ] = False,
) -> None:
    """Draft waivers for the failures of the last gate, for a person to fill in.

    An entry that was drafted has no reason, no link and no day: `gate --waivers FILE` refuses it
    until a person has given all three. Nothing is accepted by itself.
    """
    raise typer.Exit(run_or_complain(lambda: _draft(file, report_dir, by, write)))


def _draft(file: Path, report_dir: Path, by: str, write: bool) -> int:
    kept = _read_kept(file) if file.exists() else []
    named = {each.named for each in kept}
    read = [each for each in _read_failed(report_dir / "verdict.json") if not named & {*each[::2]}]
    failed = [(id, detail) for id, detail, _ in read]
    if by == "cause":
        failed = [
            (cause, f"{KINDS[cause].sentence} Scenarios that failed by it: {count}.")
            for cause, count in Counter(cause for _, _, cause in read if cause in KINDS).items()
        ]
    text = draft(kept, failed, by)
    new = failed
    if not write:
        typer.echo(text, nl=False)
        return ExitCode.PASS
    if not new:
        typer.echo(f"{file}: nothing to add, no other scenario failed in {report_dir}.")
        return ExitCode.PASS
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadUsage(f"Failed to write {file}: {error.strerror}.") from None
    typer.echo(
        f"{file}: {len(new)} drafted, {len(kept)} kept. Say of each why it is accepted, where it is "
        "tracked, and until when, or take it out."
    )
    return ExitCode.PASS


def _read_kept(file: Path) -> list[Waiver]:
    from e2e.gate.run.catalogue import get_scenarios

    return read_waivers(file, [each.id for each in get_scenarios()])


def _read_failed(verdict: Path) -> list[tuple[str, str, str | None]]:
    try:
        scenarios = json.loads(verdict.read_text(encoding="utf-8"))["scenarios"]
        return [
            (each["id"], each["findings"][0]["detail"], each["cause"])
            for each in scenarios
            if each["decides"] and each["outcome"] not in ("waived", "known")
        ]
    except OSError as error:
        raise BadUsage(
            f"Failed to read {verdict}: {error.strerror}. Run `jobstatus-e2e gate` first, or name "
            "its reports with --report-dir."
        ) from None
    except (ValueError, KeyError, TypeError, IndexError):
        raise BadUsage(f"Failed to read {verdict}: it is not a verdict of this gate.") from None
