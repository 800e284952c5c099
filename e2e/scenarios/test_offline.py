"""The network is gone for a while: sockets, polls and handshakes are cut at the server."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import act, answer_lost, ended, in_order, socket_dropped
from e2e.stage import Stage

FAMILY: Final = "offline"
BACK: Final = act("come_online", "the network is back")


@scenario_for_each(
    ENDS,
    id="offline-and-back{case.suffix}",
    family=FAMILY,
    sentence="The network is gone for twenty seconds, and the job {case.ends} meanwhile: when it "
    "is back the page shows {case.status}.",
    forced=lambda end: in_order(socket_dropped(), answer_lost(), ended(end.status), BACK),
)
def test_the_end_is_shown_once_the_network_is_back(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=95)
    stage.show(job)
    stage.let_pass(seconds=3)
    job.go_offline()
    stage.let_pass(seconds=15)
    stage.expect_shown(status="running")
    job.end(end.message)
    stage.let_pass(seconds=5)
    job.come_online()
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario(
    "offline-from-the-start",
    family=FAMILY,
    tier="resilience",
    sentence="The network goes right after the page was loaded, before it has learned anything: "
    "when it is back the page shows the job running.",
    forced=in_order(socket_dropped(), answer_lost(), BACK),
)
def test_a_page_that_never_learned_anything_catches_up(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.go_offline()
    stage.show(job)
    stage.let_pass(seconds=10)
    job.come_online()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="running")


@scenario(
    "offline-three-times",
    family=FAMILY,
    tier="resilience",
    sentence="The network comes and goes three times: the bar never falls back, and completed is "
    "shown in the end.",
    forced=in_order(
        socket_dropped(), BACK, socket_dropped(), BACK, socket_dropped(), ended(), BACK
    ),
)
def test_a_network_that_comes_and_goes_is_lived_with(stage: Stage) -> None:
    job = stage.add_job(progress=10)
    stage.show(job)
    for percent in (20, 30):
        job.go_offline()
        stage.let_pass(seconds=5)
        job.progress(percent)
        job.come_online()
        stage.let_pass(seconds=12)
        job.progress(percent + 5)
        stage.expect_shown(status="running")
    job.go_offline()
    stage.let_pass(seconds=5)
    job.complete()
    job.come_online()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")
