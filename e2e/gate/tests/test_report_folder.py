"""Gates that share a folder of reports do not mix their reports."""

from __future__ import annotations

from pathlib import Path

from e2e.gate.run.report_folder import ReportFolder, open_report_folder
from e2e.gate.verdict.verdict import Verdict


def write_as(name: str, folder: ReportFolder) -> None:
    """Publishes reports that each contain the name of their gate."""
    folder.evidence.mkdir()
    (folder.evidence / f"{name}.png").write_text(name)

    def write(_: Verdict, place: Path) -> None:
        (place / "verdict.json").write_text(name)
        (place / "index.html").write_text(name)

    folder.publish(Verdict.model_construct(), [write])


def list_files(place: Path) -> list[str]:
    return sorted(str(each.relative_to(place)) for each in place.rglob("*") if each.is_file())


def test_the_reports_of_the_last_to_end_stay_and_are_whole(tmp_path: Path) -> None:
    with open_report_folder(tmp_path) as one:
        (one.unfinished / "half.txt").write_text("half")
        with open_report_folder(tmp_path) as other:
            write_as("one", one)
            assert list_files(tmp_path / "evidence") == ["one.png"]
            write_as("other", other)
    assert list_files(tmp_path) == ["evidence/other.png", "index.html", "verdict.json"]
    assert (tmp_path / "verdict.json").read_text() == "other"


def test_a_gate_that_is_interrupted_leaves_no_reports(tmp_path: Path) -> None:
    (tmp_path / "verdict.json").write_text("older")
    (tmp_path / "mine.txt").write_text("not a report")
    with open_report_folder(tmp_path) as folder:
        (folder.unfinished / "verdict.json").write_text("half")
    assert list_files(tmp_path) == ["mine.txt"]
