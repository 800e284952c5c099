"""What a JSON schema lets a value be, and saying it in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]
_DEEPEST = 20
"""References followed; a document may refer in a circle."""

_TYPES = {
    str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null",
    list: "array", dict: "object",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Allowed:
    """The types that a value may have, None where the schema does not say, and the values if listed."""

    types: frozenset[str] | None
    values: frozenset[str] = frozenset()

    def __str__(self) -> str:
        """As a person reads it."""
        if self.types is None:
            return "anything"
        named = sorted(self.types - {"null"})
        said = f"one of {', '.join(sorted(self.values))}" if self.values else " or ".join(named)
        return f"{said} or null" if "null" in self.types and named else said or "null"

    def get_types_beyond(self, other: Allowed) -> frozenset[str]:
        """The types that this allows and `other` does not; an integer is a number."""
        if self.types is None or other.types is None:
            return frozenset()
        known = other.types | ({"integer"} if "number" in other.types else set())
        return self.types - known


def find_allowed(schema: object, document: Schema) -> Allowed:
    """What `schema` allows; references are looked up in `document`."""
    resolved = resolve(schema, document)
    for several in ("anyOf", "oneOf"):
        if several in resolved:
            every = [find_allowed(each, document) for each in resolved[several]]
            return _join(every)
    if "allOf" in resolved and "type" not in resolved:
        every = [find_allowed(each, document) for each in resolved["allOf"]]
        return next((each for each in every if each.types is not None), Allowed(None))
    listed = [resolved["const"]] if "const" in resolved else resolved.get("enum") or []
    named = resolved.get("type") or ("object" if "properties" in resolved else None)
    types = {named} if isinstance(named, str) else set(named or ())
    types |= {_TYPES.get(type(each), "object") for each in listed} if not types else set()
    if types and resolved.get("nullable") is True:
        types.add("null")
    values = frozenset(str(each) for each in listed if each is not None)
    return Allowed(frozenset(types) or None, values)


def resolve(schema: object, document: Schema) -> Schema:
    """`schema` itself, or what its `$ref` leads to in `document`; empty where it leads nowhere."""
    for _ in range(_DEEPEST):
        if not isinstance(schema, Mapping):
            return {}
        reference = schema.get("$ref")
        if not isinstance(reference, str):
            return schema
        schema = _look_up(reference, document)
    return {}


def find_properties(schema: object, document: Schema) -> Mapping[str, Any]:
    """The properties of an object's schema, those of each part of an `allOf` together."""
    resolved = resolve(schema, document)
    found = dict(resolved.get("properties") or {})
    for part in resolved.get("allOf") or ():
        found |= find_properties(part, document)
    return found


def _look_up(reference: str, document: Schema) -> object:
    found: object = document
    for part in reference.removeprefix("#/").split("/"):
        name = part.replace("~1", "/").replace("~0", "~")
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _join(every: list[Allowed]) -> Allowed:
    if any(each.types is None for each in every):
        return Allowed(None)
    types: frozenset[str] = frozenset().union(*(each.types or () for each in every))
    has_free_one = any(not each.values and each.types != frozenset({"null"}) for each in every)
    values: frozenset[str] = frozenset().union(*(each.values for each in every))
    return Allowed(types, frozenset() if has_free_one else values)
