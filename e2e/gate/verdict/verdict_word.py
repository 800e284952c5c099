"""The three verdicts of a gate."""

from __future__ import annotations

from typing import Literal

VerdictWord = Literal["pass", "regression", "undecided"]
