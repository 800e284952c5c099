"""The rules give a verdict on any JSON that a server answers, and never raise an error.

A hundred examples of each: the reason for its length.
"""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from e2e.server_check.judging import describe, judge
from e2e.server_check.observation import (
    Answer,
    Exchange,
    Listened,
    Method,
    Observations,
    Request,
    Subject,
)
from e2e.server_check.openapi_rules import judge_document
from e2e.server_check.report import Finding
from e2e.server_check.wire_rules import judge_job
from mock_backend.contract import WrappedJob
from mock_backend.dialects import Inline
from mock_backend.job_life import JobLife

GOOD_JOB = Inline().get_job(JobLife("x", now=lambda: 0, status="completed").truth)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "jobs", "job", "$ref", "anyOf", "x"]), inner)
    ),
    max_leaves=6,
)


def get_document() -> dict[str, Any]:
    """A small OpenAPI document with all the parts that the rules read."""
    schema = WrappedJob.model_json_schema(mode="serialization", ref_template="#/c/{model}")
    definitions = schema.pop("$defs")
    answer = {"content": {"application/json": {"schema": {"anyOf": [schema, {"$ref": "#/c/Job"}]}}}}
    listed = {"type": "array", "items": {"allOf": [{"$ref": "#/c/Job"}]}}
    jobs = {"properties": {"jobs": listed, "count": {"type": "integer"}}}
    return {
        "openapi": "3.1.0",
        "paths": {
            "/v1/jobs/{job_id}": {"get": {"responses": {"200": answer}}},
            "/v1/jobs": {
                "get": {"responses": {"200": {"content": {"application/json": {"schema": jobs}}}}}
            },
        },
        "c": definitions,
    }


def as_answer(value: object, status: int = 200) -> Answer:
    return Answer(status, {"content-type": "application/json"}, json.dumps(value).encode())


def get_places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Returns the path of each value inside a JSON value, without the root."""
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value if isinstance(value, list) else ())
    )
    found = []
    for key, each in inside:
        found += [(*path, key), *get_places(each, (*path, key))]
    return found


@st.composite
def spoilt(draw: st.DrawFn, good: Any) -> Any:
    """A copy of `good` with arbitrary JSON in one place."""
    path = draw(st.sampled_from(get_places(good)))
    value = copy.deepcopy(good)
    inside = value
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = draw(ANY_JSON)
    return value


OPENAPI = Request("openapi", "GET", "/openapi.json")
OF_JOB = Request("job", "GET", "/v1/jobs/x")


def test_the_good_ones_have_no_finding() -> None:
    assert list(judge_document(OPENAPI, as_answer(get_document()))) == []
    assert list(judge_job(OF_JOB, as_answer(GOOD_JOB))) == []
    assert list(judge_job(OF_JOB, as_answer({"job": GOOD_JOB}))) == []


@given(spoilt(get_document()) | ANY_JSON)
def test_any_document_can_be_judged(document: Any) -> None:
    list(judge_document(OPENAPI, as_answer(document)))


@given(st.sampled_from(sorted(GOOD_JOB)))
def test_a_field_that_is_missing_is_named_whichever_it_is(name: str) -> None:
    job = {key: value for key, value in GOOD_JOB.items() if key != name}
    found = [each for each in judge_job(OF_JOB, as_answer(job)) if isinstance(each, Finding)]
    assert name in [each.field for each in found]


@given(
    spoilt(GOOD_JOB) | ANY_JSON,
    ANY_JSON | st.builds(lambda jobs: {"jobs": jobs, "count": 1}, st.lists(ANY_JSON)),
    ANY_JSON.map(json.dumps) | st.text() | st.binary(),
    st.sampled_from([200, 204, 304, 404, 405, 418]),
)
def test_anything_that_a_server_does_can_be_judged(
    job: Any, listed: Any, frame: str | bytes, status: int
) -> None:
    methods: tuple[Method, ...] = ("GET", "HEAD")
    bodies: dict[Subject, Any] = {"list": listed, "job": job, "unknown job": job}
    exchanges = [
        Exchange(Request(subject, method, "/v1/x"), as_answer(body, status))
        for subject, body in bodies.items()
        for method in methods
    ]
    heard = Listened("/v1/ws/jobs/x", 1.0, (frame,))
    seen = Observations(tuple(exchanges), job="x", socket=heard)
    judgement = judge(seen)
    assert judgement.verdict in ("findings", "undecided", "pass")
    assert list(describe(seen))
