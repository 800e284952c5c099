"""The person turns to another tab while the job goes on: the page may pause until it is seen again."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import (
    act,
    answer_lost,
    closes_its_socket_when_hidden,
    ended,
    frame_taken,
    in_order,
    poll_given_up,
    poll_sent,
    socket_closed_by_page,
    socket_dropped,
    switched,
    tab_hidden,
    tab_shown,
)
from e2e.scenarios.pauses import SOON
from e2e.stage import JobOnStage, Stage
from mock_backend import Status

FAMILY: Final = "hidden tabs"
LONG = 60
"""Virtual seconds in another tab."""
TEN_MINUTES = 630
"""Virtual seconds, for a page that pauses only after some minutes."""

SELDOM = 65
"""Virtual seconds in which a page that slows down to one poll a minute has sent a poll."""


def show_polling(stage: Stage) -> JobOnStage:
    """Shows a job at 40 % whose socket does not open, so that the page polls, and returns the job."""
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=3)
    return job


def show_live(stage: Stage) -> JobOnStage:
    """Shows a job that is live at 95 %, and returns the job."""
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    stage.let_pass(seconds=3)
    return job


@scenario_for_each(
    ENDS,
    id="hidden-while-polling{case.suffix}",
    family=FAMILY,
    sentence="The page polls, the person turns to another tab for a minute, and the job {case.ends} "
    "meanwhile: soon after the tab is seen again it shows {case.status}.",
    forced=lambda end: in_order(tab_hidden(), ended(end.status, unheard=True), tab_shown()),
)
def test_a_page_that_polled_shows_the_end_when_it_is_seen_again(stage: Stage, end: End) -> None:
    job = show_polling(stage)
    stage.tab.hide()
    stage.let_pass(seconds=LONG / 2)
    job.end(end.message)
    stage.let_pass(seconds=LONG / 2)
    stage.tab.show()
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="hidden-while-connected{case.suffix}",
    family=FAMILY,
    sentence="The socket is open, the person turns to another tab for a minute, and the job "
    "{case.ends} meanwhile: soon after the tab is seen again it shows {case.status}.",
    forced=lambda end: in_order(tab_hidden(), ended(end.status), tab_shown()),
)
def test_a_page_that_was_live_shows_the_end_when_it_is_seen_again(stage: Stage, end: End) -> None:
    job = show_live(stage)
    stage.tab.hide()
    stage.let_pass(seconds=LONG / 2)
    job.end(end.message)
    stage.let_pass(seconds=LONG / 2)
    stage.tab.show()
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="hidden-as-the-socket-drops{case.suffix}",
    family=FAMILY,
    sentence="In a hidden tab the socket drops and the job {case.ends}: soon after the tab is seen "
    "again it shows {case.status}.",
    forced=lambda end: in_order(
        tab_hidden(),
        socket_dropped(),
        ended(end.status, unheard=True),
        tab_shown(),
        unless=[closes_its_socket_when_hidden()],
    ),
)
def test_a_socket_that_dropped_unseen_is_made_up_for(stage: Stage, end: End) -> None:
    job = show_live(stage)
    stage.tab.hide()
    job.hold_handshakes()
    job.cut_sockets()
    stage.let_pass(seconds=LONG / 2)
    job.end(end.message)
    stage.let_pass(seconds=LONG / 2)
    stage.tab.show()
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="hidden-and-seen-before-the-end{case.suffix}",
    family=FAMILY,
    sentence="The page polls, is hidden and seen again twice, and a while later the job {case.ends}: "
    "the page has gone on asking, and shows {case.status}.",
    forced=lambda end: in_order(
        tab_hidden(), tab_shown(), tab_hidden(), tab_shown(), ended(end.status, unheard=True)
    ),
)
def test_a_page_that_is_seen_again_goes_on_asking(stage: Stage, end: End) -> None:
    # A page that sends only one poll when the tab is seen again finds the job still running.
    job = show_polling(stage)
    for _ in range(2):
        stage.tab.hide()
        stage.let_pass(seconds=LONG / 2)
        stage.tab.show()
        stage.let_pass(seconds=5)
    job.end(end.message)
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="hidden-with-an-answer-under-way{case.suffix}",
    family=FAMILY,
    sentence="The tab is hidden while a poll is under way, which is answered running, and then the job "
    "{case.ends}: soon after the tab is seen again it shows {case.status}.",
    forced=lambda end: in_order(
        tab_hidden(), ended(end.status, unheard=True), tab_shown(), unless=[poll_given_up()]
    ),
)
def test_an_answer_that_comes_to_a_hidden_tab_is_not_the_last(stage: Stage, end: End) -> None:
    job = show_polling(stage)
    job.hold_answers()
    stage.let_pass(seconds=2.5)
    stage.tab.hide()
    job.release_all_answers()
    job.end(end.message)
    stage.let_pass(seconds=LONG)
    stage.tab.show()
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="hidden-when-mounted{case.suffix}",
    family=FAMILY,
    sentence="The person is in another tab when the page begins to show a job, which runs on after the "
    "tab is seen again, and {case.ends}: the page shows {case.status}.",
    forced=lambda end: in_order(
        tab_hidden(), switched(), tab_shown(), ended(end.status, unheard=True)
    ),
)
def test_a_page_that_begins_unseen_goes_on_when_it_is_seen(stage: Stage, end: End) -> None:
    stage.show(stage.add_job(progress=10))
    stage.tab.hide()
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.mount(job)
    stage.let_pass(seconds=5)
    stage.tab.show()
    stage.let_pass(seconds=5)
    job.end(end.message)
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)


@scenario(
    "hidden-for-long",
    family=FAMILY,
    tier="resilience",
    sentence="The page polls, and the person is in another tab for ten minutes, in which the job "
    "completes: a minute after the tab is seen again the page shows completed.",
    forced=in_order(tab_hidden(), ended(unheard=True), tab_shown()),
)
def test_a_page_that_was_hidden_for_long_shows_the_end(stage: Stage) -> None:
    # A page that does not pause sends about three hundred polls, which take seconds of real time.
    job = show_polling(stage)
    stage.tab.hide()
    stage.let_pass(seconds=TEN_MINUTES)
    job.complete()
    stage.tab.show()
    stage.let_pass(seconds=SELDOM)
    stage.expect_shown(status="completed")


@scenario_for_each(
    ENDS,
    id="window-without-focus{case.suffix}",
    family=FAMILY,
    sentence="The page polls, the person goes on in another window beside this one, and the job "
    "{case.ends}: the page, which is still seen, shows {case.status}.",
    forced=lambda end: in_order(
        act("leave_window", "the person goes on in another window"),
        ended(end.status, unheard=True),
    ),
)
def test_a_page_that_is_seen_goes_on_without_the_focus(stage: Stage, end: End) -> None:
    job = show_polling(stage)
    stage.tab.leave_window()
    stage.let_pass(seconds=SOON)
    job.end(end.message)
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="hidden-with-frames-and-a-lost-end{case.suffix}",
    family=FAMILY,
    sentence="The socket tells 97 % to a hidden tab, the job {case.ends}, which no socket tells: soon "
    "after the tab is seen again it shows {case.status}, and goes on showing it.",
    forced=lambda end: in_order(
        tab_hidden(),
        frame_taken('"percent": 97'),
        ended(end.status, unheard=True),
        tab_shown(),
        unless=[socket_closed_by_page()],
    ),
)
def test_frames_that_came_unseen_are_not_shown_over_the_end(stage: Stage, end: End) -> None:
    # A page that keeps the frames of a hidden tab applies them when it is seen again.
    job = show_live(stage)
    stage.tab.hide()
    job.progress(97)
    job.end(end.message, broadcast=False)
    stage.let_pass(seconds=LONG)
    stage.tab.show()
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="hidden-before-a-lost-end{case.suffix}",
    family=FAMILY,
    sentence="The socket is open, the tab is hidden and seen again, and a while later the job "
    "{case.ends}, which no socket tells: the page has gone on looking, and shows {case.status}.",
    forced=lambda end: in_order(tab_hidden(), tab_shown(), ended(end.status, unheard=True)),
)
def test_a_page_that_is_seen_again_does_not_trust_its_open_socket(stage: Stage, end: End) -> None:
    # A page that stops the poll behind a silent socket waits for a frame that starts it again.
    job = show_live(stage)
    stage.tab.hide()
    stage.let_pass(seconds=LONG / 2)
    stage.tab.show()
    stage.let_pass(seconds=5)
    job.end(end.message, broadcast=False)
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="hidden-as-a-poll-fails{case.suffix}",
    family=FAMILY,
    sentence="The tab is hidden for a moment while the first poll is under way, which fails, and a while "
    "later the job {case.ends}: the page has gone on asking, and shows {case.status}.",
    forced=lambda end: in_order(
        tab_hidden(),
        answer_lost(),
        tab_shown(),
        ended(end.status, unheard=True),
        unless=[poll_given_up()],
    ),
)
def test_a_poll_that_fails_unseen_is_not_the_last(stage: Stage, end: End) -> None:
    # Libraries leave what fails in a hidden tab to the focus, and heed a focus only every few seconds.
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    job.hold_answers()
    stage.show(job)
    stage.let_pass_until(lambda: poll_sent().is_in(stage.history))
    stage.tab.hide()
    while job.held_answers:
        job.lose_answer(Status(503))
    job.pass_answers()
    stage.tab.show()
    stage.let_pass(seconds=SOON)
    job.end(end.message)
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="hidden-for-a-moment{case.suffix}",
    family=FAMILY,
    sentence="The page polls, the person is in another tab for half a second, and a while later the job "
    "{case.ends}: the page has gone on asking, and shows {case.status}.",
    forced=lambda end: in_order(
        poll_sent(), tab_hidden(), tab_shown(), ended(end.status, unheard=True)
    ),
)
def test_a_page_that_was_hidden_for_a_moment_goes_on(stage: Stage, end: End) -> None:
    # A page that asks at once when it is seen again may leave that out so soon after its last poll.
    job = show_polling(stage)
    stage.tab.hide()
    stage.let_pass(milliseconds=500)
    stage.tab.show()
    stage.let_pass(seconds=SOON)
    job.end(end.message)
    stage.let_pass(seconds=SOON)
    stage.expect_shown(status=end.status)
