"""`python3 -m setup.prepare`: everything that `make gate` and `make test` need, once.

A second run with the same lock files installs nothing and needs no network. Two runs at a time wait
for each other.
"""

from __future__ import annotations

import fcntl
import sys

from setup.browser import ensure_browser
from setup.node import ensure_node
from setup.npm_packages import ensure_npm_packages
from setup.places import CACHE
from setup.python_environment import ensure_python_environment
from setup.step import StepFailed


def main() -> int:
    """Runs each step that is not done; returns the exit code, 3 when one failed."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            ensure_python_environment()
            node = ensure_node()
            ensure_npm_packages(node)
            ensure_browser()
        except StepFailed as failed:
            print(failed, file=sys.stderr)
            return 3
        except KeyboardInterrupt:
            print("Interrupted: set-up is not complete, the next run goes on.", file=sys.stderr)
            return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
