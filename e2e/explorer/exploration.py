"""What an exploration came to, as a value and as a file."""

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
    """Explorations that cannot be read, gone on with, or joined; the message says why."""


class Exploration(BaseModel):
    """What was played, of what, and what was found.

    `page_key` stands for the content of the page, the `props` that the component is handed and
    whether the checkout's config was read (`reads_config`) included. The server answered in the dialect
    `wire`, with the bodies of the recording `recorded` (a file, whose content `recorded_key` stands for)
    or with the mock's own. `played` schedules are over,
    `drawn` of them by Hypothesis, `pruned` are covered by others; `fingerprint` stands for the set of
    those that were played, and `failing` counts those that break a property. `causes` has one entry for
    each, the gravest first once it is over (`join_causes`). `pieces` are the parts that are done (their
    fingerprints), `shards` the shards that this is made of.
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
        """What two explorations must have in common to be parts of one."""
        server = (self.network, self.wire, self.recorded_key)
        return (self.page_key, self.mode, self.acts, self.bounds, *server, self.of)

    def describe_page(self) -> str:
        """The page, with how it is built where that is not as its own build does it."""
        props = f" with the props {json.dumps(self.props)}" if self.props else ""
        return f"{self.page}{props}{'' if self.reads_config else ', its config not read'}"

    def describe(self) -> str:
        """What was explored, and how, in a few words."""
        return f"{self.describe_page()} ({self.page_key}), {self.describe_space()}"

    def describe_space(self) -> str:
        """The same without the page."""
        answers = f"{self.network}, {self.describe_wire()}"
        return f"{self.mode}, {answers}, up to {self.acts} acts, in {self.of} shard(s)"

    def describe_wire(self) -> str:
        """The dialect in which the server answered, and with which bodies."""
        if self.recorded is None:
            return self.wire
        return f"{self.wire}, with the answers of {self.recorded} ({self.recorded_key})"

    def keep(self, causes: Iterable[ExploredCause]) -> None:
        """Keeps of each cause the best schedule (`ExploredCause.rank`), and adds up its `found`."""
        best = {each.key: each for each in self.causes}
        for each in causes:
            known = best.get(each.key, each)
            found = each.found + (0 if known is each else known.found)
            better = min(known, each, key=lambda cause: cause.rank)
            best[each.key] = better.model_copy(update={"found": found})
        self.causes = list(best.values())

    def count(self, found: Counter[CauseKey]) -> None:
        """Adds how many schedules more show each cause."""
        self.causes = [
            each.model_copy(update={"found": each.found + found[each.key]}) for each in self.causes
        ]

    def join_causes(self) -> None:
        """Puts the causes in order, each once: see `explored_cause.join_causes`."""
        self.causes = join_causes(self.causes)

    def add_fingerprint(self, fingerprint: int) -> None:
        """Adds schedules that were played."""
        self.fingerprint = f"{int(self.fingerprint, 16) ^ fingerprint:x}"


def write_exploration(exploration: Exploration, file: Path) -> None:
    """Writes the file in one step, so that a reader never finds half of one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".part")
    unfinished.write_text(exploration.model_dump_json(indent=1) + "\n", encoding="utf-8")
    unfinished.replace(file)


def read_exploration(file: Path) -> Exploration:
    """Reads one; raises BadExploration with what is wrong with the file."""
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
    """Joins the shards of one exploration.

    Raises BadExploration for parts of different pages or spaces, and for a shard that is there twice.
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
