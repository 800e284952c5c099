"""An answer that names what is wrong with a request."""

from __future__ import annotations

from collections.abc import Mapping

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


def say_problem(
    status: int,
    location: tuple[str, ...],
    message: str,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Returns an answer with one problem, at `location`."""
    problem = Problem(type="refused", loc=list(location), msg=message)
    return JSONResponse(Problems(detail=[problem]).model_dump(), status, headers)
