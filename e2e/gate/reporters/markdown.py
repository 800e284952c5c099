"""Escapes text of pages and servers for Markdown."""

from __future__ import annotations

import re

from e2e.gate.reporters.cut import cut

_LONGEST = 600
"""The most characters of one piece of text; the report has more of it."""

_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]|~])")
_ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "@&#8203;", "#": "&#35;&#8203;"}
)
"""GitHub also reads `@name` as a mention of a person and `#1` as a link to an issue. A zero-width space
between the characters prevents this."""


def write_text(text: str) -> str:
    """Returns `text` as plain words on one line, without markup, links or mentions."""
    return _MEANS_SOMETHING.sub(r"\\\1", _put_on_one_line(text).translate(_ENTITIES))


def write_code(text: str) -> str:
    """Returns `text` as inline code on one line, so that a person can copy it unchanged."""
    line = _put_on_one_line(text)
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    room = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{room}{line}{room}{fence}"


def _put_on_one_line(text: str) -> str:
    return cut(" ".join(text.split()), _LONGEST)
