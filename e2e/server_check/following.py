"""Follows a job to its end over HTTP and WebSocket, only by reading."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import anyio

from e2e.server_check.address import get_job_target
from e2e.server_check.errors import UnusableInput
from e2e.server_check.observation import (
    Answer,
    Exchange,
    Followed,
    Refused,
    Request,
    Told,
    Unanswered,
)
from e2e.server_check.probing import NO_SUCH_JOB, Ask
from e2e.server_check.telling import get_answer_words, read_answer, read_told_frame
from mock_backend.job_life import TERMINAL

POLL_EVERY = 2.0
"""Seconds between polls, the same as in the pages (page-contract.md, Timing)."""

GRACE = 10.0
"""Seconds to wait for one channel to tell the end, after the other has told it."""

MOST_UNANSWERED = 5
"""Unanswered polls in a row after which following stops."""

Stream = Callable[
    [Callable[[], None], Callable[[str | bytes], None]], Awaitable[Refused | int | None]
]
"""Opens the job's WebSocket; calls the first argument when it opens, the second with each frame.

Returns why it did not open, or its close code."""


async def follow(
    job: str,
    ask: Ask,
    stream: Stream,
    tell: Callable[[Told], None],
    *,
    every: float = POLL_EVERY,
    grace: float = GRACE,
) -> Followed:
    """Polls the job every `every` seconds, listens on its WebSocket, and returns all that both told.

    It ends when both channels have told the end, or `grace` seconds after one has. Calls `tell` with
    each new state at once. Raises UnusableInput for a `job` that the server does not know.
    """
    session = _Session(job, ask, tell, every, grace)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(session.listen, stream)
        await session.poll()
        tasks.cancel_scope.cancel()
    return session.get_followed()


class _Session:
    def __init__(
        self, job: str, ask: Ask, tell: Callable[[Told], None], every: float, grace: float
    ) -> None:
        self._job = job
        self._ask = ask
        self._tell = tell
        self._every = every
        self._grace = grace
        self._began = anyio.current_time()
        self._told: list[Told] = []
        self._exchanges: list[Exchange] = []
        self._spoke = anyio.Event()
        self._opened_at: float | None = None
        self._closed_at: float | None = None
        self._socket: Refused | int | None = None
        self._stopped: str | None = None

    async def listen(self, stream: Stream) -> None:
        """Notes each frame of the socket until the socket closes."""
        self._socket = await stream(self._note_open, self._take_frame)
        if self._opened_at is not None:
            self._closed_at = self._now()
            said = f"closed by the server with {self._socket}"
            self._note(Told(self._closed_at, "WebSocket", None, None, said))
        self._spoke.set()

    async def poll(self) -> None:
        """Polls until both channels have told the end, the time is over, or the server is silent."""
        unanswered = 0
        while not self._is_over():
            exchange = await self._ask(Request("job", "GET", get_job_target(self._job)))
            self._exchanges.append(exchange)
            self._expect_known(exchange)
            unanswered = unanswered + 1 if isinstance(exchange.outcome, Unanswered) else 0
            if unanswered >= MOST_UNANSWERED:
                self._stopped = f"{unanswered} polls in a row were not answered"
                return
            self._take_answer(exchange)
            if not self._is_over():
                await self._wait()

    def get_followed(self) -> Followed:
        """Returns everything that both channels told."""
        return Followed(
            job=self._job,
            told=tuple(self._told),
            exchanges=tuple(self._exchanges),
            opened_at=self._opened_at,
            closed_at=self._closed_at,
            refused=self._socket if isinstance(self._socket, Refused) else None,
            seconds=self._now(),
            grace=self._grace,
            stopped=self._stopped,
        )

    def _is_over(self) -> bool:
        ends = {each.by: each.at for each in reversed(self._told) if each.status in TERMINAL}
        first = next((each for each in self._told if each.by == "HTTP"), None)
        if len(ends) == 2 or (first is not None and first.status in TERMINAL):
            return True
        is_deaf = "HTTP" in ends and (
            isinstance(self._socket, Refused) or self._closed_at is not None
        )
        return is_deaf or any(self._now() - at >= self._grace for at in ends.values())

    async def _wait(self) -> None:
        """Waits for the next poll's time; ends early if the socket tells the end or closes."""
        self._spoke = anyio.Event()
        with anyio.move_on_after(self._every):
            await self._spoke.wait()

    def _note_open(self) -> None:
        self._opened_at = self._now()
        self._note(Told(self._now(), "WebSocket", None, None, "opened"))

    def _take_frame(self, frame: str | bytes) -> None:
        status, progress, said = read_told_frame(frame)
        self._note(Told(self._now(), "WebSocket", status, progress, said, frame))
        if status in TERMINAL:
            self._spoke.set()

    def _take_answer(self, exchange: Exchange) -> None:
        status, progress = read_answer(exchange.outcome)
        said = get_answer_words(exchange.outcome, status, progress)
        last = next((each for each in reversed(self._told) if each.by == "HTTP"), None)
        if last is None or last.said != said:
            self._note(Told(self._now(), "HTTP", status, progress, said))

    def _note(self, told: Told) -> None:
        self._told.append(told)
        self._tell(told)

    def _expect_known(self, exchange: Exchange) -> None:
        is_first = len(self._exchanges) == 1
        outcome = exchange.outcome
        if is_first and isinstance(outcome, Answer) and outcome.status in NO_SUCH_JOB:
            raise UnusableInput(
                f"Failed to follow job {self._job!r}: the server answers {outcome.status}, it knows no "
                "such job. Give the id of one that is pending or running."
            )

    def _now(self) -> float:
        return round(anyio.current_time() - self._began, 3)
