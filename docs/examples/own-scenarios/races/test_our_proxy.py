"""Our proxy cuts each WebSocket after a minute, and is restarted at night."""

from e2e.catalogue import scenario
from e2e.proofs import answer_spoiled, ended, in_order, poll_saw, socket_dropped
from e2e.stage import Stage
from mock_backend import FAULTS


@scenario(
    "our-proxy-cuts-the-socket",
    family="our proxy",
    sentence="The proxy cuts the socket after a minute, and the job completes: the page says so.",
    forced=in_order(socket_dropped(), ended(), poll_saw("completed")),
)
def test_a_socket_that_is_cut_after_a_minute(stage: Stage) -> None:
    job = stage.add_job(progress=10)
    stage.show(job)
    stage.let_pass(seconds=60)
    job.cut_sockets()
    job.progress(95)
    job.complete()
    stage.let_pass(seconds=10)
    stage.expect_shown(status="completed")


@scenario(
    "our-proxy-is-restarted",
    family="our proxy",
    sentence="The proxy is restarted: one poll is answered 502, the socket is cut, and the page goes on.",
    forced=in_order(answer_spoiled(), ended(), poll_saw("completed")),
)
def test_a_restart_of_the_proxy(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.fault_answers(FAULTS["502"], count=1)
    job.cut_sockets()
    stage.let_pass(seconds=4)
    job.complete()
    stage.let_pass(seconds=10)
    stage.expect_shown(status="completed")
