"""Web Workers of the page are recorded, and run on virtual time, as the page itself does."""

from __future__ import annotations

import pytest

from e2e.history import get_normal_form
from e2e.history.page_events import (
    FetchStarted,
    FrameTaken,
    PageComplained,
    SocketOpened,
    TimerFired,
    WorkerEnded,
    WorkerStarted,
    get_worker,
)
from e2e.history.stage_events import CameToRest
from e2e.stage import Backstage, Stage
from e2e.stage.tests.conftest import OpenStage
from mock_backend.journal.events import JournalEvent, RequestAbandoned

START = """([script, type]) => {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  window.heard = [];
  window.worker = new Worker(address, { type, name: "of the page" });
  URL.revokeObjectURL(address);
  window.worker.onmessage = ({ data }) => window.heard.push(data);
}"""


class Scene:
    """A page that shows a job and sends no polls of its own, with a worker beside it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.job = stage.add_job(progress=40)
        stage.show(self.job)
        self.origin = stage.page.evaluate("location.origin")

    @property
    def target(self) -> str:
        return f"/v1/jobs/{self.job.id}?worker"

    def start(self, script: str, type: str = "classic") -> None:
        given = f"const at = '{self.origin}{self.target}', job = '{self.job.id}';\n{script}"
        self.evaluate(START, [given, type])

    def evaluate(self, script: str, given: object = None) -> None:
        """Runs `script` in the page, as a part of the last act."""
        self.stage.page.evaluate(script, given)
        self.stage._come_to_rest()

    def heard(self) -> list[object]:
        return list(self.stage.page.evaluate("window.heard"))

    def times(self) -> list[int]:
        return [
            event.at
            for _, event in self.stage.history.of_type(FetchStarted)
            if event.target == self.target
        ]


@pytest.fixture
def scene(a_stage: Stage) -> Scene:
    return Scene(a_stage)


POLLS = """
const poll = async () => {
  const answer = await (await fetch(at)).json();
  postMessage([Date.now() - began, performance.now() >= 0, (answer.job ?? answer).progress]);
};
const began = Date.now();
poll();
setInterval(poll, 2000);
"""


@pytest.mark.parametrize("type", ["classic", "module"])
def test_a_worker_polls_on_virtual_time_and_rest_takes_in_what_it_tells_the_page(
    scene: Scene, type: str
) -> None:
    scene.start(POLLS, type)
    scene.job.progress(60)
    scene.stage.let_pass(seconds=5)
    assert scene.times() == [0, 2000, 4000]
    assert scene.heard() == [[0, True, 40], [2000, True, 60], [4000, True, 60]]
    (started,) = [event for _, event in scene.stage.history.of_type(WorkerStarted)]
    assert (started.worker, started.script, started.is_observed) == (1, "blob:", True)


def test_a_worker_is_told_its_name_and_hears_nothing_of_the_observers(scene: Scene) -> None:
    scene.start("addEventListener('message', ({ data }) => postMessage([name, data]))")
    scene.evaluate("worker.postMessage('hello')")
    scene.stage.let_pass(seconds=1)
    assert scene.heard() == [["of the page", "hello"]]


def test_an_answer_to_a_worker_is_held_like_any_other(scene: Scene) -> None:
    scene.job.hold_answers()
    scene.start(POLLS)
    assert scene.job.held_answers == 1
    assert scene.heard() == []
    scene.job.release_all_answers()
    assert scene.heard() == [[0, True, 40]]


def test_an_xml_http_request_of_a_worker_is_recorded_and_times_out_on_virtual_time(
    scene: Scene,
) -> None:
    scene.job.hold_answers()
    scene.start(
        """
        const asked = new XMLHttpRequest();
        asked.open("GET", at);
        asked.timeout = 3000;
        for (const end of ["load", "timeout"]) asked.addEventListener(end, () => postMessage(end));
        asked.send();
        """
    )
    assert scene.times() == [0]
    scene.stage.let_pass(seconds=2)
    assert scene.heard() == []
    scene.stage.let_pass(seconds=1)
    assert scene.heard() == ["timeout"]


def test_a_web_socket_of_a_worker_is_recorded_and_its_frames_are_taken_in(scene: Scene) -> None:
    scene.start(
        """
        const socket = new WebSocket(at.replace("http", "ws").replace("jobs/", "ws/jobs/"));
        socket.onmessage = ({ data }) => postMessage(JSON.parse(data).percent);
        """
    )
    scene.job.progress(60)
    assert scene.heard() == [60]
    sockets = [event.socket for _, event in scene.stage.history.of_type(SocketOpened)]
    assert [get_worker(socket) for socket in sockets] == [0, 1]
    assert {get_worker(event.socket) for _, event in scene.stage.history.of_type(FrameTaken)} == {
        0,
        1,
    }


def test_of_timers_that_are_due_at_one_moment_the_pages_fires_first(scene: Scene) -> None:
    scene.start("setTimeout(() => 0, 1000); setTimeout(() => setTimeout(() => 0, 0), 1000)")
    scene.evaluate("setTimeout(() => 0, 1000), 0")
    scene.stage.let_pass(seconds=1)
    fired = [event for _, event in scene.stage.history.of_type(TimerFired) if event.at == 1000]
    assert [get_worker(each.timer) for each in fired] == [0, 1, 1, 1]


def test_after_a_sleep_each_timer_of_a_worker_fires_once_and_its_clocks_are_the_pages(
    scene: Scene,
) -> None:
    scene.start("setInterval(() => postMessage(new Date().toISOString()), 60000)")
    scene.stage.laptop.sleep(hours=1)
    assert scene.heard() == ["2024-01-01T01:00:00.000Z"]
    scene.stage.laptop.set_clock(ahead_by_hours=-24)
    scene.stage.let_pass(seconds=60)
    assert scene.heard()[1:] == ["2023-12-31T01:01:00.000Z"]


def test_a_worker_that_is_terminated_lets_go_of_all_that_it_has(
    scene: Scene, backstage: Backstage
) -> None:
    scene.job.hold_answers()
    scene.start(POLLS + "new WebSocket(at.replace('http', 'ws').replace('jobs/', 'ws/jobs/'))")
    gone: list[JournalEvent] = []
    backstage.call(
        lambda: backstage.backend.journal.subscribe(
            lambda event: gone.append(event) if isinstance(event, RequestAbandoned) else None
        )
    )
    scene.evaluate("worker.terminate(); worker.postMessage('too late')")
    scene.stage.let_pass(seconds=4)
    assert len(gone) == 1
    assert scene.times() == [0]
    assert len(list(scene.stage.history.of_type(WorkerEnded))) == 1
    rests = [event for _, event in scene.stage.history.of_type(CameToRest)]
    assert rests[-1].held_answers == 0


def test_a_worker_that_closes_itself_is_gone(scene: Scene) -> None:
    scene.start(
        "setTimeout(() => { postMessage('last'); close(); }, 1000); setInterval(() => 0, 10)"
    )
    scene.stage.let_pass(seconds=2)
    assert scene.heard() == ["last"]
    assert [event.at for _, event in scene.stage.history.of_type(WorkerEnded)] == [1000]


def test_a_reload_ends_the_documents_workers(scene: Scene) -> None:
    scene.job.hold_answers()
    scene.start(POLLS)
    scene.stage.refresh()
    scene.stage.let_pass(seconds=4)
    assert scene.times() == [0]


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("throw new Error('no such thing')", "no such thing"),
        ("console.error('of the worker')", "of the worker"),
        ("Promise.reject(new Error('nobody minds'))", "nobody minds"),
    ],
)
def test_a_complaint_of_a_worker_is_recorded_once(scene: Scene, script: str, says: str) -> None:
    scene.start(script)
    complaints = [event.message for _, event in scene.stage.history.of_type(PageComplained)]
    assert len(complaints) == 1
    assert says in complaints[0]


def test_a_worker_whose_script_is_not_there_is_gone_and_not_waited_for(scene: Scene) -> None:
    scene.evaluate("window.worker = new Worker(new URL('nowhere.js', location.href)), 0")
    scene.stage.let_pass(seconds=1)
    assert [event.worker for _, event in scene.stage.history.of_type(WorkerEnded)] == [1]


def test_a_worker_out_of_a_data_address_is_recorded(scene: Scene) -> None:
    scene.evaluate(
        "window.worker = new Worker('data:text/javascript,setTimeout(() => close(), 1000)'), 0"
    )
    scene.stage.let_pass(seconds=3)
    assert [event.at for _, event in scene.stage.history.of_type(WorkerEnded)] == [1000]


def test_the_same_acts_give_the_same_history_with_two_workers(open_a_stage: OpenStage) -> None:
    histories = []
    for _ in range(5):
        scene = Scene(open_a_stage())
        scene.start(POLLS)
        scene.start(POLLS.replace("2000", "1000"), "module")
        scene.job.progress(60)
        scene.stage.let_pass(seconds=4)
        scene.job.complete()
        scene.evaluate("worker.terminate()")
        scene.stage.let_pass(seconds=4)
        histories.append(get_normal_form(scene.stage.history))
    assert histories[1:] == histories[:1] * 4
