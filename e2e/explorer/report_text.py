"""The report of a violation as people read it."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.explorer.report import Broken, Cause, Message, Moment, Report

PLACES = 3
"""The number of places in the page's source that are shown for an error, the innermost first."""


def describe_report(report: Report) -> Iterator[str]:
    """Yields the lines of the report: the schedule, where the page went wrong, and the cause."""
    gravest = report.gravest
    yield from _describe_schedule(report, gravest)
    if gravest is None:
        return
    if report.cause:
        yield ""
        yield f"{report.cause.id}: {report.cause.sentence}"
        yield f"  {_sentence(report.cause.mechanism)}"
        if report.cause.places:
            yield f"  Thrown at {', '.join(report.cause.places[:PLACES])}."
        if report.cause.fix:
            yield f"  The analysis: {report.cause.fix}."
    yield ""
    yield f"{gravest.property}: {gravest.sentence}"
    yield f"  {_sentence(gravest.detail)}"
    if gravest.truth:
        yield f"  The job has been {gravest.truth}."
    if gravest.cause:
        yield from _describe_cause(gravest.cause)
    if others := [each.property for each in report.broken[1:]]:
        yield ""
        yield f"Broken as well: {', '.join(others)}."


def _describe_schedule(report: Report, gravest: Broken | None) -> Iterator[str]:
    yield f"   {report.beginning}"
    yield from _mark(gravest, 0)
    for act in report.acts:
        left_out = "" if act.is_played else " (left out: it does nothing on this page)"
        yield f"{act.number:>2} {act.sentence}{left_out}"
        yield from _mark(gravest, act.number)
    yield f"   {report.ending}"
    yield from _mark(gravest, None)


def _mark(gravest: Broken | None, act: int | None) -> Iterator[str]:
    if gravest is not None and gravest.after.act == act:
        yield f"   ✗ {gravest.after.at_ms / 1000:g} s: {gravest.wrong_state}."


def _describe_cause(cause: Cause) -> Iterator[str]:
    yield ""
    message = cause.message
    if message is None:
        yield f"What came right before, {cause.at.describe()}: {cause.what}."
    else:
        title = "What overwrote the newer state" if cause.is_overwrite else "What the page went by"
        yield f"{title}: {_name(message, cause)}"
        for name, said in _describe_message(message):
            yield f"  {name:<8} {said}"
    if cause.shown_before:
        yield f"  {'before':<8} the page showed {cause.shown_before}"
    if cause.newer:
        yield f"  {'newer':<8} {_describe_newer(cause.newer, cause)}"


def _describe_newer(newer: Message, cause: Cause) -> str:
    said = f"{_name(newer, cause)}, applied {newer.applied.describe()}"
    if cause.message is None:
        return said
    return (
        f"{said}: version {newer.version} of the job, where this is version {cause.message.version}"
    )


def _describe_message(message: Message) -> Iterator[tuple[str, str]]:
    if message.asked:
        yield "asked", message.asked.describe()
    yield "true", _describe_truth(message)
    yield "sent", message.sent.describe() if message.sent else "never: a cache on the way gave it"
    yield "applied", message.applied.describe()


def _describe_truth(message: Message) -> str:
    if message.true_from is None:
        return "never"
    until = f"until it changed {_in(message.true_until)}" if message.true_until else "still"
    status = message.says.partition(" ")[0]
    never = "" if message.is_exact else f"; {message.says.removeprefix(status).strip()} never was"
    return f"from {_from(message.true_from)} {until}{never}".replace(" still", ", and still is")


def _in(moment: Moment | None) -> str:
    return moment.describe() if moment else ""


def _from(moment: Moment) -> str:
    return "the beginning" if moment.act == 0 else f"a change {moment.describe()}"


def _name(message: Message, cause: Cause) -> str:
    article = "an answer" if message.kind == "answer" else "a frame"
    other = f" of job {message.job}" if message.job != cause.on_screen else ""
    screen = f", while job {cause.on_screen} is on the screen" if other else ""
    return f"{article} that says {message.says!r}{other}{screen}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
