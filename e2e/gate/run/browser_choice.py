"""The browser that a command plays in: one of this machine, or that of a server."""

from __future__ import annotations

from pathlib import Path

from e2e.engine.browser import BrowserServer, FoundBrowser, NoBrowser, find_browser
from e2e.pages.errors import BadUsage, Undecided


def choose_browser_server(
    address: str | None, limit: float, beside: dict[str, bool]
) -> BrowserServer | None:
    """Returns the server of `--browser-server`, or None where none is named.

    `limit` is in seconds. `beside` has options that do not go with a server, and whether each was given.
    Raises BadUsage for one of them, and for an address or a limit that cannot be used.
    """
    if address is None:
        return None
    for option, is_given in beside.items():
        if is_given:
            raise BadUsage(
                f"Failed to begin: {option} needs another browser than that of --browser-server. "
                "Leave one of them out."
            )
    try:
        return BrowserServer(address, limit)
    except ValueError as error:
        # The address is not repeated: it may have a token in it.
        raise BadUsage(f"Failed to use --browser-server: {error}.") from None


def find_chosen(
    path: Path | None, server: BrowserServer | None = None, *, headed: bool = False
) -> FoundBrowser:
    """Returns the browser; raises Undecided with the reasons where there is none."""
    try:
        return find_browser(path, server=server, headed=headed)
    except NoBrowser as error:
        raise Undecided(str(error)) from None
