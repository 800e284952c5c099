"""Running one command of set-up: quiet while it works, telling when it does not."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from setup.places import CACHE

TOLD = 15


class StepFailed(Exception):
    """A step of set-up failed; the message has the last lines of what it said, and the way out."""


def run_step(
    title: str,
    command: Sequence[str | Path],
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    way_out: str = "",
    limit: float | None = None,
) -> None:
    """Runs `command` with its words kept in `.cache/setup.log`, and prints the title and its time.

    `limit` is in seconds. Raises StepFailed when it fails, is missing, or takes longer.
    """
    print(f"{title} ... ", end="", flush=True)
    began = time.monotonic()
    log = CACHE / "setup.log"
    with log.open("w") as out:
        try:
            done = subprocess.run(
                [str(word) for word in command],
                cwd=folder,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                timeout=limit,
                check=False,
            )
        except FileNotFoundError:
            print("failed")
            raise StepFailed(f"Failed to run {command[0]}: it is not there. {way_out}") from None
        except subprocess.TimeoutExpired:
            print("failed")
            raise StepFailed(f"{title}: not done in {limit:g} s. {way_out}") from None
    if done.returncode != 0:
        print("failed")
        said = "\n".join(
            f"  {line}" for line in log.read_text(errors="replace").splitlines()[-TOLD:]
        )
        raise StepFailed(f"Failed at: {title}. The last lines of {log}:\n{said}\n{way_out}")
    print(f"{time.monotonic() - began:.0f} s", flush=True)
