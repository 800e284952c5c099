"""Each number on the screen is one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from e2e.history.history import History
from e2e.properties.scenes import GRACE, get_scenes
from e2e.properties.violation import Property, Violation, choose_gravest

_NOT_A_NUMBER = re.compile(r"\bNaN\b")


def find(history: History) -> Violation | None:
    """Returns the gravest rest that shows `NaN`; it decides where that is on the screen for `GRACE`."""
    return choose_gravest(_find_nan(history))


def _find_nan(history: History) -> Iterator[Violation]:
    since: int | None = None
    for scene in get_scenes(history):
        if not scene.is_settled:
            continue
        lines = scene.shown.lines if scene.shown else ()
        line = next(filter(_NOT_A_NUMBER.search, lines), None)
        if line is None:
            since = None
            continue
        since = scene.at if since is None else since
        lasts = scene.at - since >= GRACE
        detail = f"the page shows {line!r}"
        yield Violation(
            NUMBERS_ARE_NUMBERS.id, detail, scene.wrong, "decides" if lasts else "advice"
        )


NUMBERS_ARE_NUMBERS = Property(
    "numbers-are-numbers", "The page shows numbers, and never the word for none.", find
)
