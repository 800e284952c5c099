"""The parts of a page's source to mutate."""

from __future__ import annotations

from dataclasses import dataclass

Lines = tuple[int, int]
"""The first line and the last one, both included; a file begins with line 1."""


@dataclass(frozen=True, slots=True)
class MutatedFile:
    """A file to mutate, by its path from the checkout; the whole file if `lines` is None."""

    name: str
    lines: tuple[Lines, ...] | None = None


@dataclass(frozen=True, slots=True)
class Mutation:
    """The files to mutate; if `files` is None, every file that the bundle reaches from `JobStatus`.

    A file that the bundle does not reach is passed over; the build lists the files that it reaches.
    String literals and inline styles are mutated only if `with_strings` is true.
    """

    files: tuple[MutatedFile, ...] | None = None
    with_strings: bool = False

    def to_order(self) -> dict[str, object]:
        """Returns the mutation as an object that `harness/build/mutants.js` reads."""
        files = self.files
        return {
            "files": files and [{"name": each.name, "lines": each.lines} for each in files],
            "strings": self.with_strings,
        }
