"""The response that names the field at fault in a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel


class Problem(BaseModel):
    """What is wrong: `loc` leads to the field at fault, as in FastAPI's own answers."""

    type: str
    loc: list[str | int]
    msg: str


class Problems(BaseModel):
    """Why a request was refused; nothing has changed."""

    detail: list[Problem]


REFUSALS: dict[int | str, dict[str, Any]] = {
    401: {"model": Problems, "description": "The token is missing or wrong."},
    403: {"model": Problems, "description": "Asked by another host or from another page."},
    409: {"model": Problems, "description": "It does nothing as things stand."},
    413: {"model": Problems, "description": "The body is too large."},
    422: {"model": Problems, "description": "A field is missing, unknown or wrong."},
}
"""The responses of each operation to a bad request, by status, for the OpenAPI document."""


def say_problem(
    status: int,
    location: tuple[str, ...],
    message: str,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Returns a response of `status` with one problem, at the field `location`."""
    problem = Problem(type="refused", loc=list(location), msg=message)
    return JSONResponse(Problems(detail=[problem]).model_dump(), status, headers)
