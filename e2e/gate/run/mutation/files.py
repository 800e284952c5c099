"""Chooses the parts of a checkout's source to mutate: named files and lines, or changed lines."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from e2e.pages.errors import BadUsage
from e2e.pages.mutation import Lines, MutatedFile

_LINES = re.compile(r"(.+):(\d+)(?:-(\d+))?")
_HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def choose_files(checkout: Path, patterns: Sequence[str]) -> tuple[MutatedFile, ...]:
    """Returns the files below `checkout` that match `patterns`, with the lines that a pattern gives.

    Raises BadUsage for a pattern that matches no file, and for lines that are no range from 1 on.
    """
    return _join(part for each in patterns for part in _read_pattern(checkout, each))


def _read_pattern(checkout: Path, pattern: str) -> list[MutatedFile]:
    said = _LINES.fullmatch(pattern)
    lines = None
    if said:
        first, last = int(said[2]), int(said[3] or said[2])
        if not 1 <= first <= last:
            raise BadUsage(
                f"Failed to read --files {pattern}: lines begin with 1, and the first comes first. "
                "Give them as src/state/poller.ts:20-40."
            )
        lines = ((first, last),)
    found = _find(checkout, said[1] if said else pattern)
    if not found:
        raise BadUsage(
            f"Failed to find --files {pattern}: {checkout} has no such file. Patterns go from there, "
            "such as src/state/*.ts or src/state/poller.ts:20-40."
        )
    return [MutatedFile(name, lines) for name in found]


def _find(checkout: Path, pattern: str) -> list[str]:
    if Path(pattern).is_absolute():
        return []
    return sorted(
        each.relative_to(checkout).as_posix()
        for each in checkout.glob(pattern)
        if each.is_file() and "node_modules" not in each.parts
    )


def find_changed(checkout: Path, revision: str) -> tuple[MutatedFile, ...]:
    """Returns the lines of the checkout that are new or changed since a revision of its git.

    A file that git does not track yet counts as changed as a whole. Raises BadUsage if git is missing or
    does not know the revision.
    """
    diff = _ask_git(
        checkout, "diff", "--relative", "--unified=0", "--no-ext-diff", revision, "--", "."
    )
    untracked = _ask_git(checkout, "ls-files", "--others", "--exclude-standard").splitlines()
    return _join([*_read_diff(diff), *(MutatedFile(name) for name in untracked)])


def _read_diff(diff: str) -> Iterator[MutatedFile]:
    name = None
    for line in diff.splitlines():
        if line.startswith("+++ "):
            name = line.removeprefix("+++ b/") if line.startswith("+++ b/") else None
        elif name and (hunk := _HUNK.match(line)):
            first, count = int(hunk[1]), int(hunk[2] or 1)
            if count:
                yield MutatedFile(name, ((first, first + count - 1),))


def _ask_git(checkout: Path, *words: str) -> str:
    command = ["git", "-c", "core.quotePath=false", "-C", str(checkout), *words]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise BadUsage("Failed to ask git: it is not installed. Leave --since out.") from None
    if done.returncode:
        said = (done.stderr.strip() or "it said nothing").splitlines()[0]
        raise BadUsage(
            f"Failed to find what changed in {checkout}: git says “{said}”. --since takes a revision "
            "of the checkout's repository, such as HEAD~1 or origin/main."
        )
    return done.stdout


def _join(parts: Iterator[MutatedFile] | Sequence[MutatedFile]) -> tuple[MutatedFile, ...]:
    """Returns one entry for each file: all its lines, or the whole file if one part is the whole file."""
    joined: dict[str, tuple[Lines, ...] | None] = {}
    for each in parts:
        before = joined.get(each.name, ())
        joined[each.name] = None if before is None or each.lines is None else before + each.lines
    return tuple(MutatedFile(name, lines) for name, lines in joined.items())
