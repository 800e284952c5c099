"""`python3 -m setup.prepare`: everything that `make gate` and `make test` need, once.

A second run with the same lock files installs nothing and needs no network. Two runs at a time wait
for each other. It takes no arguments; `PYTHON=python3.12 make setup` chooses the Python.

Exit codes: 0 everything is there, 2 bad usage, 3 a step failed, 130 interrupted.
"""

from __future__ import annotations

import fcntl
import sys

from setup.browser import ensure_browser
from setup.compiled import compile_packages
from setup.node import ensure_node
from setup.npm_packages import ensure_npm_packages
from setup.places import CACHE
from setup.python_environment import ensure_python_environment
from setup.step import StepFailed


def main() -> int:
    """Runs each step that is not done; returns the exit code."""
    if arguments := sys.argv[1:]:
        if arguments[0] in ("-h", "--help"):
            print(__doc__, end="")
            return 0
        print(
            f"Failed to set up: {arguments[0]!r} is no argument of set-up, which takes none. "
            "Did you mean --help?",
            file=sys.stderr,
        )
        return 2
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            ensure_python_environment()
            compile_packages()
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
