"""Ours: `jobstatus-e2e gate` on the five scenarios."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from e2e.gate.verdict.exit_codes import ExitCode
from e2e.tools.bench.peers.command import run_command
from e2e.tools.bench.peers.junit import read_junit
from e2e.tools.bench.peers.page import REFERENCE_NAME, Page
from e2e.tools.bench.peers.play import Play, Verdict

_VERDICTS: dict[int, Verdict] = {ExitCode.PASS: "pass", ExitCode.REGRESSION: "regression"}


@dataclass(frozen=True, slots=True)
class Ours:
    """The gate, one scenario at a time as the others play, and in the dialect that they mock."""

    scenarios: tuple[str, ...]
    name: str = "ours"
    title: str = "jobstatus-e2e gate"

    def play(self, page: Page, run: int = 0) -> Play:
        """Plays once; the verdict is the gate's own, so advice does not count."""
        play = self._play(page, self.scenarios)
        if page.name != REFERENCE_NAME or run > 0 or len(self.scenarios) == 1:
            return play
        # The gate does not tell the seconds of a scenario: four are what five take more than one.
        one = self._play(page, self.scenarios[:1]).seconds
        each = (play.seconds - one) / (len(self.scenarios) - 1)
        return replace(play, start=max(0.0, one - each))

    def _play(self, page: Page, scenarios: Sequence[str]) -> Play:
        with tempfile.TemporaryDirectory() as folder:
            command: list[str | Path] = [Path(sys.prefix) / "bin" / "jobstatus-e2e", "gate"]
            command += ["--workers", "1", "--wire", "inline", "--report-dir", folder]
            for scenario in scenarios:
                command += ["--scenario", scenario]
            if page.regression:
                command += ["--regression", page.regression.name]
            else:
                command += ["--web-ui", page.checkout]
            ran = run_command(command)
            outcomes = read_junit(Path(folder) / "junit.xml").outcomes
        verdict = _VERDICTS.get(ran.code, "undecided")
        return Play(
            verdict, outcomes, ran.seconds, None, ran.last_words if verdict == "undecided" else ""
        )
