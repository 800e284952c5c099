"""Compares the server's OpenAPI document with the wire contract, field by field. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from e2e.server_check import clauses
from e2e.server_check.allowed import (
    Schema,
    find_allowed,
    find_properties,
    get_list,
    get_object,
    resolve,
)
from e2e.server_check.fields import get_contract, guess_new_name
from e2e.server_check.json_bodies import read_json
from e2e.server_check.observation import Answer, Request
from e2e.server_check.report import Finding, Note
from mock_backend.contract import MODELS, NOT_READ
from mock_backend.dialects.dialect import DialectName

FIX = (
    "Give the route the response model that it answers with; where the change is meant, change the "
    "pages, the contract and the mock with it (mock_backend/contract.py)."
)
JOB_PATH = "/v1/jobs/{}"
LIST_PATH = "/v1/jobs"


def judge_document(
    request: Request, answer: Answer, dialect: DialectName = "inline"
) -> Iterator[Finding | Note]:
    """Yields a finding for each difference between the document and the contract.

    A document that is missing, or has no fields of an answer, is only a note.
    """
    document = _read_document(answer)
    if document is None:
        came = f"{answer.status}, {answer.content_type or 'no content type'}: no OpenAPI document"
        yield Note(asked=str(request), came=came)
        return
    for path in (JOB_PATH, LIST_PATH):
        schema = _find_answer(document, path)
        said = f"GET {path.replace('{}', '{job_id}')}"
        if schema is None:
            yield _differs(request, f"the document has no {said}", None)
        elif path == JOB_PATH:
            yield from _judge_job(request, said, schema, document, dialect)
        else:
            yield from _judge_list(request, said, schema, document, dialect)


def _read_document(answer: Answer) -> Schema | None:
    try:
        document = read_json(answer.body)
    except ValueError:
        return None
    if answer.status != 200 or not isinstance(document, dict):
        return None
    is_one = "openapi" in document and isinstance(document.get("paths"), dict)
    return document if is_one else None


def _find_answer(document: Schema, path: str) -> Schema | None:
    """Returns the schema of the 200 of `GET path`, with any prefix before `path`.

    It is empty if the document gives no schema, and None if it has no such path.
    """
    for template, item in document["paths"].items():
        if not re.sub(r"\{[^}]*\}", "{}", template.rstrip("/")).endswith(path):
            continue
        operations = resolve(item, document)
        if "get" not in operations:
            continue
        responses = get_object(resolve(operations["get"], document), "responses")
        content = get_object(resolve(responses.get("200"), document), "content")
        kind = next((each for each in content if "json" in each), "")
        return resolve(get_object(content, kind).get("schema"), document)
    return None


def _judge_job(
    request: Request, said: str, schema: Schema, document: Schema, dialect: DialectName
) -> Iterator[Finding | Note]:
    told: set[str | None] = set()
    for each in _get_alternatives(schema, document):
        properties = find_properties(each, document)
        if "job" in properties and "job_id" not in properties:
            properties = find_properties(properties["job"], document)
        if not properties:
            yield Note(asked=str(request), came=f"{said}: the document says nothing of its fields")
        else:
            for finding in _judge_properties(
                request, said, properties, MODELS[dialect].job, document
            ):
                if finding.field not in told:
                    told.add(finding.field)
                    yield finding


def _judge_list(
    request: Request, said: str, schema: Schema, document: Schema, dialect: DialectName
) -> Iterator[Finding | Note]:
    properties = find_properties(schema, document)
    if not properties:
        yield Note(asked=str(request), came=f"{said}: the document says nothing of its fields")
        return
    yield from _judge_properties(request, said, properties, MODELS[dialect].list, document)
    items = resolve(properties.get("jobs"), document).get("items")
    shown = find_properties(items, document)
    if shown:
        yield from _judge_properties(
            request,
            said,
            shown,
            MODELS[dialect].listed,
            document,
            path="jobs[].",
            is_in_part=True,
        )


def _judge_properties(
    request: Request,
    said: str,
    properties: Mapping[str, Any],
    model: type[BaseModel],
    document: Schema,
    *,
    path: str = "",
    is_in_part: bool = False,
) -> Iterator[Finding]:
    contract = get_contract(model)
    missing = [name for name in contract if name not in properties]
    unknown = [name for name in properties if name not in contract]
    for name, known in contract.items():
        if name in NOT_READ:
            continue
        if name not in properties:
            if not is_in_part or name in ("job_id", "status"):
                hint = guess_new_name(name, missing, unknown)
                yield _differs(request, f"{said} has no {path}{name}{hint}", path + name)
            continue
        allowed = find_allowed(properties[name], document)
        both_listed = bool(known.values and allowed.values)
        if allowed.get_types_beyond(known) or (both_listed and allowed.values != known.values):
            came = f"{said}: {path}{name} is {allowed}; the contract has {known}"
            yield _differs(request, came, path + name)


def _get_alternatives(schema: Schema, document: Schema) -> list[Schema]:
    several = get_list(schema, "anyOf") or get_list(schema, "oneOf")
    return [resolve(each, document) for each in several] if several else [schema]


def _differs(request: Request, came: str, field: str | None) -> Finding:
    return Finding(
        rule="openapi", asked=str(request), came=came, clause=clauses.WIRE, fix=FIX, field=field
    )
