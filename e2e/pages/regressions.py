"""The regression patches, by name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from e2e.pages.errors import BadUsage
from e2e.pages.names import did_you_mean
from e2e.pages.places import REGRESSIONS


@dataclass(frozen=True, slots=True)
class Regression:
    """A patch that takes one fix out of the reference page, with the lines of its header.

    `causes` are ids of causes: one of them comes first among the causes of its failures. `canary` has
    the scenarios that the canary plays on it: those that show best that the fix is gone.
    """

    name: str
    patch: Path
    takes_out: str
    person_sees: str
    guarded_by: tuple[str, ...]
    causes: tuple[str, ...]
    canary: tuple[str, ...]


def get_regressions() -> list[Regression]:
    """Returns our regressions, by name. Raises ValueError for a header that lacks a line."""
    return read_patches(REGRESSIONS)


def read_patches(folder: Path) -> list[Regression]:
    """Returns every patch of `folder`, by name. Raises ValueError for a header that lacks a line."""
    return [_read(patch) for patch in sorted(folder.glob("*.patch"))]


def get_regression(name: str) -> Regression:
    """Returns the patch of that name; raises BadUsage with the nearest name for an unknown one."""
    known = {each.name: each for each in get_regressions()}
    if name not in known:
        raise BadUsage(
            f"Failed to find regression {name!r}: there is no such patch."
            f"{did_you_mean(name, list(known))} Known: {', '.join(known)}."
        )
    return known[name]


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
            tuple(header["Cause"].split(", ")),
            tuple(header["Canary"].split(", ")),
        )
    except KeyError as missing:
        raise ValueError(f"Failed to read {patch.name}: its header lacks {missing}.") from None
