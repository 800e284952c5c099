"""The defence table: every cache against every combination of defences."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from e2e.caches.cell import Cell
from e2e.caches.defences import ALL_DEFENCES
from e2e.caches.kinds import KINDS

SCHEMA_VERSION = 1
UNSUPPORTED = "BackForwardCacheDisabledForDelegate"
"""The reason that DevTools gives in a browser without a back/forward cache, such as a headless shell."""

SINGLE = {"_t": "`_t`", "no-store": "`no-store`", "header": "the header"}


class DefenceTable(BaseModel):
    """All cells, cache by cache; as JSON it is an interface, and keeps its meaning within a version.

    `not_played` has the caches that this browser does not have, each with the browser's own reason.
    """

    model_config = ConfigDict(frozen=True)

    schema_version: int = SCHEMA_VERSION
    cells: tuple[Cell, ...]
    not_played: dict[str, str] = {}

    @property
    def caches(self) -> tuple[str, ...]:
        """The caches that were played, in order."""
        return tuple(dict.fromkeys(cell.cache for cell in self.cells))

    @property
    def not_forced(self) -> tuple[Cell, ...]:
        """The cells without a proof that the cache was there."""
        return tuple(cell for cell in self.cells if cell.proof == "not forced")

    def get_row(self, cache: str) -> tuple[Cell, ...]:
        """Returns the cells of one cache, from no defence to all three."""
        return tuple(cell for cell in self.cells if cell.cache == cache)


def make_table(cells: Sequence[Cell]) -> DefenceTable:
    """Returns the table of the cells that were played, without a cache that the browser does not have."""
    missing = {
        cell.cache: cell.word
        for cell in cells
        if KINDS[cell.cache].is_back_forward and UNSUPPORTED in cell.word
    }
    played = tuple(cell for cell in cells if cell.cache not in missing)
    return DefenceTable(cells=played, not_played=missing)


def describe(cell: Cell) -> str:
    """Returns when the person saw the end, in a word or two."""
    return f"late {cell.seconds:g} s" if cell.saw == "late" else cell.saw


def get_stops(row: Sequence[Cell]) -> str:
    """Returns the defences that stop the cache of a row, in words.

    These are the smallest sets such that every cell with them, or with more, is right.
    """
    right = {frozenset(_split(cell.defences)) for cell in row if cell.saw == "right"}
    every = {frozenset(_split(name)) for name in ALL_DEFENCES}
    enough = {each for each in right if all(more in right for more in every if more >= each)}
    smallest = [each for each in enough if not any(less < each for less in enough)]
    if frozenset() in smallest:
        return "nothing is needed"
    if not smallest:
        return "nothing stops it"
    if len(smallest) == len(SINGLE) and all(len(each) == 1 for each in smallest):
        return "any of the three"
    order = list(SINGLE)
    named = sorted(sorted(each, key=order.index) for each in smallest)
    return " or ".join(" with ".join(SINGLE[name] for name in each) for each in named)


def _split(defences: str) -> list[str]:
    return [] if defences == "nothing" else defences.split("+")
