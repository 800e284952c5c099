"""The whole text of a scenario's file."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from e2e.engine.network import DIRECT
from e2e.explorer.as_test.calls import HEAL, Calls
from e2e.explorer.as_test.proof import draft_proof, get_excuses
from e2e.explorer.judge import JUDGED
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule
from e2e.history.history import History
from e2e.properties import Violation

WIDTH = 100
"""The longest line, in columns (as in pyproject.toml)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The name of a scenario: its `id`, and one of the catalogue's families."""

    id: str
    family: str


def write_scenario(
    played: Played, violation: Violation | None, draft: Draft, beside: Sequence[History] = ()
) -> str:
    """Returns a Python file with one scenario that plays the acts of `played`, in the catalogue's style.

    `violation` is the violation that the scenario is to catch; its severity decides the tier.
    `beside` are histories of the same schedule on good pages, for which the proof must hold as well.
    The text is formatted as `ruff format` formats it. A person reviews it before it is kept.
    """
    calls = Calls(played, violation)
    body = list(calls.write())
    moments = draft_proof(played, beside)
    excuses = get_excuses(moments)
    sentence = _get_sentence(played, violation)
    proofs = {each.partition("(")[0] for each in [*(m.call for m in moments), *excuses]}
    lines = [
        f'"""{_get_docstring(sentence)}"""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import Final",
        "",
        "from e2e.catalogue import scenario",
        *_write_import("e2e.proofs", [*proofs, "in_order"]),
        "from e2e.stage import JobOnStage, Stage",
        *_import_backend(body),
        "",
        f"FAMILY: Final = {json.dumps(draft.family)}",
        "",
        "",
        *HEAL.splitlines(),
        "",
        "",
        "@scenario(",
        f"    {json.dumps(draft.id)},",
        "    family=FAMILY,",
        *([] if _decides(violation) else ['    tier="resilience",']),
        *_write_server(played.schedule),
        *_write_text("sentence", sentence),
        *_write_proof([each.call for each in moments], excuses),
        ")",
        *_write_signature(draft.id),
        *(f"    {line}" for line in body),
    ]
    return "\n".join(lines) + "\n"


def _get_sentence(played: Played, violation: Violation | None) -> str:
    if played.schedule.title:
        return played.schedule.title
    acts = [act.describe().rstrip(".") for act in played.acts] or ["The job ends"]
    said = "; ".join([acts[0], *(f"{act[0].lower()}{act[1:]}" for act in acts[1:])])
    promise = next((p.sentence for p in JUDGED if violation and p.id == violation.property), None)
    promise = promise or "The page shows what is true."
    return f"{said}: {promise[0].lower()}{promise[1:]}"


def _get_docstring(sentence: str) -> str:
    first = sentence.partition(": ")[0].rstrip(".")
    return textwrap.shorten(first, WIDTH - 10, placeholder=" …") + "."


def _decides(violation: Violation | None) -> bool:
    return violation is not None and violation.severity == "decides"


def _write_server(schedule: Schedule) -> Iterator[str]:
    if schedule.network != DIRECT:
        yield f"    network={json.dumps(schedule.network)},"
    if schedule.wire != "inline":
        yield f"    wire={json.dumps(schedule.wire)},"


def _import_backend(body: Sequence[str]) -> Iterator[str]:
    used = [n for n in ("CutBeforeHeaders", "MaxAge") if any(f"{n}(" in line for line in body)]
    if used:
        yield f"from mock_backend import {', '.join(used)}"


def _write_import(module: str, names: Sequence[str]) -> Iterator[str]:
    line = f"from {module} import {', '.join(sorted(names))}"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"from {module} import ("
    yield from (f"    {name}," for name in sorted(names))
    yield ")"


def _write_text(name: str, text: str) -> Iterator[str]:
    quoted = json.dumps(text, ensure_ascii=False)
    if len(f"    {name}={quoted},") <= WIDTH:
        yield f"    {name}={quoted},"
        return
    lines = textwrap.wrap(text, WIDTH - len(name) - 10, break_long_words=False)
    pieces = [f"{line} " for line in lines[:-1]] + lines[-1:]
    for number, piece in enumerate(pieces):
        start = f"    {name}=" if number == 0 else "    "
        end = "," if number == len(pieces) - 1 else ""
        yield f"{start}{json.dumps(piece, ensure_ascii=False)}{end}"


def _write_proof(moments: Sequence[str], excuses: Sequence[str]) -> Iterator[str]:
    arguments = [*moments, *([f"unless=[{', '.join(excuses)}]"] if excuses else [])]
    line = f"    forced=in_order({', '.join(arguments)}),"
    if len(line) <= WIDTH:
        yield line
        return
    yield "    forced=in_order("
    yield from (f"        {argument}," for argument in arguments)
    yield "    ),"


def _write_signature(id: str) -> Iterator[str]:
    name = re.sub(r"\W+", "_", id)
    line = f"def test_{name}(stage: Stage) -> None:"
    if len(line) <= WIDTH:
        yield line
        return
    yield from (f"def test_{name}(", "    stage: Stage,", ") -> None:")
