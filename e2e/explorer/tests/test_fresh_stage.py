"""A schedule on a fresh page: its beginning, its acts, its ending, and its acts without an effect."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from e2e.engine.backstage import Backstage
from e2e.explorer.acts import (
    REASON,
    Act,
    Complete,
    Drop,
    Fail,
    LateProgress,
    LetPass,
    LoseAnswer,
    OpenHandshake,
    Progress,
    Refresh,
    RefuseHandshake,
    ReleaseAnswer,
    Remount,
    Restart,
    SwitchJob,
)
from e2e.explorer.ending import CHECKED_AFTER, ENDS_AFTER, SPAN
from e2e.explorer.fresh_stage import FreshStages
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule
from e2e.explorer.snapshot import AnswerHeld, JobSeen, Snapshot
from e2e.history import get_normal_form
from e2e.history.page_events import (
    DocumentOpened,
    FetchFailed,
    FrameTaken,
    Mounted,
    PageSocketClosed,
    SocketOpened,
    Unmounted,
)
from e2e.history.stage_events import ActBegan, CameToRest
from e2e.stage import Stage
from mock_backend.journal.events import AnswerSent, HandshakeRefused, TruthChanged

OPEN, RELEASE = OpenHandshake(), ReleaseAnswer()


@pytest.fixture
def player(
    stage_browser: Browser, backstage: Backstage, pytestconfig: pytest.Config
) -> FreshStages:
    build = Path(json.loads(pytestconfig.getoption("--pages"))[0]["build"])
    return FreshStages(backstage, stage_browser, build)


def play(player: FreshStages, *acts: Act) -> Played:
    return player.play(Schedule(acts=acts))


def get_truths(played: Played) -> list[tuple[int, str, float | None]]:
    """Returns the time, the status and the progress of each truth, of both jobs."""
    return [
        (truth.at, truth.status, truth.progress)
        for _, truth in played.history.of_type(TruthChanged)
    ]


def test_it_begins_with_two_jobs_that_run_and_everything_held(player: FreshStages) -> None:
    """A virtual minute on a page of its own, as all tests here: the reason for their length."""
    played = play(player)
    assert get_truths(played)[:2] == [(0, "running", 40), (0, "running", 10)]
    assert played.snapshot == Snapshot(
        jobs=(JobSeen("running", 40), JobSeen("running", 10)),
        on_screen=1,
        held_answers=(AnswerHeld(1, is_outdated=False),),
        held_handshakes=(1,),
        open_sockets=(),
        next_timer=8_000,
    )


def test_it_ends_healed_with_the_job_ended_and_a_minute_gone(player: FreshStages) -> None:
    played = play(player, LetPass(milliseconds=700))
    assert get_truths(played)[2:] == [(700 + ENDS_AFTER, "completed", 100)]
    rests = [rest for _, rest in played.history.of_type(CameToRest)]
    assert rests[-1].at == 700 + SPAN
    assert 700 + CHECKED_AFTER in [rest.at for rest in rests]
    assert (rests[-1].held_answers, rests[-1].held_handshakes, rests[-1].hindered) == (0, 0, False)
    sent = [answer.version for _, answer in played.history.of_type(AnswerSent)]
    assert sent[0] == 1
    assert played.violations == ()


def test_a_job_that_completed_and_began_anew_ends_with_a_failure(player: FreshStages) -> None:
    played = play(player, Complete(), Restart())
    assert [status for _, status, _ in get_truths(played)[2:]] == ["completed", "pending", "failed"]


def test_act_n_of_the_schedule_is_act_n_plus_1_of_the_history(player: FreshStages) -> None:
    acts = (OPEN, Progress(percent=70), RELEASE, Restart(), SwitchJob(), Refresh())
    played = play(player, *acts)
    assert [each.number for each in played.not_enabled] == [4]
    assert "Act 4 does nothing" in played.not_enabled[0].describe()
    assert played.acts == (*acts[:3], *acts[4:])
    began = {entry.act: event.name for entry, event in played.history.of_type(ActBegan)}
    assert [began[n] for n in range(1, 8)] == [
        "show", "open_handshake", "progress", "release_answer", "switch_job", "refresh", "heal",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("acts", "event", "found"),
    [
        ((Complete(),), TruthChanged, {"status": "completed", "delivered_to": 0}),
        ((OPEN, Complete()), FrameTaken, {}),
        ((OPEN, Complete(broadcast="lost")), TruthChanged, {"delivered_to": 0}),
        ((OPEN, Complete()), TruthChanged, {"delivered_to": 1}),
        ((Fail(),), TruthChanged, {"status": "failed", "message": REASON}),
        ((OPEN, Progress(percent=80)), FrameTaken, {}),
        ((Complete(), RELEASE), AnswerSent, {"job_status": "completed"}),
        ((Complete(), ReleaseAnswer(as_of="arrival")), AnswerSent, {"job_status": "running"}),
        ((OPEN, Complete(), ReleaseAnswer(which=2)), AnswerSent, {"version": 2}),
        ((LoseAnswer(),), FetchFailed, {}),
        ((OPEN,), SocketOpened, {}),
        ((RefuseHandshake(),), HandshakeRefused, {"status": 503}),
        ((OPEN, Drop()), PageSocketClosed, {"code": 1006, "clean": False}),
        ((OPEN, Drop(how="clean")), PageSocketClosed, {"code": 1001, "clean": True}),
        ((Complete(), OPEN, LateProgress()), FrameTaken, {}),
        ((LetPass(),), FetchFailed, {"at": 8_000}),
        ((SwitchJob(),), Mounted, {"mount": 2}),
        ((Remount(),), Unmounted, {"mount": 1}),
        ((Refresh(),), DocumentOpened, {}),
        ((Complete(), Restart()), Mounted, {"mount": 2}),
    ],
    ids=lambda each: "-".join(act.act for act in each) if isinstance(each, tuple) else None,
)
def test_an_act_does_what_its_sentence_says(
    player: FreshStages, acts: tuple[Act, ...], event: type, found: dict[str, object]
) -> None:
    played = play(player, *acts)
    assert played.acts == acts
    last = [each.event for each in played.history if each.act == len(acts) + 1]
    of_type = [each for each in last if isinstance(each, event)]
    assert [each for each in of_type if all(getattr(each, k) == v for k, v in found.items())]


def test_held_answers_of_both_jobs_are_counted_together_the_oldest_first(
    player: FreshStages,
) -> None:
    """No answer is released: two polls of job 1, then one of job 2; our page cancels the first two."""
    played = play(player, OPEN, SwitchJob(), SwitchJob())
    assert [each.job for each in played.snapshot.held_answers] == [1]
    assert played.snapshot.held_handshakes == (1,)


def test_the_same_schedule_has_the_same_history_to_the_letter(player: FreshStages) -> None:
    acts = (
        OPEN,
        Progress(percent=80),
        Drop(),
        LetPass(),
        Complete(),
        RELEASE,
        Refresh(),
        LetPass(),
    )
    first, second = play(player, *acts), play(player, *acts)
    assert get_normal_form(first.history) == get_normal_form(second.history)


class Notes:
    """A witness that notes its calls."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def begin(self, context: BrowserContext) -> None:
        self.said.append(f"{len(context.pages)} pages")

    def note_rest(self, stage: Stage) -> None:
        self.said.append(f"rest at {stage.now}")

    def end(self, context: BrowserContext, stage: Stage) -> None:
        self.said.append(f"{len(context.pages)} pages")


def test_a_witness_sees_every_rest_of_a_page_that_nobody_used_before(
    player: FreshStages,
) -> None:
    notes = Notes()
    player.play(Schedule(acts=(LetPass(milliseconds=100),)), witness=notes)
    assert notes.said == [
        "0 pages", "rest at 0", "rest at 100", "rest at 100", f"rest at {100 + CHECKED_AFTER}",
        f"rest at {100 + ENDS_AFTER}", f"rest at {100 + SPAN}", "1 pages",
    ]  # fmt: skip
