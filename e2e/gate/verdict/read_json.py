"""Reads a JSON file that an earlier command wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from e2e.pages.errors import BadUsage

M = TypeVar("M", bound=BaseModel)


def read_json(model: type[M], file: Path, expected: str, way_out: str) -> M:
    """Returns the content of `file` as `model`.

    Raises BadUsage, with `way_out` behind the reason, for a file that cannot be read or that is not
    `expected`, such as "a verdict of a gate".
    """
    try:
        return model.model_validate_json(file.read_bytes())
    except OSError as error:
        raise BadUsage(f"Failed to read {file}: {error.strerror}. {way_out}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise BadUsage(
            f"Failed to read {file}: expected {expected} ({where}: {first['msg']}). {way_out}"
        ) from None
