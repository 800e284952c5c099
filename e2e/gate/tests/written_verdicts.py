"""Verdicts that are written by hand, with evidence in a folder: for the reports."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from e2e.catalogue.result import CauseFound, Finding, Outcome, Result
from e2e.diagrams import Row, dump_sequence, write_mermaid, write_svg
from e2e.diagrams import Sequence as Diagram
from e2e.gate.verdict.causes import group_causes
from e2e.gate.verdict.printable import make_verdict_printable
from e2e.gate.verdict.verdict import (
    BrowserUsed,
    Commands,
    PageUnderTest,
    Verdict,
    decide,
    describe_scenario,
)

CACHED, OLDER, ENDED = (
    "answered-from-a-cache",
    "older-answer-applied",
    "polling-ended-after-a-failed-poll",
)


def write_result(
    id: str,
    cause: str | None = None,
    *,
    said: str = "the page still shows 'running'",
    outcome: Outcome | None = None,
    reason: str | None = None,
    decides: bool = True,
) -> Result:
    """Returns the result of a scenario: failed by `cause`, inconclusive for `reason`, or passed."""
    found = Finding(
        property="a-property",
        severity="decides" if decides else "advice",
        sentence="It holds.",
        detail=said,
        virtual_time_ms=2_000,
        wrong_state="running 95 %",
        last_events=("   2.000 s  page     reads answer 2: running 95 %",),
    )
    why = CauseFound(
        id=cause or "", mechanism=said, event=said, wrong_index=4, event_index=3, tab=0
    )
    ended: Outcome = "failed" if decides else "advice"
    return Result(
        page="page",
        id=id,
        family=f"family {id.partition('-')[0]}",
        tier="regression",
        sentence="The job completes while the answer to a poll is held: the page says so.",
        outcome=outcome or (ended if cause else "inconclusive" if reason else "passed"),
        reason=reason,
        findings=(found,) if cause else (),
        cause=why if cause else None,
    )


def write_verdict(results: Sequence[Result], *, page: str = "web-ui") -> Verdict:
    """Returns the verdict of a gate with these results."""
    deciding = {each.id for each in results if each.outcome == "failed"}
    causes = group_causes(results, deciding=deciding)
    word, reason = decide(results, None, None, None, causes)
    return make_verdict_printable(
        Verdict(
            verdict=word,
            reason=reason,
            tiers=("regression",),
            strict=False,
            began_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
            seconds=61.4,
            page=PageUnderTest(
                name=page,
                checkout=page,
                regression=None,
                build="0123456789abcdef",
                packages={"react": "19.3.1 (checkout)"},
                props={},
                config=None,
                env_files=(),
                not_applied=(),
            ),
            network="direct",
            wire="both",
            recorded=None,
            browser=BrowserUsed(rung="the system's", version="150.0"),
            canary=None,
            waivers=None,
            server=None,
            causes=causes,
            scenarios=tuple(
                describe_scenario(each, None, _get_commands(each.id, page), causes)
                for each in results
            ),
        )
    )


def _get_commands(id: str, page: str) -> Commands:
    return Commands(
        replay=f"jobstatus-e2e gate --scenario {id} --web-ui {page}",
        debug=f"jobstatus-e2e debug {id} --web-ui {page}",
    )


def draw(said: str = "running 95 %") -> Diagram:
    """Returns a diagram with an arrow of each style; one arrow made the page wrong."""
    return Diagram(
        said,
        (
            Row(0, "job", "job", said, detail="sockets that were told: 0"),
            Row(0, "person", "page", said),
            Row(0, "page", "http", "asks", detail=f"GET /v1/jobs/1?{said}"),
            Row(1_000, "http", "page", said, "held", "asked at 0 s", times=3),
            Row(1_000, "http", "page", "503", "lost"),
            Row(1_500, "proxy", "page", said, "cached"),
            Row(1_500, "socket", "page", said, "late", f'{{"status": "{said}"}}', made_it=True),
            Row(2_000, "page", "page", f"shows {said}", detail=said, is_wrong=True),
        ),
    )


def keep(result: Result, folder: Path, diagram: Diagram, picture: bytes | None = None) -> Result:
    """Writes evidence of a result into `folder`, like a gate; returns the result with its files."""
    here = folder / "evidence" / result.id
    here.mkdir(parents=True)
    (here / "sequence.svg").write_text(write_svg(diagram), encoding="utf-8")
    (here / "sequence.mmd").write_text(write_mermaid(diagram), encoding="utf-8")
    (here / "sequence.json").write_text(dump_sequence(diagram), encoding="utf-8")
    (here / "screen.png").write_bytes(picture or make_picture(640, 360))
    (here / "trace.zip").write_bytes(b"")
    (here / "history.jsonl").write_text("{}\n")
    names = {"sequence": "sequence.svg", "screenshot": "screen.png"}
    names |= {"trace": "trace.zip", "history": "history.jsonl"}
    return result.model_copy(
        update={name: f"evidence/{result.id}/{file}" for name, file in names.items()}
    )


def make_picture(width: int, height: int, *, seed: int | None = None) -> bytes:
    """Returns a PNG of one colour with a bar in it, or with `seed` of noise, which does not compress."""
    if seed is None:
        bar = [b"\x22\x66\xcc" if 100 < x < width // 2 else b"\xff\xff\xff" for x in range(width)]
        rows = b"".join(b"\0" + (b"".join(bar) if 40 < y < 60 else b"\xff" * 3 * width)
                        for y in range(height))  # fmt: skip
    else:
        random = Random(seed)
        rows = b"".join(b"\0" + random.randbytes(3 * width) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    chunks = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def write_regression(folder: Path) -> Verdict:
    """Returns a verdict with three causes: two decide and have evidence, and one is advice."""
    results = [
        keep(write_result("older-1", OLDER), folder, draw()),
        write_result("older-2", OLDER),
        keep(write_result("ended-1", ENDED), folder, draw("a status")),
        write_result("cached-1", CACHED, decides=False),
        *(write_result(f"good-{number}") for number in range(20)),
    ]
    return write_verdict(results)


def say_everywhere(text: str, folder: Path) -> Verdict:
    """Returns a verdict with two causes and an inconclusive scenario; all text of the page is `text`."""
    results = [
        keep(write_result("older-1", OLDER, said=text), folder, draw("a status")),
        write_result("ended-1", ENDED, said=text),
        write_result("open-1", reason=text or "no reason"),
    ]
    return write_verdict(results, page=text)
