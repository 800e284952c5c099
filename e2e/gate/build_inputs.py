"""What a build was made of, and whether all of it is still the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

NEVER_SOURCE = frozenset({"node_modules", ".git"})
"""Folders that are passed over wherever they are."""


class BuildInputs(BaseModel):
    """All that a bundle was made of, as the bundler and the process that ran it listed it.

    `files` were read; of the packages in `trees` any file could be; those in `absent` would have been
    read if they had been there.
    """

    model_config = ConfigDict(frozen=True)

    files: tuple[Path, ...]
    trees: tuple[Path, ...]
    absent: tuple[Path, ...]


class Digests:
    """Digests of files and folders, each taken once for as long as this object lives."""

    def __init__(self) -> None:
        self._taken: dict[Path, str] = {}

    def get_digest(self, inputs: BuildInputs) -> str | None:
        """Returns 64 hex digits over everything in `inputs`; None where a file came to be or is gone."""
        if any(path.exists() for path in inputs.absent):
            return None
        digest = hashlib.sha256("\0".join(map(str, inputs.absent)).encode())
        for path in (*inputs.files, *inputs.trees):
            of_path = self._take(path)
            if of_path is None:
                return None
            digest.update(f"{path}\0{of_path}\0".encode())
        return digest.hexdigest()

    def _take(self, path: Path) -> str | None:
        if path not in self._taken:
            if path.is_file():
                self._taken[path] = hashlib.sha256(path.read_bytes()).hexdigest()
            elif path.is_dir():
                self._taken[path] = get_tree_digest(path, NEVER_SOURCE)
            else:
                return None
        return self._taken[path]


def get_tree_digest(folder: Path, passed_over_at_root: frozenset[str]) -> str:
    """Returns 64 hex digits over names and contents of all files below `folder`.

    Folders of `NEVER_SOURCE` are passed over; at the root those of `passed_over_at_root` as well.
    """
    digest = hashlib.sha256()
    for file in get_files(folder, NEVER_SOURCE | passed_over_at_root):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(folder)}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def get_files(folder: Path, passed_over: frozenset[str] = NEVER_SOURCE) -> Iterator[Path]:
    """Returns the files below `folder` in a fixed order; links to folders are not followed."""
    for child in sorted(folder.iterdir()):
        if child.is_dir() and not child.is_symlink():
            if child.name not in passed_over:
                yield from get_files(child)
        elif child.is_file():
            yield child
