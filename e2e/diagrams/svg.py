"""A sequence diagram as an SVG picture."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from e2e.diagrams.sequence import LANES, Lane, Row, Sequence

LANE_WIDTH = 170
ROW_HEIGHT = 30
LEFT = 70
TOP = 56
NAMESPACE = "http://www.w3.org/2000/svg"

STYLE = """
.sequence{--ink:#1f2328;--quiet:#59636e;--line:#c3cad1;--back:#fff;--bad:#b42318;--badback:#fdecea;
--note:#eef1f4;--late:#8a5a00;--cached:#6639ba;font:13px system-ui,sans-serif;
color-scheme:light dark;max-width:100%;height:auto}
@media(prefers-color-scheme:dark){.sequence{--ink:#e6edf3;--quiet:#9da7b1;--line:#3d444d;--back:#0d1117;
--bad:#ff8a80;--badback:#3c1618;--note:#1c2128;--late:#e3b341;--cached:#c297ff}}
.sequence text{fill:var(--ink)}.sequence .at{fill:var(--quiet)}.sequence .life{stroke:var(--line)}
.sequence .row path{stroke:var(--ink);fill:none;stroke-width:1.5}
.sequence .late text,.sequence .held text{fill:var(--late)}
.sequence .late path,.sequence .held path{stroke:var(--late)}
.sequence .cached text{fill:var(--cached)}.sequence .cached path{stroke:var(--cached)}
.sequence .late path,.sequence .cached path,.sequence .lost path{stroke-dasharray:5 3}
.sequence .lost text,.sequence .made text,.sequence .wrong text{fill:var(--bad)}
.sequence .lost path,.sequence .made path{stroke:var(--bad)}.sequence .made path{stroke-width:3}
.sequence rect{fill:var(--note)}.sequence .wrong rect{fill:var(--badback);stroke:var(--bad)}
.sequence .made text,.sequence .wrong text{font-weight:600}
.sequence .row:focus{outline:2px solid var(--ink)}
"""


def write_svg(sequence: Sequence) -> str:
    """Returns the picture as one `<svg>` element, with its style, for a file or for a page.

    Each row can be focused and carries a `<title>` with all that it says, for a pointer and for a reader.
    """
    lanes = {lane: LEFT + LANE_WIDTH * (n + 0.5) for n, lane in enumerate(sequence.lanes)}
    width, height = LEFT + LANE_WIDTH * len(lanes), TOP + ROW_HEIGHT * (len(sequence.rows) + 0.5)
    svg = ET.Element(
        "svg",
        {
            "xmlns": NAMESPACE,
            "class": "sequence",
            "role": "group",
            "aria-label": sequence.title,
            "viewBox": f"0 0 {width:g} {height:g}",
            "width": f"{width:g}",
        },
    )
    ET.SubElement(svg, "style").text = STYLE
    for lane, x in lanes.items():
        attributes = {
            "class": "life",
            "x1": f"{x:g}",
            "x2": f"{x:g}",
            "y1": "30",
            "y2": f"{height:g}",
        }
        ET.SubElement(svg, "line", attributes)
        _text(svg, x, 20, LANES[lane], "middle").set("font-weight", "600")
    before: int | None = None
    for number, row in enumerate(sequence.rows):
        _draw_row(svg, row, lanes, TOP + ROW_HEIGHT * number, shows_time=row.at != before)
        before = row.at
    return ET.tostring(svg, encoding="unicode")


def _draw_row(
    svg: ET.Element, row: Row, lanes: dict[Lane, float], y: float, *, shows_time: bool
) -> None:
    marks = [*(["made"] if row.made_it else []), *(["wrong"] if row.is_wrong else [])]
    group = ET.SubElement(
        svg,
        "g",
        {
            "class": " ".join(["row", row.look, *marks]),
            "tabindex": "0",
            "role": "img",
            "aria-label": describe(row),
        },
    )
    ET.SubElement(group, "title").text = "\n".join(filter(None, (describe(row), row.detail)))
    if shows_time:
        _text(group, LEFT - 8, y + 4, f"{row.at / 1000:g} s", "end").set("class", "at")
    said = row.label + (f" × {row.times}" if row.times > 1 else "")
    if row.is_note:
        shown = _shorten(said, 34)
        half = max(48.0, len(shown) * 3.7 + 8)
        box = {"x": f"{lanes[row.start] - half:g}", "y": f"{y - 12:g}", "rx": "4"}
        ET.SubElement(group, "rect", {**box, "width": f"{2 * half:g}", "height": "23"})
        _text(group, lanes[row.start], y + 4, shown, "middle")
        return
    start, end = lanes[row.start], lanes[row.end]
    head = 7 if end < start else -7
    ET.SubElement(group, "path", {"d": f"M{start:g} {y + 6:g}H{end:g}"})
    if row.look == "lost":
        tip = f"M{end + head - 4:g} {y + 2:g}l8 8m0 -8l-8 8"
    else:
        tip = f"M{end + head:g} {y + 2:g}L{end:g} {y + 6:g}L{end + head:g} {y + 10:g}"
    ET.SubElement(group, "path", {"d": tip, "style": "stroke-dasharray:none"})
    room = int(abs(end - start) / 7)
    _text(group, (start + end) / 2, y, _shorten(said, max(room, 18)), "middle")


def describe(row: Row) -> str:
    """What a row says, in a sentence."""
    who = LANES[row.start] if row.is_note else f"{LANES[row.start]} to {LANES[row.end]}"
    look = "" if row.look == "plain" else f", {row.look}"
    times = f", {row.times} times" if row.times > 1 else ""
    mark = ": the wrong state" if row.is_wrong else ": this made it wrong" if row.made_it else ""
    return f"{row.at / 1000:g} s, {who}: {row.label}{look}{times}{mark}"


def _text(parent: ET.Element, x: float, y: float, said: str, anchor: str) -> ET.Element:
    text = ET.SubElement(parent, "text", {"x": f"{x:g}", "y": f"{y:g}", "text-anchor": anchor})
    text.text = said
    return text


def _shorten(said: str, most: int) -> str:
    return said if len(said) <= most else f"{said[: most - 1]}…"
