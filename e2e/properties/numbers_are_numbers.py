"""No line on the screen shows NaN, or `null` and `undefined` in the place of a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from e2e.history.history import History
from e2e.properties.lasting import find_lasting
from e2e.properties.scenes import GRACE, Scene, get_scenes
from e2e.properties.violation import Property, Violation, choose_gravest

_NOT_A_NUMBER = re.compile(
    r"\bNaN\b|\b(null|undefined|Infinity)\s*%|\bFrame:\s*(.*/\s*)?(null|undefined)\b"
)
"""NaN anywhere; the words for a number that is missing only as a percentage and as frames."""


def find(history: History) -> Violation | None:
    """Returns the gravest rest with a line without its number; it decides where one stays for `GRACE`."""
    return choose_gravest(find_lasting(NUMBERS_ARE_NUMBERS.id, _describe(history), GRACE))


def _describe(history: History) -> Iterator[tuple[Scene, str | None]]:
    for scene in get_scenes(history):
        lines = scene.shown.lines if scene.shown else ()
        line = next(filter(_NOT_A_NUMBER.search, lines), None)
        yield scene, None if line is None else f"the page shows {line!r}"


NUMBERS_ARE_NUMBERS = Property(
    "numbers-are-numbers",
    "The page never shows NaN, null or undefined in the place of a number.",
    find,
)
