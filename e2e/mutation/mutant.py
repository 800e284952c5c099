"""One change of a page's source."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from e2e.pages.places import MUTANTS


class Position(BaseModel):
    """A place in a source; lines and columns begin with 1."""

    model_config = ConfigDict(frozen=True)

    line: int
    column: int


class Mutant(BaseModel):
    """A change of `file`: from `start` to `end`, `replacement` takes the place of `original`.

    `file` is a path relative to the checkout, `mutator` the kind of the change as StrykerJS names it,
    `id` its name in the build. `ignored` is the reason why it is not played, None where it is played.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    file: str
    mutator: str
    original: str
    replacement: str
    start: Position
    end: Position
    ignored: str | None = None

    @property
    def place(self) -> str:
        """The place of the mutant in the form in which editors open it: file, line and column."""
        return f"{self.file}:{self.start.line}:{self.start.column}"


class MutantKey(BaseModel):
    """A mutant by its text, which stays the same when lines are added before it.

    `line` is the source line in which it begins, without the spaces around it. Where the file has several
    such lines, it stands for all.
    """

    model_config = ConfigDict(frozen=True)

    file: str
    line: str
    mutator: str
    original: str
    replacement: str


class MutatedSources(BaseModel):
    """All mutants of one build in the order of the sources, and the text of each file with a mutant.

    `reached` are all sources of the bundle, with or without a mutant.
    """

    model_config = ConfigDict(frozen=True)

    mutants: tuple[Mutant, ...]
    sources: dict[str, str] = Field(repr=False)
    reached: tuple[str, ...]

    def get_key(self, mutant: Mutant) -> MutantKey:
        """Returns the key of one of the mutants."""
        return MutantKey(
            file=mutant.file,
            line=self.sources[mutant.file].splitlines()[mutant.start.line - 1].strip(),
            mutator=mutant.mutator,
            original=mutant.original,
            replacement=mutant.replacement,
        )


def read_mutated_sources(build: Path) -> MutatedSources:
    """Returns the mutants of the page that is built into the folder `build`."""
    return MutatedSources.model_validate_json((build / MUTANTS).read_bytes())
