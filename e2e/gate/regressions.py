"""The regression patches, by name."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from e2e.gate.errors import BadUsage
from e2e.gate.places import REGRESSIONS


@dataclass(frozen=True, slots=True)
class Regression:
    """A patch that takes one fix out of the reference page, and what its header says of it."""

    name: str
    patch: Path
    takes_out: str
    person_sees: str
    guarded_by: tuple[str, ...]


def get_regressions() -> list[Regression]:
    """Every patch of the folder, by name. Raises ValueError for a header that lacks a line."""
    return [_read(patch) for patch in sorted(REGRESSIONS.glob("*.patch"))]


def get_regression(name: str) -> Regression:
    """The patch of that name; raises BadUsage with the nearest name for an unknown one."""
    known = {each.name: each for each in get_regressions()}
    if name not in known:
        raise BadUsage(
            f"Failed to find regression {name!r}: there is no such patch."
            f"{did_you_mean(name, list(known))} Known: {', '.join(known)}."
        )
    return known[name]


def did_you_mean(name: str, known: list[str]) -> str:
    """A hint for the nearest of the known names; empty when none is near."""
    near = difflib.get_close_matches(name, known, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


def _read(patch: Path) -> Regression:
    header: dict[str, str] = {}
    for line in patch.read_text(encoding="utf-8").split("\n--- ", 1)[0].splitlines():
        title, _, said = line.partition(": ")
        header[title] = said.rstrip(".")
    try:
        return Regression(
            patch.stem,
            patch,
            header["Takes out"],
            header["A person sees"],
            tuple(header["Guarded by"].split(", ")),
        )
    except KeyError as missing:
        raise ValueError(f"Failed to read {patch.name}: its header lacks {missing}.") from None
