"""A schedule: acts in an order, as a value and as a file."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from e2e.causes import KINDS
from e2e.engine.network import DIRECT, NETWORKS
from e2e.explorer.acts import ACT_NAMES, ACT_TYPES, Act
from e2e.explorer.judge import JUDGED
from mock_backend import DIALECTS, DialectName

FORMAT = "jobstatus-e2e schedule"
VERSION = 1

PROPERTY_NAMES: tuple[str, ...] = tuple(each.id for each in JUDGED)


class BadSchedule(Exception):
    """A schedule file that cannot be used; the message names the thing and the way out."""


class Schedule(BaseModel):
    """Acts to play one after the other, each when the page is at rest.

    The beginning before the acts and the ending after them are the same in every schedule (see `ending`).
    `breaks` is the id of the property that the schedule is kept for, `cause` the id of the cause behind
    it, `page` the page that broke it, `title` a sentence about it. `network` is the profile of the
    network between page and server (see `e2e.engine.network`), `wire` the dialect in which the server
    answers (see `mock_backend.dialects`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    acts: tuple[Act, ...]
    title: str | None = None
    page: str | None = None
    breaks: str | None = None
    cause: str | None = None
    network: str = DIRECT
    wire: DialectName = "inline"

    def describe(self) -> list[str]:
        """A sentence for each act."""
        return [act.describe() for act in self.acts]


def to_text(schedule: Schedule) -> str:
    """Returns the text of a schedule file: JSON, one act a line."""
    head: dict[str, object] = {"format": FORMAT, "version": VERSION}
    head |= schedule.model_dump(include={"title", "page", "breaks", "cause"}, exclude_none=True)
    head |= schedule.model_dump(include={"network", "wire"}, exclude_defaults=True)
    lines = [f"  {json.dumps(name)}: {json.dumps(value)}," for name, value in head.items()]
    acts = [
        "    " + json.dumps({"act": act.act, **act.model_dump(exclude_defaults=True)})
        for act in schedule.acts
    ]
    body = "[]" if not acts else "[\n" + ",\n".join(acts) + "\n  ]"
    return "\n".join(["{", *lines, f'  "acts": {body}', "}", ""])


def write_schedule(schedule: Schedule, file: Path) -> None:
    """Writes `schedule` to `file`, and creates the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(to_text(schedule), encoding="utf-8")


def read_schedule(file: Path) -> Schedule:
    """Returns the schedule in `file`; raises BadSchedule where it cannot be read as one."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        near = difflib.get_close_matches(file.name, [f.name for f in file.parent.glob("*.json")], 1)
        hint = f" Did you mean {file.parent / near[0]}?" if near else ""
        raise BadSchedule(f"Failed to open {file}: there is no such file.{hint}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSchedule(f"Failed to read {file}: {error}.") from None
    return parse_schedule(text, name=str(file))


def parse_schedule(text: str, *, name: str = "the schedule") -> Schedule:
    """Returns the schedule in `text`; raises BadSchedule with a message that calls the text `name`."""
    try:
        said = json.loads(text)
    except json.JSONDecodeError as error:
        cut = "" if text.rstrip().endswith("}") else " Was it cut short?"
        where = f"line {error.lineno}, column {error.colno}"
        raise BadSchedule(
            f"Failed to read {name}: it is not JSON ({error.msg}, {where}).{cut}"
        ) from None
    try:
        return _build(said)
    except BadSchedule as error:
        raise BadSchedule(f"Failed to read {name}: {error}") from None


def _build(said: object) -> Schedule:
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise BadSchedule(f'it is no schedule: "format" is not {FORMAT!r}.')
    if said.get("version") != VERSION:
        raise BadSchedule(
            f"unknown version {said.get('version')!r}; this jobstatus-e2e reads version {VERSION}."
        )
    known = ("format", "version", *Schedule.model_fields)
    for field in said:
        if field not in known:
            raise BadSchedule(f"unknown field {field!r}.{_did_you_mean(field, known)}")
    breaks = said.get("breaks")
    if breaks is not None and breaks not in PROPERTY_NAMES:
        hint = _did_you_mean(str(breaks), PROPERTY_NAMES)
        raise BadSchedule(f"unknown property {breaks!r} in 'breaks'.{hint}")
    cause = said.get("cause")
    if cause is not None and cause not in KINDS:
        raise BadSchedule(f"unknown cause {cause!r}.{_did_you_mean(str(cause), tuple(KINDS))}")
    network = said.get("network", DIRECT)
    if network not in NETWORKS:
        hint = _did_you_mean(str(network), NETWORKS)
        raise BadSchedule(f"unknown network {network!r}.{hint}")
    wire = said.get("wire", "inline")
    if wire not in DIALECTS:
        hint = _did_you_mean(str(wire), tuple(DIALECTS))
        raise BadSchedule(f"unknown wire {wire!r}: it is one of {', '.join(DIALECTS)}.{hint}")
    acts = said.get("acts")
    if not isinstance(acts, list):
        raise BadSchedule("it has no list of 'acts'. Was it cut short?")
    kept = ("title", "page", "breaks", "cause", "network", "wire")
    fields = {name: value for name, value in said.items() if name in kept}
    try:
        return Schedule(acts=tuple(_build_act(n, act) for n, act in enumerate(acts, 1)), **fields)
    except ValidationError as error:
        problem = error.errors()[0]
        raise BadSchedule(f"{problem['loc'][0]!r} is not text.") from None


_ACT: TypeAdapter[Act] = TypeAdapter(Act)


def _build_act(number: int, said: Any) -> Act:
    where = f"in act {number}"
    if not isinstance(said, dict) or "act" not in said:
        raise BadSchedule(f"act {number} is none: {json.dumps(said)} has no 'act'.")
    if said["act"] not in ACT_NAMES:
        hint = _did_you_mean(str(said["act"]), ACT_NAMES)
        raise BadSchedule(f"unknown act {said['act']!r} {where}.{hint}")
    fields = tuple(ACT_TYPES[ACT_NAMES.index(said["act"])].model_fields)
    for field in said:
        if field not in fields:
            hint = _did_you_mean(field, fields)
            raise BadSchedule(f"unknown property {field!r} of {said['act']!r} {where}.{hint}")
    try:
        return _ACT.validate_python(said)
    except ValidationError as error:
        problem = error.errors()[0]
        name = problem["loc"][-1]
        raise BadSchedule(
            f"{name!r} of {said['act']!r} {where} is {problem['input']!r}: {problem['msg']}."
        ) from None


def _did_you_mean(name: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""
