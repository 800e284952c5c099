"""Checks that the causes found on a wrong page begin with the one that its patch names."""

from __future__ import annotations

from collections.abc import Sequence

from e2e.catalogue.result import Result
from e2e.gate.verdict.causes import group_causes
from e2e.pages.regressions import Regression


def find_mistold(page: Regression, results: Sequence[Result]) -> list[str]:
    """Returns a line where the first cause of the page is not one that its header names; else no line."""
    failed = {each.id for each in results if each.outcome == "failed"}
    causes = group_causes(results, deciding=failed)
    if not causes or causes[0].id in page.causes:
        return []
    told = ", ".join(f"{each.id} ({len(each.scenarios)})" for each in causes)
    return [f"{page.name}: {' or '.join(page.causes)} expected, {told} found"]
