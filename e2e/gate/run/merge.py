"""Joins the parts of one gate: the reports are those of one run of all scenarios."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from e2e.catalogue.result import Result
from e2e.gate.run.conclude import conclude
from e2e.gate.run.evidence import EVIDENCE
from e2e.gate.run.played import Played, read_played
from e2e.gate.run.report_folder import Write, open_report_folder
from e2e.gate.verdict.canary import CanaryReport
from e2e.gate.verdict.verdict import Verdict
from e2e.pages.errors import BadUsage

_MUST_AGREE: tuple[tuple[str, Callable[[Played], object]], ...] = (
    ("the page", lambda part: f"{part.page.name} ({part.page.build})"),
    ("the suite", lambda part: part.suite),
    ("the browser", lambda part: f"Chromium {part.browser.version}"),
    ("the number of parts", lambda part: part.part and part.part.of),
    ("the tier", lambda part: part.tier),
    ("--strict", lambda part: part.strict),
    ("--evidence", lambda part: part.evidence_choice),
    ("--isolation", lambda part: part.isolation),
    ("the network", lambda part: part.network),
    ("the wire", lambda part: part.wire),
    ("the recording", lambda part: part.recorded_key),
    ("the scenarios", lambda part: part.order),
    ("the waivers", lambda part: part.waivers and part.waivers.waivers),
    ("the baseline", lambda part: part.baseline and part.baseline.baseline),
)
"""The values that all parts must have in common, each with its name in the error."""

_LONGEST = 60


def merge_gate(folders: Sequence[Path], report_dir: Path, reports: Sequence[Write]) -> Verdict:
    """Joins the parts in `folders`, writes the `reports` to `report_dir`, and returns the verdict.

    The verdict is the same as of one run of all scenarios. Raises BadUsage if a part is missing, is given
    twice, or belongs to another gate, and if `report_dir` is the folder of a part.
    """
    parts = {folder: read_played(folder) for folder in folders}
    if any(folder.resolve() == report_dir.resolve() for folder in folders):
        raise BadUsage(
            f"Failed to merge into {report_dir}: it holds one of the parts, which the reports of the "
            "whole would replace. Name another folder with --report-dir."
        )
    merged = join_parts(parts)
    verdict = conclude(merged, merged.locate)
    with open_report_folder(report_dir) as folder:
        _copy_evidence(parts, verdict, folder.unfinished)
        folder.publish(verdict, reports)
    return verdict


def join_parts(parts: Mapping[Path, Played]) -> Played:
    """Returns the plays of all parts as those of one run. Pure.

    Raises BadUsage if a part is missing, is given twice, or belongs to another gate.
    """
    _check_agreement(parts)
    _check_complete(parts)
    every = sorted(parts.values(), key=lambda each: each.part.number if each.part else 0)
    first = every[0]
    places = {stack: place for each in every for stack, place in each.places.items()}
    commands = {id: said for each in every for id, said in each.commands.items()}
    return first.model_copy(
        update={
            "part": None,
            "began_at": min(each.began_at for each in every),
            "seconds": max(each.seconds for each in every),
            "canary": _join_canaries([each.canary for each in every if each.canary]),
            "results": _join(first.order, (each.results for each in every)),
            "evidence": _join(first.order, (each.evidence for each in every)),
            "control": _join(first.order, (each.control for each in every)),
            "commands": commands,
            "places": places,
            "server": next((each.server for each in every if each.server), None),
        }
    )


def _check_agreement(parts: Mapping[Path, Played]) -> None:
    (first_folder, first), *others = parts.items()
    for folder, part in others:
        for name, get in _MUST_AGREE:
            if get(part) != get(first):
                raise BadUsage(
                    f"Failed to merge: {name} of {first_folder} is {_cut(get(first))}, and of "
                    f"{folder} {_cut(get(part))}. Only parts of one gate can be joined."
                )


def _check_complete(parts: Mapping[Path, Played]) -> None:
    owner: dict[int, Path] = {}
    of = 0
    for folder, played in parts.items():
        assert played.part is not None, "read_played has seen to it"
        of = played.part.of
        if (other := owner.get(played.part.number)) is not None:
            raise BadUsage(f"Failed to merge: part {played.part} is in {other} and in {folder}.")
        owner[played.part.number] = folder
    if missing := [f"{number}/{of}" for number in range(1, of + 1) if number not in owner]:
        raise BadUsage(
            f"Failed to merge: {', '.join(missing)} missing. Give the report folder of every part; "
            f"one that has none is played with `jobstatus-e2e gate --shard {missing[0]}`."
        )


def _join(order: Sequence[str], results: Iterable[Iterable[Result]]) -> tuple[Result, ...]:
    place = {id: number for number, id in enumerate(order)}
    return tuple(
        sorted((each for part in results for each in part), key=lambda each: place[each.id])
    )


def _join_canaries(canaries: Sequence[CanaryReport]) -> CanaryReport | None:
    """Returns a failed canary if there is one, else the first: each machine has a canary of its own."""
    failed = [each for each in canaries if not each.passed]
    return next(iter([*failed, *canaries]), None)


def _copy_evidence(parts: Mapping[Path, Played], verdict: Verdict, to: Path) -> None:
    for case in verdict.scenarios:
        for name in {Path(file).parts[1] for file in (case.history, case.screenshot) if file}:
            for folder, part in parts.items():
                source = folder / EVIDENCE / name
                if source.is_dir() and any(each.id == case.id for each in part.evidence):
                    shutil.copytree(source, to / EVIDENCE / name, dirs_exist_ok=True)


def _cut(value: object) -> str:
    said = str(value)
    return said if len(said) <= _LONGEST else said[:_LONGEST] + "…"
