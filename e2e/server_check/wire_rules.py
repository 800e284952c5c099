"""Compares an answer with the wire contract, and names every missing or changed field. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from e2e.server_check import clauses
from e2e.server_check.fields import get_contract, guess_new_name
from e2e.server_check.json_bodies import read_json, unwrap
from e2e.server_check.observation import Answer, Request
from e2e.server_check.report import Finding, Note
from mock_backend.contract import MODELS, NOT_READ, JobNotFound, VideoResults
from mock_backend.dialects.dialect import DialectName
from mock_backend.results import VIDEO_TYPES

FIX = (
    "Answer as the contract says; where the change is meant, change the pages, the contract and the "
    "mock with it (mock_backend/contract.py), or they drift apart."
)
_LONGEST = 60
_BESIDE_TYPE = ("greater_than_equal", "less_than_equal", "value_error")
"""Errors of a value whose type is right."""

_ALWAYS_LISTED = ("job_id", "status")
"""The fields of a job that every list must show; the contract leaves all others of them open."""


def judge_job(
    request: Request, answer: Answer, dialect: DialectName = "inline"
) -> Iterator[Finding | Note]:
    """Yields the differences between the answer to `GET /v1/jobs/{job_id}` and the contract."""
    try:
        job = unwrap(read_json(answer.body))
    except ValueError:
        yield _no_json(request, answer)
        return
    if not isinstance(job, dict):
        yield _differs(request, f"{_show(job)}, no object", None)
        return
    yield from judge_object(str(request), job, MODELS[dialect].job)
    if dialect == "inline":
        yield from _judge_results(request, job)
    else:
        yield from _judge_result_url(request, job)


def judge_list(
    request: Request, answer: Answer, dialect: DialectName = "inline"
) -> Iterator[Finding | Note]:
    """Yields the differences between the answer to `GET /v1/jobs` and the contract.

    A list may leave out fields of its jobs. A difference that several jobs share is told once.
    """
    try:
        body = read_json(answer.body)
    except ValueError:
        yield _no_json(request, answer)
        return
    if answer.status != 200 or not isinstance(body, dict):
        yield _differs(request, f"{answer.status} with {_show(body)}", None)
        return
    jobs = body.get("jobs")
    jobs = jobs if isinstance(jobs, list) else []
    shell = {**body, "jobs": []} if jobs else body
    yield from judge_object(str(request), shell, MODELS[dialect].list)
    told: set[str | None] = set()
    for each in jobs:
        if not isinstance(each, dict):
            yield _differs(request, f"{_show(each)} in 'jobs', no object", "jobs[]")
            return
        listed = MODELS[dialect].listed
        for finding in judge_object(str(request), each, listed, path="jobs[].", is_in_part=True):
            key = finding.field if isinstance(finding, Finding) else finding.came
            if key not in told:
                told.add(key)
                yield finding


def judge_result(
    request: Request, answer: Answer, dialect: DialectName = "result-url"
) -> Iterator[Finding | Note]:
    """Yields the differences between the answer of a `result_url` and the contract.

    Only a video's results are compared by field: those of an image have no fixed shape.
    """
    if answer.status != 200:
        came = f"{answer.status}, of a job that is completed and says that its results are here"
        yield _differs(request, came, "result_url")
        return
    try:
        body = read_json(answer.body)
    except ValueError:
        yield _no_json(request, answer)
        return
    if isinstance(body, dict) and "frames" in body:
        yield from judge_object(str(request), body, VideoResults)


def judge_not_found(
    request: Request, answer: Answer, dialect: DialectName = "inline"
) -> Iterator[Finding | Note]:
    """Yields the differences between the answer for an unknown id and the contract's 404."""
    try:
        body = read_json(answer.body)
    except ValueError:
        yield _no_json(request, answer)
        return
    if answer.status != 404:
        yield _differs(request, f"{answer.status}; an id that no job has is a 404", None)
        return
    if not isinstance(body, dict):
        yield _differs(request, f"{_show(body)}, no object", None)
        return
    yield from judge_object(str(request), body, JobNotFound)
    if isinstance(body.get("detail"), str) and body["detail"] != "Job not found":
        came = f"detail is {_show(body['detail'])}, where the contract has 'Job not found'"
        yield Note(asked=str(request), came=came, clause=clauses.WIRE)


def judge_object(
    asked: str,
    value: Mapping[str, Any],
    model: type[BaseModel],
    *,
    path: str = "",
    is_in_part: bool = False,
) -> Iterator[Finding | Note]:
    """Yields a finding for each field of `value` that differs from `model`, and a note for unknown ones.

    `path` comes before the name of each field. With `is_in_part` a field may be missing, except
    `job_id` and `status`.
    """
    unknown = [name for name in value if name not in model.model_fields]
    errors = _get_errors(value, model)
    missing = [name for name, kind in errors.items() if kind == "missing"]
    for name, kind in errors.items():
        if kind == "missing":
            if is_in_part and name not in _ALWAYS_LISTED:
                continue
            came = f"no {path}{name}{guess_new_name(name, missing, unknown)}"
        else:
            allowed = get_contract(model)[name]
            came = f"{path}{name} is {_show(value[name])}; the contract has {allowed}{kind}"
        if name in NOT_READ:
            yield Note(asked=asked, came=f"{came}; no page reads it", clause=clauses.WIRE)
            continue
        yield Finding(
            rule="wire", asked=asked, came=came, clause=clauses.WIRE, fix=FIX, field=path + name
        )
    if unknown:
        said = ", ".join(f"{path}{name}" for name in unknown)
        yield Note(asked=asked, came=f"{said}: not in the contract, no page reads it")


def _judge_results(request: Request, job: Mapping[str, Any]) -> Iterator[Finding | Note]:
    results = job.get("results")
    if "results" not in job or not (results is None or isinstance(results, dict)):
        return
    is_completed = job.get("status") == "completed"
    if is_completed != (results is not None):
        came = f"status {job.get('status')!r} with results {_show(results)}"
        yield _differs(request, f"{came}; the contract has them only when completed", "results")
    elif results is not None and str(job.get("job_type")) in VIDEO_TYPES:
        yield from judge_object(str(request), results, VideoResults, path="results.")


def _judge_result_url(request: Request, job: Mapping[str, Any]) -> Iterator[Finding | Note]:
    url = job.get("result_url")
    if "result_url" not in job or not (url is None or isinstance(url, str)):
        return
    if (job.get("status") == "completed") != (url is not None):
        came = f"status {job.get('status')!r} with result_url {_show(url)}"
        yield _differs(request, f"{came}; the contract has one only when completed", "result_url")


def _get_errors(value: Mapping[str, Any], model: type[BaseModel]) -> dict[str, str]:
    """Returns `missing` or a description of the error, by field; empty if only the type is wrong."""
    try:
        model.model_validate_json(json.dumps(value), strict=True)
    except ValidationError as error:
        found: dict[str, str] = {}
        for each in error.errors(include_url=False, include_input=False, include_context=False):
            name, *inside = each["loc"]
            is_missing = each["type"] == "missing" and not inside
            found.setdefault(str(name), "missing" if is_missing else _say_beside_type(each, inside))
        return found
    return {}


def _say_beside_type(error: ErrorDetails, inside: Sequence[object]) -> str:
    if not inside and error["type"] not in _BESIDE_TYPE:
        return ""
    where = "".join(f"[{part}]" for part in inside)
    return f" ({f'at {where}: ' if where else ''}{error['msg'].removeprefix('Value error, ')})"


def _no_json(request: Request, answer: Answer) -> Finding:
    kind = answer.content_type or "no content type"
    return _differs(request, f"{answer.status} with {kind} that is no JSON", None)


def _differs(request: Request, came: str, field: str | None) -> Finding:
    return Finding(
        rule="wire", asked=str(request), came=came, clause=clauses.WIRE, fix=FIX, field=field
    )


def _show(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
