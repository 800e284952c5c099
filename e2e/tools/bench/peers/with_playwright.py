"""@playwright/test with `page.route`, `page.routeWebSocket` and `page.clock`."""

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
class PlaywrightTest:
    """Plays with the packages of `room`."""

    room: Room
    browser: Path
    scenarios: tuple[str, ...]
    name: str = "playwright-test"
    title: str = "@playwright/test, mocked network and clock"

    def play(self, page: Page, run: int = 0) -> Play:
        """Plays once."""
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "junit.xml"
            command: list[str | Path] = [self.room.get_tool("playwright"), "test"]
            command += ["--reporter=junit", "--grep", "|".join(self.scenarios)]
            ran = run_command(
                [*command, "--output", Path(folder) / "output"],
                environment={
                    **self.room.environment,
                    "PEER_PAGE": str(page.built),
                    "PEER_BROWSER": str(self.browser),
                    "PLAYWRIGHT_JUNIT_OUTPUT_FILE": str(report),
                },
                folder=self.room.folder / "playwright_test",
            )
            return judge_tests(read_junit(report), ran, len(self.scenarios))
