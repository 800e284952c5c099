"""A browser that starts: one that is there, else fetched from where this machine can reach."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from setup.places import CACHE, PYTHON, ROOT
from setup.step import StepFailed, run_step

LOCKED = ROOT / "setup" / "chromium"
FETCHED = CACHE / "browser"
DOWNLOAD_LIMIT = 300
"""Seconds for one way of fetching; those that cannot work fail long before."""


def ensure_browser() -> None:
    """Leaves alone what the ladder finds, else fetches: Playwright's, Debian's, the one on npm."""
    if _finds_one():
        return
    reasons = []
    ways: list[tuple[str, Callable[[], None]]] = [
        ("Playwright's own", _fetch_playwrights),
        ("Debian's package", _fetch_debians),
        ("npm's @sparticuz/chromium", _fetch_from_npm),
    ]
    for name, fetch in ways:
        try:
            fetch()
        except StepFailed as failed:
            reasons.append(f"  - {name}: {_first_line(str(failed))}")
            continue
        if _finds_one():
            return
        reasons.append(f"  - {name}: it was fetched, and does not start")
    raise StepFailed(
        "Failed to fetch a browser:\n" + "\n".join(reasons) + "\nInstall a Chromium by hand and "
        "name it with PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH."
    )


def _finds_one() -> bool:
    command = [str(PYTHON), "-m", "e2e.engine.browser.look"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0


def _fetch_playwrights() -> None:
    run_step(
        "Fetching Playwright's Chromium",
        [PYTHON, "-m", "playwright", "install", "--only-shell", "chromium"],
        limit=DOWNLOAD_LIMIT,
    )


def _fetch_debians() -> None:
    if shutil.which("apt-get") is None:
        raise StepFailed("this system has no apt-get")
    sudo = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run_step("Updating Debian's package lists", [*sudo, "apt-get", "update"], environment=quiet)
    run_step(
        "Installing Debian's chromium-headless-shell",
        [
            *sudo,
            "apt-get",
            "install",
            "--yes",
            "--no-install-recommends",
            "chromium-headless-shell",
        ],
        environment=quiet,
        limit=DOWNLOAD_LIMIT,
    )


def _fetch_from_npm() -> None:
    FETCHED.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(LOCKED / name, FETCHED / name)
    npm = shutil.which("npm") or str(PYTHON.with_name("npm"))
    path = {"PATH": f"{PYTHON.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    run_step(
        "Fetching @sparticuz/chromium from npm",
        [npm, "ci", "--no-progress"],
        folder=FETCHED,
        environment=path,
        limit=DOWNLOAD_LIMIT,
    )
    node = shutil.which("node") or str(PYTHON.with_name("node"))
    run_step(
        "Unpacking it",
        [node, Path(__file__).with_name("unpack_chromium.mjs"), FETCHED],
        environment={**path, "TMPDIR": str(FETCHED)},
    )


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0] if text.strip() else "no reason was given"
