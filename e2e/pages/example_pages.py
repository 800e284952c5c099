"""Our good pages in other styles than the reference page, and the patches of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from e2e.pages.places import EXAMPLE_PAGES
from e2e.pages.regressions import Regression, read_patches

TELLING = (
    "guard-after-reconnect",
    "kept-completed-while-unreachable",
    "missed-failure",
    "older-answer-after-a-frame",
    "polls-fail-for-a-minute",
    "reconnect-late-progress",
    "restart-and-remount",
)
"""The scenarios that `make test` plays on each good page: those that test each page differently."""


@dataclass(frozen=True, slots=True)
class ExamplePage:
    """A good page below web-ui-fixtures/pages, and its patches; each patch takes out one fix."""

    name: str
    checkout: Path
    regressions: tuple[Regression, ...]


def get_example_pages() -> list[ExamplePage]:
    """Returns every page below web-ui-fixtures/pages, by name; a folder without a JobStatus is left out.

    Raises ValueError for a patch whose header lacks a line.
    """
    return [
        ExamplePage(folder.name, folder, tuple(read_patches(folder / "regressions")))
        for folder in sorted(EXAMPLE_PAGES.iterdir())
        if (folder / "src" / "components" / "JobStatus.tsx").is_file()
    ]
