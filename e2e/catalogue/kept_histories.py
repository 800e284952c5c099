"""Histories that are kept by their keys, so that two of a scenario can be compared line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from e2e.history.history import History
from e2e.history.normal_form import get_history_key, get_normal_form

LINES_BEFORE = 3
"""The equal lines that are told before the first difference."""

LINES_TOLD = 16
"""The most lines of a comparison."""


def keep_histories(folder: Path, histories: Sequence[History]) -> None:
    """Writes the normal forms of a play's histories, one for each tab, below `folder`.

    The file is named by the key of the result. It is written once for all plays with equal keys.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = _get_file(folder, "-".join(map(get_history_key, histories)))
    if not file.exists():
        tabs = ("\n".join(get_normal_form(each)) for each in histories)
        file.write_text("\n\n".join(tabs) + "\n", encoding="utf-8")


def compare_kept(folder: Path, one: str, other: str) -> list[str]:
    """Returns the lines around the first difference of two kept histories, at most `LINES_TOLD`.

    `one` and `other` are their keys. Lines of `one` alone begin with "-", those of `other` alone with
    "+". It is empty if one of them was not kept: a play that was not played to its end has no history.
    """
    files = [_get_file(folder, key) for key in (one, other)]
    if not all(file.exists() for file in files):
        return []
    texts = [file.read_text(encoding="utf-8").splitlines() for file in files]
    return list(_begin_at_difference(*texts))


def _begin_at_difference(one: list[str], other: list[str]) -> Iterator[str]:
    lines = difflib.unified_diff(one, other, lineterm="", n=LINES_BEFORE)
    # The first two name the files, the third says where in the files the difference is.
    for number, line in enumerate(lines):
        if 3 <= number < 3 + LINES_TOLD:
            yield line


def _get_file(folder: Path, key: str) -> Path:
    return folder / f"{key[:200]}.txt"
