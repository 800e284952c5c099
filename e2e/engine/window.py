"""A window of the browser in which one stage after another is set up."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Protocol

from e2e.engine.line import Line

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

    from e2e.engine.backstage import Backstage
    from e2e.engine.session import Session

VIEWPORT: ViewportSize = {"width": 720, "height": 400}
"""Large enough for the component, and small enough that a screenshot shows little else."""

SCRIPT_HOST = "scripts.jobstatus.localhost"
"""The host of the scripts of every page without a debugger: the browser loads and compiles them once."""

_numbers = itertools.count(1)


def get_new_host() -> str:
    """Returns a host name that no page was loaded from yet.

    Storage, caches and connections belong to a host, so a new host has nothing left from an earlier
    stage. All names belong to one site: a document of another site would get a process of its own, which
    doubles the cost.
    """
    return f"stage-{next(_numbers)}.jobstatus.localhost"


class Window(Protocol):
    """The pages of a stage, each with a line of its own. `host` is new for each stage."""

    @property
    def host(self) -> str:
        """The host that the stage's pages are loaded from."""

    @property
    def script_host(self) -> str | None:
        """The host that the pages load their scripts from; None: the stage's own."""

    @property
    def shares_document(self) -> bool:
        """Whether stages share a document: each mounts the component in it, and takes it away."""

    def take_line(self, backstage: Backstage) -> Line:
        """Returns the line of a page that the stage on `backstage` is about to open."""

    def open(self, line: Line, address: str) -> None:
        """Opens a new document at `address` in the page of `line`; a line without a page gets one.

        Returns while the document still loads, with the line waiting for it. With a debugger attached, it
        raises StageError where the response is an error.
        """

    def get_page(self, line: Line) -> Page:
        """Returns Playwright's page of `line`; raises StageError where no debugger is attached."""

    def enter(self) -> None:
        """Sets the clock of a document that stays to virtual time 0, when the stage has begun."""

    def leave(self, session: Session) -> None:
        """Takes the component away where the document stays; `session` still takes in its events."""

    def end_stage(self, lines: list[Line], *, is_endless: bool) -> None:
        """Ends the stage in its pages.

        With `is_endless` it closes them all, so that no line of their scripts runs any more.
        """
