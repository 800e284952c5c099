"""docs/check-server.md explains every rule and field of the report."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from e2e.server_check import RULES, Asked, Finding, Note, ServerCheck, ToldOf, Unchecked
from e2e.server_check.report import SCHEMA_VERSION
from mock_backend.contract import Job, ListedJob, ResultUrlJob, Summary

DOCS = (Path(__file__).parents[3] / "docs" / "check-server.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_documented(rule: str) -> None:
    assert f"\n| `{rule}` |" in DOCS


@pytest.mark.parametrize(
    "model",
    [ServerCheck, Finding, Note, Unchecked, Asked, ToldOf, Job, ResultUrlJob, ListedJob, Summary],
)
def test_each_field_is_documented(model: type[BaseModel]) -> None:
    assert [name for name in model.model_fields if f"`{name}`" not in DOCS] == []


def test_the_version_is_the_documented_one() -> None:
    assert f"schema version {SCHEMA_VERSION}\n" in DOCS
