"""The virtual environment with the locked dependencies."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from setup.places import PYTHON, ROOT, VENV
from setup.stamp import Stamp
from setup.step import StepFailed, run_step

OLDEST = (3, 11)


def ensure_python_environment() -> None:
    """Makes `.venv` and installs what `requirements.lock` names, by hash."""
    if sys.version_info < OLDEST:
        raise StepFailed(
            f"Failed to set up: Python {'.'.join(map(str, OLDEST))} or later is needed, this is "
            f"{sys.version.split()[0]}. Run `make PYTHON=python3.11 ...` with a later one."
        )
    lock = ROOT / "requirements.lock"
    stamp = Stamp("python", [lock, ROOT / "pyproject.toml"], sys.version, str(VENV))
    if PYTHON.exists() and stamp.is_current():
        return
    interpreter = Path(sys.executable).resolve()
    shutil.rmtree(VENV, ignore_errors=True)
    run_step(
        "Making .venv",
        # Not `.venv`'s own, where that is activated: it is gone by now.
        [interpreter, "-m", "venv", VENV],
        way_out="On Debian the package python3-venv brings what it needs.",
    )
    install_locked("Installing Python packages", lock)
    run_step(
        "Installing jobstatus-e2e",
        [*_PIP, "install", "--no-deps", "--no-build-isolation", "--editable", ROOT],
    )
    stamp.set()


def install_locked(title: str, lock: Path) -> None:
    """Installs a lock file into `.venv`; a package whose hash differs is refused."""
    run_step(
        title,
        [*_PIP, "install", "--require-hashes", "--requirement", lock],
        way_out="Can this machine reach PyPI, or a mirror that pip is told of?",
    )


_PIP = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]
