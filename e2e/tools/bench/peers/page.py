"""A page that the tools judge."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from e2e.pages.regressions import Regression

REFERENCE_NAME = "reference"
"""The name of our own page, on which the tools are timed."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, built and as source, and whether it is good.

    `built` is the folder of its build, and `source` that of its checkout with the patch applied. The gate
    takes `checkout` and `regression` in their place.
    """

    name: str
    is_good: bool
    checkout: Path
    regression: Regression | None
    built: Path
    source: Path
