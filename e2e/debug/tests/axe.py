"""Runs axe-core on the pages of this room."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Page

from e2e.pages.places import FIXTURES

AXE = FIXTURES / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => (await axe.run()).violations.map(({ id, nodes }) =>
  `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)"""

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def find_barriers(page: Page) -> list[str]:
    """Returns a line for each rule of axe that the page breaks; the page must bypass its CSP."""
    page.add_script_tag(path=AXE)
    found: list[str] = page.evaluate(RUN)
    return found
