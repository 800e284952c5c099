"""What is kept of a failure: a screenshot, a Playwright trace, the history."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from playwright.sync_api import BrowserContext

from e2e.catalogue.result import Result
from e2e.history.history import History
from e2e.stage.stage import Stage


def start_tracing(context: BrowserContext) -> None:
    """Begins a trace with a picture of each step."""
    context.tracing.start(screenshots=True, snapshots=True)


def keep_evidence(result: Result, stage: Stage, context: BrowserContext, folder: Path) -> Result:
    """Writes the evidence of a result below `folder`; returns the result with the files' names.

    The names are relative to `folder`. The trace ends here.
    """
    here = folder / result.id
    here.mkdir(parents=True, exist_ok=True)
    screenshot, trace, history = (
        here / "screen.png",
        here / "trace.zip",
        here / "history.jsonl",
    )
    stage.page.screenshot(path=screenshot, animations="disabled")
    context.tracing.stop(path=trace)
    write_history(stage.history, history)
    return result.model_copy(
        update={
            "screenshot": str(screenshot.relative_to(folder)),
            "trace": str(trace.relative_to(folder)),
            "history": str(history.relative_to(folder)),
        }
    )


def write_history(history: History, path: Path) -> None:
    """Writes a history as JSON Lines: index, act, source, kind, and the event's own fields."""
    with path.open("w", encoding="utf-8") as lines:
        for entry in history:
            fields = dataclasses.asdict(entry.event)  # type: ignore[call-overload]
            line = {
                "index": entry.index,
                "act": entry.act,
                "source": entry.source,
                "kind": entry.event.kind,
                **fields,
            }
            lines.write(json.dumps(line) + "\n")
