"""Acts are data, and an act without an effect is not enabled."""

from __future__ import annotations

import pytest

from e2e.explorer.acts import (
    ACT_NAMES,
    ACT_TYPES,
    Act,
    Complete,
    Drop,
    Fail,
    LateProgress,
    LetPass,
    LoseAnswer,
    OpenHandshake,
    Progress,
    Refresh,
    RefuseHandshake,
    ReleaseAnswer,
    Remount,
    Restart,
    SwitchJob,
)
from e2e.explorer.snapshot import AnswerHeld, JobSeen, Snapshot

RUNNING = JobSeen("running", 40)
ENDED = JobSeen("completed", 100)
OTHER = JobSeen("running", 10)

BEGINNING = Snapshot((RUNNING, OTHER), 1, (AnswerHeld(1, is_outdated=False),), (1,), (), 8_000)
LISTENING = Snapshot((RUNNING, OTHER), 1, (AnswerHeld(1, is_outdated=True),), (), (1,), None)
OVER = Snapshot((ENDED, OTHER), 1, (), (), (1,), None)
OVER_AND_DEAF = Snapshot((ENDED, OTHER), 1, (), (), (), 100)
KEEPS_ANSWERS = Snapshot((RUNNING, OTHER), 1, (AnswerHeld(1, True, is_cacheable=True),))

ENABLED_IN: list[tuple[Act, list[Snapshot]]] = [
    (Complete(), [BEGINNING, LISTENING, KEEPS_ANSWERS]),
    (Complete(broadcast="lost"), [LISTENING]),
    (Fail(), [BEGINNING, LISTENING, KEEPS_ANSWERS]),
    (Fail(broadcast="lost"), [LISTENING]),
    (Progress(percent=80), [BEGINNING, LISTENING, KEEPS_ANSWERS]),
    (Progress(percent=40), []),
    (Progress(percent=80, broadcast="lost"), [LISTENING]),
    (ReleaseAnswer(), [BEGINNING, LISTENING, KEEPS_ANSWERS]),
    (ReleaseAnswer(which=1), []),
    (ReleaseAnswer(as_of="arrival"), [LISTENING, KEEPS_ANSWERS]),
    (ReleaseAnswer(cacheable=True), [KEEPS_ANSWERS]),
    (LoseAnswer(), [BEGINNING, LISTENING, KEEPS_ANSWERS]),
    (LoseAnswer(which=1), []),
    (OpenHandshake(), [BEGINNING]),
    (RefuseHandshake(), [BEGINNING]),
    (Drop(how="clean"), [LISTENING, OVER]),
    (Drop(how="cut"), [LISTENING, OVER]),
    (LateProgress(), [OVER]),
    (LetPass(), [BEGINNING, OVER_AND_DEAF]),
    (LetPass(milliseconds=1), [BEGINNING, LISTENING, OVER, OVER_AND_DEAF, KEEPS_ANSWERS]),
    (SwitchJob(), [BEGINNING, LISTENING, OVER, OVER_AND_DEAF, KEEPS_ANSWERS]),
    (Remount(), [BEGINNING, LISTENING, OVER, OVER_AND_DEAF, KEEPS_ANSWERS]),
    (Refresh(), [BEGINNING, LISTENING, OVER, OVER_AND_DEAF, KEEPS_ANSWERS]),
    (Restart(), [OVER, OVER_AND_DEAF]),
]


@pytest.mark.parametrize(("act", "snapshots"), ENABLED_IN, ids=lambda each: str(each)[:40])
def test_an_act_is_enabled_exactly_where_it_does_something(
    act: Act, snapshots: list[Snapshot]
) -> None:
    everywhere = [BEGINNING, LISTENING, OVER, OVER_AND_DEAF, KEEPS_ANSWERS]

    assert [each for each in everywhere if act.is_enabled(each)] == snapshots


def test_every_act_has_a_case_here_and_a_sentence_of_its_own() -> None:
    assert {type(act) for act, _ in ENABLED_IN} == set(ACT_TYPES)
    sentences = [act.describe() for act, _ in ENABLED_IN]
    assert len(set(sentences)) == len(sentences)
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in sentences)


def test_acts_are_values() -> None:
    assert Progress(percent=80) == Progress(percent=80.0)
    assert len({Drop(how="cut"), Drop(), Drop(how="clean")}) == 2
    assert len(set(ACT_NAMES)) == len(ACT_TYPES)
