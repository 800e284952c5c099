"""One page, one backend and one virtual clock, played together."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from e2e.engine.address import get_address
from e2e.engine.backstage import Backstage
from e2e.engine.browser_word import BrowserWord
from e2e.engine.errors import StageError
from e2e.engine.network import DIRECT, check_policy
from e2e.engine.session import Session
from e2e.engine.tab import Tab
from e2e.engine.window import Window
from e2e.history.history import History
from e2e.history.page_events import Shown
from e2e.stage.job_on_stage import JobOnStage
from e2e.stage.laptop import Laptop
from e2e.stage.tab_acts import TabActs
from mock_backend import CachePolicy, Dialect, JobControl, JobKind, JobStatus
from mock_backend.journal.events import TruthChanged

if TYPE_CHECKING:
    from playwright.sync_api import Page


BeforeAct = Callable[[str, str], None]
"""A function that gets the name and the sentence of each act before it begins, in the stage's thread."""


def go_on(name: str, detail: str) -> None:
    """Lets each act begin at once."""


class Stage:
    """Plays acts one by one; every act returns when the page has come to rest.

    The acts and everything they cause are in `history`. Only the thread that opened the stage may use it.
    Every act raises the errors of `Session.settle` where the page does not come to rest.
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
        before_act: BeforeAct = go_on,
        mutants: Sequence[str] | None = None,
    ) -> None:
        self._mutants = mutants
        self._is_slow = is_slow
        self._before_act = before_act
        self._dialect = dialect
        self._window = window
        self._backstage = backstage
        port = backstage.get_port(network)
        self._address = f"http://{window.host}:{port}{backstage.publish(build)}"
        self._network = network
        self._session = Session(
            backstage.backend,
            backstage.now,
            is_proxied=network != DIRECT,
            limit=limit,
            # The message that a page is quiet may come too early from a page under test: see
            # docs/decisions/0012.
            sends_fences=True,
        )
        self._tab = self._add_tab()
        self.tab = TabActs(self, self._order, self._play_here)
        self.laptop = Laptop(self._session, self._play)
        self._jobs: list[JobOnStage] = []
        self._browser_word: BrowserWord | None = None

    @property
    def page(self) -> Page:
        """Playwright's page that the acts are played on; raises StageError without a debugger."""
        return self._window.get_page(self._tab.line)

    @property
    def address(self) -> str:
        """The address without a query at which the built page is served for this stage."""
        return self._address

    @property
    def history(self) -> History:
        """The history so far of the page that the acts are played on, the first tab."""
        return self._tab.history

    @property
    def histories(self) -> tuple[History, ...]:
        """The history of each tab, the first tab first."""
        return tuple(tab.history for tab in self._session.tabs)

    @property
    def jobs(self) -> tuple[JobOnStage, ...]:
        """Its jobs, oldest first."""
        return tuple(self._jobs)

    @property
    def now(self) -> int:
        """Virtual milliseconds since the scenario began."""
        return self._session.now()

    @property
    def next_timer(self) -> int | None:
        """The virtual milliseconds until the page's next timer is due; None without a timer."""
        due = self._session.get_next_timer()
        return None if due is None else due - self.now

    @property
    def session(self) -> Session:
        """The play that carries out the acts; use it only on the backend's loop."""
        return self._session

    def set_up(self) -> None:
        """Begins to listen to page and backend."""
        self._backstage.call(self._session.begin)
        self._window.enter()

    def tear_down(self) -> None:
        """Ends the pages and jobs of the scenario; the history stays."""
        if self._browser_word is not None:
            self._browser_word.end()
        self._window.leave(self._session)
        self._backstage.call(self._session.stop_recording)
        # The pages end first: once the jobs are gone, the backend answers every request at once, and a
        # page that asks without end would go on.
        lines = [tab.line for tab in self._session.tabs]
        self._window.end_stage(lines, is_endless=self._session.is_endless)
        self._backstage.call(self._session.end)

    def add_job(
        self,
        *,
        status: JobStatus = "running",
        cache_policy: CachePolicy | None = None,
        **kind: Unpack[JobKind],
    ) -> JobOnStage:
        """Creates a job at the backend and returns it; the page does not notice.

        `kind`: see `Backend.create_job`. Raises StageError for a `cache_policy` whose requests the
        accounts cannot know of on this network (see `check_policy`).
        """
        check_policy(self._network, cache_policy)
        job_id = str(uuid.uuid4())

        def create() -> JobControl:
            self._session.expect_jobs([job_id])
            control = self._backstage.backend.create_job(
                job_id=job_id,
                status=status,
                cache_policy=cache_policy,
                dialect=self._dialect,
                **kind,
            )
            control.take_turns()
            self._session.jobs.append(control)
            return control

        name = f"job {len(self._jobs) + 1}"
        job = JobOnStage(self._backstage.call(create), name, self.play)
        self._jobs.append(job)
        return job

    def show(self, job: JobOnStage, *, initial_status: JobStatus | None = None) -> None:
        """Opens the page on `job` in a new document, as a first visit does.

        With `initial_status` the person comes from a list, which gives the component the status that it
        knows (the prop `initialStatus`). A page without this prop ignores it. A refresh does not give it
        again.
        """
        from_list = f" from a list that says {initial_status}" if initial_status else ""
        detail = f"the page opens on {job.name}{from_list}"
        self._navigate("show", detail, self._tab, job, initial_status)

    def open_tab(self, job: JobOnStage) -> Tab:
        """Opens a second page on `job` in the same browser, and returns its tab.

        Acts are played on the first page as before.
        """

        def add() -> Tab:
            tab = self._add_tab()
            for _, truth in self.history.of_type(TruthChanged):
                tab.history.append("backend", truth)
            return tab

        tab = self._backstage.call(add)
        self._navigate("open_tab", f"a second tab opens on {job.name}", tab, job)
        return tab

    def refresh(self) -> None:
        """The person reloads the page."""
        self._load("refresh", "the person reloads the page")

    def leave(self) -> None:
        """The person navigates to another document on the same host: an empty harness page."""
        self._navigate("leave", "the person navigates away", self._tab, None)

    def come_back(self) -> None:
        """The person goes back in the browser's history."""
        self._load("come_back", "the person goes back")

    def mount(self, job: JobOnStage) -> None:
        """Mounts the component anew for `job` without a page load."""
        self._order("mount", f"the component is mounted for {job.name}", job=job.id)

    def unmount(self) -> None:
        """Unmounts the component; the document stays."""
        self._order("unmount", "the component is unmounted")

    def switch_to(self, job: JobOnStage) -> None:
        """Gives `job` to the component that is mounted, as a new prop."""
        self._order("switch", f"the component is handed {job.name}", job=job.id)

    def probe_cache(self, job: JobOnStage, *, query: str = "") -> None:
        """Asks for `job` in the page as an unprotected page would: a plain fetch, through all caches.

        The probe fills the caches as the polls of such a page would, and shows the answer that it would
        get. The history has the probe, the source that browser and proxy say for its answer, and the
        request where one arrived at the backend. Each `query` has its own cache entries.
        """
        self.listen_to_browser()
        detail = f"an unprotected page asks for {job.name}"
        self._order("probe", detail, job=job.id, query=query)

    def listen_to_browser(self) -> None:
        """Records in the history, from now on, the source of each answer as the browser says it."""
        if self._browser_word is None:
            self._browser_word = BrowserWord(self.page)

    def let_pass(self, *, seconds: float = 0, milliseconds: int = 0) -> None:
        """Lets virtual time pass, from timer to timer, with the page at rest in between.

        The two arguments are added up. Raises StageError where the browser keeps the page (`tab.freeze`).
        """
        self.tab.expect_running()
        span = round(seconds * 1000) + milliseconds
        self._begin("let_pass", f"{span / 1000:g} s pass")
        if self._browser_word is None:
            self._backstage.portal.call(self._session.let_pass, span)
            return
        end = self.now + span
        while self._backstage.portal.call(self._session.move_on, end):
            self._come_to_rest()
        if not span:
            self._backstage.call(lambda: self._session.move_to(end))
            self._come_to_rest()

    def let_pass_until(self, is_reached: Callable[[], bool], *, seconds: float = 60) -> None:
        """Lets virtual time pass, a second at a time, until `is_reached()` or until `seconds` are over.

        It serves pages that poll or reconnect at another pace. Where it is reached, no time passes.
        """
        end = self.now + round(seconds * 1000)
        while not is_reached() and self.now < end:
            self.let_pass(seconds=1)

    def begin_anew(self, job: JobOnStage) -> None:
        """Restarts `job` under its id, and mounts the component anew for it, in one act."""

        def restart() -> None:
            job.control.restart()
            self._tab.link.order("mount", job=job.id)

        detail = f"{job.name} begins anew, and is mounted anew"
        self._play("restart", detail, restart, is_new=self._tab.link.has_begun)

    def play(self, name: str, detail: str, do: Callable[[], object]) -> None:
        """Plays one act of the backend: records it, runs `do` on its loop, and brings the page to rest.

        Raises StageError where `do` raises IndexError, because the answer or handshake is not held.
        """
        self._play(name, detail, do)

    def get_shown(self) -> Shown | None:
        """Returns the state on the screen now; None where nothing is rendered."""
        return self._tab.get_shown()

    def expect_shown(self, *, status: str) -> None:
        """Asserts that the screen shows `status` now; raises NotShown, with the state that it shows."""
        self._tab.expect_shown(status=status)

    def expect_lines(self, *lines: str) -> None:
        """Asserts that the screen has exactly these lines of text; raises NotAsExpected."""
        self._tab.expect_lines(*lines)

    def expect(self, holds: bool, said: str) -> None:
        """Asserts that something else holds; `said` names it ("a ping at 30 s"). Raises NotAsExpected."""
        self._tab.expect(holds, said)

    def _add_tab(self) -> Tab:
        shared = self._window.shares_document
        return self._session.add_tab(self._window.take_line(self._backstage), is_shared=shared)

    def _play(
        self, name: str, detail: str, do: Callable[[], object], *, is_new: bool = False
    ) -> None:
        """Plays one act on the backend's loop."""
        self._before_act(name, detail)

        async def play() -> None:
            await self._session.begin_act(name, detail, is_new=is_new)
            try:
                do()
            except IndexError:
                raise StageError(
                    f"Failed to play {name!r}: {detail}, but nothing is held."
                ) from None

        self._backstage.portal.call(play)
        self._come_to_rest()
        self.linger()

    def _order(self, name: str, detail: str, **fields: object) -> None:
        def order() -> None:
            self._tab.link.order(name, **fields)

        self._play(name, detail, order, is_new=self._tab.link.has_begun)

    def _play_here(self, name: str, detail: str, do: Callable[[], None]) -> None:
        """Plays one act in this thread, which drives the browser."""
        self._begin(name, detail)
        do()
        self._come_to_rest()

    def _load(self, name: str, detail: str) -> None:
        def load() -> None:
            self._tab.link.order(name)
            self._tab.link.expect_document()

        self._play(name, detail, load, is_new=self._tab.link.has_begun)
        self._backstage.portal.call(self._session.let_begin, self._tab)

    def linger(self) -> None:
        """Makes a pause in slow motion, so that a person sees the result of the act.

        Playwright slows down only its own calls, and most acts are none: so this makes a call without an
        effect.
        """
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
        self._begin(name, detail, is_new=tab.has_opened)
        tab.has_opened = True
        tab.line.ahead = self._session.ahead
        host = self._window.script_host
        address = get_address(
            self._address,
            observer=self._backstage.links.address_of(tab.link),
            clock=self.now,
            ahead=self._session.ahead,
            tab=self._session.tabs.index(tab),
            job=job.id if job else None,
            initial_status=initial_status,
            scripts=host and f"{host}:{self._backstage.backend.port}",
            mutants=self._mutants,
        )
        self._window.open(tab.line, address)
        self._come_to_rest()
        if job:
            self._backstage.portal.call(self._session.let_begin, tab)

    def _begin(self, name: str, detail: str, *, is_new: bool = False) -> None:
        self._before_act(name, detail)

        async def begin() -> None:
            await self._session.begin_act(name, detail, is_new=is_new)

        self._backstage.portal.call(begin)

    def _come_to_rest(self) -> None:
        if self._browser_word is None:
            self._backstage.portal.call(self._session.come_to_rest)
            return
        self._backstage.portal.call(self._session.settle)
        heard = list(self._browser_word.hear(self.now))

        def note() -> None:
            for each in heard:
                self._tab.history.append("page", each)
            self._session.note_rest()

        self._backstage.call(note)
