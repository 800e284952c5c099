"""The dialect of the wire that a page is played with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from e2e.catalogue.scenario import Scenario
from e2e.gate.run.sources import read_sources
from e2e.pages.errors import BadUsage
from mock_backend import DialectName
from mock_backend.dialects import NamedDialect, read_recorded
from mock_backend.recording import UnusableRecording

WireName = DialectName | Literal["both"]

_READS_URL = re.compile(r"\bresult_?url\b|\}/result\b", re.IGNORECASE)
_READS_RESULTS = re.compile(r"\bresults\b")
_READS_RESULTS_OF_JOB = re.compile(r"\bjob\??\.results\b")


@dataclass(frozen=True, slots=True)
class Wire:
    """The chosen dialect, and the reason in words (`because`).

    `both` plays all scenarios in `inline`, and those that need `result-url` as well. `recorded` is the
    file of a recording to answer with, or None.
    """

    name: WireName
    because: str
    recorded: Path | None = None

    def __str__(self) -> str:
        """The choice in words, for a report."""
        said = f"{self.name}, {self.because}"
        return f"{said}, with the answers of {self.recorded}" if self.recorded else said

    @property
    def played(self) -> DialectName:
        """The dialect of the scenarios that do not choose their own."""
        return "inline" if self.name == "both" else self.name

    @property
    def dialect(self) -> NamedDialect:
        """The dialect that is played, together with the recording if there is one."""
        return NamedDialect(self.played, self.recorded)

    def plays(self, scenario: Scenario) -> bool:
        """Whether this choice plays the scenario: if it needs a dialect, the choice must have it."""
        return scenario.wire is None or self.name in ("both", scenario.wire)


def choose_wire(
    asked: DialectName | Literal["auto"], recorded: Path | None, checkout: Path
) -> Wire:
    """Returns the dialect to play: that of the recording, else the one in `asked`, else by the sources.

    With "auto" and no recording, the fields that the sources below `checkout` read decide. Raises
    BadUsage for a recording that cannot be used, or that is in another dialect than `asked`.
    """
    if recorded is not None:
        try:
            name = read_recorded(recorded).name
        except UnusableRecording as error:
            raise BadUsage(str(error)) from None
        if asked not in ("auto", name):
            raise BadUsage(
                f"Failed to play {recorded} as {asked}: it was recorded from a server that speaks "
                f"{name}. Leave --wire out."
            )
        return Wire(name, "as it was recorded", recorded)
    if asked != "auto":
        return Wire(asked, "as you asked")
    return find_wire(checkout)


def find_wire(checkout: Path) -> Wire:
    """Returns the dialect whose fields of a finished job the sources below `checkout/src` read."""
    texts = read_sources(checkout)
    reads_url = any(_READS_URL.search(text) for text in texts)
    # If a page reads the address, its variable `results` most often holds the body from there.
    pattern = _READS_RESULTS_OF_JOB if reads_url else _READS_RESULTS
    reads_results = any(pattern.search(text) for text in texts)
    if reads_url and reads_results:
        return Wire("both", "the page reads results and result_url")
    if reads_url:
        return Wire("result-url", "the page reads result_url")
    if reads_results:
        return Wire("inline", "the page reads results")
    return Wire("both", "the page's source does not tell which it reads")
