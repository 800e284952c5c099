"""Which parts of a page's source are mutated."""

from __future__ import annotations

from dataclasses import dataclass

Lines = tuple[int, int]
"""The first line and the last one, both included; a file begins with line 1."""


@dataclass(frozen=True, slots=True)
class MutatedFile:
    """A file by its path from the checkout; `lines` None: the whole of it."""

    name: str
    lines: tuple[Lines, ...] | None = None


@dataclass(frozen=True, slots=True)
class Mutation:
    """What to mutate: `files`, or whatever the bundle reaches from `JobStatus` where that is None.

    A file that the bundle does not reach is passed over; the build says which it reaches. String
    literals and inline styles are mutated `with_strings` alone.
    """

    files: tuple[MutatedFile, ...] | None = None
    with_strings: bool = False

    def to_order(self) -> dict[str, object]:
        """The same as `harness/build/mutants.js` reads it."""
        files = self.files
        return {
            "files": files and [{"name": each.name, "lines": each.lines} for each in files],
            "strings": self.with_strings,
        }
