"""Makes a screenshot small enough for the report, as a data URI."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

WIDEST = 800
"""The most pixels in width; a larger screenshot is scaled down."""

MOST_BYTES = 24_000
"""The most bytes of one picture. A larger one is compressed further, and left out if it stays larger."""

_MARGIN = 24
"""The pixels of empty space that stay around the content."""

_WAYS: tuple[dict[str, Any], ...] = (
    {"lossless": True},
    {"quality": 80},
    {"quality": 50},
    {"quality": 25},
)
"""The ways to compress a picture: the first one that makes it small enough is used."""


def embed_picture(file: Path) -> str | None:
    """Returns the picture of `file` as a data URI of a WebP with at most `MOST_BYTES`.

    Returns None if the file is no picture, or cannot be made that small: the report links to it anyway.
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
    """Returns the picture without outer rows and columns that have only the colour of its last corner."""
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
