"""The evidence of a failure: a screenshot, a Playwright trace, the history and its diagram."""

from __future__ import annotations

import dataclasses
import json
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from e2e.catalogue.result import CauseFound, Result
from e2e.diagrams import draw_sequence, dump_sequence, write_mermaid, write_svg
from e2e.history.history import History
from e2e.stage.stage import Stage

SEQUENCE = "sequence.svg"
"""The picture of a play's sequence diagram; its Mermaid text is in `sequence.mmd` beside it."""

SCREENSHOT_LIMIT = 5_000
"""Milliseconds of real time for a screenshot: a page that hangs does not delay the gate for longer."""


def start_tracing(context: BrowserContext) -> None:
    """Begins a trace with a picture of each step."""
    context.tracing.start(screenshots=True, snapshots=True)


def take_screenshot(page: Page) -> bytes | None:
    """Returns a screenshot as PNG; None for a page that hangs or is gone."""
    with suppress(PlaywrightError):
        return page.screenshot(animations="disabled", timeout=SCREENSHOT_LIMIT)
    return None


def keep_evidence(
    result: Result, stage: Stage, context: BrowserContext, folder: Path, screenshot: bytes | None
) -> Result:
    """Writes the evidence of a result below `folder`; returns the result with the files' names.

    The names are relative to `folder`. History and sequence diagram are written first, so that they exist
    even where the page cannot give a trace any more. The trace of `context` is stopped.
    """
    here = folder / result.id
    here.mkdir(parents=True, exist_ok=True)
    history = here / "history.jsonl"
    write_history(stage.history, history)
    kept = {"history": history}
    if result.cause is not None:
        kept["sequence"] = _draw(result, result.cause, stage, here)
    if screenshot is not None:
        kept["screenshot"] = here / "screen.png"
        kept["screenshot"].write_bytes(screenshot)
    with suppress(PlaywrightError):
        context.tracing.stop(path=here / "trace.zip")
        kept["trace"] = here / "trace.zip"
    return result.model_copy(
        update={name: str(path.relative_to(folder)) for name, path in kept.items()}
    )


def _draw(result: Result, cause: CauseFound, stage: Stage, here: Path) -> Path:
    title = f"{result.id}: {result.findings[0].detail}"
    history = stage.histories[cause.tab]
    return write_sequence(history, title, here, wrong=cause.wrong_index, made_by=cause.event_index)


def write_sequence(
    history: History, title: str, folder: Path, *, wrong: int, made_by: int | None
) -> Path:
    """Writes the sequence diagram as `SEQUENCE`, Mermaid text and JSON; returns the picture's file.

    `wrong` is the index of the wrong state in `history`, `made_by` the index of the event that made it.
    """
    sequence = draw_sequence(history, title, wrong=wrong, made_by=made_by)
    picture = folder / SEQUENCE
    picture.write_text(write_svg(sequence), encoding="utf-8")
    picture.with_suffix(".mmd").write_text(write_mermaid(sequence), encoding="utf-8")
    picture.with_suffix(".json").write_text(dump_sequence(sequence), encoding="utf-8")
    return picture


def write_history(history: History, path: Path) -> None:
    """Writes a history as JSON Lines: index, act, source, kind and the event's fields of each entry."""
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
