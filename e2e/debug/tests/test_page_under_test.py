"""The page under test never reaches the control server; DevTools still works on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from e2e.debug.tests.running import LIMIT, Running

pytestmark = pytest.mark.timeout(LIMIT)

ASK = """async ([address, options]) => {
  try {
    const answer = await fetch(address, options);
    return `${answer.type} ${answer.status} ${(await answer.text()).length}`;
  } catch (error) {
    return error.name;
  }
}"""
"""A script of the page that returns the type of a response, its status, and its readable length."""

LOAD = """([tag, address]) => new Promise((resolve) => {
  const made = document.createElement(tag);
  made.onload = () => resolve("loaded");
  made.onerror = () => resolve("error");
  made.src = address;
  document.head.append(made);
})"""

LISTEN = """(address) => new Promise((resolve) => {
  const events = new EventSource(address);
  events.onmessage = () => resolve("told");
  events.onerror = () => resolve("error");
})"""


@pytest.fixture
def page_under_test(debugged: Running, stage_browser: Browser) -> Iterator[Page]:
    """Yields the page that is debugged, opened at its own address."""
    context = stage_browser.new_context()
    page = context.new_page()
    page.goto(debugged.get_state()["address"])
    yield page
    context.close()


@pytest.mark.parametrize("has_token", [False, True], ids=["no token", "even with the token"])
def test_a_script_of_the_page_gets_nothing_from_the_control_server(
    debugged: Running, page_under_test: Page, has_token: bool
) -> None:
    """A command of its own: the reason for its length."""
    token = f"?token={debugged.token}" if has_token else ""
    before = debugged.get_state()
    step, state = f"{debugged.origin}/api/step{token}", f"{debugged.origin}/api/state{token}"
    assert page_under_test.evaluate(ASK, [state, {}]) == "TypeError"
    assert page_under_test.evaluate(ASK, [step, {"method": "POST"}]) == "TypeError"
    for mode in ({"mode": "no-cors"}, {"mode": "no-cors", "method": "POST"}):
        assert page_under_test.evaluate(ASK, [step, mode]) in ("opaque 0 0", "TypeError")
    picture = f"{debugged.origin}/api/picture.png{token}"
    assert page_under_test.evaluate(LOAD, ["img", picture]) == "error"
    script = f"{debugged.origin}/static/panel.js{token}"
    assert page_under_test.evaluate(LOAD, ["script", script]) == "error"
    events = f"{debugged.origin}/api/events{token}"
    assert page_under_test.evaluate(LISTEN, events) == "error"
    assert debugged.get_state() == before


def test_the_same_requests_work_from_the_panel(debugged: Running, stage_browser: Browser) -> None:
    context = stage_browser.new_context()
    panel = context.new_page()
    panel.goto(debugged.address)
    token = f"?token={debugged.token}"
    state = f"{debugged.origin}/api/state{token}"
    assert str(panel.evaluate(ASK, [state, {}])).startswith("basic 200 ")
    assert panel.evaluate(LISTEN, f"{debugged.origin}/api/events{token}") == "told"
    context.close()


def test_devtools_is_led_to_the_sources_of_the_checkout(
    debugged: Running, stage_browser: Browser
) -> None:
    context = stage_browser.new_context()
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    scripts: list[dict[str, str]] = []
    devtools.on("Debugger.scriptParsed", lambda each: scripts.append(each))
    devtools.send("Debugger.enable")
    page.goto(debugged.get_state()["address"])
    context.close()
    entry = next(each for each in scripts if each.get("sourceMapURL", "").endswith(".js.map"))
    address = re.sub(r"//[^:/]+:", "//127.0.0.1:", str(entry["url"]))
    sources = debugged.client.get(f"{address}.map").json()["sources"]
    files = [Path(unquote(urlsplit(each).path)) for each in sources if each.startswith("file:")]
    component = [each for each in files if each.match("reference/src/components/JobStatus.tsx")]
    assert [each.is_file() for each in component] == [True]
