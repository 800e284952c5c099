"""A body that the page reads as a stream: rest waits as long as the page waits for a part of it."""

from __future__ import annotations

import pytest

from e2e.history.page_events import BodyFailed, BodyRead, FetchStarted, PageComplained
from e2e.stage import JobOnStage, Stage
from mock_backend import CutMidBody, SlowDrip

WAYS = {
    "a reader": """
      const reader = answer.body.getReader();
      for (let part; !(part = await reader.read()).done; ) take(part.value);""",
    "a reader into a buffer of the page's": """
      const reader = answer.body.getReader({ mode: "byob" });
      for (let part; !(part = await reader.read(new Uint8Array(64))).done; ) take(part.value);""",
    "iteration": "for await (const part of answer.body) take(part);",
    "both halves of a tee": """
      const [one, other] = answer.body.tee();
      for await (const part of one) take(part);
      await new Response(other).text();""",
    "a pipe": """
      const text = answer.body.pipeThrough(new TextDecoderStream());
      for await (const part of text) take(new TextEncoder().encode(part));""",
    "an answer around it": "take(new Uint8Array(await new Response(answer.body).arrayBuffer()));",
    "bytes": "take(new Uint8Array(await answer.arrayBuffer()));",
    "a file": "take(new Uint8Array(await (await answer.blob()).arrayBuffer()));",
    "a look at it, and json": """
      if (answer.body) take(new TextEncoder().encode(JSON.stringify(await answer.json())));""",
}


@pytest.fixture
def job(a_stage: Stage) -> JobOnStage:
    """A job whose component was mounted and unmounted again, so that only the test asks."""
    job = a_stage.add_job(progress=40)
    a_stage.show(job)
    a_stage.unmount()
    return job


def ask(stage: Stage, job: JobOnStage, read: str) -> None:
    """Makes a fetch in the page, which prints the status of the job that it read, or the error."""
    stage.page.evaluate(
        f"""(job) => {{
          const ask = async () => {{
            const parts = [];
            const take = (part) => parts.push(...part);
            const answer = await fetch(`/v1/jobs/${{job}}?stream`);
            {read}
            const said = JSON.parse(new TextDecoder().decode(new Uint8Array(parts)));
            console.error(said.job_id === job ? said.status : "nothing");
          }};
          setTimeout(() => ask().catch((error) => console.error(error.name)), 100);
        }}""",
        job.id,
    )
    stage.let_pass(milliseconds=100)


def get_said(stage: Stage) -> list[str]:
    return [each.message for _, each in stage.history.of_type(PageComplained)]


@pytest.mark.parametrize("read", WAYS.values(), ids=WAYS)
def test_the_act_is_over_when_the_body_is_read_to_its_end(
    a_stage: Stage, job: JobOnStage, read: str
) -> None:
    seen = len(list(a_stage.history.of_type(BodyRead)))
    ask(a_stage, job, read)
    assert get_said(a_stage) == ["running"]
    read_by_it = [each for _, each in a_stage.history.of_type(BodyRead)][seen:]
    assert [(each.job, each.job_status) for each in read_by_it] == [(job.id, "running")]


@pytest.mark.parametrize("kind", ["arraybuffer", "blob", "json", "text"])
def test_the_job_of_a_body_that_an_xml_http_request_reads_is_known(
    a_stage: Stage, job: JobOnStage, kind: str
) -> None:
    seen = len(list(a_stage.history.of_type(BodyRead)))
    a_stage.page.evaluate(
        """([job, kind]) => setTimeout(() => {
          const request = new XMLHttpRequest();
          request.open("GET", `/v1/jobs/${job}`);
          request.responseType = kind;
          request.send();
        }, 100)""",
        [job.id, kind],
    )
    a_stage.let_pass(milliseconds=100)
    read_by_it = [each for _, each in a_stage.history.of_type(BodyRead)][seen:]
    assert [(each.job, each.job_status) for each in read_by_it] == [(job.id, "running")]


@pytest.mark.parametrize("read", [WAYS["a reader"], WAYS["iteration"], WAYS["a pipe"]])
def test_a_body_that_drips_is_waited_for_where_the_page_waits_for_it(
    a_stage: Stage, job: JobOnStage, read: str
) -> None:
    job.fault_answers(SlowDrip())
    ask(a_stage, job, read)
    assert get_said(a_stage) == []
    a_stage.let_pass(seconds=60)
    assert get_said(a_stage) == ["running"]


def test_a_body_that_breaks_off_is_taken_in_as_an_end(a_stage: Stage, job: JobOnStage) -> None:
    job.fault_answers(CutMidBody())
    ask(a_stage, job, WAYS["a reader"])
    assert get_said(a_stage) == ["TypeError"]
    assert len(list(a_stage.history.of_type(BodyFailed))) == 1


@pytest.mark.parametrize(
    "end",
    [
        "await answer.body.cancel();",
        "const reader = answer.body.getReader(); await reader.read(); await reader.cancel();",
        "for await (const part of answer.body) break;",
        "const reader = answer.body.getReader(); await reader.read(); globalThis.kept = reader;",
    ],
)
def test_a_body_that_the_page_reads_no_further_is_waited_for_no_longer(
    a_stage: Stage, job: JobOnStage, end: str
) -> None:
    job.fault_answers(SlowDrip())
    ask(a_stage, job, f"setTimeout(() => console.error('later'), 5_000); {end} return;")
    a_stage.let_pass(seconds=60)
    assert get_said(a_stage) == ["later"]
    job.heal_answers()
    ask(a_stage, job, WAYS["a reader"])
    assert get_said(a_stage) == ["later", "running"]


def test_an_xhr_that_is_aborted_once_it_is_done_has_been_read(
    a_stage: Stage, job: JobOnStage
) -> None:
    """A page that gives up all its requests at the end does so between `load` and `loadend`."""
    target = f"/v1/jobs/{job.id}?asked=by-xhr"
    a_stage.page.evaluate(
        """target => {
          const request = new XMLHttpRequest();
          request.open("GET", target);
          request.onload = () => Promise.resolve().then(() => request.abort());
          request.send();
        }""",
        target,
    )
    job.progress(41)
    asked = a_stage.history.of_type(FetchStarted)
    (fetch,) = [each.fetch for _, each in asked if each.target == target]
    read = [each for _, each in a_stage.history.of_type(BodyRead) if each.fetch == fetch]
    assert [each.job_status for each in read] == ["running"]
