"""docs/schedules.md names every act with its fields, in the plain order."""

from __future__ import annotations

import re
from pathlib import Path

from e2e.explorer.acts import ACT_NAMES, ACT_TYPES
from e2e.explorer.schedule import Schedule, parse_schedule, to_text

PAGE = (Path(__file__).parents[3] / "docs" / "schedules.md").read_text(encoding="utf-8")


def test_the_table_of_acts_is_in_the_plain_order_and_names_every_field() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \|(.*)$", PAGE.partition("## The acts")[2], re.MULTILINE))
    assert tuple(rows)[: len(ACT_NAMES)] == ACT_NAMES
    for act in ACT_TYPES:
        name = act.model_fields["act"].default
        for field in act.model_fields.keys() - {"act"}:
            assert f"`{field}`" in rows[name]


def test_every_field_of_a_file_is_in_the_table() -> None:
    table = PAGE.partition("## The format")[2].partition("## What comes")[0]
    named = set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE))
    assert named == {"format", "version", *Schedule.model_fields}


def test_the_example_is_a_schedule_as_it_is_written() -> None:
    example = PAGE.partition("```json\n")[2].partition("```")[0]
    assert to_text(parse_schedule(example)) == example
