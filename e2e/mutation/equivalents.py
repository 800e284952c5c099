"""Mutants without an effect, each with its reason, in a file that was reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from e2e.mutation.mutant import MutantKey, MutatedSources
from e2e.mutation.verdict import MutantVerdict
from e2e.pages.errors import BadUsage


class Equivalent(MutantKey):
    """A change that no play can notice, and the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: str = Field(min_length=20)

    @property
    def key(self) -> MutantKey:
        """The key of the mutant."""
        return MutantKey(**self.model_dump(exclude={"reason"}))


_LIST = TypeAdapter(list[Equivalent])


def read_equivalents(file: Path) -> list[Equivalent]:
    """Returns the equivalents in `file`; raises BadUsage where it cannot be read."""
    try:
        return _LIST.validate_json(file.read_bytes())
    except OSError as error:
        raise BadUsage(f"Failed to open {file}: {error.strerror or error}.") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise BadUsage(
            f"Failed to read {file}: {where}: {first['msg']}. Expected a list of {{file, line, mutator, "
            "original, replacement, reason}; docs/mutation.md has one."
        ) from None


def match(equivalents: Iterable[Equivalent], mutated: MutatedSources) -> dict[str, str]:
    """Returns the reasons of the mutants that are listed, by the id of the mutant."""
    reasons = {each.key: each.reason for each in equivalents}
    return {
        each.id: reason
        for each in mutated.mutants
        if (reason := reasons.get(mutated.get_key(each)))
    }


def find_killed(
    verdicts: Iterable[MutantVerdict], equivalent: Iterable[str]
) -> list[MutantVerdict]:
    """Returns the mutants that are listed as equivalent but were noticed."""
    listed = set(equivalent)
    return [
        each
        for each in verdicts
        if each.mutant.id in listed and each.status in ("Killed", "Timeout")
    ]


def find_stale(equivalents: Iterable[Equivalent], mutated: MutatedSources) -> list[Equivalent]:
    """Returns the equivalents without a mutant in the mutated sources."""
    present = {mutated.get_key(each) for each in mutated.mutants}
    return [e for e in equivalents if e.file in mutated.sources and e.key not in present]
