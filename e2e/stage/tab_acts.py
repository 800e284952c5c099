"""What a person does with the tab in which the page is, while the job goes on elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from e2e.engine.errors import StageError
from e2e.stage.job_on_stage import JobOnStage
from mock_backend.wire import DOWNLOAD

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

_FOLLOW_LINK = """(address) => {
  const link = document.createElement("a");
  link.href = address;
  document.body.append(link);
  link.click();
  link.remove();
}"""
"""A link without text, which is not there any more when anybody looks at the screen."""


class PlayedOn(Protocol):
    """The stage, as far as these acts need it."""

    @property
    def page(self) -> Page:
        """The page in the tab."""

    @property
    def jobs(self) -> Sequence[JobOnStage]:
        """Its jobs, with the sockets that the page has open."""

    def play(self, name: str, detail: str, do: Callable[[], object]) -> None:
        """One act of the backend's; comes back at rest."""


class Order(Protocol):
    """How the stage has the harness in the page carry out an act."""

    def __call__(self, name: str, detail: str, **fields: object) -> None:
        """Records the act, gives the order `name` with its fields, and brings the page to rest."""


class PlayHere(Protocol):
    """How the stage plays an act from the thread that drives the browser."""

    def __call__(self, name: str, detail: str, do: Callable[[], None]) -> None:
        """Records the act, carries out `do`, and brings the page to rest."""


class TabActs:
    """Hides, shows, keeps and restores the first tab; each method is an act and comes back at rest.

    Chromium's headless shell takes every page for visible and keeps none for going back to, so the
    harness gives the document the state and the events, in the order of HTML's page visibility and of
    its session history (docs/decisions/0033). Timers of a hidden tab are not slowed down.
    """

    def __init__(self, stage: PlayedOn, order: Order, play_here: PlayHere) -> None:
        self._stage = stage
        self._order = order
        self._play_here = play_here
        self._is_kept = False

    def hide(self) -> None:
        """Another tab comes to the front: `blur`, and `visibilitychange` with the document hidden."""
        self._order("hide_tab", "the person turns to another tab")

    def show(self) -> None:
        """The tab comes to the front again: `visibilitychange` with it visible, and `focus`."""
        self._order("show_tab", "the person turns to this tab again")

    def freeze(self) -> None:
        """The person goes on to another page, and the browser keeps this one as it is.

        The document is told `pagehide` (persisted), `visibilitychange` and `freeze`, and the browser
        closes its sockets, as Chromium does. Until `restore` no time may pass: a kept page's timers
        stand still. Raises StageError where `expect_running` is asked meanwhile.
        """
        self._order("freeze", "the person goes on, and the browser keeps the page")
        self._is_kept = True
        self._stage.play(
            "close_kept_sockets", "the browser closes the sockets of the page", self._close_sockets
        )

    def restore(self) -> None:
        """The person goes back: the kept document is told `resume` and `pageshow` (persisted)."""
        self._is_kept = False
        self._order("restore", "the person goes back, and the kept page is there again")

    def download(self) -> None:
        """The person follows a link to a file that the browser saves.

        The document is told `beforeunload`, for a navigation that ends in no new document: it stays.
        Where it asks whether the person means it, the person does. Returns when the browser has the file.
        """
        page = self._stage.page

        def follow() -> None:
            page.on("dialog", _go)
            try:
                with page.expect_download() as begun:
                    page.evaluate(_FOLLOW_LINK, DOWNLOAD)
                begun.value.path()
            finally:
                page.remove_listener("dialog", _go)

        self._play_here("download", "the person downloads a file", follow)

    def expect_running(self) -> None:
        """Raises StageError where the page is kept, and so its timers stand still."""
        if self._is_kept:
            raise StageError(
                "Failed to let time pass: the page is kept by the browser, and its timers stand still. "
                "Play `stage.tab.restore()` first."
            )

    def _close_sockets(self) -> None:
        for job in self._stage.jobs:
            for socket in job.control.sockets:
                socket.cut()


def _go(dialog: Dialog) -> None:
    """A page may ask the person back: the person goes."""
    dialog.accept()
