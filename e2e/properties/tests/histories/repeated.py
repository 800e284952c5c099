"""A part of a history that comes again and again."""

from __future__ import annotations

from collections.abc import Callable

from e2e.history.tests.written import Written


def repeated(written: Written, times: int, do: Callable[[Written], Written]) -> Written:
    for _ in range(times):
        written = do(written)
    return written
