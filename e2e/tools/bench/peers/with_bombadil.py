"""Bombadil: properties that always hold, over a backend that acts at random."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from anyio.from_thread import start_blocking_portal

from e2e.tools.bench.peers.command import Ran, run_command
from e2e.tools.bench.peers.page import Page
from e2e.tools.bench.peers.play import Outcome, Play, Verdict
from e2e.tools.bench.peers.random_acts import draw_plan
from e2e.tools.bench.peers.random_backend import serve_at_random
from e2e.tools.bench.peers.room import Room

LIFE = 22
"""Seconds for which Bombadil watches a job: it has ended after 4, and all is in order after 9."""

HELD, VIOLATED = 0, 2
"""Bombadil's exit codes: the time was over, and a property was violated."""


@dataclass(frozen=True, slots=True)
class Bombadil:
    """Watches as many jobs as the others play scenarios, one after the other.

    It finds its browser as `chromium` on the path, where a link to ours stands.
    """

    room: Room
    browser: Path
    is_sandboxed: bool
    jobs: int
    name: str = "bombadil"
    title: str = "Bombadil, backend at random"

    def play(self, page: Page, run: int = 0) -> Play:
        """Plays once. Each repetition has seeds of its own."""
        outcomes: dict[str, Outcome] = {}
        seconds = 0.0
        for job in range(self.jobs):
            ran = self._watch(page, run * self.jobs + job)
            seconds += ran.seconds
            if ran.code not in (HELD, VIOLATED):
                return Play("undecided", outcomes, seconds, None, ran.last_words)
            outcomes[f"job {job + 1}"] = "passed" if ran.code == HELD else "failed"
        verdict: Verdict = "regression" if "failed" in outcomes.values() else "pass"
        start = seconds - LIFE * len(outcomes) if verdict == "pass" else None
        return Play(verdict, outcomes, seconds, start)

    def _watch(self, page: Page, seed: int) -> Ran:
        with (
            tempfile.TemporaryDirectory() as folder,
            self._link_browser() as path,
            start_blocking_portal("asyncio") as portal,
            portal.wrap_async_context_manager(
                serve_at_random(page.built, draw_plan(seed))
            ) as address,
        ):
            command: list[str | Path] = [self.room.get_tool("bombadil")]
            command += ["browser", "test", "--headless"]
            command += [] if self.is_sandboxed else ["--no-sandbox"]
            command += ["--exit-on-violation", "--time-limit", f"{LIFE}s"]
            command += ["--output-path", folder, "--output-path-overwrite", address]
            command += [self.room.folder / "bombadil" / "jobStatus.ts"]
            environment = {**self.room.environment}
            environment["PATH"] = f"{path}:{environment['PATH']}"
            return run_command(command, environment=environment, limit=LIFE * 4)

    @contextmanager
    def _link_browser(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "chromium").symlink_to(self.browser)
            yield Path(folder)
