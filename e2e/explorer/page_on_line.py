"""A page that schedules are played on, one after another."""

from __future__ import annotations

from collections.abc import Callable

from e2e.engine.address import get_address
from e2e.engine.line import Line
from e2e.engine.network import DIRECT
from e2e.engine.observer_link import LinkServer
from e2e.engine.session import Session
from e2e.explorer.documents import Close, Documents


class PageOnLine:
    """A document with the harness, and its line.

    With `paints` the browser draws frames, as it does for a person. Without `paints` it computes layout
    only on request, and the observer needs no more. `network` is the profile of the network between page
    and backend.
    """

    def __init__(
        self,
        documents: Documents,
        address: str,
        links: LinkServer,
        now: Callable[[], int],
        *,
        paints: bool,
        network: str,
    ) -> None:
        self.network = network
        self.line = Line(now)
        self.is_spent = True
        self._documents = documents
        self._links = links
        self._paints = paints
        self._close: Close | None = None
        self._address = address
        links.add(self.line.link)

    @property
    def is_proxied(self) -> bool:
        """Whether a caching proxy stands between page and backend."""
        return self.network != DIRECT

    async def open_document(self, session: Session) -> None:
        """Opens a new document without a component, and returns when `session` finds it at rest.

        Raises NotAtRest where it does not come to rest.
        """
        tab = session.add_tab(self.line)
        self.line.link.expect_document()
        old = self._close
        self._close = await self._documents.open(self._get_address, paints=self._paints)
        if old is not None:
            await old()
        await session.settle()
        tab.end()
        self.line.ahead = 0
        self.is_spent = False

    async def close_document(self) -> None:
        """Closes the open document, if there is one; afterwards its scripts run no more."""
        self.line.link.expect_document()
        self.is_spent = True
        if self._close is not None:
            await self._close()
        self._close = None

    def close(self) -> None:
        """Closes the page's line; its records are ignored from now on."""
        self._links.remove(self.line.link)

    def _get_address(self, is_painted: bool) -> str:
        return get_address(
            self._address,
            observer=self._links.address_of(self.line.link),
            clock=0,
            ahead=0,
            is_shared=True,
            is_painted=is_painted,
        )
