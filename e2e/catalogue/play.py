"""Plays a scenario on a page, and judges it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError

from e2e.catalogue.evidence import keep_evidence, start_tracing, take_screenshot
from e2e.catalogue.judge import judge
from e2e.catalogue.recovery import recover, shows_otherwise, wait_for_reconnect
from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Level, Play, Scenario
from e2e.engine.attached_window import AttachedWindow
from e2e.engine.backstage import Backstage
from e2e.engine.bare_window import BareWindow
from e2e.engine.errors import (
    NeedsDocument,
    NotAsExpected,
    NotAtRest,
    PageGone,
    PageHangs,
    StageError,
)
from e2e.engine.kept_browser import KeptBrowser
from e2e.engine.network import DIRECT
from e2e.engine.shared_window import SharedWindow
from e2e.engine.windows import Windows
from e2e.proofs import NotForced, has_no_socket
from e2e.stage.opening import open_stage
from e2e.stage.shared_acts import refuse_in_shared
from e2e.stage.stage import Stage, go_on
from mock_backend import DIALECTS, Dialect

HANG_LIMIT = 20.0
"""Seconds of real time without an event, after which the browser of a play is ended.

They are more than a page has to come to rest, because the error about rest (NotAtRest) says more: it
lists the outstanding requests.
"""


def play(
    declared: Scenario,
    page: dict[str, Any],
    *,
    backstage: Backstage,
    browser: KeptBrowser,
    network: str = DIRECT,
    dialect: Dialect | None = None,
    evidence: Path | None = None,
    is_slow: bool = False,
    limit: float | None = HANG_LIMIT,
    isolation: Level = "context",
    mutants: Sequence[str] | None = None,
    look: Callable[[Stage], None] = lambda stage: None,
) -> Result:
    """Plays a scenario on a built page, as on the first visit of a person, and judges its history.

    `page` has its `name` and the folder of its `build`. A scenario that needs a network or a dialect of
    its own is played with that one, any other with `network` and `dialect` (without one: `inline`). With
    `evidence`, a folder, the play is kept there. `is_slow`: the browser was started in slow motion.
    At `remount` plays share a document; a scenario that needs one of its own is played at its isolation.
    `mutants` are in effect on an instrumented page (see `get_address`). `look` is called with the stage
    once its history is judged. After `limit` seconds of real time without an event the browser is ended:
    the play is inconclusive, and the next one gets another browser. Returns a result in every case: an
    error of stage or browser makes it inconclusive.
    """
    result: Result | None = None
    needs_document = False
    lend = partial(_lend_window, Path(page["build"]), declared.network or network, mutants)
    with browser.watch(limit) as watch:
        try:
            with (
                lend(browser.get_windows(), isolation, evidence) as window,
                open_stage(
                    backstage,
                    window,
                    Path(page["build"]),
                    network=declared.network or network,
                    dialect=DIALECTS[declared.wire] if declared.wire else dialect,
                    is_slow=is_slow,
                    before_act=refuse_in_shared if isolation == "remount" else go_on,
                    mutants=mutants,
                ) as stage,
            ):
                watch.get_progress = partial(_count_events, stage)
                ended_by = _play_acts(declared.play, stage)
                if _lacks_a_socket(declared, stage, ended_by):
                    ended_by = _play_acts(wait_for_reconnect, stage) or ended_by
                if isinstance(ended_by, NeedsDocument):
                    raise ended_by
                forced = declared.forced(stage.history)
                # The screenshot comes before a recovery, after which the page would look well again.
                screenshot = take_screenshot(stage.page) if evidence else None
                if not isinstance(ended_by, StageError) and any(
                    map(shows_otherwise, stage.histories)
                ):
                    ended_by = _play_acts(recover, stage) or ended_by
                # The judgement of a long history takes time, and no event comes meanwhile.
                watch.end()
                if watch.has_ended_browser:
                    ended_by = PageHangs(limit or 0)
                elif ended_by is not None and not browser.answers():
                    ended_by = PageGone("Failed to go on: the browser died.")
                histories = stage.histories
                if isinstance(ended_by, StageError):
                    # The page may go on, and the loop's thread appends its records while this one judges.
                    histories = tuple(each.copy() for each in histories)
                history, *beside = histories
                result = judge(
                    declared,
                    history,
                    page=page["name"],
                    forced=forced,
                    beside=beside,
                    ended_by=ended_by,
                )
                look(stage)
                if evidence and isinstance(window, AttachedWindow):
                    result = keep_evidence(result, stage, window.context, evidence, screenshot)
                if isinstance(ended_by, StageError):
                    raise ended_by
        except NeedsDocument:
            needs_document = True
        except StageError as error:
            result = result or declared.give_up(page["name"], str(error))
            if isinstance(error, NotAtRest | PageGone):
                # The page may hang with its whole process, and then its context could not be closed.
                browser.end()
        except PlaywrightError as error:
            reason = f"the browser is gone: {error.message.splitlines()[0]}"
            result = result or declared.give_up(page["name"], reason)
            browser.end()
    if needs_document:
        return play(
            declared,
            page,
            backstage=backstage,
            browser=browser,
            network=network,
            dialect=dialect,
            limit=limit,
            isolation=declared.isolation,
            mutants=mutants,
            look=look,
        )
    assert result is not None
    return result.model_copy(update={"is_hung": watch.has_ended_browser})


def _lacks_a_socket(declared: Scenario, stage: Stage, ended_by: Exception | None) -> bool:
    """Whether the race was not forced and the page has no socket: perhaps it only backs off for long."""
    return (
        not isinstance(ended_by, StageError)
        and isinstance(declared.forced(stage.history), NotForced)
        and has_no_socket(stage.history.entries)
    )


def _lend_window(
    build: Path,
    network: str,
    mutants: Sequence[str] | None,
    windows: Windows,
    isolation: Level,
    evidence: Path | None,
) -> AbstractContextManager[AttachedWindow | BareWindow | SharedWindow]:
    if evidence:
        return windows.lend(prepare=start_tracing)
    if isolation == "remount":
        return windows.lend_shared(build, network, has_mutants=mutants is not None)
    return windows.lend() if isolation == "context" else windows.lend_bare()


def _count_events(stage: Stage) -> int:
    return sum(map(len, stage.histories))


def _play_acts(acts: Play, stage: Stage) -> NotAsExpected | StageError | None:
    """Plays `acts` and returns the error that ended them early, if one did."""
    try:
        acts(stage)
    except (NotAsExpected, StageError) as error:
        return error
    except PlaywrightError as error:
        return PageGone(f"Failed to go on: {error.message.splitlines()[0]}")
    return None
