"""Keeps the machine busy during a soak."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from e2e.gate.run import stress_process
from e2e.pages.errors import BadUsage

KINDS = tuple(stress_process.KINDS)
_MOST = {"cpu": 256, "memory": 65_536, "disk": 64}


@dataclass(frozen=True, slots=True)
class Stress:
    """The stress of one `kind`: `amount` busy loops (cpu), MiB in use (memory), or writers (disk)."""

    kind: str
    amount: int


def read_stress(said: str) -> Stress:
    """Returns the stress of a text `KIND=N`; raises BadUsage for any other text or too large an N."""
    kind, _, amount = said.partition("=")
    if kind not in KINDS or not amount.isdecimal() or not 0 < int(amount) <= _MOST[kind]:
        wanted = ", ".join(f"{kind}=N up to {_MOST[kind]}" for kind in KINDS)
        raise BadUsage(f"Failed to read --stress {said!r}: expected {wanted}.")
    return Stress(kind, int(amount))


@contextmanager
def under_stress(stresses: Sequence[Stress]) -> Iterator[None]:
    """Keeps the machine busy until the block ends.

    Each process ends with its standard input. So it also ends if this process is killed.
    """
    processes: list[subprocess.Popen[bytes]] = []
    try:
        for each in stresses:
            is_memory = each.kind == "memory"
            for _ in range(1 if is_memory else each.amount):
                command = [sys.executable, stress_process.__file__, each.kind, str(each.amount)]
                processes.append(
                    subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
                )
        yield
    finally:
        for process in processes:
            process.kill()
            process.communicate()
