"""The change that a mutant makes, as a diff."""

from __future__ import annotations

from e2e.mutation.mutant import Mutant

MOST = 8
"""The most lines of one side that are shown; the number of the others is given."""


def describe_change(mutant: Mutant, source: str) -> list[str]:
    """Returns the lines that the mutant removes from its file (`- …`) and adds to it (`+ …`).

    `source` is the text of the file.
    """
    lines = source.splitlines()[mutant.start.line - 1 : mutant.end.line]
    before = lines[0][: mutant.start.column - 1]
    after = lines[-1][mutant.end.column - 1 :]
    changed = (before + mutant.replacement + after).splitlines()
    indent = min(len(each) - len(each.lstrip()) for each in [*lines, *changed] if each.strip())
    return [*_list("-", lines, indent), *_list("+", changed, indent)]


def _list(sign: str, lines: list[str], indent: int) -> list[str]:
    told = [f"{sign} {each[indent:]}".rstrip() for each in lines[:MOST]]
    return told + ([f"{sign} … {len(lines) - MOST} lines more"] if len(lines) > MOST else [])
