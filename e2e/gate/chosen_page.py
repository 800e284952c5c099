"""The page that a command was pointed at."""

from __future__ import annotations

from pathlib import Path

from e2e.gate.builds import PageSource
from e2e.gate.checkout import check_checkout
from e2e.gate.errors import BadUsage
from e2e.gate.places import REFERENCE
from e2e.gate.regressions import get_regression


def choose_page(name: str, web_ui: Path | None, regression: str | None) -> PageSource:
    """The checkout `web_ui`, or our page without the fix of `regression`, or our page, as `name`.

    Raises BadUsage for both at once, an unknown regression and a checkout without a JobStatus.
    """
    if regression is not None:
        if web_ui is not None:
            raise BadUsage(
                "Failed to choose a page: --regression takes a fix out of our own page, "
                "--web-ui names yours. Give one of the two."
            )
        return PageSource(name, REFERENCE, get_regression(regression))
    checkout = web_ui or REFERENCE
    check_checkout(checkout)
    return PageSource(name, checkout)


def name_for_person(web_ui: Path | None, regression: str | None) -> str:
    """What people call that page."""
    if regression is not None:
        return f"our page without the fix of {regression}"
    return str(web_ui) if web_ui else "our own page (web-ui-fixtures/reference)"
