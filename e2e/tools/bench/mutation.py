"""Measures a mutation run on our page, against a build and a gate for each mutant."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from e2e.pages.places import REFERENCE
from e2e.tools.bench.ground import get_seconds
from e2e.tools.bench.warm_gate import COMMAND, WORKERS

REBUILT = 10
"""The mutants that are built and played each for itself."""

PLAYED = ("Killed", "Survived", "Timeout")

Json = Mapping[str, Any]


def measure(tell: Callable[[str], None], rebuilt: int = REBUILT) -> dict[str, float]:
    """Returns `mutation_score` (percent), `mutation_seconds` and `mutation_vs_rebuild`.

    The first two are of a whole run on our page, on two workers; the third is the time of a build and a
    gate on one mutated page, both tiers, divided by the time of the run for each played mutant. Raises
    RuntimeError with the output of a run that ends otherwise than with a score.
    """
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder) / "reports"
        seconds = get_seconds(lambda: _mutate(reports))
        report = json.loads((reports / "mutation.json").read_text(encoding="utf-8"))
    found = [(name, each) for name, file in report["files"].items() for each in file["mutants"]]
    played = [(name, each) for name, each in found if each["status"] in PLAYED]
    survived = sum(each["status"] in ("Survived", "NoCoverage") for _, each in found)
    noticed = sum(each["status"] in ("Killed", "Timeout") for _, each in found)
    tell(f"{noticed} of {noticed + survived} mutants noticed in {seconds:.0f} s")
    drawn = random.Random(231).sample(played, rebuilt)
    alone: list[float] = []
    for number, (name, mutant) in enumerate(drawn, 1):
        alone.append(_play_alone(name, mutant))
        tell(f"{number} of {rebuilt} mutants built and played alone: {alone[-1]:.0f} s")
    return {
        "mutation_score": 100 * noticed / (noticed + survived),
        "mutation_seconds": seconds,
        "mutation_vs_rebuild": median(alone) / (seconds / len(played)),
    }


def _mutate(reports: Path) -> None:
    _run(["mutate", "--report-dir", str(reports)], (0,))


def _play_alone(name: str, mutant: Json) -> float:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "web-ui"
        shutil.copytree(REFERENCE, page, symlinks=True)
        source = page / name
        source.write_text(replace(source.read_text(encoding="utf-8"), mutant), encoding="utf-8")
        gate = ["gate", "--web-ui", str(page), "--report-dir", str(Path(folder) / "reports")]
        return get_seconds(lambda: _run(gate, (0, 1, 3)))


def replace(text: str, mutant: Json) -> str:
    """Returns `text` with the mutant's replacement at its location: lines and columns from 1."""
    lines = text.splitlines(keepends=True)
    first, last = (_find(lines, mutant["location"][each]) for each in ("start", "end"))
    return text[:first] + str(mutant["replacement"]) + text[last:]


def _find(lines: Sequence[str], place: Mapping[str, int]) -> int:
    return sum(map(len, lines[: place["line"] - 1])) + place["column"] - 1


def _run(words: Sequence[str], codes: Sequence[int]) -> None:
    command = [str(COMMAND), *words, "--workers", str(WORKERS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in codes:
        raise RuntimeError(
            f"Failed to measure: {words[0]} ended with {done.returncode}. It said\n"
            f"{done.stdout}{done.stderr}"
        )
