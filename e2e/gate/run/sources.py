"""The sources of a page, as they decide what is played on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_SOURCES = frozenset({".ts", ".tsx", ".js", ".jsx", ".mjs"})
_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)


def read_sources(checkout: Path) -> list[str]:
    """The text of each source below `checkout/src`, without its comments."""
    return [
        _COMMENT.sub("", file.read_text(encoding="utf-8", errors="replace"))
        for file in _get_sources(checkout)
    ]


def takes_prop(checkout: Path, prop: str) -> bool:
    """Whether a source below `checkout/src` mentions `prop`, or the same with underscores.

    That is all that sources tell without being compiled: a page that mentions it for another reason is
    taken for one that takes it.
    """
    spelled = re.compile(rf"\b({'|'.join(map(re.escape, get_spellings(prop)))})\b")
    return any(spelled.search(text) for text in read_sources(checkout))


def get_spellings(prop: str) -> tuple[str, str]:
    """How a prop is written: `initialStatus` and `initial_status`."""
    return prop, re.sub(r"(?<!^)([A-Z])", lambda letter: f"_{letter[1].lower()}", prop)


def _get_sources(checkout: Path) -> Iterator[Path]:
    for file in sorted((checkout / "src").rglob("*")):
        if file.suffix in _SOURCES and file.is_file() and "node_modules" not in file.parts:
            yield file
