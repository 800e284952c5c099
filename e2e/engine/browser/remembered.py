"""The memory of the browser that the ladder found, for the next command."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from e2e.engine.browser import fetched, named, system
from e2e.engine.browser.found import FoundBrowser
from e2e.engine.browser.source import BrowserSource

MEMORY = Path(__file__).parents[3] / ".cache" / "browser-found"
BOOT = Path("/proc/sys/kernel/random/boot_id")
_MOST = 20
"""The files that are kept; the oldest goes first."""


def recall(named_path: Path | None, *, headed: bool) -> FoundBrowser | None:
    """Returns the browser that was found for these arguments; None where nothing is known, or no longer.

    It is known for as long as nothing changes that the ladder's answer depends on: the executables of all
    rungs (path, size, time, inode), the person, the machine and its last start, and Playwright's version.
    """
    try:
        kept = json.loads(_get_file(named_path, headed=headed).read_text(encoding="utf-8"))
        path = Path(kept["path"]) if kept["path"] else None
        source = BrowserSource(path, bool(kept["is_sandboxed"]))
        return FoundBrowser(str(kept["rung"]), source, str(kept["version"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(found: FoundBrowser, named_path: Path | None, *, headed: bool) -> None:
    """Keeps `found` for `recall`; keeps nothing where the cache cannot be written."""
    file = _get_file(named_path, headed=headed)
    kept = {
        "rung": found.rung,
        "path": str(found.source.path) if found.source.path else None,
        "is_sandboxed": found.source.is_sandboxed,
        "version": found.version,
    }
    unfinished = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for old in sorted(file.parent.glob("*.json"), key=_get_time)[: -_MOST + 1]:
            old.unlink(missing_ok=True)
        unfinished.write_text(json.dumps(kept), encoding="utf-8")
        unfinished.replace(file)
    except OSError:
        unfinished.unlink(missing_ok=True)


def forget() -> None:
    """Removes all that is kept."""
    shutil.rmtree(MEMORY, ignore_errors=True)


def _get_file(named_path: Path | None, *, headed: bool) -> Path:
    said = "\0".join((*_get_circumstances(), *_get_executables(named_path), str(headed)))
    return MEMORY / f"{hashlib.sha256(said.encode()).hexdigest()[:16]}.json"


def _get_circumstances() -> Iterator[str]:
    """The machine's start, the person and the display: a sandbox and a window depend on them."""
    yield BOOT.read_text(encoding="ascii") if BOOT.is_file() else ""
    yield platform.node()
    yield str(os.getuid()) if hasattr(os, "getuid") else ""
    yield f"{os.environ.get('DISPLAY')} {os.environ.get('WAYLAND_DISPLAY')}"
    yield metadata.version("playwright")


def _get_executables(named_path: Path | None) -> Iterator[str]:
    """Each executable that a rung may offer, and the folders of Playwright's own browsers."""
    in_environment = os.environ.get(named.VARIABLE)
    on_path = (shutil.which(name) for name in (*system.HEADLESS_ONLY, *system.FULL))
    for number, path in enumerate((named_path, in_environment, *on_path, fetched.FETCHED)):
        yield f"{number} {path} {_describe(Path(path)) if path else ''}"
    own = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    homes = [own] if own else map(os.path.expanduser, _PLAYWRIGHTS_HOMES)
    for home in homes:
        for each in sorted(Path(home).glob("chromium*")):
            yield f"{each} {_describe(each)} {_describe(each / _COMPLETE)}"


_PLAYWRIGHTS_HOMES = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
_COMPLETE = "INSTALLATION_COMPLETE"


def _describe(file: Path) -> str:
    try:
        said = file.stat()
    except OSError:
        return "missing"
    return f"{said.st_dev} {said.st_ino} {said.st_size} {said.st_mtime_ns}"


def _get_time(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
