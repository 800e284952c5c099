"""The types and values that a JSON schema allows, and their description in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]
_DEEPEST = 8
"""The most nested references and alternatives to follow: a document may refer in a circle."""

_TYPES = {
    str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null",
    list: "array", dict: "object",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Allowed:
    """The types that a value may have, None if the schema gives none, and the values if it lists them."""

    types: frozenset[str] | None
    values: frozenset[str] = frozenset()

    def __str__(self) -> str:
        """The types or values in words, such as "string or null" or "one of failed, running"."""
        if self.types is None:
            return "anything"
        named = sorted(self.types - {"null"})
        said = f"one of {', '.join(sorted(self.values))}" if self.values else " or ".join(named)
        return f"{said} or null" if "null" in self.types and named else said or "null"

    def get_types_beyond(self, other: Allowed) -> frozenset[str]:
        """Returns the types that this allows and `other` does not; an integer is a number.

        The result is empty if one of the two allows any type.
        """
        if self.types is None or other.types is None:
            return frozenset()
        known = other.types | ({"integer"} if "number" in other.types else set())
        return self.types - known


def find_allowed(schema: object, document: Schema, depth: int = 0) -> Allowed:
    """Returns the types and values that `schema` allows; `document` resolves its references.

    A schema that makes no sense allows any type: the document of a server may be wrong. `depth` counts
    the nested alternatives, and no more than `_DEEPEST` are followed.
    """
    resolved = resolve(schema, document)
    if depth > _DEEPEST:
        return Allowed(None)
    parts = {
        name: [find_allowed(each, document, depth + 1) for each in get_list(resolved, name)]
        for name in ("anyOf", "oneOf", "allOf")
    }
    if either := parts["anyOf"] or parts["oneOf"]:
        return _join(either)
    if parts["allOf"] and "type" not in resolved:
        return next((each for each in parts["allOf"] if each.types is not None), Allowed(None))
    listed = [resolved["const"]] if "const" in resolved else get_list(resolved, "enum")
    named = resolved.get("type") or ("object" if "properties" in resolved else None)
    types = {named} if isinstance(named, str) else set(map(str, get_list(resolved, "type")))
    types |= {_TYPES.get(type(each), "object") for each in listed} if not types else set()
    if types and resolved.get("nullable") is True:
        types.add("null")
    values = frozenset(str(each) for each in listed if each is not None)
    return Allowed(frozenset(types) or None, values)


def resolve(schema: object, document: Schema) -> Schema:
    """Returns `schema`, or the schema in `document` that its `$ref` names; empty if there is none."""
    for _ in range(_DEEPEST):
        if not isinstance(schema, Mapping):
            return {}
        reference = schema.get("$ref")
        if not isinstance(reference, str):
            return schema
        schema = _look_up(reference, document)
    return {}


def find_properties(schema: object, document: Schema, depth: int = 0) -> Mapping[str, Any]:
    """Returns the properties of an object's schema, together with those of each part of an `allOf`."""
    resolved = resolve(schema, document)
    found = dict(get_object(resolved, "properties"))
    if depth < _DEEPEST:
        for part in get_list(resolved, "allOf"):
            found |= find_properties(part, document, depth + 1)
    return found


def get_object(value: object, name: str) -> Mapping[str, Any]:
    """Returns the object in `value` under `name`, or an empty one."""
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def get_list(value: object, name: str) -> list[Any]:
    """Returns the list in `value` under `name`, or an empty one."""
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, list) else []


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
