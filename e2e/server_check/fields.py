"""The fields of the wire contract, and hints about a missing one. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from functools import cache

from pydantic import BaseModel

from e2e.server_check.allowed import Allowed, find_allowed

_NEAR = 0.5


@cache
def get_contract(model: type[BaseModel]) -> dict[str, Allowed]:
    """Returns by field of `model` the types and values that the contract allows."""
    schema = model.model_json_schema(mode="serialization")
    return {name: find_allowed(each, schema) for name, each in schema["properties"].items()}


def guess_new_name(missing: str, every_missing: Collection[str], unknown: Collection[str]) -> str:
    """Returns a hint at the unknown field that may be the renamed `missing`, or an empty text.

    It is the field with a similar name, or the only unknown field if only one field is missing.
    """
    near = difflib.get_close_matches(missing, unknown, n=1, cutoff=_NEAR)
    if not near and len(every_missing) == len(unknown) == 1:
        near = list(unknown)
    return f"; {near[0]!r} is there instead: was it renamed?" if near else ""
