"""The three things that a gate can say."""

from __future__ import annotations

from typing import Literal

VerdictWord = Literal["pass", "regression", "undecided"]
