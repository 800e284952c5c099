"""The screen shows neither the reason of a failure nor the frames nor the results of another job."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise

from e2e.history.history import History
from e2e.history.page_events import FrameTaken
from e2e.properties.error_lines import LIMIT
from e2e.properties.lasting import find_lasting
from e2e.properties.scenes import Scene, get_scenes
from e2e.properties.violation import Property, Violation, choose_gravest
from mock_backend.journal.events import TruthChanged

_HEADING = re.compile(
    r"\b(earlier|previous(ly)?|history"
    r"|(past|recent|other|former|older|last|finished|completed) (jobs?|runs?|tasks?|videos?|attempts?)"
    r"|(job|run|attempt) before|frühere|vorherige|letzte (jobs?|aufträge)|verlauf|précédents?|historique"
    r"|anterior(es)?|precedenti|cronologia)\b",
    re.IGNORECASE,
)
"""The heading of a list of earlier jobs, in the words of some languages."""

_STATUS = re.compile(r"status:\s*\w", re.IGNORECASE)

NAME = 8
"""The first characters of a job's id, by which a page may name it."""


def find(history: History) -> Violation | None:
    """Returns the gravest rest that shows the reason, the frames or the results of another job.

    A line with a number that came with the end of a job is taken for its results, where it stays on the
    screen beside the next job while that one goes on.

    A reason that stands beside the id of its job, as in a list of earlier jobs, does not count, and
    neither does one below a line that says so ("Earlier jobs"; see `_HEADING`). It decides where they are
    on the screen for `LIMIT`, which a toast may take to go.
    """
    return choose_gravest(find_lasting(NOTHING_OF_ANOTHER_JOB.id, _describe(history), LIMIT))


def _describe(history: History) -> Iterator[tuple[Scene, str | None]]:
    words = _Words()
    for scene in get_scenes(history):
        words.apply(scene)
        yield scene, words.find_foreign(scene)


class _Words:
    """The reasons of failed jobs, and the frames that sockets told, each with its jobs."""

    def __init__(self) -> None:
        self._jobs_by_reason: dict[str, set[str]] = {}
        self._frames: dict[str, set[str]] = {}
        self._results = _Results()

    def apply(self, scene: Scene) -> None:
        """Takes in the entry of `scene`."""
        self._results.apply(scene)
        match scene.entry.event:
            case TruthChanged(job=job, message=str(message)) if message:
                self._jobs_by_reason.setdefault(message, set()).add(job)
            case FrameTaken(frame=text):
                told = _parse(text)
                of = told.get("job_id")
                if isinstance(of, str) and "current_frame" in told:
                    said = f"{told['current_frame']}/{told.get('total_frames')}"
                    self._frames.setdefault(of, set()).add(said)
            case _:
                pass

    def find_foreign(self, scene: Scene) -> str | None:
        """Returns in words what the screen shows of another job and not of its own; None for nothing."""
        if scene.shown is None or scene.job is None:
            return None
        frames = dict(self._frames)
        own_frames = frames.pop(scene.job, set())
        for reason, jobs in self._jobs_by_reason.items():
            if scene.job not in jobs and shows_as_its_own(
                scene.shown.lines_outside_logs, reason, jobs
            ):
                return f"the page shows {reason!r}, the reason of another job's failure"
        frame = scene.shown.frame
        if (
            frame is not None
            and frame not in own_frames
            and any(frame in f for f in frames.values())
        ):
            return f"the page shows frame {frame} of another job"
        line = None if scene.has_ended else self._results.find_kept(scene.shown.lines_outside_logs)
        return line and f"the page shows {line!r}, which came with the end of another job"


class _Results:
    """The lines with a number that came with the end of a job, and stay when another job is shown."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._job: str | None = None
        self._mount: int | None = None
        self._came: set[str] = set()
        self._kept: dict[str, str] = {}

    def apply(self, scene: Scene) -> None:
        """Takes in the state that the entry of `scene` shows, if it is one."""
        if scene.shown is None or scene.job is None or scene.shown_entry is not scene.entry:
            return
        lines = set(scene.shown.lines)
        if scene.mount != self._mount:
            if self._job not in (None, scene.job):
                self._kept = dict.fromkeys(self._came, str(self._job))
            self._mount, self._job, self._came = scene.mount, scene.job, set()
        self._kept = {line: job for line, job in self._kept.items() if line in lines}
        new = lines - self._known - self._kept.keys()
        if scene.status == "completed":
            self._came = {line for line in new if re.search(r"\d", line)}
        else:
            self._known |= new

    def find_kept(self, lines: tuple[str, ...]) -> str | None:
        """Returns the first such line that the page does not say to be of an earlier job."""
        for line in lines:
            if line in self._kept and shows_as_its_own(lines, line, {self._kept[line]}):
                return line
        return None


def shows_as_its_own(lines: tuple[str, ...], reason: str, jobs: set[str]) -> bool:
    """Returns whether a line has `reason` and does not say that it is of an earlier job.

    It says so where it or the line before names one of its `jobs`, and below a heading of earlier jobs,
    or behind one in its own line. A heading stands below the status: above it is the page's navigation.
    """
    names = [job[:NAME] for job in jobs]
    is_below = False
    for before, line in pairwise(("", *lines)):
        at = line.find(reason)
        if is_below and _HEADING.search(line[:at] if at >= 0 else line):
            return False
        is_below = is_below or _STATUS.search(line) is not None
        if at >= 0 and not any(name in before or name in line for name in names):
            return True
    return False


def _parse(frame: str) -> dict[str, object]:
    try:
        told = json.loads(frame)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


NOTHING_OF_ANOTHER_JOB = Property(
    "nothing-of-another-job",
    "The page shows neither the reason of a failure nor the frames nor the results of another job.",
    find,
)
