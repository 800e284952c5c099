"""A screenshot inside the report: small, and as a data URI."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

WIDEST = 800
"""Pixels; a larger screenshot is scaled down."""

MOST_BYTES = 24_000
"""Of one picture. What takes more is compressed further, and left out where that does not help."""

_MARGIN = 24
"""Pixels that are left around what there is to see."""

_WAYS: tuple[dict[str, Any], ...] = (
    {"lossless": True},
    {"quality": 80},
    {"quality": 50},
    {"quality": 25},
)
"""How it is compressed: the first of these by which it is small enough."""


def embed_picture(file: Path) -> str | None:
    """Returns the picture of `file` as a data URI of a WebP of `MOST_BYTES` at most.

    None where there is no picture in it, or none that becomes so small: the report links the file anyway.
    Empty space around the page's content is cut off, so that its words can be read at the size of a card.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file) as opened:
            picture = opened.convert("RGB")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    picture = _cut_empty_space(picture)
    picture.thumbnail((WIDEST, 2 * WIDEST))
    for way in _WAYS:
        written = io.BytesIO()
        picture.save(written, "WEBP", method=6, **way)
        if len(written.getvalue()) <= MOST_BYTES:
            return "data:image/webp;base64," + base64.b64encode(written.getvalue()).decode()
    return None


def _cut_empty_space(picture: Picture) -> Picture:
    """Without the rows and columns around it that have the colour of its last corner alone."""
    from PIL import Image, ImageChops

    right, bottom = picture.size
    corner = picture.getpixel((right - 1, bottom - 1))
    empty = Image.new("RGB", picture.size, corner)
    seen = ImageChops.difference(picture, empty).getbbox()
    if seen is None:
        return picture
    left, top, last_x, last_y = seen
    return picture.crop(
        (
            max(0, left - _MARGIN),
            max(0, top - _MARGIN),
            min(right, last_x + _MARGIN),
            min(bottom, last_y + _MARGIN),
        )
    )
