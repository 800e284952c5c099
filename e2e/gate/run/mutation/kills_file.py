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
    """Returns the kills of earlier runs in the report folder.

    Returns none where the file is missing or damaged: they only decide what is played first.
    """
    try:
        return _LIST.validate_json((folder / KILLS).read_bytes())
    except (OSError, ValueError):
        return []


def describe_kills(kills: Sequence[EarlierKill]) -> str:
    """Returns the text of the file."""
    return _LIST.dump_json(list(kills), indent=1).decode() + "\n"
