"""A document that one stage after another plays in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from e2e.engine.address import get_address
from e2e.engine.backstage import Backstage
from e2e.engine.errors import NeedsDocument, StageError
from e2e.engine.line import Line
from e2e.engine.session import Session
from e2e.engine.window import SCRIPT_HOST, VIEWPORT, get_new_host

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page


class SharedWindow:
    """A `Window` whose only document stays: each stage mounts the component in it, and takes it away.

    No debugger is attached. The storage of the host is empty when a stage begins; state in the page's
    modules stays from stage to stage. Where a stage leaves work of the page behind (a timer, a request, a
    socket), or was ended by an error, the next one gets another document on another host.

    `page` is the path and `port` the port that the built page is served at. `has_mutants`: the page is
    instrumented, and each stage names the mutants that are in effect.
    """

    script_host = SCRIPT_HOST
    shares_document = True

    def __init__(
        self,
        browser: CDPSession,
        backstage: Backstage,
        port: int,
        page: str,
        *,
        has_mutants: bool,
    ) -> None:
        self.host = get_new_host()
        self.is_usable = False
        self._browser = browser
        self._backstage = backstage
        self._port = port
        self._page = page
        self._line = backstage.add_line()
        made = browser.send("Target.createBrowserContext")
        self._context = str(made["browserContextId"])
        self._loaded: frozenset[str] = frozenset()
        self._free: Line | None = None
        self._is_begun = False
        self._open_document(has_mutants)

    @property
    def loaded_mutants(self) -> frozenset[str]:
        """The ids of the mutants whose code ran while the document was loaded.

        No play in it can have one of them in effect.
        """
        return self._loaded

    def take_line(self, backstage: Backstage) -> Line:
        """See Window. Raises NeedsDocument for a second page."""
        line, self._free = self._free, None
        if line is None:
            raise NeedsDocument("a second page")
        return line

    def open(self, line: Line, address: str) -> None:
        """Mounts the component for the job in `address`; see Window.

        Raises NeedsDocument where virtual time has passed before, or a component was opened before.
        """
        query = dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))
        mutants = query.get("mutant")
        is_plain = "job" in query and "initialStatus" not in query
        if self._is_begun or not is_plain or query["clock"] != "0" or query["ahead"] != "0":
            raise NeedsDocument("another document, or one that is opened from a list")
        self._is_begun = True
        active = mutants.split(".") if mutants else []
        if not self._loaded.isdisjoint(active):
            raise NeedsDocument("a mutant in code that runs while a document is loaded")

        def mount() -> None:
            link = line.link
            link.reached_mutants = set() if active else set(self._loaded)
            link.order("begin_play", mutants=active)
            link.order("mount", job=query["job"])

        self._backstage.call(mount)

    def get_page(self, line: Line) -> Page:
        """See Window."""
        raise NeedsDocument("Playwright")

    def enter(self) -> None:
        """See Window."""

        def set_clock() -> None:
            self._line.link.begin_anew()
            self._line.link.order("set_time", milliseconds=0, now=0)

        self._backstage.call(set_clock)

    def leave(self, session: Session) -> None:
        """Takes the component away, and finds out whether the next stage can play in the document.

        Call it while `session` still takes in the events of the page.
        """
        self.is_usable = self._backstage.portal.call(self._clear, session)

    def end_stage(self, lines: list[Line], *, is_endless: bool) -> None:
        """See Window."""

    def clear(self) -> None:
        """Prepares for the next stage."""
        self._free = self._line
        self._is_begun = False
        self.is_usable = False

    def close(self) -> None:
        """Closes the context with its document."""

        def dismiss() -> None:
            self._line.link.expect_document()
            self._backstage.links.remove(self._line.link)

        self._backstage.call(dismiss)
        self._browser.send("Target.disposeBrowserContext", {"browserContextId": self._context})

    def _open_document(self, has_mutants: bool) -> None:
        backstage, line = self._backstage, self._line
        session = Session(backstage.backend, backstage.now, is_proxied=False)
        address = get_address(
            f"http://{self.host}:{self._port}{self._page}",
            observer=backstage.links.address_of(line.link),
            clock=0,
            ahead=0,
            is_shared=True,
            scripts=f"{SCRIPT_HOST}:{backstage.backend.port}",
            mutants=() if has_mutants else None,
        )

        def expect() -> None:
            session.add_tab(line)
            line.link.expect_document()

        backstage.call(expect)
        target = {"url": address, "browserContextId": self._context, **VIEWPORT}
        self._browser.send("Target.createTarget", target)
        backstage.portal.call(session.settle)
        backstage.call(session.stop_recording)
        self._loaded = frozenset(line.link.reached_mutants)
        self.clear()

    async def _clear(self, session: Session) -> bool:
        """Unmounts the component; returns whether no work of it is left."""
        if session.is_endless or not self._is_begun:
            return not session.is_endless
        self._line.link.order("unmount")
        try:
            await session.come_to_rest()
        except StageError:
            return False
        await self._line.set_ahead(0)
        return session.accounts.pages[0].is_idle and not self._line.timers.get_count()
