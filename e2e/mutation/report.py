"""The result in the mutation-testing report schema (version 2), which many tools can read."""

from __future__ import annotations

from collections.abc import Sequence

from e2e.mutation.mutant import Position
from e2e.mutation.verdict import MutantVerdict

SCHEMA_VERSION = "2"
THRESHOLDS = {"high": 95, "low": 80}


def describe_report(
    verdicts: Sequence[MutantVerdict], sources: dict[str, str], sentences: dict[str, str]
) -> dict[str, object]:
    """Returns the report as JSON values.

    `sources` are the texts of the files by path, `sentences` the sentences of the scenarios by id. The
    report numbers the scenarios, because with their ids it would be five times as long.
    """
    numbers = {id: str(number) for number, id in enumerate(sentences, 1)}
    return {
        "schemaVersion": SCHEMA_VERSION,
        "thresholds": THRESHOLDS,
        "framework": {"name": "jobstatus-e2e"},
        "files": {
            name: {
                "language": "typescript" if name.endswith(("ts", "tsx")) else "javascript",
                "source": source,
                "mutants": [
                    _describe(each, numbers) for each in verdicts if each.mutant.file == name
                ],
            }
            for name, source in sorted(sources.items())
        },
        "testFiles": {
            "catalogue": {
                "tests": [
                    {"id": numbers[id], "name": f"{id}: {said}"} for id, said in sentences.items()
                ]
            }
        },
    }


def _describe(verdict: MutantVerdict, numbers: dict[str, str]) -> dict[str, object]:
    mutant = verdict.mutant
    return {
        "id": mutant.id,
        "mutatorName": mutant.mutator,
        "replacement": mutant.replacement,
        "location": {
            "start": _describe_position(mutant.start),
            "end": _describe_position(mutant.end),
        },
        "status": verdict.status,
        "statusReason": verdict.reason,
        "coveredBy": [numbers[each] for each in verdict.covered_by],
        "killedBy": [numbers[each] for each in verdict.killed_by],
        "testsCompleted": verdict.played,
    }


def _describe_position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
