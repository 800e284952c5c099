"""What a gate tells its reporters, in the order in which it happens."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from e2e.catalogue.result import Result
from e2e.engine.browser import FoundBrowser
from e2e.explorer.explore import Progress
from e2e.gate.verdict.canary import CanaryReport
from e2e.gate.verdict.part import Part
from e2e.gate.verdict.verdict import Verdict
from e2e.server_check import ServerCheck


@dataclass(frozen=True, slots=True)
class GateBegan:
    """A gate set out; `page` names the page under test for a person, `network` what lies before it,
    `wire` which dialect its server speaks, `part` which part of it this is."""

    page: str
    tiers: tuple[str, ...]
    network: str
    wire: str
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class ServerCheckBegan:
    """The server at `url` is asked, beside the page."""

    url: str


@dataclass(frozen=True, slots=True)
class ServerChecked:
    """The server was checked."""

    check: ServerCheck


@dataclass(frozen=True, slots=True)
class BrowserFound:
    """The ladder held."""

    browser: FoundBrowser


@dataclass(frozen=True, slots=True)
class PageBuilt:
    """A page is ready; `was_cached`: nothing had to be built."""

    name: str
    was_cached: bool
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class PlayBegan:
    """`total` plays of a scenario on a page are ahead, for `purpose`."""

    purpose: str
    total: int


@dataclass(frozen=True, slots=True)
class ScenarioFinished:
    """A scenario was played and judged on a page."""

    result: Result


@dataclass(frozen=True, slots=True)
class PlayFinished:
    """All plays for a purpose are done."""

    purpose: str


@dataclass(frozen=True, slots=True)
class CanaryFinished:
    """The suite's own eyes were tried."""

    report: CanaryReport


@dataclass(frozen=True, slots=True)
class GateFinished:
    """There is a verdict; its evidence lies below `folder`."""

    verdict: Verdict
    folder: Path


@dataclass(frozen=True, slots=True)
class ExplorationMoved:
    """The exploration of the page under test is so far."""

    progress: Progress


@dataclass(frozen=True, slots=True)
class FindingShrinks:
    """What the exploration found is being shrunk; `line` says how far that is."""

    line: str


@dataclass(frozen=True, slots=True)
class ExplorationFinished:
    """The exploration is over."""


GateEvent = (
    GateBegan
    | ServerCheckBegan
    | ServerChecked
    | BrowserFound
    | PageBuilt
    | PlayBegan
    | ScenarioFinished
    | PlayFinished
    | CanaryFinished
    | GateFinished
    | ExplorationMoved
    | FindingShrinks
    | ExplorationFinished
)
