"""A mutation run, from the page to the result."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from e2e.catalogue.scenario import Scenario
from e2e.engine.browser import FoundBrowser
from e2e.gate.run.browser_choice import find_chosen
from e2e.gate.run.events import ClusterReady
from e2e.gate.run.machine import refuse_with_cluster
from e2e.gate.run.mutation.choice import choose_played, get_own_files
from e2e.gate.run.mutation.far_workers import FarWorkers, open_far_workers
from e2e.gate.run.mutation.files import choose_files, find_changed
from e2e.gate.run.mutation.journal import PlaysJournal
from e2e.gate.run.mutation.kills_file import read_kills
from e2e.gate.run.mutation.settings import MutationSettings
from e2e.gate.run.mutation.worker import WorkerSetup
from e2e.gate.run.mutation.workers import Workers, open_workers
from e2e.gate.run.page_start import check_start
from e2e.gate.run.wire import Wire, choose_wire
from e2e.mutation.campaign import Campaign
from e2e.mutation.earlier_kills import EarlierKill, find_earlier
from e2e.mutation.equivalents import Equivalent, find_killed, find_stale, match, read_equivalents
from e2e.mutation.kept_kills import keep_kills
from e2e.mutation.kill_matrix import KillMatrix, make_matrix
from e2e.mutation.mutant import MutatedSources, read_mutated_sources
from e2e.mutation.played import Played
from e2e.mutation.verdict import MutantVerdict, Score, get_score, judge_mutants
from e2e.pages.builds import BuiltPage, PageSource, build_pages
from e2e.pages.chosen_page import choose_page, name_for_person, read_props
from e2e.pages.errors import BadUsage, Undecided
from e2e.pages.mutation import Mutation
from e2e.pages.places import EQUIVALENTS, REFERENCE
from e2e.pages.suite_key import get_file_key, get_suite_key

PLAYS = "plays.jsonl"
MUTATED = "mutated"
MOST_RED = 5
"""The most scenarios that an error names as not passed without a mutant."""


@dataclass(frozen=True, slots=True)
class MutationBegan:
    """The page is built: the number of its mutants and files, and of the scenarios to play.

    `left_out` is the number of mutants that are not played, such as those of strings.
    """

    page: str
    mutants: int
    left_out: int
    files: int
    scenarios: int


@dataclass(frozen=True, slots=True)
class Covered:
    """Each scenario was played without a mutant.

    `not_covered` is the number of mutants whose code no scenario runs. `red` are the ids of the scenarios
    that are not passed without a mutant.
    """

    not_covered: int
    red: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """One more play has ended. The result of `known` of `mutants` mutants is known.

    `mutants` is 0 while the scenarios are played without a mutant. `most_left` plays are left if no
    scenario notices another mutant. A play takes `seconds_each` seconds of real time.
    """

    plays: int
    most_left: int
    known: int
    mutants: int
    killed: int
    seconds_each: float


MutationEvent = MutationBegan | ClusterReady | Covered | Moved
Tell = Callable[[MutationEvent], None]


@dataclass(frozen=True, slots=True)
class MutationResult:
    """The verdict on each mutant. `is_whole` is False if the run was interrupted.

    `killed_equivalents` are listed as equivalent, but a scenario noticed them. `stale_equivalents` are
    listed as well, but the source has no such mutant. `plays` is the number of plays, `seconds` the real
    time of the run. `red` are the ids of scenarios that were left out, as they are not passed without a
    mutant. `kills` are those to begin the next run with.
    """

    page: str
    verdicts: Sequence[MutantVerdict]
    mutated: MutatedSources
    sentences: dict[str, str]
    matrix: KillMatrix
    killed_equivalents: Sequence[MutantVerdict]
    stale_equivalents: Sequence[Equivalent]
    plays: int
    seconds: float
    is_whole: bool
    kills: Sequence[EarlierKill]
    red: tuple[str, ...] = ()

    @property
    def score(self) -> Score:
        """The mutation score, with the number of mutants of each status."""
        return get_score(self.verdicts)


def run_mutation(
    settings: MutationSettings, tell: Tell, write: Callable[[MutationResult, Path], None]
) -> MutationResult:
    """Plays the mutants of a page, and returns the result; calls `tell` with each event.

    Calls `write` with the result and the report folder, also if the run is interrupted. Raises BadUsage
    for settings that cannot be used. Raises Undecided if there is no browser, if the page does not build
    or start, if it is not passed without a mutant, or if the cluster cannot be used.
    """
    if settings.cluster is not None:
        refuse_with_cluster(settings.recorded, settings.browser, settings.own)
    page = _choose_page(settings)
    wire = choose_wire(settings.wire, settings.recorded, page.checkout)
    scenarios = choose_played(settings, page, wire)
    equivalents = read_equivalents(settings.equivalents) if settings.equivalents else []
    if settings.equivalents is None and page.checkout == REFERENCE:
        equivalents = read_equivalents(EQUIVALENTS)
    browser = find_chosen(settings.browser)
    built = build_pages([page], lambda each: None)[page.name]
    mutated = read_mutated_sources(built.folder)
    _check_reached(page, mutated, is_named=bool(settings.files))
    if page.checkout != REFERENCE:
        check_start(built, browser)
    played = [each for each in mutated.mutants if each.ignored is None]
    tell(
        MutationBegan(
            name_for_person(settings.web_ui, None),
            len(played),
            len(mutated.mutants) - len(played),
            len(mutated.sources),
            len(scenarios),
        )
    )
    run = _Run(settings, built, mutated, scenarios, equivalents, tell)
    try:
        if played:
            run.play(browser, wire)
    except KeyboardInterrupt:
        write(run.get_result(is_whole=False), settings.report_dir)
        raise
    result = run.get_result(is_whole=True)
    write(result, settings.report_dir)
    return result


class _Run:
    """One run: it plays a campaign, keeps a journal, and tells its progress."""

    def __init__(
        self,
        settings: MutationSettings,
        built: BuiltPage,
        mutated: MutatedSources,
        scenarios: Sequence[Scenario],
        equivalents: Sequence[Equivalent],
        tell: Tell,
    ) -> None:
        self._settings = settings
        self._built = built
        self._own = get_own_files(settings, built.source.checkout)
        self._mutated = mutated
        self._scenarios = scenarios
        self._equivalents = equivalents
        self._tell = tell
        self._earlier = read_kills(settings.report_dir)
        if not self._earlier and built.source.checkout == REFERENCE:
            self._earlier = read_kills(REFERENCE)
        self._campaign = Campaign(
            mutated.mutants,
            [each.id for each in scenarios],
            stops_at_first=not settings.plays_all,
            earlier=find_earlier(self._earlier, mutated),
            equivalent=match(equivalents, mutated),
        )
        self._red: tuple[str, ...] = ()
        self._plays = 0
        self._began = time.monotonic()

    def play(self, browser: FoundBrowser, wire: Wire) -> None:
        journal = PlaysJournal(
            self._settings.report_dir / PLAYS, self._describe_ground(browser, wire)
        )
        kept = journal.resume() if self._settings.resumes else []
        if not self._settings.resumes:
            journal.begin()

        def note(played: Played) -> None:
            journal.note(played)
            self._note()

        campaign = self._campaign
        self._take([each for each in kept if not each.order.mutants])
        try:
            with self._open_workers(browser, wire) as workers:
                workers.play_until(campaign, lambda each: each.is_covered, note)
                self._leave_out_red()
                self._take([each for each in kept if each.order.mutants])
                workers.play_until(campaign, lambda each: False, note)
        finally:
            journal.close()

    def _open_workers(
        self, browser: FoundBrowser, wire: Wire
    ) -> AbstractContextManager[Workers | FarWorkers]:
        if self._settings.cluster is not None:
            return open_far_workers(
                self._settings.cluster,
                self._built.folder,
                wire.played,
                lambda line: self._tell(ClusterReady(line)),
            )
        setup = WorkerSetup(
            build=self._built.folder,
            browser=browser.source,
            wire=wire.played,
            recorded=wire.recorded and wire.recorded.resolve(),
            own=self._own,
        )
        return open_workers(self._settings.workers, setup)

    def get_result(self, *, is_whole: bool) -> MutationResult:
        """Returns the result of the plays so far."""
        reasons = match(self._equivalents, self._mutated)
        verdicts = judge_mutants(self._campaign, self._mutated.mutants, reasons)
        sentences = {each.id: each.sentence for each in self._scenarios}
        return MutationResult(
            page=name_for_person(self._settings.web_ui, None),
            verdicts=verdicts,
            mutated=self._mutated,
            sentences=sentences,
            matrix=make_matrix(
                verdicts, list(sentences), is_whole=is_whole and self._settings.plays_all
            ),
            killed_equivalents=find_killed(verdicts, reasons),
            stale_equivalents=self._find_stale(),
            plays=self._plays,
            seconds=time.monotonic() - self._began,
            is_whole=is_whole,
            kills=keep_kills(self._earlier, verdicts, self._mutated),
            red=self._red,
        )

    def _find_stale(self) -> list[Equivalent]:
        # Where lines were chosen, the other mutants of their files are not known.
        is_part = bool(self._settings.files or self._settings.since)
        return [] if is_part else find_stale(self._equivalents, self._mutated)

    def _take(self, plays: Sequence[Played]) -> None:
        for each in plays:
            self._campaign.take(each)

    def _leave_out_red(self) -> None:
        unmutated = self._campaign.unmutated
        red = [id for id, each in unmutated.items() if each.outcome in ("failed", "inconclusive")]
        if red and not self._settings.accepts_red:
            told = "".join(f"\n  - {id}: {_describe_red(unmutated[id])}" for id in red[:MOST_RED])
            more = f"\n  and {len(red) - MOST_RED} more" if len(red) > MOST_RED else ""
            raise Undecided(
                f"Failed to begin: without a mutant the page is not passed in {len(red)} of "
                f"{len(unmutated)} scenarios, and a mutant could not be told from it.{told}{more}\n"
                "Mend the page first (`jobstatus-e2e gate` says more), or leave these scenarios out with "
                "--accept-red."
            )
        self._red = tuple(red)
        self._campaign.leave_out(red)
        covered = [each for each in self._campaign.tried.values() if each.covered]
        self._tell(Covered(len(self._campaign.tried) - len(covered), self._red))

    def _note(self) -> None:
        self._plays += 1
        tried = self._campaign.tried.values()
        self._tell(
            Moved(
                plays=self._plays,
                most_left=self._campaign.most_plays_left,
                known=sum(each.is_killed or not each.left for each in tried),
                mutants=len(tried),
                killed=sum(each.is_killed for each in tried),
                seconds_each=(time.monotonic() - self._began) / self._plays,
            )
        )

    def _describe_ground(self, browser: FoundBrowser, wire: Wire) -> dict[str, str]:
        own = "".join(map(get_file_key, self._own))
        scenarios = "\0".join(each.id for each in self._scenarios) + own
        return {
            "page": self._built.key,
            "suite": get_suite_key(),
            "browser": browser.version,
            "wire": str(wire),
            "choice of scenarios": hashlib.sha256(scenarios.encode()).hexdigest(),
        }


def _choose_page(settings: MutationSettings) -> PageSource:
    plain = choose_page(
        MUTATED,
        settings.web_ui,
        None,
        props=read_props(settings.props),
        reads_config=settings.reads_config,
    )
    if settings.files and settings.since:
        raise BadUsage("Failed to choose what to mutate: give --files or --since, not both.")
    files = None
    if settings.files:
        files = choose_files(plain.checkout, settings.files)
    elif settings.since:
        files = find_changed(plain.checkout, settings.since)
    return PageSource(
        plain.name,
        plain.checkout,
        props=plain.props,
        reads_config=plain.reads_config,
        mutation=Mutation(files, with_strings=settings.with_strings),
    )


def _check_reached(page: PageSource, mutated: MutatedSources, *, is_named: bool) -> None:
    files = page.mutation.files if page.mutation else None
    others = [each.name for each in files or () if each.name not in mutated.reached]
    if is_named and others:
        raise BadUsage(
            f"Failed to mutate {', '.join(others)}: the bundle reaches no such source from JobStatus. "
            f"It reaches {', '.join(mutated.reached)}."
        )


def _describe_red(played: Played) -> str:
    first = played.broken[0] if played.broken else None
    return f"{first.property}: {first.detail}" if first else played.reason or played.outcome
