"""Remembers what a step was last done for."""

from __future__ import annotations

import hashlib
from pathlib import Path

from setup.places import STAMPS


class Stamp:
    """The inputs of a step, as a digest kept beside the cache: equal digests, nothing to do."""

    def __init__(self, step: str, files: list[Path], *words: str) -> None:
        digest = hashlib.sha256("\0".join(words).encode())
        for file in files:
            digest.update(file.read_bytes())
        self._digest = digest.hexdigest()
        self._path = STAMPS / step

    def is_current(self) -> bool:
        """Whether the step was done for these inputs."""
        return self._path.is_file() and self._path.read_text() == self._digest

    def set(self) -> None:
        """Notes that it was."""
        STAMPS.mkdir(parents=True, exist_ok=True)
        self._path.write_text(self._digest)
