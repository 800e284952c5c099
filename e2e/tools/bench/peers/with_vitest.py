"""Vitest with jsdom, MSW and fake timers: the component without a browser."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from e2e.tools.bench.peers.command import run_command
from e2e.tools.bench.peers.junit import judge_tests, read_junit
from e2e.tools.bench.peers.page import Page
from e2e.tools.bench.peers.play import Play
from e2e.tools.bench.peers.room import Room


@dataclass(frozen=True, slots=True)
class VitestMsw:
    """Plays with the packages of `room`, on the page's source."""

    room: Room
    scenarios: tuple[str, ...]
    name: str = "vitest-msw"
    title: str = "Vitest with jsdom and MSW"

    def play(self, page: Page, run: int = 0) -> Play:
        """Plays once."""
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "junit.xml"
            command: list[str | Path] = [self.room.get_tool("vitest"), "run"]
            command += ["--reporter=junit", "--testNamePattern", "|".join(self.scenarios)]
            ran = run_command(
                [*command, "--outputFile", report],
                environment={**self.room.environment, "PEER_CHECKOUT": str(page.source)},
                folder=self.room.folder / "vitest_msw",
            )
            return judge_tests(read_junit(report), ran, len(self.scenarios))
