"""A key over the content of a checkout that is known before it is built."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from e2e.pages.build_inputs import get_tree_digest

MADE = frozenset({"dist", "build", "coverage", ".cache", ".vite", "reports"})
"""Folders that tools write at the root of a checkout; deeper, one of that name may hold sources."""

_LOCKS = ("package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock")


def get_content_key(checkout: Path, patch: Path | None, options: str = "") -> str:
    """Returns 16 hex digits over a checkout's own files, its installed packages, `patch` and `options`.

    The key changes when a file of the checkout changes or is added. Files elsewhere are known only
    after a build (`BuildInputs`); a build is used again if the key and those files are the same.
    """
    digest = hashlib.sha256(f"{options}\0{get_tree_digest(checkout, MADE)}".encode())
    for file in _get_installed(checkout):
        digest.update(f"\0{os.path.relpath(file, checkout)}\0".encode())
        digest.update(file.read_bytes())
    if patch is not None:
        digest.update(b"\0patch\0")
        digest.update(patch.read_bytes())
    return digest.hexdigest()[:16]


def _get_installed(checkout: Path) -> Iterator[Path]:
    """Yields the package.json of each package that Node finds from `checkout`, and the lock files."""
    for folder in (checkout, *checkout.parents):
        for pattern in ("*/package.json", "@*/*/package.json"):
            yield from sorted((folder / "node_modules").glob(pattern))
        for name in _LOCKS:
            if (folder / name).is_file():
                yield folder / name
