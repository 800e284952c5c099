"""The size of the report of the worst page. Compressing pictures of noise takes seconds, to no effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.causes import KINDS
from e2e.diagrams import Row
from e2e.diagrams import Sequence as Diagram
from e2e.diagrams.from_history import MOST_ROWS
from e2e.gate.reporters.report import MOST_BYTES, write_report
from e2e.gate.reporters.report.picture import MOST_BYTES as MOST_OF_A_PICTURE
from e2e.gate.reporters.report.picture import embed_picture
from e2e.gate.tests.written_verdicts import keep, make_picture, write_result, write_verdict

LONG = "& " * 4_000


@pytest.mark.slow
def test_the_report_of_a_page_that_fails_everything_in_every_way_is_below_its_bound(
    tmp_path: Path,
) -> None:
    row = Row(0, "socket", "page", "&" * 120, "late", "&" * 1_000, made_it=True)
    diagram = Diagram("a title", (row,) * MOST_ROWS)
    picture = make_picture(800, 800)
    results = [
        keep(write_result(f"{kind}-0", kind, said=LONG), tmp_path, diagram, picture)
        for kind in KINDS
    ]
    results += [
        write_result(f"{kind}-{number}", kind, said=LONG)
        for kind in KINDS
        for number in range(1, 15)
    ]
    results += [
        keep(write_result(f"open-{number}", reason=f"{number} {LONG}"), tmp_path, diagram, picture)
        for number in range(24)
    ]
    report = write_report(write_verdict(results, page=LONG), tmp_path)
    html = report.read_text(encoding="utf-8")
    assert MOST_BYTES / 4 < report.stat().st_size < MOST_BYTES
    assert "Left out here so that the report stays small" in html
    for result in results[: len(KINDS)]:
        assert f'href="{result.trace}"' in html
    assert html.count('<details class="card" ') == len(KINDS)
    assert "12 more scenarios for other reasons" in html


def test_a_picture_keeps_its_content_and_loses_its_empty_space(tmp_path: Path) -> None:
    from PIL import Image

    file = tmp_path / "screen.png"
    file.write_bytes(make_picture(1280, 720))
    uri = embed_picture(file)
    assert uri is not None
    assert uri.startswith("data:image/webp;base64,")
    embedded = tmp_path / "embedded.webp"
    embedded.write_bytes(_decode(uri))
    with Image.open(embedded) as picture:
        width, height = picture.size
        assert (500 < width < 620, 50 < height < 80) == (True, True)
        assert picture.convert("RGB").getpixel((width // 2, height // 2)) == (0x22, 0x66, 0xCC)


@pytest.mark.slow
def test_a_picture_that_nothing_makes_small_is_left_to_its_file(tmp_path: Path) -> None:
    file = tmp_path / "screen.png"
    file.write_bytes(make_picture(800, 600, seed=1))
    assert file.stat().st_size > MOST_OF_A_PICTURE
    assert embed_picture(file) is None
    file.write_bytes(b"not a picture")
    assert embed_picture(file) is None
    assert embed_picture(tmp_path / "missing.png") is None


def _decode(uri: str) -> bytes:
    import base64

    return base64.b64decode(uri.partition(",")[2])
