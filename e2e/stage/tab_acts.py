"""Acts of a person on the tab of the page: hide, show, leave, come back, download."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from e2e.engine.errors import StageError
from e2e.history.stage_events import MOUNT_BESIDE, UNMOUNT_BESIDE
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
"""The link has no text and is removed at once, so that the screen never shows it."""


class PlayedOn(Protocol):
    """The part of the stage that these acts need."""

    @property
    def page(self) -> Page:
        """The page in the tab."""

    @property
    def jobs(self) -> Sequence[JobOnStage]:
        """The jobs of the stage, with the sockets that the page has open."""

    def play(self, name: str, detail: str, do: Callable[[], object]) -> None:
        """Plays one act of the backend, and returns when the page is at rest."""


class Order(Protocol):
    """The function with which the stage makes the harness in the page carry out an act."""

    def __call__(self, name: str, detail: str, **fields: object) -> None:
        """Records the act, gives the order `name` with its fields, and brings the page to rest."""


class PlayHere(Protocol):
    """The function with which the stage plays an act in the thread that drives the browser."""

    def __call__(self, name: str, detail: str, do: Callable[[], None]) -> None:
        """Records the act, carries out `do`, and brings the page to rest."""


class TabActs:
    """Hides, shows, keeps and restores the first tab; each method is an act, and returns at rest.

    Chromium's headless shell treats every page as visible and keeps none in a back/forward cache. So the
    harness gives the document the state and the events, in the order of page visibility and session
    history in the HTML standard (docs/decisions/0033). Timers of a hidden tab are not slowed down.
    """

    def __init__(self, stage: PlayedOn, order: Order, play_here: PlayHere) -> None:
        self._stage = stage
        self._order = order
        self._play_here = play_here
        self._is_kept = False

    def hide(self) -> None:
        """The person turns to another tab: `blur`, and `visibilitychange` with the document hidden."""
        self._order("hide_tab", "the person turns to another tab")

    def show(self) -> None:
        """The person turns to this tab again: `visibilitychange` with it visible, and `focus`."""
        self._order("show_tab", "the person turns to this tab again")

    def leave_window(self) -> None:
        """The person goes on in another window beside this one: `blur`, and the tab stays visible."""
        self._order("leave_window", "the person goes on in another window beside this one")

    def enter_window(self) -> None:
        """The person comes back to this window: `focus`."""
        self._order("enter_window", "the person comes back to this window")

    def mount_beside(self, job: JobOnStage) -> None:
        """Mounts a second instance of the component, for `job`, in the same document.

        The state on the screen is still that of the first one: the second is in a shadow tree, which the
        observer does not read. Its requests and sockets are in the history as the page's.
        """
        self._order(MOUNT_BESIDE, f"a second component is mounted for {job.name}", job=job.id)

    def unmount_beside(self) -> None:
        """Unmounts the second instance; the first one stays."""
        self._order(UNMOUNT_BESIDE, "the second component is unmounted")

    def fill_storage(self) -> None:
        """Other pages of the site fill its storage: `setItem` throws QuotaExceededError from now on."""
        self._order("fill_storage", "the storage of the site is full")

    def slow_databases(self) -> None:
        """The browser is slow to open databases: IndexedDB opens one only after five seconds from now on.

        It holds for later documents in the tab as well. A database that is open stays so.
        """
        self._order("slow_databases", "the browser opens databases slowly")

    def freeze(self) -> None:
        """The person goes on to another page, and the browser keeps this one as it is.

        The document gets `pagehide` (persisted), `visibilitychange` and `freeze`, and its sockets are
        closed, as Chromium closes them. Until `restore` no time may pass, because the timers of a kept
        page stand still: `expect_running` raises StageError until then.
        """
        self._order("freeze", "the person goes on, and the browser keeps the page")
        self._is_kept = True
        self._stage.play(
            "close_kept_sockets", "the browser closes the sockets of the page", self._close_sockets
        )

    def restore(self) -> None:
        """The person goes back: the kept document gets `resume` and `pageshow` (persisted)."""
        self._is_kept = False
        self._order("restore", "the person goes back, and the kept page is there again")

    def download(self) -> None:
        """The person follows a link to a file that the browser saves.

        The document gets `beforeunload`, but the navigation opens no new document, so the page stays.
        Where the page asks whether the person wants to leave, the person says yes. Returns when the
        browser has the file.
        """
        page = self._stage.page

        def follow() -> None:
            page.on("dialog", _go)
            try:
                with page.expect_download() as begun:
                    page.evaluate(_FOLLOW_LINK, DOWNLOAD)
                # It waits for the end as `path` does, which a browser on a server does not have.
                if reason := begun.value.failure():
                    raise StageError(f"Failed to download a file: {reason}.")
            finally:
                page.remove_listener("dialog", _go)

        self._play_here("download", "the person downloads a file", follow)

    def expect_running(self) -> None:
        """Raises StageError where the browser keeps the page, so that its timers stand still."""
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
    """Answers the question whether the person wants to leave the page: the person says yes."""
    dialog.accept()
