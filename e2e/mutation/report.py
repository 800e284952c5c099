"""The result in the mutation-testing report schema (version 2), which many tools read."""

from __future__ import annotations

from collections.abc import Sequence

from e2e.mutation.mutant import Position
from e2e.mutation.verdict import MutantVerdict

SCHEMA_VERSION = "2"
THRESHOLDS = {"high": 95, "low": 80}


def describe_report(
    verdicts: Sequence[MutantVerdict], sources: dict[str, str], sentences: dict[str, str]
) -> dict[str, object]:
    """Returns the report as JSON has it; `sentences` names each scenario by id for people."""
    return {
        "schemaVersion": SCHEMA_VERSION,
        "thresholds": THRESHOLDS,
        "framework": {"name": "jobstatus-e2e"},
        "files": {
            name: {
                "language": "typescript" if name.endswith(("ts", "tsx")) else "javascript",
                "source": source,
                "mutants": [_describe(each) for each in verdicts if each.mutant.file == name],
            }
            for name, source in sorted(sources.items())
        },
        "testFiles": {
            "catalogue": {
                "tests": [{"id": id, "name": f"{id}: {said}"} for id, said in sentences.items()]
            }
        },
    }


def _describe(verdict: MutantVerdict) -> dict[str, object]:
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
        "coveredBy": list(verdict.covered_by),
        "killedBy": list(verdict.killed_by),
        "testsCompleted": verdict.played,
    }


def _describe_position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
