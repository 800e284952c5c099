"""Reads the parts of a view from a play."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.causes import find_cause
from e2e.debug.act_list import ActList
from e2e.debug.view import ActView, CauseView, JobView, PropertyView, Screen
from e2e.diagrams import draw_sequence, write_svg
from e2e.engine.accounts import Accounts
from e2e.explorer.snapshot import Snapshot
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.narrative import describe_shown, narrate
from e2e.history.page_events import Shown
from e2e.properties import Property, Violation
from mock_backend import JobControl


def list_acts(acts: ActList) -> tuple[ActView, ...]:
    """Returns the acts as the panel lists them."""
    return tuple(
        ActView(
            number=number,
            name=act.name,
            detail=act.detail,
            over=number <= acts.cursor,
            injected=act.injected is not None,
            ending=act.is_ending,
            skipped=act.is_skipped,
        )
        for number, act in enumerate(acts.acts, 1)
    )


def get_screen(shown: Shown | None) -> Screen:
    """Returns the state on the screen; it is empty where the page shows nothing."""
    return Screen(says=describe_shown(shown), lines=shown.lines) if shown else Screen()


def get_jobs(snapshot: Snapshot) -> tuple[JobView, ...]:
    """Returns the truth of each job."""
    return tuple(
        JobView(
            name=f"job {number}",
            status=job.status,
            progress=job.progress,
            on_screen=number == snapshot.on_screen,
        )
        for number, job in enumerate(snapshot.jobs, 1)
    )


def list_held(jobs: tuple[JobControl, ...]) -> Iterator[str]:
    """Yields a sentence for each answer and each handshake that is held at a gate."""
    answers = sorted(
        ((number, each) for number, job in enumerate(jobs, 1) for each in job.answers.held),
        key=lambda pair: pair[1].request,
    )
    for which, (number, answer) in enumerate(answers):
        was = answer.arrived_as
        percent = "" if was.progress is None else f" {was.progress:g} %"
        yield f"answer {which}: a poll for job {number}, which was {was.status}{percent} on its arrival"
    for number, job in enumerate(jobs, 1):
        for _ in job.handshakes.held:
            yield f"a handshake for job {number}"


def list_in_flight(accounts: Accounts, jobs: tuple[JobControl, ...]) -> Iterator[str]:
    """Yields a sentence for each request and each WebSocket of the page that is in flight or open."""
    numbers = {job.id: f"job {number}" for number, job in enumerate(jobs, 1)}
    for page in accounts.pages:
        for fetch in [*page.asking.values(), *page.reading.values()]:
            path = fetch.target
            for id, name in numbers.items():
                path = path.replace(id, f"({name})")
            yield f"{fetch.method} {path}, asked at {fetch.at / 1000:g} s"
        for _ in page.connecting:
            yield "a WebSocket that connects"
        for _ in page.open:
            yield "a WebSocket that is open"
        for _ in page.closing:
            yield "a WebSocket that closes"


def get_properties(
    judged: tuple[Property, ...], violations: tuple[Violation, ...]
) -> tuple[PropertyView, ...]:
    """Returns every property with its violation, the broken ones first."""
    broken = {each.property: each for each in violations}
    views = [_describe(each.id, each.sentence, broken.get(each.id)) for each in judged]
    return tuple(sorted(views, key=lambda each: (not each.broken, not each.decides)))


def judge_so_far(judged: tuple[Property, ...], history: History) -> tuple[Violation, ...]:
    """Returns the violations so far, those that decide first."""
    found = [violation for each in judged if (violation := each.find(history))]
    return tuple(sorted(found, key=lambda each: each.severity != "decides"))


def explain(history: History, violations: tuple[Violation, ...]) -> tuple[CauseView | None, str]:
    """Returns the cause of the gravest violation, and an SVG diagram of the whole history that marks it.

    The cause is None without a violation.
    """
    if not violations:
        return None, write_svg(draw_sequence(history, "The play so far", is_whole=True))
    gravest = violations[0]
    cause = find_cause(history, gravest)
    made_by: Entry | None = cause.event
    view = CauseView(
        id=cause.id,
        sentence=cause.kind.sentence,
        mechanism=cause.mechanism,
        event="".join(narrate([made_by])).strip() or None if made_by else None,
    )
    diagram = draw_sequence(
        history,
        f"The play so far: {gravest.detail}",
        wrong=gravest.wrong.index,
        made_by=made_by.index if made_by else None,
        is_whole=True,
    )
    return view, write_svg(diagram)


def _describe(id: str, sentence: str, violation: Violation | None) -> PropertyView:
    if violation is None:
        return PropertyView(id=id, sentence=sentence)
    return PropertyView(
        id=id,
        sentence=sentence,
        broken=True,
        decides=violation.severity == "decides",
        detail=violation.detail,
        broken_at=violation.wrong.event.at,
    )
