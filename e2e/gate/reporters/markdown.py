"""Text that others wrote, inside Markdown."""

from __future__ import annotations

import re

from e2e.gate.reporters.cut import cut

_LONGEST = 600
"""Characters of one piece of text; the report has more of it."""

_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]|~])")
_ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "@&#8203;", "#": "&#35;&#8203;"}
)
"""Besides HTML, GitHub takes `@name` for a person who is told and `#1` for an issue, unless a space of no
width stands in between."""


def write_text(text: str) -> str:
    """Returns `text` as plain words on one line: nothing in it is markup, a link, or a mention."""
    return _MEANS_SOMETHING.sub(r"\\\1", _put_on_one_line(text).translate(_ENTITIES))


def write_code(text: str) -> str:
    """Returns `text` as code on one line, to be copied as it stands."""
    line = _put_on_one_line(text)
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    room = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{room}{line}{room}{fence}"


def _put_on_one_line(text: str) -> str:
    return cut(" ".join(text.split()), _LONGEST)
