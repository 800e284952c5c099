"""A job that has completed is not shown with an error."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from e2e.history.history import History
from e2e.history.page_events import Shown
from e2e.properties.error_lines import LIMIT, Troubles, find_error_lines, normalise
from e2e.properties.scenes import Scene, get_scenes
from e2e.properties.violation import Property, Violation, choose_gravest

FADING = 1_000
"""Virtual milliseconds in which a notice fades away, as those of react-hot-toast and sonner do."""

_ERROR = re.compile(
    r"\b(error|failed|failure|could not|cannot|can't|unable|unreachable|timed out|timeout|went wrong"
    r"|aborted|unexpected|(http|status|code|answered) [45]\d\d)\b",
    re.IGNORECASE,
)
_NONE_OF_IT = re.compile(
    r"\b(error|fail)\w*\W*(\w+\W+)?(0|none|null|no|\[\]|\{\})\W*$|\b(no|0|without)\W+(error|fail)",
    re.IGNORECASE,
)


def find(history: History) -> Violation | None:
    """Returns the first error line beside `completed` that stays for `LIMIT`, or a shorter one as advice.

    It looks only at lines that appeared after a failure of this instance. An error line is one that
    reads as an error in English ("failed frames: 0" does not), even while the failure goes on. A line
    in any language is one as well, if it came with a failure that is over (see `error_lines`). A notice
    that disappears by itself does so before `LIMIT`, and is advice; a notice that fades away within
    `FADING` is not reported. A line that came while the request for the results fails is about the
    results, and does not count until these are there.
    """
    found = (_find_worded(history), _find_stayed(history))
    return choose_gravest(each for each in found if each is not None)


def ends_with_error_beside_success(history: History) -> bool:
    """Returns whether an English error line is beside `completed` at the end of the history.

    It counts even where it has just appeared.
    """
    return bool(deque(_get_standing(history), maxlen=1)[0]) if len(history) else False


def _find_stayed(history: History) -> Violation | None:
    for error in find_error_lines(history):
        if error.scene.status == "completed":
            return Violation(
                NO_ERROR_AFTER_SUCCESS.id,
                f"the page shows {error.line!r}, which came with a failure, beside 'completed', and "
                f"has for {error.stayed / 1000:g} s",
                error.scene.wrong,
            )
    return None


def _find_worded(history: History) -> Violation | None:
    first: _Standing | None = None
    for scene, standing in zip(get_scenes(history), _get_standing(history), strict=True):
        for error in standing.values():
            if scene.at - error.scene.at > FADING:
                first = first or error
            if scene.is_settled and scene.at - error.scene.at >= LIMIT:
                return Violation(
                    NO_ERROR_AFTER_SUCCESS.id,
                    f"the page shows {error.line!r} beside 'completed', and has for "
                    f"{(scene.at - error.scene.at) / 1000:g} s",
                    error.scene.wrong,
                )
    if first is None:
        return None
    said = f"the page shows {first.line!r} beside 'completed' for less than {LIMIT // 1000} s"
    return Violation(NO_ERROR_AFTER_SUCCESS.id, said, first.scene.wrong, "advice")


@dataclass(frozen=True, slots=True)
class _Standing:
    """A line that reads as an error, and the settled scene at which it was first beside `completed`."""

    line: str
    scene: Scene


def _get_standing(history: History) -> Iterator[dict[str, _Standing]]:
    """Yields, for each scene, the error lines beside `completed`, by their text without numbers."""
    mount: int | None = None
    troubles = Troubles()
    good: set[str] = set()
    seen: set[str] = set()
    of_results: set[str] = set()
    standing: dict[str, _Standing] = {}
    for scene in get_scenes(history):
        if scene.mount != mount:
            mount, troubles, seen = scene.mount, Troubles(), set()
        troubles.apply(scene.entry.event)
        lines = scene.shown.lines_outside_logs if scene.shown else ()
        if not troubles.came and isinstance(scene.entry.event, Shown):
            good |= set(lines)
        if isinstance(scene.entry.event, Shown):
            keys = {normalise(line) for line in lines}
            if _lacks_results(troubles):
                of_results |= keys - seen
            seen = keys
        if not _lacks_results(troubles):
            of_results = set()
        errors = {
            key: line
            for line in lines
            if troubles.came
            and _is_error(line)
            and line not in good
            and (key := normalise(line)) not in of_results
        }
        if scene.status != "completed":
            errors = {}
        standing = {key: each for key, each in standing.items() if key in errors}
        if scene.is_settled:
            for key, line in errors.items():
                standing.setdefault(key, _Standing(line, scene))
        yield standing


def _lacks_results(troubles: Troubles) -> bool:
    return any(path.endswith("/result") for path in troubles.open)


def _is_error(line: str) -> bool:
    return bool(_ERROR.search(line)) and not _NONE_OF_IT.search(line)


NO_ERROR_AFTER_SUCCESS = Property(
    "no-error-after-success",
    "A job that has completed is never shown with an error.",
    find,
)
