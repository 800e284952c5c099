"""The folder of reports: whole ones or none."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from e2e.gate.errors import BadUsage
from e2e.gate.evidence import EVIDENCE
from e2e.gate.explored import SCHEDULES
from e2e.gate.verdict import Verdict

_UNFINISHED = ".unfinished"
_REPORTS = ("verdict.json", "junit.xml", "report.html", EVIDENCE, SCHEDULES)

Write = Callable[[Verdict, Path], object]


class ReportFolder:
    """Where the reports of one gate go.

    They are made beside their place and put there together, so a gate that is interrupted leaves none,
    and no older ones that could be taken for its own.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._unfinished = path / _UNFINISHED

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
        for made in sorted(self._unfinished.iterdir(), key=lambda each: each.name == _REPORTS[0]):
            made.replace(self.path / made.name)


@contextmanager
def open_report_folder(path: Path) -> Iterator[ReportFolder]:
    """Makes room for new reports in `path`; raises BadUsage when it cannot be written."""
    folder = ReportFolder(path.resolve())
    unfinished = folder.path / _UNFINISHED
    try:
        unfinished.mkdir(parents=True, exist_ok=True)
        _clear(unfinished)
        for name in _REPORTS:
            _remove(folder.path / name)
    except OSError as error:
        raise BadUsage(
            f"Failed to write reports to {path}: {error.strerror or error}. "
            "Name another folder with --report-dir."
        ) from None
    try:
        yield folder
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _clear(folder: Path) -> None:
    for each in folder.iterdir():
        _remove(each)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
