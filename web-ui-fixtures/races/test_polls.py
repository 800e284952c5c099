"""When our own page asks, pings and connects, to the millisecond."""

from __future__ import annotations

from e2e.catalogue import scenario
from e2e.history.page_events import FetchStarted, FrameGiven, SocketConnecting
from e2e.proofs import answer_lost, ended, in_order, poll_saw, socket_dropped, socket_opened
from e2e.stage import Stage
from mock_backend import FAULTS, Status

FAMILY = "our own page: polls"


def expect_polls(stage: Stage, *seconds: float) -> None:
    """Expects that the page has polled at these moments, and at no other."""
    polls = [event.at / 1000 for _, event in stage.history.of_type(FetchStarted)]
    stage.expect(polls == list(seconds), f"polls at {list(seconds)} s; the page polled at {polls} s")


@scenario(
    "own-polls-while-it-is-down",
    family=FAMILY,
    sentence="The socket is down: a poll every 2 s, and none once one has told the end.",
    forced=in_order(poll_saw("running"), ended(), poll_saw("completed")),
)
def test_polls_while_the_socket_is_down(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=5)
    job.complete()
    stage.let_pass(seconds=60)
    expect_polls(stage, 0, 2, 4, 6)


@scenario(
    "own-polls-after-failures",
    family=FAMILY,
    sentence="Polls fail: the pauses grow to 8 s, and are 2 s again once one is answered.",
    forced=in_order(answer_lost(), poll_saw("running")),
)
def test_polls_after_failures(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    job.fault_answers(Status(503))
    stage.let_pass(seconds=25)
    expect_polls(stage, 0, 2, 4, 8, 16, 24)
    job.heal_answers()
    stage.let_pass(seconds=10)
    expect_polls(stage, 0, 2, 4, 8, 16, 24, 32, 34)


@scenario(
    "own-polls-on-silence",
    family=FAMILY,
    sentence="The socket is open: a poll at once, and one after 5 s of silence; a frame begins the count anew.",
    forced=in_order(socket_opened(), poll_saw("running")),
)
def test_polls_on_silence(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    stage.let_pass(seconds=4)
    job.progress(50)
    stage.let_pass(seconds=4)
    job.progress(60)
    stage.let_pass(seconds=11)
    expect_polls(stage, 0, 0, 13, 18)


@scenario(
    "own-polls-on-silence-that-fail",
    family=FAMILY,
    sentence="The socket is open and silent, and the poll that looks after it fails twice: the next ones "
    "come after 2 and 4 s, and then after 5 s again.",
    forced=in_order(socket_opened(), answer_lost(), poll_saw("running")),
)
def test_polls_on_silence_that_fail(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.fault_answers(Status(503), count=2)
    stage.let_pass(seconds=17)
    expect_polls(stage, 0, 0, 5, 7, 11, 16)


@scenario(
    "own-frames-while-a-poll-is-under-way",
    family=FAMILY,
    sentence="A frame comes while a poll is under way: no other poll is begun before that one has ended.",
    forced=in_order(socket_opened(), poll_saw("running")),
)
def test_frames_while_a_poll_is_under_way(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.hold_answers()
    stage.let_pass(seconds=5)
    job.progress(50)
    stage.let_pass(seconds=6)
    job.pass_answers()
    job.release_all_answers()
    stage.let_pass(seconds=7)
    expect_polls(stage, 0, 0, 5, 16)


@scenario(
    "own-polls-that-confirm",
    family=FAMILY,
    sentence="The socket told the end, and no poll is answered: the page asks five times for the results, and "
    "never again.",
    forced=in_order(socket_opened(), ended(), answer_lost()),
)
def test_polls_that_confirm(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.fault_answers(Status(503))
    job.complete()
    stage.let_pass(seconds=60)
    expect_polls(stage, 0, 0, 0, 2, 6, 14, 22)


@scenario(
    "own-polls-that-confirm-too-early",
    family=FAMILY,
    sentence="The socket told the end, and the polls still say running: the page asks five times, every 2 s.",
    forced=in_order(socket_opened(), ended(), poll_saw("running")),
)
def test_polls_that_confirm_too_early(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.answer_next_as(job.truth, count=9)
    job.complete()
    stage.let_pass(seconds=60)
    expect_polls(stage, 0, 0, 0, 2, 4, 6, 8)


@scenario(
    "own-answer-that-does-not-come",
    family=FAMILY,
    sentence="A poll is not answered: after 8 s the page gives it up, says so, and asks again 2 s later.",
    forced=in_order(poll_saw("running"), answer_lost(), poll_saw("running")),
)
def test_an_answer_that_does_not_come(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    job.fault_answers(FAULTS["never-answers"], count=1)
    stage.let_pass(seconds=13)
    expect_polls(stage, 0, 2, 12)


@scenario(
    "own-pings",
    family=FAMILY,
    sentence="The socket is open: a ping every 30 s, and none once it is closed.",
    forced=in_order(socket_opened(), ended()),
)
def test_pings(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    stage.let_pass(seconds=70)
    job.complete()
    stage.let_pass(seconds=70)
    given = [(event.at, event.frame) for _, event in stage.history.of_type(FrameGiven)]
    ping = '{"type":"ping"}'
    stage.expect(given == [(30_000, ping), (60_000, ping)], f"two pings, not {given}")
    made = [event.at for _, event in stage.history.of_type(SocketConnecting)]
    stage.expect(made == [0], f"no socket after the end; they were made at {made} ms")


@scenario(
    "own-pings-of-the-next-socket",
    family=FAMILY,
    sentence="The socket drops between two pings: the next one connects 2 s later and pings by its own count.",
    forced=in_order(socket_opened(), socket_dropped(), socket_opened()),
)
def test_pings_of_the_next_socket(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    stage.let_pass(seconds=10)
    job.cut_sockets()
    stage.let_pass(seconds=35)
    pings = [event.at for _, event in stage.history.of_type(FrameGiven)]
    stage.expect(pings == [42_000], f"one ping at 42 s, not {pings}")
    made = [event.at for _, event in stage.history.of_type(SocketConnecting)]
    stage.expect(made == [0, 12_000], f"sockets at 0 and 12 s, not {made}")


@scenario(
    "own-unmount",
    family=FAMILY,
    sentence="The component is unmounted while a poll is under way: the poll is given up, and nothing else is "
    "asked or connected.",
    forced=in_order(socket_opened(), poll_saw("running")),
)
def test_an_unmount(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.hold_answers()
    stage.let_pass(seconds=5)
    stage.unmount()
    stage.expect(job.held_answers == 0, "that the poll under way is given up")
    stage.expect(stage.next_timer is None, f"no timer; the next is due in {stage.next_timer} ms")
    stage.let_pass(seconds=60)
    expect_polls(stage, 0, 0, 5)


@scenario(
    "own-older-poll-that-ends-first",
    family=FAMILY,
    sentence="Two polls are under way and the first is answered: the page asks nothing else before the second one "
    "has ended.",
    forced=in_order(socket_opened(), poll_saw("running")),
)
def test_an_older_poll_that_ends_first(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    job.hold_answers()
    stage.show(job)
    job.open_held_handshake()
    job.release_answer(0)
    stage.let_pass(seconds=7)
    expect_polls(stage, 0, 0)


@scenario(
    "own-older-poll-that-tells-the-end",
    family=FAMILY,
    sentence="Two polls are under way and the first tells the end: when the second one has ended, the page asks "
    "nothing more.",
    forced=in_order(socket_opened(), ended(), poll_saw("completed")),
)
def test_an_older_poll_that_tells_the_end(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    job.hold_answers()
    stage.show(job)
    job.open_held_handshake()
    job.complete(broadcast=False)
    job.release_answer(0)
    job.release_answer(0)
    stage.let_pass(seconds=30)
    expect_polls(stage, 0, 0)
