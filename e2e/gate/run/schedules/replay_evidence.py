"""The files of a replay: screenshot, sequence diagram, trace, history, report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from e2e.catalogue.evidence import SEQUENCE, start_tracing, write_history, write_sequence
from e2e.explorer.leading_cause import LeadingCause
from e2e.explorer.player import Played
from e2e.pages.errors import BadUsage
from e2e.stage.stage import Stage

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

SCREENSHOT = "screen.png"
TRACE = "trace.zip"
HISTORY = "history.jsonl"
REPORT = "report.json"
MERMAID = "sequence.mmd"


class ReplayEvidence:
    """A Witness that takes a screenshot at each rest: the first wrong state is known only at the end."""

    def __init__(self, folder: Path) -> None:
        """Makes `folder`, and removes its old evidence; raises BadUsage if it cannot be written."""
        self.folder = folder
        self._pictures: list[tuple[int, bytes]] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in (SCREENSHOT, TRACE, HISTORY, REPORT, SEQUENCE, MERMAID):
                (folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise BadUsage(
                f"Failed to write to {folder}: {error.strerror or error}. "
                "Name another folder with --report-dir."
            ) from None

    def begin(self, context: BrowserContext) -> None:
        """See Witness."""
        start_tracing(context)

    def note_rest(self, stage: Stage) -> None:
        """See Witness."""
        picture = stage.page.screenshot(animations="disabled")
        self._pictures.append((len(stage.history), picture))

    def end(self, context: BrowserContext, stage: Stage) -> None:
        """See Witness."""
        context.tracing.stop(path=self.folder / TRACE)

    def write(self, played: Played, leading: LeadingCause | None, report: str) -> list[Path]:
        """Writes all files of the evidence, and returns them.

        The screenshot shows the first wrong state of `leading`, and the diagram marks it. If `leading` is
        None, because no property is broken, there is no diagram, and the screenshot is the last one.
        """
        files = [SCREENSHOT, TRACE, HISTORY, REPORT]
        wrong = leading.violation.wrong.index if leading else None
        rest = next(
            (p for length, p in self._pictures if wrong is not None and length > wrong), None
        )
        (self.folder / SCREENSHOT).write_bytes(rest or self._pictures[-1][1])
        write_history(played.history, self.folder / HISTORY)
        (self.folder / REPORT).write_text(report + "\n", encoding="utf-8")
        if leading is not None:
            event = leading.cause.event
            write_sequence(
                played.history,
                f"{leading.cause.id}: {leading.violation.detail}",
                self.folder,
                wrong=leading.violation.wrong.index,
                made_by=event.index if event else None,
            )
            files += [SEQUENCE, MERMAID]
        return [self.folder / name for name in files]
