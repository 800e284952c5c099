"""Ours: `jobstatus-e2e gate` on the five scenarios."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from e2e.gate.verdict.exit_codes import ExitCode
from e2e.tools.bench.peers.command import run_command
from e2e.tools.bench.peers.junit import read_junit
from e2e.tools.bench.peers.page import Page
from e2e.tools.bench.peers.play import Play, Verdict
from e2e.tools.bench.peers.scenarios import FIVE

_VERDICTS: dict[int, Verdict] = {ExitCode.PASS: "pass", ExitCode.REGRESSION: "regression"}


@dataclass(frozen=True, slots=True)
class Ours:
    """The gate, one scenario at a time as the others play, and in the dialect that they mock."""

    name: str = "ours"
    title: str = "jobstatus-e2e gate"

    def play(self, page: Page, run: int = 0) -> Play:
        """Plays once; the verdict is the gate's own, so advice does not count."""
        with tempfile.TemporaryDirectory() as folder:
            command = [Path(sys.prefix) / "bin" / "jobstatus-e2e", "gate", "--workers", "1"]
            command += ["--wire", "inline", "--report-dir", folder]
            for scenario in FIVE:
                command += ["--scenario", scenario]
            if page.regression:
                command += ["--regression", page.regression.name]
            else:
                command += ["--web-ui", page.checkout]
            ran = run_command(command)
            tests = read_junit(Path(folder) / "junit.xml")
        verdict = _VERDICTS.get(ran.code, "undecided")
        note = ran.last_words if verdict == "undecided" else ""
        return Play(verdict, tests.outcomes, ran.seconds, ran.seconds - tests.seconds, note)
