"""The component is handed another job while the first job's answers are in flight."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import (
    act,
    answer_lost,
    asks_no_more,
    ended,
    frame_taken,
    in_order,
    poll_saw,
    poll_sent,
    socket_given_up,
    socket_opened,
    socket_waits,
    switched,
)
from e2e.scenarios.pauses import HIDDEN, OFFLINE, Pause
from e2e.stage import Stage
from mock_backend import Status

FAMILY: Final = "job switch"


@scenario(
    "switch-with-an-answer-under-way",
    family=FAMILY,
    tier="resilience",
    sentence="The first job's answer, completed, lands after the person chose another job: that "
    "one is not shown as completed.",
    forced=in_order(poll_sent(), switched(), ended()),
)
def test_an_answer_for_the_job_before_is_not_shown_for_this_one(stage: Stage) -> None:
    first = stage.add_job(progress=40)
    second = stage.add_job(status="pending")
    first.hold_answers()
    second.hold_answers()
    stage.show(first)
    stage.switch_to(second)
    first.complete(broadcast=False)
    first.release_all_answers()
    second.release_all_answers()
    stage.let_pass(seconds=3)
    stage.expect_shown(status="pending")


@scenario(
    "switch-after-completion",
    family=FAMILY,
    tier="resilience",
    sentence="The person goes from a completed job to one that runs: the page shows running, and no "
    "results of the first job with it.",
    forced=in_order(
        ended(),
        poll_saw("completed"),
        switched(),
        poll_saw("running"),
        unless=[asks_no_more(seconds=3)],
    ),
)
def test_the_end_of_the_job_before_does_not_lock_this_one(stage: Stage) -> None:
    first = stage.add_job(progress=40)
    second = stage.add_job(progress=10)
    stage.show(first)
    first.complete()
    stage.let_pass(seconds=3)
    stage.switch_to(second)
    second.progress(20)
    stage.let_pass(seconds=13)
    stage.expect_shown(status="running")


@scenario(
    "switch-after-a-failure",
    family=FAMILY,
    tier="resilience",
    sentence="The person goes from a job that failed at 95 %, as its socket told, to one at 10 %, whose "
    "socket says nothing: neither reason nor frames of the first job are shown with the second.",
    forced=in_order(ended("failed"), switched(), poll_saw("running")),
)
def test_nothing_of_a_job_that_failed_is_shown_with_this_one(stage: Stage) -> None:
    first = stage.add_job(progress=40)
    second = stage.add_job(progress=10)
    stage.show(first)
    first.progress(95)
    first.fail("The video cannot be read.")
    stage.let_pass(seconds=3)
    stage.switch_to(second)
    stage.let_pass(seconds=13)
    stage.expect_shown(status="running")


@scenario(
    "switch-from-a-live-job",
    family=FAMILY,
    tier="resilience",
    sentence="The person goes from a job that its socket told to be at 95 % to one at 10 %, whose socket "
    "says nothing: bar and frames of the first job are not shown with the second.",
    forced=in_order(socket_opened(), frame_taken('"percent": 95'), switched(), poll_saw("running")),
)
def test_nothing_of_a_live_job_is_shown_with_this_one(stage: Stage) -> None:
    first = stage.add_job(progress=40)
    second = stage.add_job(progress=10)
    stage.show(first)
    # A page that waits for its first answer opens its socket a moment later.
    stage.let_pass_until(lambda: socket_opened().is_in(stage.history), seconds=3)
    first.progress(95)
    stage.let_pass(seconds=3)
    stage.switch_to(second)
    stage.let_pass(seconds=13)
    stage.expect_shown(status="running")


@scenario(
    "switch-as-the-bar-moves",
    family=FAMILY,
    tier="resilience",
    sentence="The socket tells a job to be at 95 %, and at that moment the person goes to one at 10 %, "
    "which reaches 60 % and completes: its own bar is shown, and completed in the end.",
    forced=in_order(
        socket_opened(), frame_taken('"percent": 95'), switched(), poll_saw("running"), ended()
    ),
)
def test_a_bar_that_was_moving_shows_the_progress_of_this_job(stage: Stage) -> None:
    # A bar that glides is still on its way, and the frame that it waits for is cancelled.
    first = stage.add_job(progress=40)
    second = stage.add_job(progress=10)
    stage.show(first)
    stage.let_pass(seconds=3)
    first.progress(95)
    stage.switch_to(second)
    stage.let_pass(seconds=5)
    second.progress(60)
    stage.let_pass(seconds=13)
    stage.expect_shown(status="running")
    second.complete()
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")


@scenario(
    "switch-stops-the-polls-before",
    family=FAMILY,
    tier="resilience",
    sentence="The person goes from a job that is polled to another: the first is not asked for "
    "any more.",
    forced=in_order(poll_sent(), switched()),
)
def test_the_job_before_is_not_polled_any_more(stage: Stage) -> None:
    first = stage.add_job(progress=40)
    second = stage.add_job(progress=10)
    first.hold_handshakes()
    stage.show(first)
    stage.let_pass(seconds=2)
    stage.switch_to(second)
    stage.let_pass(seconds=20)
    stage.expect_shown(status="running")


@scenario_for_each(
    ENDS,
    id="switch-there-and-back{case.suffix}",
    family=FAMILY,
    sentence="The person goes to another job and back while an answer is under way, and the job "
    "{case.ends}: the page shows {case.status}.",
    forced=lambda end: in_order(
        poll_sent(),
        switched(),
        switched(),
        act("release_all_answers", "answers go out"),
    ),
)
def test_there_and_back_the_page_shows_what_is_true_now(stage: Stage, end: End) -> None:
    first = stage.add_job(progress=40)
    second = stage.add_job(progress=10)
    first.hold_answers()
    stage.show(first)
    stage.switch_to(second)
    stage.switch_to(first)
    first.end(end.message, broadcast=False)
    first.release_all_answers(as_of="arrival")
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario(
    "switch-with-progress-under-way",
    family=FAMILY,
    tier="resilience",
    sentence="The first job's answer, 95 %, lands after the person chose a job at 10 %: the bar "
    "of that one stays where it is.",
    forced=in_order(poll_sent(), switched(), act("release_all_answers", "the answer goes out")),
)
def test_progress_of_the_job_before_is_not_shown_for_this_one(stage: Stage) -> None:
    first = stage.add_job(progress=40)
    second = stage.add_job(progress=10)
    first.hold_answers()
    second.hold_answers()
    stage.show(first)
    stage.switch_to(second)
    first.progress(95)
    first.release_all_answers()
    second.release_all_answers()
    stage.let_pass(seconds=1)
    stage.expect_shown(status="running")


@scenario(
    "switch-with-a-first-answer-lost",
    family=FAMILY,
    tier="resilience",
    sentence="The person goes from a completed job to one at 10 %, whose first poll is refused: the page "
    "asks again, and shows running.",
    forced=in_order(
        ended(), poll_saw("completed"), switched(), answer_lost(), unless=[asks_no_more(seconds=3)]
    ),
)
def test_the_job_before_does_not_stand_in_for_one_that_is_not_known_yet(stage: Stage) -> None:
    # A page that shows the job before until it has an answer believes that this one has completed.
    first = stage.add_job(progress=40)
    second = stage.add_job(progress=10)
    second.hold_handshakes()
    stage.show(first)
    first.complete()
    stage.let_pass(seconds=3)
    second.fault_answers(Status(503), count=1)
    stage.switch_to(second)
    stage.let_pass(seconds=13)
    stage.expect_shown(status="running")


@scenario(
    "switch-while-a-socket-connects",
    family=FAMILY,
    tier="resilience",
    sentence="The person goes to another job while the first one's socket connects, which then opens and "
    "tells that the first completes: the page shows the job on the screen.",
    forced=in_order(socket_waits(), switched(), ended(), unless=[socket_given_up()]),
)
def test_a_socket_that_opens_after_the_switch_tells_nothing(stage: Stage) -> None:
    # A page that closes only a socket that is open leaves this one, and its frames find another job.
    first = stage.add_job(progress=40)
    second = stage.add_job(progress=10)
    first.hold_handshakes()
    stage.show(first)
    stage.let_pass(seconds=1)
    stage.switch_to(second)
    first.open_held_handshake()
    first.progress(95)
    stage.let_pass(seconds=5)
    first.complete()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="running")


@scenario_for_each(
    {"hidden": HIDDEN, "offline": OFFLINE},
    id="switch-then-{name}",
    family=FAMILY,
    tier="resilience",
    sentence="The person goes from a completed job to one that is polled, {case.says}, and a while later "
    "that job completes: the page has gone on asking for it, and shows completed only then.",
    forced=lambda pause: in_order(
        ended(), switched(), poll_saw("running"), pause.is_over, ended(unheard=True)
    ),
)
def test_after_a_pause_the_page_goes_on_with_the_job_on_the_screen(
    stage: Stage, pause: Pause
) -> None:
    # A listener that was registered for the first job goes on with that one.
    first = stage.add_job(progress=40)
    second = stage.add_job(progress=10)
    second.hold_handshakes()
    stage.show(first)
    first.complete()
    stage.let_pass(seconds=3)
    stage.switch_to(second)
    stage.let_pass(seconds=3)
    pause.begin(stage)
    stage.let_pass(seconds=5)
    pause.end(stage)
    stage.let_pass(seconds=5)
    stage.expect_shown(status="running")
    second.complete()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")
