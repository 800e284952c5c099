"""Reads the sources of a page, which decide the scenarios that are played on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_SOURCES = frozenset({".ts", ".tsx", ".js", ".jsx", ".mjs"})
_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)


def read_sources(checkout: Path) -> list[str]:
    """Returns the text of each source below `checkout/src`, without its comments."""
    return [
        _COMMENT.sub("", file.read_text(encoding="utf-8", errors="replace"))
        for file in _get_sources(checkout)
    ]


def takes_prop(checkout: Path, prop: str) -> bool:
    """Whether a source below `checkout/src` mentions `prop`, or the same name with underscores.

    Sources that are not compiled tell no more. So a page that mentions the name for another reason
    counts as one that takes the prop.
    """
    spelled = re.compile(rf"\b({'|'.join(map(re.escape, get_spellings(prop)))})\b")
    return any(spelled.search(text) for text in read_sources(checkout))


def get_spellings(prop: str) -> tuple[str, str]:
    """Returns both spellings of a prop, such as `initialStatus` and `initial_status`."""
    return prop, re.sub(r"(?<!^)([A-Z])", lambda letter: f"_{letter[1].lower()}", prop)


def _get_sources(checkout: Path) -> Iterator[Path]:
    for file in sorted((checkout / "src").rglob("*")):
        if file.suffix in _SOURCES and file.is_file() and "node_modules" not in file.parts:
            yield file
