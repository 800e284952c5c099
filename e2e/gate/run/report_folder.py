"""The folder of reports: whole ones or none."""

from __future__ import annotations

import fcntl
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from e2e.gate.run.evidence import EVIDENCE
from e2e.gate.run.played import SHARD
from e2e.gate.verdict.explored import SCHEDULES
from e2e.gate.verdict.verdict import Verdict
from e2e.pages import leases
from e2e.pages.errors import BadUsage

_UNFINISHED = ".unfinished-"
_REPORTS = ("verdict.json", "junit.xml", "index.html", "summary.md", SHARD, EVIDENCE, SCHEDULES)

Write = Callable[[Verdict, Path], object]


class ReportFolder:
    """Where the reports of one gate go.

    They are made beside their place and put there together, so a gate that is interrupted leaves none,
    and no older ones that could be taken for its own. Of several gates with the same folder each makes
    its own, and those of the last to end stay, whole.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._unfinished = path / f"{_UNFINISHED}{uuid.uuid4().hex}"

    @property
    def unfinished(self) -> Path:
        """Where everything is put while the gate runs."""
        return self._unfinished

    @property
    def evidence(self) -> Path:
        """Where evidence is put while the gate runs."""
        return self._unfinished / EVIDENCE

    def publish(self, verdict: Verdict, writers: Sequence[Write]) -> None:
        """Has each of `writers` write the verdict, and puts everything in its place."""
        for write in writers:
            write(verdict, self._unfinished)
        with _alone_in(self.path):
            self.remove_published()
            # The verdict last: where it is, all the others are.
            for name in reversed(_REPORTS):
                if (made := self._unfinished / name).exists():
                    made.rename(self.path / name)

    def remove_published(self) -> None:
        """Removes the reports that are in their place."""
        for name in _REPORTS:
            _remove(self.path / name)


@contextmanager
def open_report_folder(path: Path) -> Iterator[ReportFolder]:
    """Makes room for new reports in `path`; raises BadUsage when it cannot be written."""
    folder = ReportFolder(path.resolve())
    try:
        leases.make_held(folder.unfinished)
        with _alone_in(folder.path):
            folder.remove_published()
        for left in folder.path.glob(f"{_UNFINISHED}*"):
            leases.remove_unless_held(left)
    except OSError as error:
        raise BadUsage(
            f"Failed to write reports to {path}: {error.strerror or error}. "
            "Name another folder with --report-dir."
        ) from None
    try:
        yield folder
    finally:
        leases.let_go(folder.unfinished)
        leases.remove_unless_held(folder.unfinished)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """No two processes at a time: the others wait, for as long as it takes to rename five files."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
