"""A browser context without a debugger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from e2e.engine.backstage import Backstage
from e2e.engine.errors import StageError
from e2e.engine.line import Line
from e2e.engine.window import SCRIPT_HOST, VIEWPORT, get_new_host

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

    from e2e.engine.session import Session


class BareWindow:
    """A `Window` in a browser context that Playwright does not know of.

    With DevTools attached, its messages about a request cost more than the request itself. All that a
    play needs goes over the observer's line. The first document of the next stage is opened over this
    line as well, by an order to the last document of the stage before: this keeps the browser's process,
    where a new page would start another one. The scripts come from one host for all stages, so that the
    browser loads and compiles them once.
    """

    script_host = SCRIPT_HOST
    shares_document = False

    def __init__(self, browser: CDPSession, backstage: Backstage) -> None:
        self.host = get_new_host()
        self._browser = browser
        self._backstage = backstage
        made = browser.send("Target.createBrowserContext")
        self._context = str(made["browserContextId"])
        self._targets: dict[Line, str] = {}
        self._last: tuple[Line, str] | None = None

    @property
    def is_usable(self) -> bool:
        """Whether another stage can be set up in it."""
        return True

    def take_line(self, backstage: Backstage) -> Line:
        """See Window."""
        return backstage.add_line()

    def open(self, line: Line, address: str) -> None:
        """See Window."""
        if line in self._targets:
            self._go(line, line, address)
        elif self._last is not None and self._last[0].link.is_open:
            last, self._targets[line] = self._last
            self._last = None
            self._go(last, line, address)
        else:
            self._backstage.call(line.link.expect_document)
            self._targets[line] = self._create_target(address)

    def get_page(self, line: Line) -> Page:
        """See Window."""
        raise StageError(
            "Failed to get Playwright's page: no debugger is attached to it. Declare the scenario with "
            'isolation="context".'
        )

    def enter(self) -> None:
        """See Window."""

    def leave(self, session: Session) -> None:
        """See Window."""

    def end_stage(self, lines: list[Line], *, is_endless: bool) -> None:
        """See Window. The first page stays open, with its line: the next stage begins in it."""
        first, *others = lines
        for line in lines if is_endless else others:
            self._close(line)
        if first in self._targets:
            self._last = first, self._targets.pop(first)
        else:
            self._dismiss(first)

    def clear(self) -> None:
        """Prepares for the next stage: takes a new host."""
        self.host = get_new_host()

    def close(self) -> None:
        """Closes the context with its pages."""
        if self._last is not None:
            self._dismiss(self._last[0])
        self._browser.send("Target.disposeBrowserContext", {"browserContextId": self._context})

    def _go(self, speaker: Line, line: Line, address: str) -> None:
        """Sends the document of `speaker` to `address`; the new document speaks on `line`."""

        def go() -> None:
            speaker.link.order("go", address=address)
            speaker.link.expect_document()
            if speaker is line:
                return
            self._backstage.links.remove(speaker.link)
            line.link.expect_document()

        self._backstage.call(go)

    def _create_target(self, address: str) -> str:
        made = self._browser.send(
            "Target.createTarget",
            {"url": address, "browserContextId": self._context, **VIEWPORT},
        )
        return str(made["targetId"])

    def _close(self, line: Line) -> None:
        self._dismiss(line)
        if line in self._targets:
            self._browser.send("Target.closeTarget", {"targetId": self._targets.pop(line)})

    def _dismiss(self, line: Line) -> None:
        def dismiss() -> None:
            line.link.expect_document()
            self._backstage.links.remove(line.link)

        self._backstage.call(dismiss)
