"""Rest by accounting, on a real page in a real browser."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from e2e.engine.errors import TimerNeverFires, UnreadableRecord
from e2e.history import get_normal_form
from e2e.history.page_events import FetchStarted
from e2e.history.stage_events import CameToRest
from e2e.stage import JobOnStage, NotAtRest, NotShown, Stage, StageError
from e2e.stage.tests.conftest import ALONE, OpenStage
from mock_backend import CutMidBody, MaxAge, NeverAnswers


def last_rest(stage: Stage) -> CameToRest:
    return [event for _, event in stage.history.of_type(CameToRest)][-1]


def play_a_late_reconnect(stage: Stage) -> JobOnStage:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    job.hold_handshakes()
    job.cut_sockets()
    stage.let_pass(seconds=2)
    job.complete()
    job.open_handshake()
    stage.let_pass(seconds=30)
    return job


def test_every_act_returns_with_what_it_caused_on_the_screen(a_stage: Stage) -> None:
    job = a_stage.add_job(progress=40)
    a_stage.show(job)
    a_stage.expect_shown(status="running")
    job.progress(95)
    shown = a_stage.get_shown()
    assert shown is not None
    assert (shown.progress, shown.frame, shown.channel) == (95, "190/200", "live")
    job.complete()
    a_stage.expect_shown(status="completed")


def test_the_same_acts_give_the_same_history_to_the_letter(open_a_stage: OpenStage) -> None:
    histories = []
    for _ in range(2):
        stage = open_a_stage()
        play_a_late_reconnect(stage)
        histories.append(get_normal_form(stage.history))
    assert histories[0] == histories[1]


def test_time_stands_still_between_acts_and_moves_by_what_is_told(a_stage: Stage) -> None:
    job = a_stage.add_job(progress=40)
    job.hold_handshakes()
    a_stage.show(job)
    asked = [event.at for _, event in a_stage.history.of_type(FetchStarted)]
    a_stage.let_pass(seconds=4)
    asked_later = [event.at for _, event in a_stage.history.of_type(FetchStarted)]
    assert (asked, asked_later) == ([0], [0, 2000, 4000])


def test_a_held_answer_is_rest_and_the_mark_of_rest_counts_it(a_stage: Stage) -> None:
    job = a_stage.add_job(progress=40)
    job.hold_answers()
    a_stage.show(job)
    assert (last_rest(a_stage).held_answers, last_rest(a_stage).hindered) == (2, True)
    job.release_all_answers()
    assert (last_rest(a_stage).held_answers, last_rest(a_stage).hindered) == (0, False)


def test_an_answer_that_never_comes_hinders_until_the_page_gives_it_up(a_stage: Stage) -> None:
    job = a_stage.add_job(progress=40)
    job.fault_answers(NeverAnswers(), count=1)
    a_stage.show(job)
    assert last_rest(a_stage).hindered
    a_stage.let_pass(seconds=15)
    assert not last_rest(a_stage).hindered


def test_a_fetch_behind_the_caches_lock_is_recognised_and_not_hung_on(a_stage: Stage) -> None:
    job = a_stage.add_job(progress=40, cache_policy=MaxAge(3600))
    job.hold_handshakes()
    a_stage.show(job)
    job.hold_answers()
    a_stage.probe_cache(job)
    a_stage.probe_cache(job)
    assert "waits behind the browser's cache entry" in last_rest(a_stage).queued[0]
    job.release_all_answers()
    assert last_rest(a_stage).queued == ()


def test_six_held_answers_starve_the_seventh_request_and_that_is_recognised(
    a_stage: Stage,
) -> None:
    first = a_stage.add_job(progress=40)
    first.hold_answers()
    first.hold_handshakes()
    a_stage.show(first)
    others = [a_stage.add_job(progress=40) for _ in range(6)]
    for other in others:
        other.hold_answers()
        a_stage.probe_cache(other)
    assert "waits for one of the 6 connections" in last_rest(a_stage).queued[0]
    assert sum(job.held_answers for job in (first, *others)) == 6
    first.release_all_answers()
    assert last_rest(a_stage).queued == ()


def test_a_page_that_does_not_come_to_rest_is_given_up_with_what_is_outstanding(
    open_a_stage: OpenStage,
) -> None:
    stage = open_a_stage(limit=1.0)
    job = stage.add_job(progress=40)
    stage.show(job)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        stage.page.evaluate(f"fetch('http://127.0.0.1:{silent.getsockname()[1]}/silence'), 0")
        with pytest.raises(NotAtRest) as given_up:
            job.progress(41)
    assert "fetch(es) for /silence" in str(given_up.value)
    assert "Last events:" in str(given_up.value)
    assert given_up.value.outstanding


def test_a_body_that_breaks_off_is_taken_in_as_an_end(a_stage: Stage) -> None:
    job = a_stage.add_job(progress=40)
    job.fault_answers(CutMidBody())
    a_stage.show(job)
    job.heal_answers()
    a_stage.let_pass(seconds=2)
    a_stage.expect_shown(status="running")


def test_releasing_an_answer_when_none_is_held_says_so(a_stage: Stage) -> None:
    job = a_stage.add_job(progress=40)
    a_stage.show(job)
    with pytest.raises(StageError, match="nothing is held"):
        job.release_answer()


def test_a_status_that_is_not_on_the_screen_is_told_with_the_one_that_is(a_stage: Stage) -> None:
    job = a_stage.add_job(progress=40)
    a_stage.show(job)
    with pytest.raises(NotShown, match="expected the page to say 'completed'; it says 'running'"):
        a_stage.expect_shown(status="completed")


def test_a_page_that_is_not_served_is_told_at_once(open_a_stage: OpenStage) -> None:
    stage = open_a_stage()
    job = stage.add_job()
    stage._address = stage._address.replace("index.html", "nowhere.html")
    with pytest.raises(StageError, match="answered 404"):
        stage.show(job)


@contextmanager
def speak_as_the_page(stage: Stage) -> Iterator[ClientConnection]:
    """Yields a connection that takes the place of the page's observer, and obeys every order."""
    observer = parse_qs(urlsplit(stage.page.url).query)["observer"][0]
    with connect(f"ws://127.0.0.1:{observer}") as speaking:
        obeying = threading.Thread(target=_obey, args=(speaking,))
        obeying.start()
        yield speaking
    obeying.join()


def _obey(speaking: ClientConnection) -> None:
    with suppress(ConnectionClosed):
        for message in speaking:
            said: list[tuple[str, dict[str, object]]] = []
            for kind, fields in json.loads(message):
                if kind == "fence":
                    said.append(("fence_reached", {"at": 0, "fence": fields["fence"], **ALONE}))
                elif "order" in fields:
                    said.append(("order_taken", {"at": 0, "order": fields["order"]}))
            speaking.send(json.dumps([*said, ("quiet", ALONE)]))


def test_a_timer_that_the_page_does_not_have_ends_the_play_at_once(a_stage: Stage) -> None:
    a_stage.show(a_stage.add_job(progress=40))
    with speak_as_the_page(a_stage) as speaking:
        speaking.send('[["timer_set", {"at": 0, "timer": 7, "due": 0, "every": null}]]')
        with pytest.raises(TimerNeverFires, match=r"no timer or animation 7 \(due at 0 ms\)"):
            a_stage.let_pass(seconds=1)


def test_a_record_that_cannot_be_read_ends_the_play_at_once_and_is_named(a_stage: Stage) -> None:
    a_stage.show(a_stage.add_job(progress=40))
    with speak_as_the_page(a_stage) as speaking:
        speaking.send('[["timer_cleared", {"at": 0}]]')
        with pytest.raises(UnreadableRecord) as raised:
            a_stage.let_pass(seconds=1)
    assert "'timer_cleared' lacks ['timer']" in str(raised.value)
    assert '["timer_cleared", {"at": 0}]' in str(raised.value)
