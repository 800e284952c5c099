"""The life of a worker process: it takes tasks from a pipe until the other end is closed.

The protocol has one message at a time each way. In: a `Job`, or RECALL while one is running. Out: one
`Answer` for each job.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Literal

from e2e.workers.pool import WorkerBroken
from e2e.workers.recall import recalled_by
from e2e.workers.resources import Resources, using

RECALL = None
"""The message that recalls a running job; a worker without a job ignores it."""

Job = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a job: its value, the exception that it raised, or that its worker broke."""

    kind: Literal["returned", "raised", "broke"]
    value: Any


def work(connection: Connection) -> None:
    """Carries out jobs until `connection` is closed at the other end, or the worker is broken."""
    # The pool decides when this process ends, so Ctrl-C must reach neither it nor its browser.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.setsid()
    with closing(Resources()) as resources, using(resources):
        while True:
            try:
                job: Job | None = connection.recv()
                if job is RECALL:
                    continue
                # While the job runs, the next message or the end of the pipe can only mean a recall.
                with recalled_by(lambda: connection.poll(0)):
                    answer = _carry_out(job)
                connection.send_bytes(_pickle(answer))
            except (EOFError, BrokenPipeError, ConnectionResetError):
                return
            if answer.kind == "broke":
                return


def _carry_out(job: Job) -> Answer:
    function, arguments, named = job
    try:
        return Answer("returned", function(*arguments, **named))
    except WorkerBroken as error:
        return Answer("broke", str(error))
    except Exception as error:
        return Answer("raised", error)


def _pickle(answer: Answer) -> bytes:
    try:
        return pickle.dumps(answer)
    except Exception as error:
        said = f"Failed to send what came of a task: {answer.value!r} ({error})."
        return pickle.dumps(Answer("raised", RuntimeError(said)))
