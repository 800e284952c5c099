"""The network is gone for a while: sockets, polls and handshakes are cut at the server."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import (
    act,
    answer_lost,
    ended,
    in_order,
    network_found,
    network_lost,
    socket_dropped,
    switched,
    tab_hidden,
    tab_shown,
)
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


@scenario_for_each(
    ENDS,
    id="laptop-offline{case.suffix}",
    family=FAMILY,
    sentence="The laptop loses its network for twenty seconds, which the page is told, and the job "
    "{case.ends} meanwhile: when it is back the page shows {case.status}.",
    forced=lambda end: in_order(network_lost(), ended(end.status, unheard=True), network_found()),
)
def test_the_end_is_shown_once_the_laptop_is_back(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=95)
    stage.show(job)
    stage.let_pass(seconds=3)
    stage.laptop.lose_network()
    job.go_offline()
    stage.let_pass(seconds=15)
    job.end(end.message)
    stage.let_pass(seconds=5)
    job.come_online()
    stage.laptop.find_network()
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="laptop-offline-for-a-second{case.suffix}",
    family=FAMILY,
    sentence="The laptop says offline for a second, as one that changes from cable to Wi-Fi, and the "
    "job {case.ends} unheard later: the page shows {case.status}.",
    forced=lambda end: in_order(network_lost(), network_found(), ended(end.status, unheard=True)),
)
def test_a_page_goes_on_after_a_change_of_network(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=95)
    stage.show(job)
    stage.let_pass(seconds=3)
    stage.laptop.lose_network()
    stage.let_pass(seconds=1)
    stage.laptop.find_network()
    stage.let_pass(seconds=3)
    job.end(end.message, broadcast=False)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="laptop-offline-when-mounted{case.suffix}",
    family=FAMILY,
    sentence="The laptop has no network when the page begins to show a job, which runs on when it "
    "has one again, and {case.ends} unheard: the page shows {case.status}.",
    forced=lambda end: in_order(
        network_lost(), switched(), network_found(), ended(end.status, unheard=True)
    ),
)
def test_a_page_that_begins_offline_goes_on_when_it_is_online(stage: Stage, end: End) -> None:
    stage.show(stage.add_job(progress=10))
    job = stage.add_job(progress=40)
    stage.laptop.lose_network()
    job.go_offline()
    stage.mount(job)
    stage.let_pass(seconds=5)
    job.come_online()
    stage.laptop.find_network()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="running")
    job.end(end.message, broadcast=False)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="laptop-opened-before-its-network{case.suffix}",
    family=FAMILY,
    sentence="The tab is hidden and the laptop loses its network, as when it is shut; it is opened, "
    "finds its network two seconds later, and the job {case.ends} unheard: the page shows {case.status}.",
    forced=lambda end: in_order(
        tab_hidden(),
        network_lost(),
        tab_shown(),
        network_found(),
        ended(end.status, unheard=True),
    ),
)
def test_a_page_that_is_seen_before_it_is_online_goes_on(stage: Stage, end: End) -> None:
    # A page that rests for two reasons must not wait for the one that is over already.
    job = stage.add_job(progress=40)
    stage.show(job)
    stage.let_pass(seconds=3)
    stage.tab.hide()
    stage.laptop.lose_network()
    job.go_offline()
    stage.let_pass(seconds=30)
    stage.tab.show()
    stage.let_pass(seconds=2)
    job.come_online()
    stage.laptop.find_network()
    stage.let_pass(seconds=12)
    job.end(end.message, broadcast=False)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)
