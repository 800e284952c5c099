"""The results of all plays of a gate, as a value and as a file. The verdict is concluded from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from e2e.catalogue.result import Result
from e2e.gate.run.evidence import EvidenceChoice
from e2e.gate.verdict.baseline import Baseline
from e2e.gate.verdict.canary import CanaryReport
from e2e.gate.verdict.explored import Explored
from e2e.gate.verdict.left_out import LeftOut
from e2e.gate.verdict.part import Part
from e2e.gate.verdict.read_json import read_json
from e2e.gate.verdict.verdict import BrowserUsed, Commands, PageUnderTest
from e2e.gate.verdict.waivers import Waiver
from e2e.pages.errors import BadUsage
from e2e.server_check import ServerCheck

FORMAT, VERSION = "jobstatus-e2e shard", 1
SHARD = "shard.json"
"""The file of a report folder that `jobstatus-e2e merge` reads."""


class UsedWaivers(BaseModel):
    """A waivers file, and the waivers in it."""

    model_config = ConfigDict(frozen=True)

    file: str
    waivers: tuple[Waiver, ...]


class UsedBaseline(BaseModel):
    """The file of an earlier verdict, and the verdict in it."""

    model_config = ConfigDict(frozen=True)

    file: str
    baseline: Baseline


class Played(BaseModel):
    """The plays of a gate or of one part, with the page, the suite and the browser that were used.

    `suite` is a key over the suite's code, and `recorded_key` one over the recording. `results` are those
    of the page under test, in the catalogue's order and without files. `evidence` are results of repeated
    plays of the same scenarios, with files. `control` are the results of the reference. `places` has the
    places in the page's source for the stacks of errors.
    """

    model_config = ConfigDict(frozen=True)

    format: str = FORMAT
    version: int = VERSION
    suite: str
    part: Part | None
    began_at: datetime
    seconds: float
    tier: str
    strict: bool
    evidence_choice: EvidenceChoice
    isolation: str
    page: PageUnderTest
    network: str
    wire: str
    recorded: str | None
    recorded_key: str | None
    browser: BrowserUsed
    canary: CanaryReport | None
    results: tuple[Result, ...]
    evidence: tuple[Result, ...] = ()
    control: tuple[Result, ...] = ()
    waivers: UsedWaivers | None
    baseline: UsedBaseline | None
    server: ServerCheck | None
    exploration: Explored | None
    left_out: tuple[LeftOut, ...]
    order: tuple[str, ...]
    commands: dict[str, Commands]
    places: dict[str, tuple[str, ...]] = {}

    def locate(self, stack: str) -> Sequence[str]:
        """Returns the places of a stack in the page's own source; empty if `places` does not have it."""
        return self.places.get(stack, ())


def write_played(played: Played, folder: Path) -> None:
    """Writes `shard.json` into `folder`."""
    text = played.model_dump_json(indent=1)
    (folder / SHARD).write_text(text + "\n", encoding="utf-8")


def read_played(folder: Path) -> Played:
    """Returns the part in a report folder; raises BadUsage, with the way out, if there is none."""
    file = folder / SHARD
    way_out = "Give the report folders of `jobstatus-e2e gate --shard 1/N` to N/N."
    played = read_json(Played, file, "a part of a gate", way_out)
    if (played.format, played.version) != (FORMAT, VERSION) or played.part is None:
        raise BadUsage(
            f"Failed to read {file}: it has {played.format!r}, version {played.version}; this "
            f"jobstatus-e2e reads {FORMAT!r}, version {VERSION}. Run every part with one version."
        )
    return played
