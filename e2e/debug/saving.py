"""Saves the acts that a person played as a schedule."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from e2e.debug.errors import Refused
from e2e.debug.view import View
from e2e.explorer.schedule import Schedule, to_text
from mock_backend import DialectName


@dataclass(frozen=True, slots=True)
class Saver:
    """Writes schedules into `folder`, and never overwrites a file.

    `network` and `wire` are those of the play, `page` is the name of the page in the file, `page_options`
    are the command-line options that choose the same page again.
    """

    folder: Path
    page: str
    page_options: str
    network: str
    wire: DialectName

    def save(self, name: str, view: View) -> Path:
        """Writes the acts that were played to a file, and returns its path.

        Raises Refused where no act of a schedule was played, or the file cannot be created.
        """
        if not view.can_be_saved:
            raise Refused("schedule", "No act of a schedule was played: there is nothing to save.")
        schedule = Schedule(acts=view.played, page=self.page, network=self.network, wire=self.wire)
        file = self.folder / f"{name}.json"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8") as opened:
                opened.write(to_text(schedule))
        except FileExistsError:
            raise Refused("name", f"{file} is there already. Choose another name.") from None
        except OSError as error:
            raise Refused("name", f"{file} cannot be written: {error.strerror}.") from None
        return file

    def get_command(self, file: Path) -> str:
        """Returns the command that plays a saved schedule on the same page."""
        return f"jobstatus-e2e replay {shlex.quote(str(file))}{self.page_options}"
