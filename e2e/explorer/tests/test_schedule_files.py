"""A schedule file describes the acts of a play, for people and for the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.explorer.acts import Complete, Drop, LetPass, OpenHandshake, Progress, ReleaseAnswer
from e2e.explorer.schedule import (
    BadSchedule,
    Schedule,
    parse_schedule,
    read_schedule,
    to_text,
    write_schedule,
)

SCHEDULE = Schedule(
    title="An answer that is older than the end comes after it.",
    page="no-terminal-lock",
    breaks="no-flash",
    acts=(
        OpenHandshake(),
        Progress(percent=80),
        Complete(broadcast="lost"),
        ReleaseAnswer(),
        ReleaseAnswer(which=1, as_of="arrival"),
        Drop(how="clean"),
        LetPass(milliseconds=500),
    ),
)

TEXT = """\
{
  "format": "jobstatus-e2e schedule",
  "version": 1,
  "title": "An answer that is older than the end comes after it.",
  "page": "no-terminal-lock",
  "breaks": "no-flash",
  "acts": [
    {"act": "open_handshake"},
    {"act": "progress", "percent": 80.0},
    {"act": "complete", "broadcast": "lost"},
    {"act": "release_answer"},
    {"act": "release_answer", "which": 1, "as_of": "arrival"},
    {"act": "drop", "how": "clean"},
    {"act": "let_pass", "milliseconds": 500}
  ]
}
"""


def test_a_schedule_is_written_for_people_and_read_back(tmp_path: Path) -> None:
    file = tmp_path / "kept" / "late-answer.json"
    write_schedule(SCHEDULE, file)

    assert file.read_text(encoding="utf-8") == TEXT
    assert read_schedule(file) == SCHEDULE


def test_a_network_is_written_where_it_is_not_direct() -> None:
    behind = SCHEDULE.model_copy(update={"network": "reload-only"})

    assert '"network": "reload-only"' in to_text(behind)
    assert parse_schedule(to_text(behind)) == behind


def test_a_wire_is_written_where_it_is_not_inline() -> None:
    today = SCHEDULE.model_copy(update={"wire": "result-url"})

    assert '"wire": "result-url"' in to_text(today)
    assert parse_schedule(to_text(today)) == today


def test_a_schedule_without_acts_or_words_is_one_too() -> None:
    assert parse_schedule(to_text(Schedule(acts=()))) == Schedule(acts=())


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (
            ('"act": "release_answer", "which"', '"act": "relase_answer", "which"'),
            "unknown act 'relase_answer' in act 5. Did you mean 'release_answer'?",
        ),
        (('"version": 1', '"version": 7'), "unknown version 7; this jobstatus-e2e reads version 1"),
        (
            ('"as_of": "arrival"', '"asof": "arrival"'),
            "unknown property 'asof' of 'release_answer' in act 5. Did you mean 'as_of'?",
        ),
        (
            ('"as_of": "arrival"', '"as_of": "yesterday"'),
            "'as_of' of 'release_answer' in act 5 is 'yesterday'",
        ),
        (
            ('"breaks": "no-flash"', '"breaks": "no-flush"'),
            "unknown property 'no-flush' in 'breaks'. Did you mean 'no-flash'?",
        ),
        (
            ('"breaks"', '"network": "tunel", "breaks"'),
            "unknown network 'tunel'. Did you mean 'tunnel'?",
        ),
        (
            ('"breaks"', '"wire": "result_url", "breaks"'),
            "unknown wire 'result_url': it is one of inline, result-url. "
            "Did you mean 'result-url'?",
        ),
        (('"title"', '"titel"'), "unknown field 'titel'. Did you mean 'title'?"),
        (('"jobstatus-e2e schedule"', '"something"'), "it is no schedule"),
        (('"title": "An answer', '"title": 7, "page": "An answer'), "'title' is not text"),
        (('{"act": "open_handshake"}', '"open_handshake"'), "act 1 is none"),
        (
            ('"milliseconds": 500', '"milliseconds": 0'),
            "'milliseconds' of 'let_pass' in act 7 is 0",
        ),
        (('"percent": 80.0', '"percent": 800'), "'percent' of 'progress' in act 2 is 800"),
        (('"acts"', '"page"'), "it has no list of 'acts'. Was it cut short?"),
    ],
    ids=lambda each: each[:30] if isinstance(each, str) else None,
)
def test_what_is_wrong_with_a_file_is_named(change: tuple[str, str], complaint: str) -> None:
    assert change[0] in TEXT
    with pytest.raises(BadSchedule) as caught:
        parse_schedule(TEXT.replace(*change, 1), name="late-answer.json")

    assert str(caught.value).startswith("Failed to read late-answer.json: ")
    assert complaint in str(caught.value)


@pytest.mark.parametrize("length", [1, 60, 200, len(TEXT) - 3])
def test_a_truncated_file_is_told_as_that(length: int) -> None:
    with pytest.raises(BadSchedule, match=r"it is not JSON .* Was it cut short\?"):
        parse_schedule(TEXT[:length])


def test_a_file_that_is_not_there_is_named_with_the_nearest_that_is(tmp_path: Path) -> None:
    write_schedule(SCHEDULE, tmp_path / "late-answer.json")

    with pytest.raises(BadSchedule, match=r"no such file. Did you mean .*late-answer.json\?"):
        read_schedule(tmp_path / "lateanswer.json")
