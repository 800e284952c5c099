"""One page, one backend and one virtual clock, played together."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from e2e.history.entry import Event
from e2e.history.history import History
from e2e.history.page_events import Shown
from e2e.history.stage_events import ActBegan, CameToRest
from e2e.stage.accounts import Accounts
from e2e.stage.address import get_address
from e2e.stage.ahead import Ahead
from e2e.stage.backstage import Backstage
from e2e.stage.browser_word import BrowserWord
from e2e.stage.errors import StageError
from e2e.stage.job_on_stage import JobOnStage
from e2e.stage.jobs_filter import JobsFilter
from e2e.stage.laptop import Laptop
from e2e.stage.network import DIRECT, check_policy
from e2e.stage.rest import Rest
from e2e.stage.tab import Tab
from e2e.stage.tab_acts import TabActs
from e2e.stage.turns import BEGINNING, Turns
from e2e.stage.window import Window
from mock_backend import CachePolicy, Dialect, JobControl, JobKind, JobStatus
from mock_backend.journal.events import TruthChanged

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Stage:
    """Plays acts one by one; every act returns when the page has come to rest.

    The acts and everything they cause are in `history`. Not for two threads at once: the page is
    driven from the thread that opened the stage, the backend on the backstage's loop.
    """

    def __init__(
        self,
        backstage: Backstage,
        window: Window,
        build: Path,
        limit: float,
        network: str = DIRECT,
        is_slow: bool = False,
        dialect: Dialect | None = None,
    ) -> None:
        self._is_slow = is_slow
        self._dialect = dialect
        self.clock = window.clock
        self._window = window
        self._backstage = backstage
        port = backstage.get_port(network)
        self._address = f"http://{window.host}:{port}{backstage.publish(build)}"
        self._network = network
        self._ahead = Ahead(is_proxied=network != DIRECT)
        self._accounts = Accounts(is_proxied=network != DIRECT)
        self._tab = Tab(window.page, self._accounts.pages[0], backstage.now)
        self._tabs: list[Tab] = []
        self.tab = TabActs(self, self._order, self._play_here)
        self._jobs: list[JobOnStage] = []
        self._mine = JobsFilter()
        self._end_subscription: Callable[[], None] = lambda: None
        self._rest = Rest(self._tabs, self._accounts, backstage.backend.cut_request)
        self._turns = Turns(
            backstage, self.clock, self._rest, limit, self._tabs, self._jobs, self._let_clock_differ
        )
        self.laptop = Laptop(self.clock, self._play_here, self._turns.note_time_passed)
        self._browser_word: BrowserWord | None = None

    @property
    def page(self) -> Page:
        """The page that the acts are played on."""
        return self._tab.page

    @property
    def history(self) -> History:
        """Everything so far, as the page that the acts are played on has it."""
        return self._tab.history

    @property
    def histories(self) -> tuple[History, ...]:
        """The same for each tab, the first one's first."""
        return tuple(tab.history for tab in self._tabs)

    @property
    def jobs(self) -> tuple[JobOnStage, ...]:
        """Its jobs, oldest first."""
        return tuple(self._jobs)

    @property
    def now(self) -> int:
        """Virtual milliseconds since the scenario began."""
        return self.clock.now

    @property
    def accounts(self) -> Accounts:
        """What the page has under way, and what of it waits at the backend; for its loop only."""
        return self._accounts

    @property
    def next_timer(self) -> int | None:
        """In how many virtual milliseconds the page's next timer is due; None when none is set."""
        due = self._turns.get_next_due()
        return None if due is None else due - self.now

    def set_up(self) -> None:
        """Begins to listen to page and backend."""

        def listen() -> None:
            self._add(self._tab)
            self._end_subscription = self._backstage.backend.journal.subscribe(self._take_journal)

        self._backstage.call(listen)

    def strike(self) -> None:
        """Ends everything that the scenario had under way; the history stays."""
        if self._browser_word is not None:
            self._browser_word.end()
        from playwright.sync_api import Error as PlaywrightError

        with contextlib.suppress(PlaywrightError):
            # Its requests wait for their turn: once the jobs are gone they would be answered.
            for tab in self._tabs if self._turns.is_endless else ():
                tab.page.close()
        self._backstage.call(self._end_subscription)

        def forget() -> None:
            for tab in self._tabs:
                # What the page sees of the end of its jobs is no part of the history any more.
                tab.link.expect_document()
                self._backstage.links.remove(tab.link)
            for job in self._jobs:
                self._backstage.backend.forget_job(job.id)

        self._backstage.call(forget)

    def add_job(
        self,
        *,
        status: JobStatus = "running",
        cache_policy: CachePolicy | None = None,
        **kind: Unpack[JobKind],
    ) -> JobOnStage:
        """Creates a job at the backend; nothing happens in the page. `kind`: see `Backend.create_job`.

        Raises StageError for a policy that rest cannot account for on this network.
        """
        check_policy(self._network, cache_policy)
        self._mine.add_job(job_id := str(uuid.uuid4()))

        def create() -> JobControl:
            control = self._backstage.backend.create_job(
                job_id=job_id,
                status=status,
                cache_policy=cache_policy,
                dialect=self._dialect,
                **kind,
            )
            control.take_turns()
            return control

        name = f"job {len(self._jobs) + 1}"
        job = JobOnStage(self._backstage.call(create), name, self.play)
        self._jobs.append(job)
        return job

    def show(self, job: JobOnStage, *, initial_status: JobStatus | None = None) -> None:
        """Opens the page on `job` in a new document, as a first visit does.

        With `initial_status` it is opened from a list, which hands the component the status that it
        knows (the prop `initialStatus`); a page that does not take it goes on as without. A refresh
        hands it nothing.
        """
        from_list = f" from a list that says {initial_status}" if initial_status else ""
        detail = f"the page opens on {job.name}{from_list}"
        self._navigate("show", detail, self._tab, job, initial_status)

    def open_tab(self, job: JobOnStage) -> Tab:
        """Opens a second page on `job` in the same browser; the acts stay with the first."""
        tab = Tab(self._window.context.new_page(), self._accounts.add_page(), self._backstage.now)

        def add() -> None:
            for _, truth in self.history.of_type(TruthChanged):
                tab.history.append("backend", truth)
            self._add(tab)

        self._backstage.call(add)
        self._navigate("open_tab", f"a second tab opens on {job.name}", tab, job)
        return tab

    def refresh(self) -> None:
        """The person reloads the page."""
        self._load("refresh", "the person reloads the page", self.page.reload)

    def leave(self) -> None:
        """The person navigates to another document on the same host: an empty harness page."""
        self._navigate("leave", "the person navigates away", self._tab, None)

    def come_back(self) -> None:
        """The person goes back in the browser's history."""
        self._load("come_back", "the person goes back", self.page.go_back)

    def mount(self, job: JobOnStage) -> None:
        """Mounts the component anew for `job` without a page load."""
        self._order("mount", f"the component is mounted for {job.name}", job=job.id)

    def unmount(self) -> None:
        """Unmounts the component; the document stays."""
        self._order("unmount", "the component is unmounted")

    def switch_to(self, job: JobOnStage) -> None:
        """Hands `job` to the component that is mounted."""
        self._order("switch", f"the component is handed {job.name}", job=job.id)

    def probe_cache(self, job: JobOnStage, *, query: str = "") -> None:
        """Asks for `job` in the page as an unprotected page would: a plain fetch, through all caches.

        It fills them as such a page's polls would, and shows their answer: the history has the probe, the
        words of browser and proxy on it, and the request or none. A `query` has its own cache entries.
        """
        self.listen_to_browser()
        detail = f"an unprotected page asks for {job.name}"
        self._order("probe", detail, job=job.id, query=query)

    def listen_to_browser(self) -> None:
        """From now on the history has the browser's own word for where each answer came from."""
        if self._browser_word is None:
            self._browser_word = BrowserWord(self.page)

    def let_pass(self, *, seconds: float = 0, milliseconds: int = 0) -> None:
        """Lets virtual time pass, from timer to timer, with the page at rest in between."""
        self.tab.expect_running()
        span = round(seconds * 1000) + milliseconds
        self._begin("let_pass", f"{span / 1000:g} s pass", expects_document=False)
        end = self.now + span
        while self._turns.move_to_next_due(end):
            self._come_to_rest()
        if self.now < end or not span:
            self._turns.move_to(end)
            self._come_to_rest()

    def begin_anew(self, job: JobOnStage) -> None:
        """`job` begins anew under its id, and the component is mounted anew for it, in one act."""

        async def play() -> None:
            await self._let_clock_differ(is_new=True)
            detail = f"{job.name} begins anew, and is mounted anew"
            self._append(ActBegan(self.now, "restart", detail))
            job.control.restart()
            self._tab.link.order("mount", job=job.id)

        self._backstage.portal.call(play)
        self._come_to_rest()
        self._linger()

    def play(self, name: str, detail: str, do: Callable[[], object]) -> None:
        """One act of the backend's: records it, carries out `do` on its loop, and brings to rest."""

        async def play() -> None:
            await self._let_clock_differ()
            self._append(ActBegan(self.now, name, detail))
            try:
                do()
            except IndexError:
                raise StageError(
                    f"Failed to play {name!r}: {detail}, but nothing is held."
                ) from None

        self._backstage.portal.call(play)
        self._come_to_rest()
        self._linger()

    def get_shown(self) -> Shown | None:
        """What is on the screen now; None before anything was rendered."""
        return self._tab.get_shown()

    def expect_shown(self, *, status: str) -> None:
        """Asserts that the screen says `status` now; raises NotShown with what it says instead."""
        self._tab.expect_shown(status=status)

    def _add(self, tab: Tab) -> None:
        self._tabs.append(tab)
        self._rest.watch(tab)
        self._backstage.links.add(tab.link)

    def _append(self, event: Event) -> None:
        for tab in self._tabs:
            tab.history.append("stage", event)

    async def _let_clock_differ(self, *, is_new: bool = False) -> None:
        if self._ahead.move_on(is_new=is_new and self._tab.link.has_begun):
            for tab in self._tabs:
                await tab.link.set_ahead(self._ahead.milliseconds)

    def _order(self, name: str, detail: str, **fields: object) -> None:
        async def play() -> None:
            await self._let_clock_differ(is_new=True)
            self._append(ActBegan(self.now, name, detail))
            self._tab.link.order(name, **fields)

        self._backstage.portal.call(play)
        self._come_to_rest()
        self._linger()

    def _play_here(self, name: str, detail: str, do: Callable[[], None]) -> None:
        self._begin(name, detail, expects_document=False)
        do()
        self._come_to_rest()

    def _load(self, name: str, detail: str, load: Callable[..., object]) -> None:
        self._begin(name, detail)
        # The next document has the reading of the clock from `window.name`, and the browser hands on the
        # name that it knows by then. The renderer answers this after it has told it.
        self.page.evaluate("0")
        load(wait_until="commit")
        self._come_to_rest()
        self._let_begin(self._tab)

    def _linger(self) -> None:
        # Playwright slows down its own steps, and this act was none of them.
        if self._is_slow and self._tab.link.has_begun:
            self.page.dispatch_event("html", "jobstatus-e2e:at-rest")

    def _navigate(
        self,
        name: str,
        detail: str,
        tab: Tab,
        job: JobOnStage | None,
        initial_status: JobStatus | None = None,
    ) -> None:
        self._begin(name, detail, tab=tab)
        observer = self._backstage.links.address_of(tab.link)
        shown = job.id if job else None
        address = get_address(
            self._address, observer, self._ahead.milliseconds, shown, initial_status
        )
        response = tab.page.goto(address, wait_until="commit")
        if response is not None and not response.ok:
            # Chromium may never answer a close that comes in the middle of a navigation.
            tab.page.wait_for_load_state()
            raise StageError(f"Failed to open the page: {address} answered {response.status}.")
        self._come_to_rest()
        if job:
            self._let_begin(tab)

    def _let_begin(self, tab: Tab) -> None:
        # React shows a component that it loads lazily 300 ms after the fallback.
        end = self.now + BEGINNING
        while not tab.has_asked and self._turns.move_to_next_due(end):
            self._come_to_rest()

    def _begin(
        self, name: str, detail: str, *, expects_document: bool = True, tab: Tab | None = None
    ) -> None:
        async def begin() -> None:
            await self._let_clock_differ(is_new=expects_document)
            self._append(ActBegan(self.now, name, detail))
            if expects_document:
                (tab or self._tab).link.expect_document()

        self._backstage.portal.call(begin)

    def _come_to_rest(self) -> None:
        self._turns.come_to_rest()
        self._note_rest()

    def _note_rest(self) -> None:
        heard = list(self._browser_word.hear(self.now)) if self._browser_word else []

        def note() -> None:
            for each in heard:
                self._tab.history.append("page", each)
            balance = self._accounts.get_balance()
            gates = [job.control for job in self._jobs]
            self._append(
                CameToRest(
                    at=self.now,
                    held_answers=sum(len(job.answers.held) for job in gates),
                    held_handshakes=sum(len(job.handshakes.held) for job in gates),
                    queued=balance.queued,
                    hindered=any(not job.answers.is_clear for job in gates),
                )
            )

        self._backstage.call(note)

    def _take_journal(self, event: Event) -> None:
        if not self._mine.keeps(event):
            return
        self._accounts.backend.apply(event)
        for tab in self._tabs:
            tab.history.append("backend", event)
