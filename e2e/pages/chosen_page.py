"""The page that the options of a command choose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from e2e.pages.builds import PageSource
from e2e.pages.checkout import check_checkout
from e2e.pages.errors import BadUsage
from e2e.pages.places import REFERENCE
from e2e.pages.regressions import get_regression


def choose_page(
    name: str,
    web_ui: Path | None,
    regression: str | None,
    *,
    props: dict[str, Any] | None = None,
    reads_config: bool = True,
) -> PageSource:
    """Returns the page to play, as a source with that `name`.

    It is the checkout `web_ui`, our page without the fix of `regression`, or our page if both are None.
    The component gets `props` beside its job; with `reads_config` the checkout's own Vite config runs.
    Raises BadUsage for both pages at once, an unknown regression and a checkout without a JobStatus.
    """
    if regression is not None:
        if web_ui is not None:
            raise BadUsage(
                "Failed to choose a page: --regression takes a fix out of our own page, "
                "--web-ui names yours. Give one of the two."
            )
        return PageSource(name, REFERENCE, get_regression(regression), props=props or {})
    checkout = web_ui or REFERENCE
    check_checkout(checkout)
    return PageSource(name, checkout, props=props or {}, reads_config=reads_config)


def read_props(text: str | None) -> dict[str, Any]:
    """Returns the props that `--props` gives as JSON; an empty dictionary for None.

    Raises BadUsage for a text that is no JSON object, and for `jobId`, because each play sets it.
    """
    if text is None:
        return {}
    expected = """--props takes a JSON object, such as '{"initialStatus": "completed"}'."""
    try:
        props = json.loads(text)
    except ValueError as error:
        raise BadUsage(f"Failed to read the props {text!r}: {error}. {expected}") from None
    if not isinstance(props, dict):
        raise BadUsage(f"Failed to read the props {text!r}: that is no object. {expected}")
    if "jobId" in props:
        raise BadUsage("Failed to use the props: each play sets jobId itself. Leave it out.")
    return props


def name_for_person(web_ui: Path | None, regression: str | None) -> str:
    """Returns the name of that page for messages to a person."""
    if regression is not None:
        return f"our page without the fix of {regression}"
    return str(web_ui) if web_ui else "our own page (web-ui-fixtures/reference)"
