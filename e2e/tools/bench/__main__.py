"""`python -m e2e.tools.bench`: measures, prints, and writes `reports/bench.json` as `{name: number}`."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from pathlib import Path
from typing import Annotated, Any, Protocol, cast

import typer
from rich.console import Console

import e2e.tools.bench
from e2e.tools.bench.goals import GOALS


class Measurement(Protocol):
    """A file of this folder that measures something."""

    def measure(self, **how: Any) -> dict[str, float]:
        """Returns the figures by name."""


def run(
    only: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Measurements; all by default.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Where the figures go.")] = Path("reports/bench.json"),
) -> None:
    """Measure what the suite costs. Figures are medians, and ratios of things measured side by side.

    A goal that is missed is said, and is no failure: the machine may be busy.
    """
    console = Console(soft_wrap=True, highlight=False)
    known = _find()
    if unknown := sorted(set(only or ()) - known.keys()):
        console.print(f"Failed to measure {unknown[0]!r}: known are {', '.join(known)}.")
        raise typer.Exit(2)
    figures: dict[str, float] = {}
    for name in only or known:
        console.print(f"[dim]measuring {name} ...[/]")
        for figure, value in _measure(known[name], console).items():
            figures[figure] = round(value, 3)
            console.print(f"{figure:34} {value:10.2f}  {_compare(figure, value)}")
    out.parent.mkdir(parents=True, exist_ok=True)
    kept = json.loads(out.read_text(encoding="utf-8")) if only and out.is_file() else {}
    out.write_text(json.dumps({**kept, **figures}, indent=2) + "\n", encoding="utf-8")
    console.print(f"Written to {out}.")


def _measure(measurement: Measurement, console: Console) -> dict[str, float]:
    """Returns the figures of `measurement`. One that takes minutes reports its progress by `tell`."""
    if "tell" not in inspect.signature(measurement.measure).parameters:
        return measurement.measure()
    return measurement.measure(tell=lambda line: console.print(f"[dim]  {line}[/]"))


def _find() -> dict[str, Measurement]:
    """Returns every module of this folder with a `measure`, by name."""
    names = [each.name for each in pkgutil.iter_modules(e2e.tools.bench.__path__)]
    modules = {
        name: importlib.import_module(f"e2e.tools.bench.{name}") for name in names if name[0] != "_"
    }
    return {
        name: cast(Measurement, module)
        for name, module in modules.items()
        if hasattr(module, "measure")
    }


def _compare(figure: str, value: float) -> str:
    goal = GOALS.get(figure)
    if goal is None:
        return ""
    word = "[green]met[/]" if goal.is_met_by(value) else "[yellow]missed[/]"
    return f"{word} (goal: {goal})"


if __name__ == "__main__":
    typer.run(run)
