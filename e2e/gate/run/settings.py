"""The settings of a gate."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from e2e.catalogue.scenario import IsolationChoice
from e2e.engine.browser import BrowserServer
from e2e.engine.network import DIRECT
from e2e.gate.run.evidence import EvidenceChoice
from e2e.gate.run.page_words import get_page_options, get_page_words
from e2e.gate.verdict.part import Part
from e2e.gate.verdict.verdict import Commands
from e2e.server_check import CheckSettings

WireChoice = Literal["inline", "result-url", "auto"]
TierChoice = Literal["regression", "resilience", "all"]


@dataclass(frozen=True, slots=True)
class GateSettings:
    """The options of `jobstatus-e2e gate`; None for an option that the person did not give.

    `scenarios` are ids to play alone, without the canary; an empty tuple plays the whole tier. `slowmo`
    is in milliseconds.
    """

    web_ui: Path | None = None
    regression: str | None = None
    props: str | None = None
    reads_config: bool = True
    tier: TierChoice = "all"
    strict: bool = False
    evidence: EvidenceChoice = "some"
    isolation: IsolationChoice = "cheapest"
    scenarios: tuple[str, ...] = ()
    part: Part | None = None
    headed: bool = False
    slowmo: int = 0
    workers: int = 1
    report_dir: Path = Path("reports")
    browser: Path | None = None
    browser_server: BrowserServer | None = None
    waivers: Path | None = None
    baseline: Path | None = None
    server: CheckSettings | None = None
    network: str = DIRECT
    wire: WireChoice = "auto"
    recorded: Path | None = None
    explore: str | None = None
    explore_decides: bool = False
    cluster: str | None = None

    @property
    def tiers(self) -> tuple[str, ...]:
        """The tiers to play."""
        return ("regression", "resilience") if self.tier == "all" else (self.tier,)

    @property
    def played_isolation(self) -> IsolationChoice:
        """The isolation of all plays: on a server each scenario has a browser context of its own."""
        return self.isolation if self.browser_server is None else "context"

    @property
    def page_options(self) -> str:
        """The options of `replay` that choose the same page and answers, quoted for a shell."""
        return get_page_options(
            self.web_ui,
            self.regression,
            self.props,
            reads_config=self.reads_config,
            recorded=self.recorded,
        )

    def get_commands(self, scenario: str) -> Commands:
        """Returns the commands that play one scenario on the same page again."""
        watch = [
            *self._get_page_options(),
            *self._get_wire_options(),
            "--headed",
            "--slowmo",
            "400",
        ]
        return Commands(
            replay=shlex.join(["jobstatus-e2e", "gate", "--scenario", scenario, *watch]),
            debug=shlex.join(["jobstatus-e2e", "debug", scenario, *self._get_page_options()]),
        )

    def _get_page_options(self) -> list[str]:
        return get_page_words(
            self.web_ui, self.regression, self.props, reads_config=self.reads_config
        )

    def _get_wire_options(self) -> list[str]:
        words = []
        if self.network != DIRECT:
            words += ["--network", self.network]
        if self.wire != "auto":
            words += ["--wire", self.wire]
        if self.recorded is not None:
            words += ["--recorded", str(self.recorded)]
        return words
