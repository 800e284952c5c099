"""A journal of the plays of a mutation run, so that an interrupted run can go on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from pydantic import ValidationError

from e2e.mutation.played import Played
from e2e.pages.errors import BadUsage


class PlaysJournal:
    """A file with one JSON line for each play, after a first line with the ground of the plays.

    `ground` has the version or key of each thing that the plays depend on, by its name, such as "page".
    """

    def __init__(self, file: Path, ground: Mapping[str, str]) -> None:
        self._file = file
        self._ground = dict(ground)
        self._out: TextIO | None = None

    def resume(self) -> list[Played]:
        """Returns the plays of the earlier run, and opens the file to add further plays.

        A last line that was cut off is dropped. Raises BadUsage if the file is missing or damaged, or if
        the ground of its plays differs from that of this run.
        """
        try:
            first, *lines = self._file.read_text(encoding="utf-8").splitlines()
            ground: dict[str, str] = json.loads(first)["ground"]
        except (OSError, ValueError, KeyError):
            raise BadUsage(
                f"Failed to go on: {self._file} is not there, or damaged. Begin without --resume."
            ) from None
        changed = [each for each, was in self._ground.items() if ground.get(each) != was]
        if changed:
            raise BadUsage(
                f"Failed to go on with {self._file}: it was played with another {' and '.join(changed)}. "
                "Begin without --resume."
            )
        plays = []
        for line in lines:
            try:
                plays.append(Played.model_validate_json(line))
            except ValidationError:
                break
        self.begin()
        for each in plays:
            self.note(each)
        return plays

    def begin(self) -> None:
        """Begins a new file, which replaces an old one; raises BadUsage if it cannot be written."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._out = self._file.open("w", encoding="utf-8")
        except OSError as error:
            raise BadUsage(
                f"Failed to write {self._file}: {error.strerror}. Name another --report-dir."
            ) from None
        print(json.dumps({"version": 1, "ground": self._ground}), file=self._out, flush=True)

    def note(self, played: Played) -> None:
        """Writes one play to the file."""
        print(played.model_dump_json(exclude_defaults=True), file=self._out, flush=True)

    def close(self) -> None:
        """Closes the file."""
        if self._out is not None:
            self._out.close()
