"""The inputs of a build, and digests that tell whether they are unchanged."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from e2e.pages.places import ROOT

NEVER_SOURCE = frozenset({"node_modules", ".git"})
"""Names of folders that are passed over at every depth."""

_SUITE = "<suite>/"


class BuildInputs(BaseModel):
    """All inputs of a bundle, as the bundler and the process that ran it listed them.

    `files` were read. `trees` are folders of packages, and any file in them could be read. `absent` are
    paths that did not exist, and would have been read otherwise. Names are relative to the checkout,
    and those of this suite's own files to its root (`<suite>/…`). So a checkout that is moved together
    with all its inputs has the same names.
    """

    model_config = ConfigDict(frozen=True)

    files: tuple[str, ...] = ()
    trees: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


def name_inputs(checkout: Path, listed: dict[str, list[str]]) -> BuildInputs:
    """Returns the inputs of a build of `checkout`, with the names of `BuildInputs`.

    `listed` has the absolute paths of `files`, `trees` and `absent`.
    """
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
    """Digests of files and folders; an object computes each digest once, and keeps it."""

    def __init__(self) -> None:
        self._taken: dict[Path, str] = {}

    def get_digest(self, checkout: Path, inputs: BuildInputs) -> str | None:
        """Returns 64 hex digits over all `inputs`, or None.

        It is None if one of `inputs.absent` exists now, or another input is gone.
        """
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
    """Returns the files below `folder` in a fixed order; links to folders are not followed.

    Folders named in `passed_over` are skipped directly in `folder`, those of `NEVER_SOURCE` deeper.
    """
    for child in sorted(folder.iterdir()):
        if child.is_dir() and not child.is_symlink():
            if child.name not in passed_over:
                yield from get_files(child)
        elif child.is_file():
            yield child
