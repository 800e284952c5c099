"""The key of a build: the same sources, the same key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from e2e.gate.places import FIXTURES, HARNESS

NEVER_SOURCE = frozenset({"node_modules", ".git"})
"""Folders that are passed over wherever they are."""

MADE = frozenset({"dist", "build", "coverage", ".cache", ".vite", "reports"})
"""What tools make at the root of a checkout; below that a folder of such a name may hold sources."""
_OUR_PACKAGES = FIXTURES / "node_modules" / ".package-lock.json"


def get_content_key(checkout: Path, patch: Path | None) -> str:
    """Returns 16 hex digits over everything that a build is made of.

    That is the checkout's own files and installed packages, the patch, the harness, and our lock file.
    """
    digest = hashlib.sha256()
    for file in _files_of(checkout, NEVER_SOURCE | MADE):
        _add(digest, f"page/{file.relative_to(checkout)}", file)
    for file in (*_files_of(HARNESS / "src"), *sorted((HARNESS / "build").glob("*.js"))):
        _add(digest, f"harness/{file.relative_to(HARNESS)}", file)
    for file in (HARNESS / "index.html", HARNESS.parent / "package-lock.json"):
        _add(digest, file.name, file)
    for file in _manifests_of(checkout):
        _add(digest, f"page/{file.relative_to(checkout)}", file)
    if _OUR_PACKAGES.is_file():
        _add(digest, "our packages", _OUR_PACKAGES)
    if patch is not None:
        _add(digest, "patch", patch)
    return digest.hexdigest()[:16]


def _manifests_of(checkout: Path) -> Iterator[Path]:
    """What each installed package says it is, whichever package manager put it there."""
    installed = checkout / "node_modules"
    for pattern in ("*/package.json", "@*/*/package.json"):
        yield from sorted(installed.glob(pattern))


def _files_of(folder: Path, passed_over: frozenset[str] = NEVER_SOURCE) -> Iterator[Path]:
    for child in sorted(folder.iterdir()):
        if child.is_dir() and not child.is_symlink():
            if child.name not in passed_over:
                yield from _files_of(child)
        elif child.is_file():
            yield child


def _add(digest: hashlib._Hash, name: str, file: Path) -> None:
    content = file.read_bytes()
    digest.update(f"{name}\0{len(content)}\0".encode())
    digest.update(content)
