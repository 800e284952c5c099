"""A window of the browser in which one stage after another is set up."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Protocol

from e2e.engine.line import Line

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

VIEWPORT: ViewportSize = {"width": 720, "height": 400}
"""Room for the component, and little else on a screenshot."""

LAUNCH_ARGUMENTS = (
    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
    "--js-flags=--no-enable-lazy-source-positions,--single-threaded",
)
"""What a browser is started with.

Every host of `get_new_host` is the backend's loopback address. The page's clock makes an Error for
each timer, for which V8 would parse the page again to find its lines; and V8's own threads only take
the cores from the other workers (docs/decisions/0005).
"""

_numbers = itertools.count(1)


def get_new_host() -> str:
    """A host name that no page was loaded from yet, so that nothing of an earlier stage is left.

    Storage, caches and connections belong to a host. All names are of one site, as a document of
    another site would be given a process of its own, at twice the price.
    """
    return f"stage-{next(_numbers)}.jobstatus.localhost"


class Window(Protocol):
    """Where a stage's pages are, each with a line of its own. `host` is new for each stage."""

    @property
    def host(self) -> str:
        """The host that the stage's pages are loaded from."""

    @property
    def script_host(self) -> str | None:
        """The host that the pages load their scripts from; None: the stage's own."""

    def open(self, line: Line, address: str) -> None:
        """Opens a new document at `address` in the page of `line`; a line without a page gets one.

        Returns when that is under way, with the line waiting for the document. Raises StageError where
        the address is answered with an error and a debugger is there to say so.
        """

    def get_page(self, line: Line) -> Page:
        """Returns Playwright's page of `line`; raises StageError where no debugger is attached."""

    def end_stage(self, lines: list[Line], *, is_endless: bool) -> None:
        """The stage is over. With `is_endless` no line of its pages' scripts may run any more."""
