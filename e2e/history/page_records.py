"""Reads the records of a page's observer."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from e2e.history.page_events import EVENT_OF_KIND, PageEvent

_FIELDS = {
    each: frozenset(field.name for field in dataclasses.fields(each))
    for each in EVENT_OF_KIND.values()
}


def parse_page_event(kind: str, fields: Mapping[str, Any], *, epoch: int) -> PageEvent:
    """Returns the typed record for one message of the observer.

    `fields["at"]` and `fields["due"]` are readings of the page's clock (ms); `epoch` is subtracted from
    them. Unknown fields are ignored. Raises ValueError for an unknown kind or a missing field.
    """
    event_type = EVENT_OF_KIND.get(kind)
    if event_type is None:
        raise ValueError(f"Failed to read a record of the page: unknown kind {kind!r}.")
    names = _FIELDS[event_type]
    values = {name: value for name, value in fields.items() if name in names}
    missing = names - values.keys()
    if missing:
        raise ValueError(f"Failed to read a record of the page: {kind!r} lacks {sorted(missing)}.")
    for name in ("at", "due"):
        if name in values:
            values[name] = int(values[name]) - epoch
    for name in ("lines", "logged"):
        if name in values:
            values[name] = tuple(values[name])
    return event_type(**values)
