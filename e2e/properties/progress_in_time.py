"""The progress that the page was told is on the screen soon after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.page_events import BodyRead, DocumentOpened, FetchStarted, FrameTaken
from e2e.history.stage_events import CameToRest
from e2e.properties.page_sockets import PageSockets
from e2e.properties.scenes import Scene, get_scenes
from e2e.properties.violation import Property, Violation
from mock_backend.frame_content import read_frame_text

LIMIT = 10_000
"""Virtual milliseconds that the page has from the moment at which it was told, as for the end."""

STEP = 25
"""Percent by which the screen may be behind, as a page may draw its bar in steps, such as quarters."""

EDGE = 10
"""Percent from both ends in which a page may draw no bar: the job begins, or its results are written."""

ROUNDING = 1
"""Percent by which bar and text may differ, as one may be rounded up and the other down."""

_TEXT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")


@dataclass(slots=True)
class _Told:
    at: int
    percent: float
    entry: Entry


def find(history: History) -> Violation | None:
    """Returns the first rest at which the screen is behind progress that the page was told long ago.

    It is the bar or its text, of a job that runs, and the page has shown a bar before or shows one now.
    Where the bar is gone, a percentage in any text stands for it.
    A frame tells the page, and so does the answer to its own poll while it has no open socket: with one
    a page may go by its frames alone. Progress that the job has not reached does not count, and while
    the tab is hidden the count does not run.
    """
    late = _find_late(history)
    if late is None:
        return None
    scene, told, on_screen = late
    shows = "no bar" if on_screen is None else f"{on_screen:g} %"
    return Violation(
        PROGRESS_IN_TIME.id,
        f"the page shows {shows}, {(scene.at - told.at) / 1000:g} s after it was told of "
        f"{told.percent:g} %",
        scene.entry,
    )


def find_told(history: History) -> Entry | None:
    """Returns the answer or frame behind which the screen is too late; None where it never is."""
    late = _find_late(history)
    return late[1].entry if late else None


def _find_late(history: History) -> tuple[Scene, _Told, float | None] | None:
    mount: int | None = None
    screen = _Screen()
    told: list[_Told] = []
    for scene, percent in _get_told(history):
        if scene.mount != mount:
            mount, screen, told = scene.mount, _Screen(), []
        if scene.truth is None or scene.truth.status != "running":
            told = []
            continue
        if percent is not None and percent <= (scene.truth.progress or 0):
            told.append(_Told(scene.at, percent, scene.entry))
        on_screen = screen.read(scene)
        if scene.status != "running" or not screen.had_bar:
            continue
        told = [each for each in told if _is_behind(on_screen, each.percent)]
        if not isinstance(scene.entry.event, CameToRest):
            continue
        if scene.is_hidden:
            for each in told:
                each.at = scene.at
        elif told and scene.is_settled and scene.at - told[0].at > LIMIT:
            return scene, told[0], on_screen
    return None


def _is_behind(on_screen: float | None, percent: float) -> bool:
    """Whether the screen is behind `percent`; a page may draw no bar at the very beginning and end."""
    if on_screen is None:
        return EDGE < percent < 100 - EDGE
    return percent - on_screen > STEP


def _get_told(history: History) -> Iterator[tuple[Scene, float | None]]:
    """Yields each scene, with the progress that its entry tells the mounted instance of its job."""
    sockets = PageSockets()
    mount: int | None = None
    fetches: set[int] = set()
    for scene in get_scenes(history):
        event = scene.entry.event
        sockets.apply(event)
        if scene.mount != mount or isinstance(event, DocumentOpened):
            mount, fetches = scene.mount, set()
        percent: float | None = None
        match event:
            case FetchStarted(fetch=fetch):
                fetches.add(fetch)
            case BodyRead(fetch=fetch, job=job, job_status="running", job_progress=progress):
                has_socket = job is not None and sockets.is_open_for(job)
                if fetch in fetches and job == scene.job and not has_socket:
                    percent = progress
            case FrameTaken(frame=frame):
                said = read_frame_text(frame)
                if said and said.kind == "progress" and said.job in (None, scene.job):
                    percent = said.percent
            case _:
                pass
        yield scene, percent


class _Screen:
    """The progress that an instance shows, by its bar and by the text of the bar.

    The percentage in the bar, else the one in a line of its own, is the bar's text if both agreed when
    the instance first showed them together: it could also be what remains, or a setting of the job.
    """

    def __init__(self) -> None:
        self.had_bar = False
        self._has_text: bool | None = None

    def read(self, scene: Scene) -> float | None:
        """Returns the percentage on the screen: the smaller one of bar and text, or None without one."""
        if scene.shown is None:
            return None
        bar, lines = scene.shown.progress, scene.shown.lines
        if bar is None:
            return max(
                (_read(text) for line in lines for text in _TEXT.finditer(line)), default=None
            )
        self.had_bar = True
        text = scene.shown.bar_text
        if text is None:
            texts = [_read(found) for line in lines if (found := _TEXT.fullmatch(line))]
            text = texts[0] if len(texts) == 1 else None
        if text is None:
            return bar
        if self._has_text is None:
            self._has_text = abs(text - bar) <= ROUNDING
        return min(bar, text) if self._has_text else bar


def _read(text: re.Match[str]) -> float:
    return float(text[1].replace(",", "."))


PROGRESS_IN_TIME = Property(
    "progress-in-time",
    f"Progress that the page was told is on the screen within {LIMIT // 1000} s.",
    find,
)
