"""Accepted failures: a TOML file with the reason, the tracking link and the last day of each."""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict

from e2e.causes import KINDS
from e2e.pages.errors import BadUsage
from e2e.pages.names import did_you_mean

NAMES = ("scenario", "cause")
"""The fields of which an entry has exactly one: it names the accepted scenario or cause."""

REASONS = ("reason", "link", "expires")
"""The fields that every entry has: a person fills them in."""

_TITLE = "waiver"


@dataclass(frozen=True, slots=True)
class Waiver:
    """The accepted failures of one scenario, or all of one cause, until the end of the day `expires`.

    `named` is the id of the scenario or cause; `by` is "scenario" or "cause".
    """

    named: str
    by: str
    reason: str
    link: str
    expires: date

    def holds_on(self, today: date) -> bool:
        """Whether the waiver still holds on the day `today`."""
        return today <= self.expires


class WaiversUsed(BaseModel):
    """The effect of the waivers in a gate; the first three lists have ids of scenarios.

    `applied` are the scenarios whose failure is waived. `expired` failed as well, but the last day of
    their waiver is over. `unneeded` have a waiver and did not fail. `causes` are the ids of the causes
    whose waivers apply, and `unneeded_causes` are waived causes that no failure has.
    """

    model_config = ConfigDict(frozen=True)

    file: str
    applied: tuple[str, ...]
    expired: tuple[str, ...]
    unneeded: tuple[str, ...]
    causes: tuple[str, ...] = ()
    unneeded_causes: tuple[str, ...] = ()


def read_waivers(file: Path, known: Sequence[str]) -> list[Waiver]:
    """Returns the waivers of `file`.

    Raises BadUsage, with the entry and the way out, for a file that cannot be read, for an entry that
    is incomplete, a duplicate or out of order, and for a scenario id that is not in `known`.
    """
    entries = _load(file)
    waivers = [_read_entry(file, number, entry, known) for number, entry in enumerate(entries, 1)]
    for before, after in itertools.pairwise(waivers):
        if before.named == after.named:
            raise BadUsage(f"Failed to read {file}: {after.named!r} is waived twice.")
        if before.named > after.named:
            raise BadUsage(
                f"Failed to read {file}: {after.named!r} stands after {before.named!r}. "
                "Sort the entries by scenario or cause, so that a change of the file shows what it "
                "changes."
            )
    return waivers


def sort_out(
    file: Path,
    waivers: Iterable[Waiver],
    failed: Mapping[str, bool],
    today: date,
    causes: Mapping[str, str] = MappingProxyType({}),
) -> WaiversUsed:
    """Returns the waivers that apply on the day `today`, and those that do not, with the reason.

    `failed` tells for each scenario that was played whether it failed. `causes` has the id of the cause
    of each scenario with a finding.
    """
    applied: dict[str, None] = {}
    expired: dict[str, None] = {}
    every = list(waivers)
    for each in every:
        ids = [id for id in failed if each.named in (id, causes.get(id)) and failed[id]]
        (applied if each.holds_on(today) else expired).update(dict.fromkeys(ids))
    named = [each.named for each in every if each.by == "cause"]
    shown = {causes[id] for id in causes if failed.get(id)}
    return WaiversUsed(
        file=str(file),
        applied=tuple(sorted(applied)),
        expired=tuple(sorted(expired.keys() - applied.keys())),
        unneeded=tuple(each.named for each in every if failed.get(each.named) is False),
        causes=tuple(each for each in named if {causes.get(id) for id in applied} & {each}),
        unneeded_causes=tuple(each for each in named if each not in shown),
    )


def draft(kept: Iterable[Waiver], failed: Iterable[tuple[str, str]], by: str = "scenario") -> str:
    """Returns the text of a waivers file: the waivers in `kept`, and a draft for each other failure.

    `failed` are pairs of an id and a line about it; `by` says whether these are ids of scenarios or of
    causes. A draft has no reason, no link and no day, so a gate refuses the file until a person fills
    them in.
    """
    entries = {each.named: _write_entry(each) for each in kept}
    for id, detail in failed:
        entries.setdefault(
            id,
            f"# {_one_line(detail)}\n"
            f'[[{_TITLE}]]\n{by} = "{id}"\nreason = ""\nlink = ""\nexpires = ""\n',
        )
    return "\n".join(entries[id] for id in sorted(entries))


def _load(file: Path) -> list[Any]:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadUsage(
            f"Failed to read {file}: {error.strerror}. `jobstatus-e2e waivers --write` drafts one."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadUsage(f"Failed to read {file}: it is not TOML: {error}.") from None
    if unknown := sorted(content.keys() - {_TITLE}):
        raise BadUsage(f"Failed to read {file}: {unknown[0]!r} is no table of it, [[{_TITLE}]] is.")
    entries = content.get(_TITLE, [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise BadUsage(f"Failed to read {file}: write each entry as [[{_TITLE}]].")
    return entries


def _read_entry(file: Path, number: int, entry: dict[str, Any], known: Sequence[str]) -> Waiver:
    by = next((name for name in NAMES if entry.get(name)), NAMES[0])
    where = f"Failed to read {file}: waiver {number} ({entry.get(by) or 'no scenario'})"
    if unknown := sorted(entry.keys() - {*NAMES, *REASONS}):
        raise BadUsage(
            f"{where} has an unknown field{did_you_mean(unknown[0], (*NAMES, *REASONS), ':')}"
        )
    for name in (by, *REASONS):
        if not entry.get(name):
            raise BadUsage(f"{where}: {name} is missing. A person says {' and '.join(REASONS)}.")
    for name in (by, *REASONS[:2]):
        if not isinstance(entry[name], str):
            raise BadUsage(f"{where}: {name} must be text in quotes.")
    if all(entry.get(name) for name in NAMES):
        raise BadUsage(f"{where} names both a scenario and a cause. Write an entry for each.")
    ids = known if by == "scenario" else list(KINDS)
    if entry[by] not in ids:
        raise BadUsage(f"{where}: no such {by}.{did_you_mean(entry[by], ids)}")
    if not re.match(r"https?://\S+$", entry["link"]):
        raise BadUsage(f"{where}: link is {entry['link']!r}, not an http or https address.")
    expires = _read_day(where, entry["expires"])
    return Waiver(entry[by], by, entry["reason"], entry["link"], expires)


def _read_day(where: str, value: object) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise BadUsage(f"{where}: expires is {value!r}, not a day such as 2030-12-31.") from None


def _write_entry(waiver: Waiver) -> str:
    def quote(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    return (
        f"[[{_TITLE}]]\n{waiver.by} = {quote(waiver.named)}\nreason = {quote(waiver.reason)}\n"
        f"link = {quote(waiver.link)}\nexpires = {waiver.expires.isoformat()}\n"
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
