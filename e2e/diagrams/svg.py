"""A sequence diagram as an SVG picture."""

from __future__ import annotations

import textwrap
from xml.etree import ElementTree as ET

from e2e.diagrams.sequence import LANES, Lane, Row, Sequence
from e2e.diagrams.svg_style import STYLE
from e2e.diagrams.words import describe, label, say_time

LANE_WIDTH = 156
ROW_HEIGHT = 34
LEFT = 64
TOP = 66
NAMESPACE = "http://www.w3.org/2000/svg"

_LETTER, _BOLD_LETTER = 6.9, 7.8
"""The width of a letter at 13 pixels, as in the wider ones of the system fonts."""

_LONGEST_NOTE = 52
"""The most letters of a note: with them it is a good two lanes wide, and covers no other row."""

_CARRIED = 4
"""The most lines of an arrow's content; more would not fit above the first row."""


def write_svg(sequence: Sequence, *, is_embedded: bool = False) -> str:
    """Returns the picture as one `<svg>` element, for a file or, where it `is_embedded`, for a page.

    A file contains its style and its title; a page has `STYLE` once for all its pictures. A row shows its
    content on hover, and an arrow on focus, without a script.
    """
    lanes = {lane: LEFT + LANE_WIDTH * (n + 0.5) for n, lane in enumerate(sequence.lanes)}
    width = LEFT + LANE_WIDTH * len(lanes) + 8
    height = TOP + ROW_HEIGHT * len(sequence.rows)
    svg = ET.Element(
        "svg",
        {
            "xmlns": NAMESPACE,
            "class": "sequence",
            "role": "group",
            "aria-label": sequence.title,
            "viewBox": f"0 0 {width:g} {height:g}",
            "width": f"{width:g}",
            "height": f"{height:g}",
        },
    )
    if not is_embedded:
        ET.SubElement(svg, "title").text = sequence.title
        ET.SubElement(svg, "style").text = STYLE
    _draw_moments(svg, sequence, width)
    for lane, x in lanes.items():
        _draw_lane(svg, LANES[lane], x, height)
    # The rows between its two ends are drawn over it.
    _draw_way_to_wrong(svg, sequence, lanes["page"])
    for number, row in enumerate(sequence.rows):
        _draw_row(svg, row, lanes, _get_y(number), width)
    return ET.tostring(svg, encoding="unicode")


def _get_y(number: int) -> float:
    return TOP + ROW_HEIGHT * number


def _draw_lane(svg: ET.Element, title: str, x: float, height: float) -> None:
    _add(svg, "line", {"class": "life"}, x1=x, x2=x, y1=36, y2=height)
    lane = ET.SubElement(svg, "g", {"class": "lane"})
    half = len(title) * _BOLD_LETTER / 2 + 10
    _add(lane, "rect", {"rx": "6"}, x=x - half, y=8, width=2 * half, height=28)
    _text(lane, x, 27, title)


def _draw_moments(svg: ET.Element, sequence: Sequence, width: float) -> None:
    """Draws the time before the first row of each moment, and a line between moments."""
    before: int | None = None
    for number, row in enumerate(sequence.rows):
        if row.at != before:
            y = _get_y(number)
            if before is not None:
                _add(svg, "line", {"class": "moment"}, x1=0, x2=width, y1=y - 20, y2=y - 20)
            _text(svg, LEFT - 8, y + 4, say_time(row), "end").set("class", "at")
        before = row.at


def _draw_row(svg: ET.Element, row: Row, lanes: dict[Lane, float], y: float, width: float) -> None:
    marks = [*(["made"] if row.made_it else []), *(["wrong"] if row.is_wrong else [])]
    attributes = {
        "class": " ".join(["row", row.look, *marks]),
        "role": "img",
        "aria-label": describe(row),
    }
    if not row.is_note or marks:
        attributes["tabindex"] = "0"
    group = ET.SubElement(svg, "g", attributes)
    hit = {"x": LEFT - 2.0, "y": y - 18, "width": width - LEFT, "height": ROW_HEIGHT - 4.0}
    _add(group, "rect", {"class": "hit", "rx": "4"}, **hit)
    mark = "✗ " if row.is_wrong else "➤ " if row.made_it else ""
    said = f"{mark}{label(row)}"
    if row.is_note:
        _draw_note(group, said, lanes[row.start], y, width, is_bold=bool(marks))
    else:
        _draw_arrow(group, row, said, lanes[row.start], lanes[row.end], y)
    if row.detail:
        _draw_carried(group, row, (lanes[row.start] + lanes[row.end]) / 2, y, width)


def _draw_note(
    group: ET.Element, said: str, x: float, y: float, width: float, *, is_bold: bool
) -> None:
    shown = _shorten(said, _LONGEST_NOTE)
    half = max(40.0, len(shown) * (_BOLD_LETTER if is_bold else _LETTER) / 2 + 10)
    middle = min(max(x, LEFT + half), width - half - 2)
    box = {"x": middle - half, "y": y - 14, "width": 2 * half, "height": 24.0}
    _add(group, "rect", {"class": "box", "rx": "5"}, **box)
    _text(group, middle, y + 3, shown).set("class", "said")


def _draw_arrow(group: ET.Element, row: Row, said: str, start: float, end: float, y: float) -> None:
    back = 8 if end < start else -8
    ET.SubElement(group, "path", {"class": "arrow", "d": f"M{start:g} {y + 7:g}H{end:g}"})
    if row.look == "lost":
        tip = f"M{end + back - 5:g} {y + 2:g}l10 10m0 -10l-10 10"
    else:
        tip = f"M{end + back:g} {y + 2:g}L{end:g} {y + 7:g}L{end + back:g} {y + 12:g}"
    ET.SubElement(group, "path", {"class": "tip-of-arrow", "d": tip})
    room = int(abs(end - start) / _LETTER)
    _text(group, (start + end) / 2, y - 1, _shorten(said, max(room, 26))).set("class", "said")


def _draw_carried(group: ET.Element, row: Row, x: float, y: float, width: float) -> None:
    """Draws the box with the row's content above the row, because the rows below are drawn over it."""
    letters = int((width - 40) / _LETTER)
    lines = [
        each
        for line in (describe(row), *row.detail.split("\n"))
        for each in textwrap.wrap(line, letters) or [""]
    ]
    if len(lines) > _CARRIED:
        lines = [*lines[: _CARRIED - 1], f"{lines[_CARRIED - 1][: letters - 1]}…"]
    half = max(map(len, lines)) * _LETTER / 2 + 12
    middle = min(max(x, half + 2), width - half - 2)
    height = 16 * len(lines) + 8
    top = max(2.0, y - 20 - height)
    carried = ET.SubElement(group, "g", {"class": "carried", "aria-hidden": "true"})
    box = {"x": middle - half, "y": top, "width": 2 * half, "height": float(height)}
    _add(carried, "rect", {"rx": "6"}, **box)
    for number, line in enumerate(lines):
        text = _text(carried, middle - half + 12, top + 17 + 16 * number, line, "start")
        if number == 0:
            text.set("class", "first")


def _draw_way_to_wrong(svg: ET.Element, sequence: Sequence, x: float) -> None:
    """Draws a line on the page's lane, from the arrow that made the wrong state to that state."""
    made = next((n for n, row in enumerate(sequence.rows) if row.made_it), None)
    wrong = next((n for n, row in enumerate(sequence.rows) if row.is_wrong), None)
    if made is None or wrong is None or made >= wrong or sequence.rows[made].end != "page":
        return
    top = _get_y(made) + (10 if sequence.rows[made].is_note else 7)
    bottom = _get_y(wrong) - 14
    d = f"M{x:g} {top:g}V{bottom:g}M{x - 6:g} {bottom - 8:g}L{x:g} {bottom:g}L{x + 6:g} {bottom - 8:g}"
    ET.SubElement(svg, "path", {"class": "led", "d": d})


def _add(parent: ET.Element, tag: str, attributes: dict[str, str], **numbers: float) -> ET.Element:
    return ET.SubElement(
        parent, tag, {**attributes, **{name: f"{each:g}" for name, each in numbers.items()}}
    )


def _text(parent: ET.Element, x: float, y: float, said: str, anchor: str = "middle") -> ET.Element:
    text = _add(parent, "text", {"text-anchor": anchor}, x=x, y=y)
    text.text = said
    return text


def _shorten(said: str, most: int) -> str:
    return said if len(said) <= most else f"{said[: most - 1]}…"
