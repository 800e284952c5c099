"""`python -m e2e.tools.growth`: measures how costs grow, and writes the curves to docs/growth."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Protocol, cast

import typer
from rich.console import Console
from rich.table import Table

from e2e.tools.growth import frames, journal, scenarios, schedules, sockets, workers
from e2e.tools.growth.curve import Curve, Growth, Point


class Measurement(Protocol):
    """A module of this folder that measures a curve."""

    SIZE_NAME: str
    COST_NAME: str
    SIZES: tuple[int, ...]

    def measure(self, sizes: tuple[int, ...] = ...) -> Iterator[Point]:
        """Yields a point for each size, the smallest first."""


MEASUREMENTS = {
    module.__name__.rpartition(".")[2]: cast(Measurement, module)
    for module in (scenarios, schedules, workers, frames, sockets, journal)
}


def run(
    only: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Curves; all by default.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Where the points go, as JSON.")] = Path(
        "docs/growth/growth.json"
    ),
    up_to: Annotated[
        int | None, typer.Option(min=1, help="Leave out the sizes beyond this one.")
    ] = None,
) -> None:
    """Measure what more of everything costs: scenarios, schedules, workers, frames, sockets, polls.

    It takes a quarter of an hour on two cores that do nothing else. `make growth` draws the curves.
    """
    console = Console(soft_wrap=True, highlight=False)
    if unknown := sorted(set(only or ()) - MEASUREMENTS.keys()):
        console.print(f"Failed to measure {unknown[0]!r}: known are {', '.join(MEASUREMENTS)}.")
        raise typer.Exit(2)
    growth = _read(out)
    for name in only or MEASUREMENTS:
        curve = _measure(name, up_to, console)
        growth = growth.with_curve(curve)
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(growth.model_dump_json(indent=2) + "\n", encoding="utf-8")
        _show(curve, console)
    console.print(f"Written to {out}.")


def _measure(name: str, up_to: int | None, console: Console) -> Curve:
    measurement = MEASUREMENTS[name]
    sizes = tuple(each for each in measurement.SIZES if up_to is None or each <= up_to)
    console.print(f"[dim]measuring {name}: {', '.join(map(str, sizes))} ...[/]")
    points = []
    for point in measurement.measure(sizes):
        points.append(point)
        console.print(f"[dim]  {point.size:7} {point.seconds:9.3f} s[/]")
    return Curve(
        name=name,
        size_name=measurement.SIZE_NAME,
        cost_name=measurement.COST_NAME,
        points=tuple(points),
        is_shared=getattr(measurement, "IS_SHARED", False),
        reason=getattr(measurement, "REASON", ""),
    )


def _show(curve: Curve, console: Console) -> None:
    table = Table(title=f"{curve.name}: {curve.says}", title_justify="left")
    table.add_column(curve.size_name, justify="right")
    table.add_column(curve.cost_name, justify="right")
    table.add_column("ms for one", justify="right")
    for each in curve.points:
        table.add_row(f"{each.size:,}", f"{each.seconds:.3f}", f"{each.unit_cost:.2f}")
    console.print(table)


def _read(out: Path) -> Growth:
    if out.is_file():
        return Growth.model_validate_json(out.read_text(encoding="utf-8"))
    machine = f"{os.cpu_count()} cores, {_get_processor()}"
    return Growth(machine=machine, measured_on=str(datetime.now(UTC).date()), curves=())


def _get_processor() -> str:
    said = Path("/proc/cpuinfo")
    if not said.is_file():
        return platform.machine()
    lines = said.read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    typer.run(run)
