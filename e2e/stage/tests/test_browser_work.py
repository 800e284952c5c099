"""The page is not at rest while other threads of the browser work for it."""

from __future__ import annotations

import pytest

from e2e.history.page_events import PageComplained
from e2e.stage import JobOnStage, Stage

CHAINS = {
    "IndexedDB": """
      const open = (name) => new Promise((done) => {
        const asked = indexedDB.open(name);
        asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
        asked.onsuccess = () => done(asked.result);
      });
      const step = async (i) => {
        const kept = (await open("jobs" + i)).transaction("kept", "readwrite").objectStore("kept");
        await new Promise((done) => { kept.put(i, "i").onsuccess = done; });
      };""",
    "cache": "const step = async (i) => (await caches.open('kept' + i)).put('/' + i, new Response());",
    "digest": """
      const step = (i) => crypto.subtle.digest("SHA-256", new Uint8Array(4_000_000 + i));""",
    "blob": "const step = (i) => new Blob([new Uint8Array(4_000_000 + i)]).arrayBuffer();",
    "file reader": """
      const step = (i) => new Promise((done) => {
        const reader = new FileReader();
        reader.onload = done;
        reader.readAsText(new Blob([new Uint8Array(1_000_000 + i)]));
      });""",
    "cookies": "const step = (i) => cookieStore.set('kept' + i, 'yes');",
    "bitmap": """
      const step = () => createImageBitmap(new ImageData(600, 600));""",
    "canvas": """
      const step = () => new Promise((done) => {
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = 600;
        canvas.getContext("2d").fillRect(0, 0, 300, 300);
        canvas.toBlob(done);
      });""",
    "locks": "const step = (i) => navigator.locks.request('lock' + i, () => null);",
}
"""One step of each kind of work; twenty of them follow one another. Each waits for another thread or
process."""


def run(stage: Stage, script: str) -> None:
    """Runs `script` in the page, as a part of the last act: the stage knows the timers that it sets."""
    stage.page.evaluate(script)
    stage._come_to_rest()


def get_said(stage: Stage) -> list[str]:
    return [each.message for _, each in stage.history.of_type(PageComplained)]


@pytest.mark.parametrize("kind", CHAINS)
def test_an_act_is_over_when_the_browser_has_told_the_page_of_all_it_does(
    a_stage: Stage, job: JobOnStage, kind: str
) -> None:
    chain = f"{CHAINS[kind]} for (let i = 0; i < 20; i++) await step(i); console.error('done');"
    # In a timer, so that the act waits for nothing else meanwhile.
    run(a_stage, f"() => {{ setTimeout(async () => {{ {chain} }}, 1000); }}")
    a_stage.let_pass(seconds=1)
    assert get_said(a_stage) == ["done"]


def test_a_lock_that_another_tab_holds_is_not_waited_for_and_seen_when_it_is_given(
    a_stage: Stage, job: JobOnStage
) -> None:
    run(
        a_stage,
        "() => { navigator.locks.request('leads', () => new Promise((end) => { window.end = end; }));"
        " navigator.locks.request('leads', () => console.error('given')); }",
    )
    job.progress(41)
    assert get_said(a_stage) == []
    run(a_stage, "() => window.end()")
    job.progress(42)
    assert get_said(a_stage) == ["given"]


def test_a_request_for_a_lock_that_fails_is_the_pages_own_affair(
    a_stage: Stage, job: JobOnStage
) -> None:
    run(
        a_stage,
        "() => { navigator.locks.request('own', () => { throw new Error('of its own'); }); }",
    )
    job.progress(41)
    assert [said for said in get_said(a_stage) if "of its own" in said] != []
    assert len(get_said(a_stage)) == 1


def test_a_task_is_scheduled_after_a_delay_of_virtual_time(a_stage: Stage, job: JobOnStage) -> None:
    run(
        a_stage,
        """() => {
          const ask = () => scheduler.postTask(() => { console.error('asked'); ask(); }, { delay: 2000 });
          ask();
        }""",
    )
    job.progress(41)
    a_stage.let_pass(seconds=5)
    said = [(each.at, each.message) for _, each in a_stage.history.of_type(PageComplained)]
    assert said == [(2000, "asked"), (4000, "asked")]


def test_a_scheduled_task_that_is_cancelled_never_runs(a_stage: Stage, job: JobOnStage) -> None:
    run(
        a_stage,
        """() => {
          const leaving = new AbortController();
          scheduler
            .postTask(() => console.error('run'), { delay: 2000, signal: leaving.signal })
            .catch((reason) => console.error(reason.name));
          setTimeout(() => leaving.abort(), 1000);
        }""",
    )
    job.progress(41)
    a_stage.let_pass(seconds=5)
    assert get_said(a_stage) == ["AbortError"]


def test_an_act_is_over_when_the_scheduled_tasks_have_run(a_stage: Stage, job: JobOnStage) -> None:
    chain = """
      for (let i = 0; i < 20; i++) {
        await scheduler.postTask(() => i, { priority: 'background' });
        await scheduler.yield();
      }
      console.error('done');"""
    run(a_stage, f"() => {{ setTimeout(async () => {{ {chain} }}, 1000); }}")
    a_stage.let_pass(seconds=1)
    assert get_said(a_stage) == ["done"]


def test_an_act_is_over_when_a_view_transition_has_updated_the_page(
    a_stage: Stage, job: JobOnStage
) -> None:
    run(
        a_stage,
        "setTimeout(() => document.startViewTransition(() => console.error('updated')), 1000)",
    )
    a_stage.let_pass(seconds=1)
    assert get_said(a_stage) == ["updated"]


def test_a_view_transition_ends_on_virtual_time(a_stage: Stage, job: JobOnStage) -> None:
    run(
        a_stage,
        """() => {
          const style = document.createElement('style');
          style.textContent = '::view-transition-group(*), ::view-transition-old(*), '
            + '::view-transition-new(*) { animation-duration: 400ms; }';
          document.head.append(style);
          const update = () => document.body.append('more');
          const change = () =>
            document.startViewTransition(update).finished.then(() => console.error('over'));
          setTimeout(change, 1000);
        }""",
    )
    job.progress(41)
    a_stage.let_pass(seconds=2)
    said = [(each.at, each.message) for _, each in a_stage.history.of_type(PageComplained)]
    assert said == [(1400, "over")]
