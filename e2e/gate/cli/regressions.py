"""`jobstatus-e2e regressions`."""

from __future__ import annotations

from dataclasses import asdict

from rich.markup import escape

from e2e.gate.cli.output import Json, get_console, print_json
from e2e.pages.regressions import get_regressions


def list_regressions(as_json: Json = False) -> None:
    """List the patches for `gate --regression`: the fix that each takes out, and the bug that appears."""
    if as_json:
        print_json([{**asdict(each), "patch": each.patch.name} for each in get_regressions()])
        return
    console = get_console()
    for each in get_regressions():
        for line in (
            f"[bold]{each.name}[/]: takes out {escape(each.takes_out)}",
            f"  A person sees {escape(each.person_sees)}.",
            f"  Guarded by {', '.join(each.guarded_by)}.",
        ):
            console.print(line, highlight=False, soft_wrap=True)
