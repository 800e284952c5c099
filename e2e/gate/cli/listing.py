"""`jobstatus-e2e list`."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer
from rich.markup import escape

from e2e.catalogue.scenario import Tier
from e2e.gate.cli.completion import complete_family
from e2e.gate.cli.output import Json, get_console, print_json, run_or_complain
from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.verdict.exit_codes import ExitCode
from e2e.pages.errors import BadUsage
from e2e.pages.names import did_you_mean


def list_scenarios(
    family: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="This family alone.", autocompletion=complete_family),
    ] = None,
    tier: Annotated[Tier | None, typer.Option(help="This tier alone.")] = None,
    as_json: Json = False,
) -> None:
    """List the catalogue: each scenario's id, tier and sentence, family by family."""
    raise typer.Exit(run_or_complain(lambda: _list(family, tier, as_json)))


def _list(family: str | None, tier: Tier | None, as_json: bool) -> int:
    every = get_scenarios()
    families = list(dict.fromkeys(each.family for each in every))
    if family is not None and family not in families:
        raise BadUsage(
            f"Failed to list family {family!r}: the catalogue has no such family."
            f"{did_you_mean(family, families)} Known: {', '.join(families)}."
        )
    chosen = [each for each in every if family in (None, each.family) and tier in (None, each.tier)]
    if as_json:
        fields = ("id", "family", "tier", "sentence")
        print_json([{name: getattr(each, name) for name in fields} for each in chosen])
        return ExitCode.PASS
    console = get_console()
    for name in families:
        cases = [each for each in chosen if each.family == name]
        if cases:
            console.print(f"\n[bold]{name}[/] ({len(cases)})", highlight=False)
        for each in cases:
            console.print(f"  [bold]{each.id}[/] ({each.tier})", highlight=False, soft_wrap=True)
            console.print(f"    {escape(each.sentence)}", highlight=False, soft_wrap=True)
    counts = Counter(each.tier for each in chosen)
    said = " and ".join(f"{count} of tier {tier}" for tier, count in counts.items())
    console.print(f"\n{len(chosen)} scenarios: {said or 'none'}.", highlight=False)
    return ExitCode.PASS
