"""A dialect by its name, or by the file of a recording."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mock_backend.dialects.dialect import Dialect, DialectName
from mock_backend.dialects.recorded import read_recorded
from mock_backend.dialects.registry import DIALECTS


@dataclass(frozen=True, slots=True)
class NamedDialect:
    """The name of a dialect, for another process that loads the dialect itself.

    With `recorded`, the file of a recording, the dialect has the bodies of that recording, and `name` is
    the dialect in which it was recorded.
    """

    name: DialectName = "inline"
    recorded: Path | None = None

    def load(self) -> Dialect:
        """Returns the dialect; raises UnusableRecording for a file that cannot be played."""
        return read_recorded(self.recorded) if self.recorded else DIALECTS[self.name]
