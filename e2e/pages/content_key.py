"""What of a checkout can be told to be the same before it is built."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from e2e.pages.build_inputs import get_tree_digest

MADE = frozenset({"dist", "build", "coverage", ".cache", ".vite", "reports"})
"""What tools make at the root of a checkout; below that a folder of such a name may hold sources."""

_LOCKS = ("package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock")


def get_content_key(checkout: Path, patch: Path | None, options: str = "") -> str:
    """Returns 16 hex digits over a checkout's own files, what is installed for it, patch and `options`.

    Whichever file of the checkout changes or comes to be changes the key. Files elsewhere are known
    only after a build (`BuildInputs`); a build is used again where both are the same.
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
    """What each installed package says it is, in each place where Node looks for it, and the locks."""
    for folder in (checkout, *checkout.parents):
        for pattern in ("*/package.json", "@*/*/package.json"):
            yield from sorted((folder / "node_modules").glob(pattern))
        for name in _LOCKS:
            if (folder / name).is_file():
                yield folder / name
