"""The result of an exploration, as a value and as a file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from e2e.engine.network import DIRECT
from e2e.explorer.explored_cause import ExploredCause, join_causes
from e2e.explorer.leading_cause import CauseKey
from e2e.explorer.space import Bounds
from e2e.explorer.tasks import Unplayable
from mock_backend import DialectName

FORMAT = "jobstatus-e2e exploration"
VERSION = 2

Mode = Literal["exhaustive", "random"]


class BadExploration(Exception):
    """Explorations that cannot be read, continued or joined; the message says why."""


class Exploration(BaseModel):
    """The explored page and space, the number of schedules played, and the causes found.

    `page_key` is a hash over the content of the page, the `props` of the component and `reads_config`
    (whether the checkout's config was read). The server answered in the dialect `wire`, with the bodies
    of the recording file `recorded` (`recorded_key` is a hash over its content) or with the mock's own.

    `played` counts the schedules that were played, `drawn` those of them that Hypothesis drew, `pruned`
    those that others cover, `failing` those that break a property. `fingerprint` stands for the set of
    the schedules that were played. `causes` has one entry for each cause, the gravest first once the
    exploration is over (`join_causes`). `pieces` are the fingerprints of the pieces that are done,
    `shards` the numbers of the shards that the exploration consists of.
    """

    model_config = ConfigDict(extra="forbid")

    format: str = FORMAT
    version: int = VERSION
    page: str
    page_key: str
    props: dict[str, Any] = {}
    reads_config: bool = True
    mode: Mode
    acts: int
    bounds: Bounds
    network: str = DIRECT
    wire: DialectName = "inline"
    recorded: str | None = None
    recorded_key: str | None = None
    shards: tuple[int, ...] = (1,)
    of: int = 1
    seed: int | None = None
    is_complete: bool = False
    played: int = 0
    drawn: int = 0
    pruned: int = 0
    failing: int = 0
    seconds: float = 0
    fingerprint: str = "0"
    causes: list[ExploredCause] = []
    unplayable: list[Unplayable] = []
    pieces: list[str] = []

    @property
    def space(self) -> tuple[object, ...]:
        """The fields in which two explorations must be equal to be parts of one."""
        server = (self.network, self.wire, self.recorded_key)
        return (self.page_key, self.mode, self.acts, self.bounds, *server, self.of)

    def describe_page(self) -> str:
        """Returns the page, with its props and its build where they differ from the page's own build."""
        props = f" with the props {json.dumps(self.props)}" if self.props else ""
        return f"{self.page}{props}{'' if self.reads_config else ', its config not read'}"

    def describe(self) -> str:
        """Returns the page and the explored space in a few words."""
        return f"{self.describe_page()} ({self.page_key}), {self.describe_space()}"

    def describe_space(self) -> str:
        """Returns the explored space in a few words, without the page."""
        answers = f"{self.network}, {self.describe_wire()}"
        return f"{self.mode}, {answers}, up to {self.acts} acts, in {self.of} shard(s)"

    def describe_wire(self) -> str:
        """Returns the dialect in which the server answered, and the recording whose bodies it sent."""
        if self.recorded is None:
            return self.wire
        return f"{self.wire}, with the answers of {self.recorded} ({self.recorded_key})"

    def keep(self, causes: Iterable[ExploredCause]) -> None:
        """Keeps the best schedule of each cause (by `ExploredCause.rank`), and adds up its `found`."""
        best = {each.key: each for each in self.causes}
        for each in causes:
            known = best.get(each.key, each)
            found = each.found + (0 if known is each else known.found)
            better = min(known, each, key=lambda cause: cause.rank)
            best[each.key] = better.model_copy(update={"found": found})
        self.causes = list(best.values())

    def count(self, found: Counter[CauseKey]) -> None:
        """Adds `found`, the number of further schedules that show each cause."""
        self.causes = [
            each.model_copy(update={"found": each.found + found[each.key]}) for each in self.causes
        ]

    def join_causes(self) -> None:
        """Joins entries of the same cause and sorts them: see `explored_cause.join_causes`."""
        self.causes = join_causes(self.causes)

    def add_fingerprint(self, fingerprint: int) -> None:
        """Adds the schedules that `fingerprint` stands for to the set of those that were played."""
        self.fingerprint = f"{int(self.fingerprint, 16) ^ fingerprint:x}"


def write_exploration(exploration: Exploration, file: Path) -> None:
    """Writes `exploration` to `file` in one step, so that a reader never sees an incomplete file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".part")
    unfinished.write_text(exploration.model_dump_json(indent=1) + "\n", encoding="utf-8")
    unfinished.replace(file)


def read_exploration(file: Path) -> Exploration:
    """Returns the exploration in `file`; raises BadExploration where it cannot be read as one."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadExploration(f"Failed to open {file}: {error.strerror}.") from None
    except ValueError as error:
        raise BadExploration(f"Failed to read {file}: it is not JSON ({error}).") from None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise BadExploration(f"Failed to read {file}: it is no exploration ({FORMAT!r}).")
    if said.get("version") != VERSION:
        raise BadExploration(
            f"Failed to read {file}: unknown version {said.get('version')!r}; this jobstatus-e2e "
            f"reads version {VERSION}."
        )
    try:
        return Exploration.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadExploration(f"Failed to read {file}: {where}: {first['msg']}.") from None


def merge(parts: dict[Path, Exploration]) -> Exploration:
    """Returns the exploration that the `parts`, given by file, are the shards of.

    Raises BadExploration for parts of different pages or spaces, and for a shard that two parts have.
    """
    (first_file, first), *others = parts.items()
    merged = first.model_copy(deep=True)
    owner = dict.fromkeys(first.shards, first_file)
    for file, part in others:
        _check_fits(first_file, first, file, part)
        for shard in part.shards:
            if shard in owner:
                raise BadExploration(
                    f"Failed to merge: shard {shard}/{part.of} is in {owner[shard]} and in {file}."
                )
            owner[shard] = file
        merged.shards = (*merged.shards, *part.shards)
        merged.played += part.played
        merged.drawn += part.drawn
        merged.pruned += part.pruned
        merged.failing += part.failing
        merged.seconds += part.seconds
        merged.add_fingerprint(int(part.fingerprint, 16))
        merged.keep(part.causes)
        merged.unplayable += part.unplayable
        merged.pieces = sorted({*merged.pieces, *part.pieces})
        merged.is_complete = merged.is_complete and part.is_complete
    merged.join_causes()
    merged.shards = tuple(sorted(merged.shards))
    merged.is_complete = merged.is_complete and len(merged.shards) == merged.of
    if merged.is_complete:
        merged.shards, merged.of = (1,), 1
    return merged


def _check_fits(first_file: Path, first: Exploration, file: Path, part: Exploration) -> None:
    if part.page_key != first.page_key:
        raise BadExploration(
            f"Failed to merge: {first_file} explored {first.describe_page()} ({first.page_key}) and "
            f"{file} explored {part.describe_page()} ({part.page_key}). Only shards of one page can "
            "be joined."
        )
    if part.space != first.space:
        raise BadExploration(
            f"Failed to merge: {first_file} ({first.describe_space()}) and {file} "
            f"({part.describe_space()}) are not shards of one exploration."
        )
