"""The life of a job. Pure: it has neither I/O nor a clock of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypedDict

from mock_backend.results import TOTAL_FRAMES, VIDEO_TYPES, Found

Status = Literal["pending", "running", "completed", "failed"]

TERMINAL: frozenset[str] = frozenset({"completed", "failed"})
ONE_TOOL = ("player_detection",)
WHOLE_SECOND = 1_000
"""The step, in milliseconds, of a server whose times have no fraction of a second."""


class TerminalState(Exception):
    """The job is in a terminal state, which only a restart can change."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A job as the backend has it at one moment.

    `progress` is 0 to 100, or None before the first report; it stays None for an image that reports no
    progress. `version` grows by one with each change. `updated_at` is in milliseconds of the server's
    clock and grows with each change, so that a page can order answers by it, until that clock is set.
    `tools` process the file one after the
    other, and `found` decides how much they find.
    """

    job_id: str
    job_type: str
    status: Status
    progress: float | None
    error_message: str | None
    version: int
    created_at: int
    updated_at: int
    tools: tuple[str, ...] = ONE_TOOL
    found: Found = "some"

    @property
    def is_terminal(self) -> bool:
        """Whether the job is in a terminal state."""
        return self.status in TERMINAL

    @property
    def current_frame(self) -> int:
        """The frame that the progress stands for, of `TOTAL_FRAMES`."""
        return round((self.progress or 0) / 100 * TOTAL_FRAMES)

    @property
    def has_several_tools(self) -> bool:
        """Whether there are several tools; only then a server reports them one by one."""
        return len(self.tools) > 1

    @property
    def tools_total(self) -> int | None:
        """The number of tools; None where there is only one."""
        return len(self.tools) if self.has_several_tools else None

    @property
    def tools_completed(self) -> int | None:
        """The number of tools that are done; None where there is only one tool."""
        if not self.has_several_tools:
            return None
        return len(self.tools) if self.status == "completed" else self._count_done()

    @property
    def current_tool(self) -> str | None:
        """The tool that works now; None where there is only one tool, or where the job does not run."""
        if not self.has_several_tools or self.status != "running":
            return None
        return self.tools[self._count_done()]

    def _count_done(self) -> int:
        done = int((self.progress or 0) / 100 * len(self.tools))
        return min(done, len(self.tools) - 1)


class LifeKind(TypedDict, total=False):
    """The properties of a job that do not change during its life: see `JobLife`."""

    progress: float | None
    job_type: str
    tools: tuple[str, ...]
    found: Found
    step: int
    keeps_progress: bool


class JobKind(LifeKind, total=False):
    """The same, with the form of its answers: see `Backend.create_job`."""

    is_wrapped: bool


class JobLife:
    """Moves a job from `pending` to a terminal state, which only `restart` leaves.

    `now` returns virtual milliseconds. Times are rounded down to a multiple of `step`, in milliseconds.
    With `keeps_progress` a job completes at the progress that it reported last, as on a server whose
    workers report now and then.
    Every move returns the new truth. It raises TerminalState once the job has ended, and ValueError for a
    move that a real job cannot make.
    """

    def __init__(
        self,
        job_id: str,
        *,
        now: Callable[[], int],
        status: Status = "pending",
        progress: float | None = None,
        job_type: str = "video",
        tools: tuple[str, ...] = ONE_TOOL,
        found: Found = "some",
        step: int = 1,
        keeps_progress: bool = False,
    ) -> None:
        self._now = now
        self._step = step
        self._keeps_progress = keeps_progress
        self._ahead = 0
        born = self._floor(now())
        message = "The job failed." if status == "failed" else None
        self.truth = Truth(job_id, job_type, status, progress, message, 1, born, born, tools, found)
        self._least_change = born + (1 if step == 1 else 0)
        if status == "completed":
            self.truth = replace(self.truth, progress=self._get_last_progress())

    def start(self) -> Truth:
        """Moves the job from `pending` or `running` to `running`."""
        return self._move("start", status="running")

    def progress(self, percent: float) -> Truth:
        """Reports progress, 0 to 100, never less than before; a pending job starts with it."""
        if not 0 <= percent <= 100:
            raise ValueError(f"Failed to report progress: {percent} is not between 0 and 100.")
        if percent < (self.truth.progress or 0):
            raise ValueError(
                f"Failed to report progress: {percent} is less than {self.truth.progress}. "
                "A late frame is sent with `ServerSocket.send`, it is not what the job is at."
            )
        return self._move("progress", status="running", progress=float(percent))

    def complete(self) -> Truth:
        """Moves the job to `completed`: at 100 %, but with `keeps_progress` or without any progress."""
        return self._move("complete", status="completed", progress=self._get_last_progress())

    def fail(self, message: str | None) -> Truth:
        """Moves the job to `failed`, with `message` as its error; None: the server does not say why."""
        return self._move("fail", status="failed", error_message=message)

    def restart(self) -> Truth:
        """Moves the job to `pending` under the same id; this is the only way out of a terminal state."""
        return self._change(status="pending", progress=None, error_message=None)

    def set_clock(self, ahead: int) -> None:
        """Sets the server's clock to virtual time plus `ahead` (ms), which may be negative.

        The times of later changes go by it, so the next one may be earlier than the one before. The job
        itself does not change.
        """
        self._ahead = ahead
        self._least_change = self._floor(self._now() + ahead)

    def _move(self, move: str, **changes: object) -> Truth:
        if self.truth.is_terminal:
            raise TerminalState(
                f"Failed to {move}: job {self.truth.job_id} is {self.truth.status} already. "
                "Did you mean to restart it, or to send a frame that is out of date?"
            )
        return self._change(**changes)

    def _change(self, **changes: object) -> Truth:
        changed = max(self._floor(self._now() + self._ahead), self._least_change)
        self._least_change = changed + (1 if self._step == 1 else 0)
        self.truth = replace(
            self.truth,
            version=self.truth.version + 1,
            updated_at=changed,
            **changes,  # type: ignore[arg-type]
        )
        return self.truth

    def _get_last_progress(self) -> float | None:
        if self._keeps_progress:
            return self.truth.progress
        is_silent = self.truth.job_type not in VIDEO_TYPES and self.truth.progress is None
        return None if is_silent else 100.0

    def _floor(self, milliseconds: int) -> int:
        return milliseconds // self._step * self._step
