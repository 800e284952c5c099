"""One schedule as it is being played: its own jobs, its own accounts, its own history."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from e2e.explorer.jobs_in_play import JobsInPlay
from e2e.explorer.page_on_line import PageOnLine, drop
from e2e.history.entry import Event
from e2e.history.history import History
from e2e.history.page_events import DocumentOpened, FetchStarted, PageEvent, SocketConnecting
from e2e.history.stage_events import ActBegan, CameToRest
from e2e.stage.accounts import Accounts, Balance
from e2e.stage.ahead import Ahead
from e2e.stage.backstage import VirtualNow
from e2e.stage.jobs_filter import JobsFilter
from e2e.stage.observer_link import ObserverLink
from e2e.stage.rest import QuietRest
from e2e.stage.timers import FRAMES_GRANTED
from mock_backend import Backend
from mock_backend.journal.events import JournalEvent

REST_LIMIT = 15.0
"""Seconds of real time after which a page that does not come to rest is given up."""


class Session:
    """Everything that happens in one schedule, and the way to come to rest in it.

    Events of an earlier schedule that is still at work in the page, or at the backend, are in neither
    its history nor its accounts.
    """

    def __init__(self, backend: Backend, page: PageOnLine, now: VirtualNow) -> None:
        self.history = History()
        self.in_play = JobsInPlay(backend)
        self.accounts = Accounts(is_proxied=page.is_proxied)
        self.now = now
        self._backend = backend
        self._page = page
        self._mine = JobsFilter()
        self._foreign: set[tuple[str, int]] = set()
        self._rest = QuietRest([self], self.accounts, page.cut_request)
        self._ahead = Ahead(page.is_proxied)
        self._end_subscription: Callable[[], None] = lambda: None

    @property
    def link(self) -> ObserverLink:
        """The page's line."""
        return self._page.link

    def begin(self) -> None:
        """Virtual time is 0, the jobs are there, and page and backend are listened to."""
        self.now.milliseconds = 0
        self._page.link.begin_anew()
        self._page.take = self._take_record
        self._rest.watch(self)
        for job in self.in_play.ids:
            self._mine.add_job(job)
        self._end_subscription = self._backend.journal.subscribe(self._take_journal)
        self.in_play.begin()

    def end(self) -> None:
        """Nothing is taken in any more, and the jobs are gone."""
        self._end_subscription()
        self._end_subscription = lambda: None
        self._page.take = drop
        self.in_play.end()
        self._backend.journal.forget()

    def close_history(self) -> History:
        """Returns the history up to now; what comes is in another."""
        closed, self.history = self.history, History()
        self._rest.watch(self)
        return closed

    async def begin_act(self, name: str, detail: str, *, is_new: bool = False) -> None:
        """An act begins; with `is_new` a document or an instance of the component does as well."""
        await self._let_clock_differ(is_new=is_new)
        self.history.append("stage", ActBegan(self.now(), name, detail))

    async def come_to_rest(self) -> None:
        """Returns when the page has taken in the act, timers that are due now included.

        Raises NotAtRest when that takes too long.
        """
        balance = await self._take_turns()
        for _ in range(FRAMES_GRANTED):
            if (frame := self._page.timers.get_next_frame()) is None:
                break
            while (due := self._page.timers.get_next_due()) is not None and due < frame:
                self.move_to(due)
                await self._take_turns()
            self.move_to(frame)
            balance = await self._take_turns()
        self._note_rest(balance)

    def move_to(self, moment: int) -> None:
        """Virtual time moves on, where it is not there yet, and timers fire that are due by then."""
        passed = max(0, moment - self.now())
        self.now.milliseconds += passed
        self._page.advance(passed)

    def stay_at_rest(self) -> None:
        """The page is at rest as it was: the act was none that it can take notice of."""
        self._note_rest(self.accounts.get_balance())

    def _note_rest(self, balance: Balance) -> None:
        self.history.append(
            "stage",
            CameToRest(
                at=self.now(),
                held_answers=len(self.in_play.held_answers),
                held_handshakes=len(self.in_play.held_handshakes),
                queued=balance.queued,
                hindered=self.in_play.is_hindered,
            ),
        )

    async def _take_turns(self) -> Balance:
        balance = await self._settle()
        while self.in_play.has_turns:
            await self._let_clock_differ()
            self.in_play.let_next_through()
            balance = await self._settle()
        return balance

    async def _settle(self) -> Balance:
        # As on a stage: what is due fires before anything more is let through.
        balance = await self._rest.come_to_rest(REST_LIMIT)
        while (due := self._page.timers.get_next_due()) is not None and due <= self.now():
            self._page.fire_due(self.now())
            balance = await self._rest.come_to_rest(REST_LIMIT)
        return balance

    async def _let_clock_differ(self, *, is_new: bool = False) -> None:
        if self._ahead.move_on(is_new=is_new):
            await self._page.set_ahead(self._ahead.milliseconds)

    def _take_record(self, event: PageEvent) -> None:
        if isinstance(event, DocumentOpened):
            self._foreign.clear()
        if self._is_foreign(event):
            return
        self.accounts.pages[0].apply(event)
        self.history.append("page", event)

    def _take_journal(self, event: JournalEvent) -> None:
        if not self._mine.keeps(event):
            return
        self.accounts.backend.apply(event)
        self.history.append("backend", event)

    def _is_foreign(self, event: Event) -> bool:
        if isinstance(event, FetchStarted | SocketConnecting):
            job = get_job_of(event.target)
            if job is None or job in self.in_play.ids:
                return False
            self._foreign.add(_identify(event))
            return True
        job = getattr(event, "job", None)
        if job is not None and job not in self.in_play.ids and not hasattr(event, "fetch"):
            return True
        return _identify(event) in self._foreign


def _identify(event: Event) -> tuple[str, int]:
    for kind in ("fetch", "socket"):
        number = getattr(event, kind, None)
        if isinstance(number, int):
            return kind, number
    return "", 0


def get_job_of(target: str) -> str | None:
    """The job that a request or a handshake is about; None for any other target."""
    parts = urlsplit(target).path.strip("/").split("/")
    if len(parts) >= 3 and parts[:2] == ["v1", "jobs"]:
        return parts[2]
    return parts[3] if len(parts) == 4 and parts[:3] == ["v1", "ws", "jobs"] else None
