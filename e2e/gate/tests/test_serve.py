"""`jobstatus-e2e serve`: the backend for a person's own dev server, and the panel that moves its jobs."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect
from websockets.sync.client import connect

from e2e.debug.tests.axe import SCHEMES, find_barriers
from e2e.gate.tests.conftest import COMMAND, LIMIT


@dataclass(frozen=True)
class Served:
    """A running `serve`: its backend, its job and its panel."""

    process: subprocess.Popen[str]
    backend: str
    job: str
    panel: str

    @property
    def origin(self) -> str:
        return self.panel.partition("/?")[0]

    @property
    def token(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.panel.partition('token=')[2]}"}

    def get_job(self) -> dict[str, object]:
        job: dict[str, object] = httpx.get(f"{self.backend}/v1/jobs/{self.job}").json()
        return job

    def order(self, order: str, job: str | None = None, **more: object) -> httpx.Response:
        body = {"job": job or self.job, "order": order, **more}
        return httpx.post(f"{self.origin}/api/orders", json=body, headers=self.token)


@pytest.fixture
def served() -> Iterator[Served]:
    command = [str(COMMAND), "serve", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().partition(": ")[2].strip() for _ in range(3)]
        try:
            expect.set_options(timeout=LIMIT * 1000)
            yield Served(process, *said)
        finally:
            expect.set_options(timeout=5000)
            process.terminate()
            process.communicate(timeout=LIMIT)


def test_a_job_is_moved_from_the_panel_and_its_socket_is_told(
    served: Served, stage_browser: Browser
) -> None:
    """A command of its own, as all tests of this file: the reason for their length."""
    socket = f"{served.backend.replace('http', 'ws')}/v1/ws/jobs/{served.job}"
    context = stage_browser.new_context()
    panel = context.new_page()
    panel.goto(served.panel)
    with connect(socket) as connection:
        expect(panel.get_by_text("Open sockets: 1.")).to_be_visible()
        panel.get_by_role("button", name="The job reaches 80 %.").click()
        while json.loads(connection.recv()).get("percent") != 80:
            pass
        panel.get_by_role("button", name="The job completes.", exact=True).click()
        expect(panel.get_by_text("completed 100 %").first).to_be_visible()
    expect(panel.get_by_text("Open sockets: none.")).to_be_visible()
    expect(panel.get_by_role("button", name="The job completes.", exact=True)).to_have_count(0)
    assert served.get_job()["status"] == "completed"
    context.close()


def test_a_button_stays_that_button_when_others_come_and_go(
    served: Served, stage_browser: Browser
) -> None:
    """Otherwise a person who is about to press it would press another button."""
    context = stage_browser.new_context()
    panel = context.new_page()
    panel.goto(served.panel)
    button = panel.get_by_role("button", name="The job completes.", exact=True).element_handle()
    served.order("reach-80")
    expect(panel.get_by_text("running 80 %").first).to_be_visible()
    assert button is not None
    assert button.text_content() == "The job completes."
    assert button.is_visible()
    context.close()


def test_axe_finds_nothing_on_the_panel(served: Served, stage_browser: Browser) -> None:
    for width in (1280, 400):
        for scheme in SCHEMES:
            context = stage_browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
            )
            panel = context.new_page()
            panel.goto(served.panel)
            assert find_barriers(panel) == [], (width, scheme)
            context.close()


def test_what_cannot_be_done_is_refused_by_its_field_and_changes_nothing(served: Served) -> None:
    before = served.get_job()
    for answer, status, field in (
        (served.order("restart"), 409, "order"),
        (served.order("complete", job="none"), 409, "job"),
        (served.order("explode"), 422, "order"),
        (served.order("complete", when="now"), 422, "when"),
    ):
        assert (answer.status_code, answer.json()["detail"][0]["loc"][-1]) == (status, field)
    unknown = httpx.post(f"{served.origin}/api/orders", json={})
    assert unknown.status_code == 401
    assert served.get_job() == before


def test_of_two_orders_that_undo_each_other_the_one_is_offered_that_does_something(
    served: Served,
) -> None:
    for first, undoes, says in (
        ("hold-answers", "pass-answers", "holds_answers"),
        ("hold-handshakes", "pass-handshakes", "holds_handshakes"),
        ("allow-caching", "say-nothing-of-caching", "may_be_cached"),
    ):
        for order, other, is_on in ((first, undoes, True), (undoes, first, False)):
            assert served.order(other).status_code == 409
            assert served.order(order).status_code == 200
            state = httpx.get(f"{served.origin}/api/state", headers=served.token).json()
            offered = {each["order"] for each in state["jobs"][0]["offers"]}
            assert state["jobs"][0][says] is is_on
            assert (order in offered, other in offered) == (False, True)


def test_an_answer_is_held_until_it_is_released_as_it_was(served: Served) -> None:
    assert served.order("hold-answers").status_code == 200
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(served.get_job)
        with httpx.stream("GET", f"{served.origin}/api/events", headers=served.token) as events:
            for _ in events.iter_lines():
                state = httpx.get(f"{served.origin}/api/state", headers=served.token).json()
                if state["jobs"][0]["held_answers"]:
                    break
        served.order("complete")
        assert served.order("release-old-answer").status_code == 200
        assert asked.result()["status"] == "running"
    served.order("pass-answers")
    assert served.get_job()["status"] == "completed"


def test_ctrl_c_ends_it_and_a_port_that_is_taken_is_bad_usage(served: Served) -> None:
    port = served.backend.rpartition(":")[2]
    again = subprocess.run(
        [COMMAND, "serve", "--port", port], capture_output=True, text=True, check=False
    )
    assert (again.returncode, f"port {port}" in again.stderr) == (2, True)
    served.process.send_signal(signal.SIGINT)
    _, err = served.process.communicate(timeout=LIMIT)
    assert (served.process.returncode, err) == (0, "")


def test_the_default_port_is_the_one_of_the_teams_proxy(tmp_path: Path) -> None:
    done = subprocess.run([COMMAND, "serve", "--help"], capture_output=True, text=True, check=True)
    assert "8000" in done.stdout
