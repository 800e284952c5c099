"""The folder of reports: it has all reports of a gate, or no report."""

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
from e2e.pages.errors import BadUsage, Undecided

_UNFINISHED = ".unfinished-"
_REPORTS = ("verdict.json", "junit.xml", "index.html", "summary.md", SHARD, EVIDENCE, SCHEDULES)

Write = Callable[[Verdict, Path], object]


class ReportFolder:
    """The folder that one gate writes its reports to.

    A gate writes all reports to a folder inside it, and moves them to their place together. So a gate
    that is interrupted leaves no report, and no older report that looks like its own. If several gates
    use the same folder at once, the reports of the last gate to end stay, all of them.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._unfinished = path / f"{_UNFINISHED}{uuid.uuid4().hex}"

    @property
    def unfinished(self) -> Path:
        """The folder for all files while the gate runs."""
        return self._unfinished

    @property
    def evidence(self) -> Path:
        """The folder for the evidence while the gate runs."""
        return self._unfinished / EVIDENCE

    def publish(self, verdict: Verdict, writers: Sequence[Write]) -> None:
        """Calls each of `writers` with the verdict, and moves all files to their place.

        Raises Undecided if they cannot be written, as on a full disk; then there is no report.
        """
        try:
            for write in writers:
                write(verdict, self._unfinished)
            with _alone_in(self.path):
                self._move_all()
        except OSError as error:
            raise Undecided(
                f"Failed to write the reports to {self.path}: {error.strerror or error}. The verdict "
                f"would have been: {verdict.verdict}. Make room, or name another folder with "
                "--report-dir."
            ) from None

    def _move_all(self) -> None:
        self.remove_published()
        # The verdict comes last: if it is there, all other files are there as well.
        for name in reversed(_REPORTS):
            if (made := self._unfinished / name).exists():
                made.rename(self.path / name)

    def remove_published(self) -> None:
        """Removes the reports of an earlier gate."""
        for name in _REPORTS:
            _remove(self.path / name)


@contextmanager
def open_report_folder(path: Path) -> Iterator[ReportFolder]:
    """Opens the report folder at `path`, and removes the reports of an earlier gate.

    Its unfinished files are removed at the end of the block. Raises BadUsage if it cannot be written.
    """
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
    """Locks `folder` against other processes; they wait only while a few files are renamed."""
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
