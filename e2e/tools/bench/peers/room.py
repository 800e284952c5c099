"""The npm project of the peers, installed where it is no part of the repository."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from e2e.pages.errors import Undecided
from e2e.pages.node import find_node
from e2e.tools.bench.peers.command import run_command
from e2e.tools.bench.peers.places import PEERS, PROJECT, SUITES

_MANIFESTS = ("package.json", "package-lock.json", ".npmrc")


@dataclass(frozen=True, slots=True)
class Room:
    """A folder with the suites in TypeScript beside the packages that they import."""

    folder: Path

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables with which its commands run."""
        return get_environment()

    def get_tool(self, name: str) -> Path:
        """Returns the command of an installed package."""
        return self.folder / "node_modules" / ".bin" / name


def get_environment() -> Mapping[str, str]:
    """Returns a path on which our Node comes first, and no colours."""
    path = f"{find_node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {"PATH": path, "NO_COLOR": "1", "CI": "1"}


def open_room(tell: Callable[[str], None]) -> Room:
    """Installs the packages of the lock file unless they are there, lays the suites beside them.

    Raises Undecided with npm's own words where that fails.
    """
    room = Room(PEERS / "room")
    digest = hashlib.sha256()
    for name in _MANIFESTS:
        digest.update((PROJECT / name).read_bytes())
    stamp = room.folder / "installed"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != digest.hexdigest():
        tell("installing the packages of the peers (npm ci) ...")
        shutil.rmtree(room.folder, ignore_errors=True)
        room.folder.mkdir(parents=True)
        for name in _MANIFESTS:
            shutil.copy(PROJECT / name, room.folder / name)
        install(room.folder, "ci")
        stamp.write_text(digest.hexdigest(), encoding="utf-8")
    shutil.copy(SUITES / "job.ts", room.folder)
    for suite in ("playwright_test", "vitest_msw", "bombadil"):
        shutil.rmtree(room.folder / suite, ignore_errors=True)
        shutil.copytree(SUITES / suite, room.folder / suite)
    return room


def install(folder: Path, order: str) -> None:
    """Runs `npm ci` or `npm install` in `folder`; raises Undecided with npm's words where it fails."""
    npm = find_node().with_name("npm")
    ran = run_command(
        [npm, order, "--ignore-scripts", "--no-progress", "--no-audit", "--no-fund"],
        environment=get_environment(),
        folder=folder,
    )
    if ran.code != 0:
        raise Undecided(
            f"Failed to install the packages in {folder}: npm {order} ended with {ran.code}. "
            f"Can this machine reach the npm registry, or a mirror of it? {ran.last_words}"
        )
