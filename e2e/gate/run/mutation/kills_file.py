"""The file with the kills of earlier runs, which the next run begins with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from e2e.mutation.earlier_kills import EarlierKill

KILLS: Literal["kills.json"] = "kills.json"

_LIST = TypeAdapter(list[EarlierKill])


def read_kills(folder: Path) -> Sequence[EarlierKill]:
    """Returns the kills of earlier runs in a report folder; those of our own page are in its folder.

    Returns none where the file is missing or damaged: they only decide what is played first.
    """
    try:
        return _LIST.validate_json((folder / KILLS).read_bytes())
    except (OSError, ValueError):
        return []


def describe_kills(kills: Sequence[EarlierKill]) -> str:
    """Returns the text of the file, with a line for each kill, in the order of the sources."""
    lines = sorted(each.model_dump_json() for each in kills)
    return "[\n" + ",\n".join(lines) + "\n]\n"
