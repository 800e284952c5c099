"""What a backend that acts at random does with a job, and when. Pure: a seed in, a plan out."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

Act = Literal[
    "progress",
    "complete",
    "complete unheard",
    "late progress",
    "cut sockets",
    "hold handshakes",
    "open handshakes",
    "hold answers",
    "send held answers as they were",
    "send held answers",
]

END_BY = 4.0
"""Seconds after which the job has ended."""

ORDER_BY = 9.0
"""Seconds after which every gate is open and nothing is held any more."""

_BEFORE: tuple[Act, ...] = (
    "progress",
    "progress",
    "cut sockets",
    "hold handshakes",
    "open handshakes",
    "hold answers",
    "send held answers as they were",
    "send held answers",
)
_AFTER: tuple[Act, ...] = (
    "late progress",
    "late progress",
    "cut sockets",
    "open handshakes",
    "send held answers as they were",
    "send held answers",
)


@dataclass(frozen=True, slots=True)
class Step:
    """An act, and the seconds that pass before it."""

    after: float
    act: Act


@dataclass(frozen=True, slots=True)
class Plan:
    """The acts on one job; `may_be_kept`: its answers may be kept by a cache for an hour."""

    steps: tuple[Step, ...]
    may_be_kept: bool


def draw_plan(seed: int) -> Plan:
    """Returns the plan of a job: acts at random, its end within `END_BY`, order again by `ORDER_BY`."""
    chance = random.Random(seed)
    steps: list[Step] = []
    at = 0.0
    end_at = chance.uniform(END_BY / 2, END_BY)
    has_ended = False
    while True:
        after = chance.uniform(0.05, 0.8)
        at += after
        if not has_ended and at >= end_at:
            has_ended = True
            steps.append(Step(after, chance.choice(("complete", "complete unheard"))))
        elif at < ORDER_BY:
            steps.append(Step(after, chance.choice(_AFTER if has_ended else _BEFORE)))
        else:
            return Plan(
                (*steps, Step(0, "open handshakes"), Step(0, "send held answers")),
                may_be_kept=chance.random() < 0.5,
            )
