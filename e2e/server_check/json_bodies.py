"""Reads JSON that a server sent. Pure."""

from __future__ import annotations

from pydantic_core import from_json


def read_json(body: bytes) -> object:
    """Returns the value of a JSON text (RFC 8259, so no NaN); raises ValueError for any other text."""
    return from_json(body, allow_inf_nan=False)


def unwrap(body: object) -> object:
    """Returns the job of an answer: the server may send it bare or as `{"job": {...}}`."""
    if isinstance(body, dict) and "job" in body and "job_id" not in body:
        return body["job"]
    return body
