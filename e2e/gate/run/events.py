"""The events that a gate sends to its reporters, in the order in which they happen."""

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
    """A gate began. `page` is the name of the page under test for a person, and `network` lies between
    the page and its server. `wire` is the server's dialect; `part` is None for a whole gate."""

    page: str
    tiers: tuple[str, ...]
    network: str
    wire: str
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class ServerCheckBegan:
    """The check of the server at `url` began."""

    url: str


@dataclass(frozen=True, slots=True)
class ServerChecked:
    """The check of the server ended, with this result."""

    check: ServerCheck


@dataclass(frozen=True, slots=True)
class BrowserFound:
    """The ladder of browsers has led to this one."""

    browser: FoundBrowser


@dataclass(frozen=True, slots=True)
class PageBuilt:
    """A page is built or found in the cache (`was_cached`): `done` of `total` pages are ready."""

    name: str
    was_cached: bool
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ClusterReady:
    """The workers of the cluster have the pages; `line` says which workers there are."""

    line: str


@dataclass(frozen=True, slots=True)
class PlayBegan:
    """The plays for one purpose began, such as the canary; there are `total` of them."""

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
    """The canary was played and judged."""

    report: CanaryReport


@dataclass(frozen=True, slots=True)
class GateFinished:
    """The gate has its verdict; reports and evidence are in `folder`."""

    verdict: Verdict
    folder: Path


@dataclass(frozen=True, slots=True)
class ExplorationMoved:
    """The exploration of the page under test made progress."""

    progress: Progress


@dataclass(frozen=True, slots=True)
class FindingShrinks:
    """A schedule that the exploration found is being shrunk; `line` describes the progress."""

    line: str


@dataclass(frozen=True, slots=True)
class ExplorationFinished:
    """The exploration and its shrinking ended."""


GateEvent = (
    GateBegan
    | ServerCheckBegan
    | ServerChecked
    | BrowserFound
    | PageBuilt
    | ClusterReady
    | PlayBegan
    | ScenarioFinished
    | PlayFinished
    | CanaryFinished
    | GateFinished
    | ExplorationMoved
    | FindingShrinks
    | ExplorationFinished
)
