"""What a build was made of, and whether all of it is still the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from e2e.pages.places import ROOT

NEVER_SOURCE = frozenset({"node_modules", ".git"})
"""Folders that are passed over wherever they are."""

_SUITE = "<suite>/"


class BuildInputs(BaseModel):
    """All that a bundle was made of, as the bundler and the process that ran it listed it.

    `files` were read; of the packages in `trees` any file could be; those in `absent` would have been
    read if they had been there. They are named from the checkout, and this suite's own from its root
    (`<suite>/…`): a checkout that is moved with all that it reads has the same inputs.
    """

    model_config = ConfigDict(frozen=True)

    files: tuple[str, ...] = ()
    trees: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


def name_inputs(checkout: Path, listed: dict[str, list[str]]) -> BuildInputs:
    """Returns what a build of `checkout` listed by absolute paths, with the names of `BuildInputs`."""
    return BuildInputs(**{kind: _name(checkout, paths) for kind, paths in listed.items()})


def _name(checkout: Path, paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        f"{_SUITE}{Path(path).relative_to(ROOT)}"
        if Path(path).is_relative_to(ROOT)
        else os.path.relpath(path, checkout)
        for path in paths
    )


def _find(checkout: Path, name: str) -> Path:
    if name.startswith(_SUITE):
        return ROOT / name.removeprefix(_SUITE)
    return Path(os.path.normpath(checkout / name))


class Digests:
    """Digests of files and folders, each taken once for as long as this object lives."""

    def __init__(self) -> None:
        self._taken: dict[Path, str] = {}

    def get_digest(self, checkout: Path, inputs: BuildInputs) -> str | None:
        """Returns 64 hex digits over everything in `inputs`; None where a file came to be or is gone."""
        if any(_find(checkout, name).exists() for name in inputs.absent):
            return None
        digest = hashlib.sha256("\0".join(inputs.absent).encode())
        for name in (*inputs.files, *inputs.trees):
            of_path = self._take(_find(checkout, name))
            if of_path is None:
                return None
            digest.update(f"{name}\0{of_path}\0".encode())
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
