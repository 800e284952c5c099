"""The message of a page that its own tasks have run out, on a real page in a real browser."""

from __future__ import annotations

import asyncio
import json

import pytest
from websockets.asyncio.client import connect

from e2e.engine.backstage import Backstage
from e2e.engine.observer_link import ObserverLink
from e2e.history.page_events import FetchStarted, OrderTaken, PageComplained, Shown
from e2e.stage import JobOnStage, Stage
from e2e.stage.tests.conftest import ALONE


@pytest.fixture
def job(a_stage: Stage) -> JobOnStage:
    """A job whose component was mounted and unmounted again."""
    job = a_stage.add_job(progress=40)
    job.hold_answers()
    job.hold_handshakes()
    a_stage.show(job)
    a_stage.unmount()
    return job


@pytest.fixture
def link(a_stage: Stage) -> ObserverLink:
    return a_stage._tab.link


def give_order(backstage: Backstage, link: ObserverLink, name: str, **fields: object) -> bool:
    """Returns whether the page counted as quiet just after the order, and waits until it is quiet."""

    async def order() -> bool:
        link.order(name, **fields)
        was_quiet = link.is_quiet
        await link.wait_until_quiet()
        return was_quiet

    return backstage.portal.call(order)


def test_an_order_is_over_when_all_that_it_renders_was_taken_in(
    a_stage: Stage, job: JobOnStage, link: ObserverLink, backstage: Backstage
) -> None:
    seen = len(a_stage.history)
    assert not give_order(backstage, link, "mount", job=job.id)
    new = [entry.event for entry in a_stage.history.entries[seen:] if entry.source == "page"]
    assert [type(each) for each in new if isinstance(each, OrderTaken | FetchStarted | Shown)] == [
        OrderTaken,
        Shown,
        FetchStarted,
    ]
    assert link.is_quiet


def test_an_order_that_fails_in_the_page_is_over_as_well_and_is_complained_of(
    a_stage: Stage, job: JobOnStage, link: ObserverLink, backstage: Backstage
) -> None:
    give_order(backstage, link, "switch", job=job.id)
    complaints = [each.message for _, each in a_stage.history.of_type(PageComplained)]
    assert len(complaints) == 1
    assert "Failed to switch the job: nothing is mounted." in complaints[0]
    assert link.is_quiet


CHANNELS = {
    "a MessageChannel": """
      const { port1, port2 } = new MessageChannel();
      const post = () => port2.postMessage(null);
      port1.onmessage = () => hop();
    """,
    "the window's own messages": """
      const post = () => window.postMessage("hop", "*");
      window.addEventListener("message", ({ data }) => { if (data === "hop") hop(); });
    """,
}
"""Ways in which libraries make a task: React's scheduler the first one, setImmediate the second."""


@pytest.mark.parametrize("channel", CHANNELS)
def test_work_that_waits_in_a_channel_of_the_pages_is_waited_for(
    a_stage: Stage, job: JobOnStage, link: ObserverLink, backstage: Backstage, channel: str
) -> None:
    a_stage.page.evaluate(
        f"""() => {{
          let left = 150;
          const hop = () => {{
            if (--left) post();
            else console.error("the last one");
          }};
          {CHANNELS[channel]}
          new MutationObserver((seen, observer) => {{
            observer.disconnect();
            post();
          }}).observe(document.querySelector("#root"), {{ childList: true, subtree: true }});
        }}"""
    )

    async def order() -> list[str]:
        link.order("mount", job=job.id)
        await link.wait_until_quiet()
        return [each.message for _, each in a_stage.history.of_type(PageComplained)]

    assert backstage.portal.call(order) == ["the last one"]


def test_a_document_that_is_gone_is_waited_for_no_longer(
    job: JobOnStage, link: ObserverLink, backstage: Backstage
) -> None:
    async def let_go() -> None:
        link.order("unmount")
        waiting = asyncio.ensure_future(link.wait_until_quiet())
        asyncio.get_running_loop().call_soon(link.expect_document)
        await asyncio.wait_for(waiting, 10)

    backstage.portal.call(let_go)
    assert not link.is_quiet


def test_a_mark_from_before_an_order_was_taken_is_none_of_it(backstage: Backstage) -> None:
    """The page is played by hand on a real line: a real page cannot be forced to be so slow."""

    opened = asyncio.Event()

    async def speak() -> list[bool]:
        link = ObserverLink("by-hand", lambda event: opened.set(), lambda: 0)
        backstage.links.add(link)
        async with connect(f"ws://127.0.0.1:{backstage.links.address_of(link)}") as page:
            await page.send(json.dumps([["document_opened", {"at": 0, "address": "/"}]]))
            await opened.wait()
            link.order("unmount")
            fence = asyncio.ensure_future(link.fence())
            said = [*json.loads(await page.recv()), *json.loads(await page.recv())]
            assert [name for name, _ in said] == ["unmount", "fence"]
            reached = ["fence_reached", {"fence": 1, "at": 0, **ALONE}]
            await page.send(json.dumps([["quiet", ALONE], reached]))
            await fence
            was_quiet = link.is_quiet
            await page.send(json.dumps([["order_taken", {"at": 0, "order": 1}], ["quiet", ALONE]]))
            await link.wait_until_quiet()
            return [was_quiet, link.is_quiet]

    assert backstage.portal.call(speak) == [False, True]
