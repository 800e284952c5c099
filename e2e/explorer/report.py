"""The report of a violation as data: for programs, and as the source of the report in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from e2e.causes import find_cause
from e2e.causes.overwrite import Overwrite, find_overwrite
from e2e.causes.received import Received
from e2e.engine.network import DIRECT
from e2e.explorer.ending import ENDS_AFTER, JOB_1, JOB_2
from e2e.explorer.judge import JUDGED
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule
from e2e.explorer.told_cause import ToldCause, tell_cause
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.narrative import describe_shown
from e2e.history.page_events import (
    BodyFailed,
    BodyRead,
    DocumentOpened,
    FetchFailed,
    FetchStarted,
    FrameTaken,
    Mounted,
    PageSocketClosed,
    Shown,
    SocketConnecting,
    SocketOpened,
)
from e2e.properties import COMPLETION_IN_TIME, NO_ERROR_AFTER_SUCCESS, Violation
from e2e.properties.polling_stops import get_job_asked_for
from mock_backend.caching_proxy import PROFILES
from mock_backend.journal.events import TruthChanged

BEGINNING = (
    f"The page opens on job 1, which runs at {JOB_1:g} %; job 2 runs at {JOB_2:g} %. Every answer and "
    "every handshake is held."
)
ENDING = (
    f"The network is healed, a job that still runs ends after {ENDS_AFTER / 1000:g} s, and a minute "
    "passes."
)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True)


class Moment(_Model):
    """A virtual time in milliseconds and its act (0 is the opening of the page, None the ending)."""

    at_ms: int
    act: int | None

    def describe(self) -> str:
        """Returns the act and the time in words."""
        where = {0: "as the page opens", None: "in the ending"}.get(self.act, f"in act {self.act}")
        return f"{where} ({self.at_ms / 1000:g} s)"


class Message(_Model):
    """An answer or a frame: its content, and when it was asked for, sent, taken in, and true.

    `asked` is None for a frame, `sent` for an answer from the browser's cache. The content was true from
    `true_from` until `true_until` (None: it is still true). `is_exact` is false where only its status was
    true then, and its progress was never true.
    """

    kind: Literal["answer", "frame"]
    job: int
    says: str
    version: int
    asked: Moment | None
    sent: Moment | None
    applied: Moment
    true_from: Moment | None
    true_until: Moment | None
    is_exact: bool
    is_from_cache: bool


class Cause(_Model):
    """The event that put the wrong state on the screen, shown for job `on_screen`.

    `what` describes it in words, `message` is the answer or the frame if it was one. `newer` is a newer
    state that the instance had been told, where there is one; `is_overwrite`: the instance had been told
    it before the event.
    """

    on_screen: int
    what: str
    at: Moment
    shown_before: str | None
    message: Message | None
    newer: Message | None
    is_overwrite: bool


class ActInWords(_Model):
    """An act of the schedule: its number in the file, and whether it was played or has no effect here."""

    number: int
    sentence: str
    is_played: bool


class Broken(_Model):
    """A property that the schedule breaks, with the first wrong state and its cause.

    `after` is the moment at which the first wrong state appeared, `truth` the truth of the job on the
    screen at that moment.
    """

    property: str
    sentence: str
    detail: str
    wrong_state: str
    after: Moment
    truth: str | None
    cause: Cause | None


class Report(_Model):
    """A schedule as it was played on a page, with the properties it broke, the gravest first, and why.

    `cause` is the cause of the first of `broken`, None where nothing was broken. `schedule` is the
    schedule that was played, `acts` are all acts of the file in words, with their numbers in the file.
    """

    schema_version: Literal[1] = 1
    page: str
    title: str | None
    schedule: list[dict[str, Any]]
    beginning: str = BEGINNING
    acts: list[ActInWords]
    ending: str = ENDING
    cause: ToldCause | None
    broken: list[Broken]
    not_enabled: list[str]

    @property
    def gravest(self) -> Broken | None:
        """The broken property that the report describes in full; None where nothing was broken."""
        return self.broken[0] if self.broken else None


def build_report(played: Played, *, page: str, first: str | None = None) -> Report:
    """Returns the report of a play on the page named `page`.

    The gravest violation comes first, or that of the property `first` where one is given.
    """
    left_out = {each.number for each in played.not_enabled}
    acts = [
        ActInWords(number=number, sentence=act.describe(), is_played=number not in left_out)
        for number, act in enumerate(played.schedule.acts, 1)
    ]
    ordered = sorted(
        played.violations,
        key=lambda each: (each.property != first, each.severity != "decides"),
    )
    tracer = _Tracer(played.history, [each.number for each in acts if each.is_played])
    return Report(
        page=page,
        title=played.schedule.title,
        schedule=[{"act": act.act, **act.model_dump(exclude_defaults=True)} for act in played.acts],
        beginning=BEGINNING + _say_server(played.schedule),
        acts=acts,
        cause=tell_cause(find_cause(played.history, ordered[0])) if ordered else None,
        broken=[tracer.describe(each) for each in ordered],
        not_enabled=[each.describe() for each in played.not_enabled],
    )


def _say_server(schedule: Schedule) -> str:
    said = ""
    if schedule.network != DIRECT:
        said = f" Between page and server is a proxy that {PROFILES[schedule.network].sentence}."
    if schedule.wire != "inline":
        said += f" The server speaks the dialect {schedule.wire}."
    return said


class _Tracer:
    """Puts entries of one history into the words of its schedule."""

    def __init__(self, history: History, acts: list[int]) -> None:
        self._history = history
        self._acts = acts
        jobs = dict.fromkeys(event.job for _, event in history.of_type(TruthChanged))
        self._numbers = {job: number for number, job in enumerate(jobs, 1)}

    def describe(self, violation: Violation) -> Broken:
        overwrite = find_overwrite(self._history, violation)
        first = overwrite.first if overwrite else violation.wrong
        return Broken(
            property=violation.property,
            sentence=next(each.sentence for each in JUDGED if each.id == violation.property),
            detail=violation.detail,
            wrong_state=self._describe_wrong(first, violation),
            after=self._moment(first),
            truth=self._describe_truth(first) if overwrite else None,
            cause=self._describe_cause(overwrite) if overwrite else None,
        )

    def _describe_wrong(self, first: Entry, violation: Violation) -> str:
        match first.event:
            case FetchStarted():
                job = get_job_asked_for(first)
                return f"the page asks for {self._name(job) if job else 'something'}"
            case BodyRead() | SocketConnecting():
                return violation.detail
            case Shown() if violation.property == NO_ERROR_AFTER_SUCCESS.id:
                return violation.detail
            case Shown() as shown:
                return f"the page shows {describe_shown(shown)}"
            case _ if violation.property == COMPLETION_IN_TIME.id:
                shown = [e for entry, e in self._shown() if entry.index < first.index][-1]
                return f"the page still shows {describe_shown(shown)}"
            case _:
                return violation.detail

    def _shown(self) -> Iterator[tuple[Entry, Shown]]:
        return self._history.of_type(Shown)

    def _describe_truth(self, first: Entry) -> str | None:
        job = [e.job for entry, e in self._history.of_type(Mounted) if entry.index < first.index]
        truths = [
            (entry, truth)
            for entry, truth in self._history.of_type(TruthChanged)
            if entry.index < first.index and truth.job in job[-1:]
        ]
        if not truths:
            return None
        entry, truth = truths[-1]
        is_under_way = truth.status == "running" and truth.progress is not None
        status = f"running at {truth.progress:g} %" if is_under_way else truth.status
        if entry.act == 0:
            return f"{status} from the beginning"
        told = "no socket was told" if truth.delivered_to == 0 else "its socket was told"
        since = self._moment(entry).describe().removeprefix("in ")
        return f"{status} since {since}, and {told}"

    def _describe_cause(self, overwrite: Overwrite) -> Cause | None:
        if overwrite.cause is None:
            return None
        before = overwrite.shown_before.event if overwrite.shown_before else None
        shown = overwrite.shown.event
        return Cause(
            on_screen=self._numbers.get(shown.job or "", 0) if isinstance(shown, Shown) else 1,
            what=self._describe_input(overwrite.cause),
            at=self._moment(overwrite.cause),
            shown_before=describe_shown(before)
            if isinstance(before, Shown) and before.status
            else None,
            message=self._describe_message(overwrite.told) if overwrite.told else None,
            newer=self._describe_message(overwrite.newer) if overwrite.newer else None,
            is_overwrite=bool(
                overwrite.newer and overwrite.newer.applied.index < overwrite.cause.index
            ),
        )

    def _describe_input(self, cause: Entry) -> str:
        match cause.event:
            case BodyRead() | FrameTaken():
                return "an answer" if isinstance(cause.event, BodyRead) else "a frame"
            case FetchFailed(error=error) | BodyFailed(error=error):
                return f"a poll got no answer ({error})"
            case SocketOpened():
                return "the socket opened"
            case PageSocketClosed(code=code):
                return f"the socket closed ({code})"
            case Mounted(job=job):
                return f"the component was mounted for {self._name(job)}"
            case DocumentOpened():
                return "a document opened"
            case _:
                return "a timer fired"

    def _name(self, job: str) -> str:
        return f"job {self._numbers.get(job, 0)}"

    def _describe_message(self, told: Received) -> Message:
        return Message(
            kind=told.kind,
            job=self._numbers.get(told.job, 0),
            says=told.says,
            version=told.version,
            asked=self._moment(told.asked) if told.asked else None,
            sent=self._moment(told.sent) if told.sent else None,
            applied=self._moment(told.applied),
            true_from=self._moment(told.as_of) if told.as_of else None,
            true_until=self._moment(told.until) if told.until else None,
            is_exact=told.is_exact,
            is_from_cache=told.is_from_cache,
        )

    def _moment(self, entry: Entry) -> Moment:
        played = max(0, entry.act - 1)
        numbers = [0, *self._acts]
        return Moment(at_ms=entry.event.at, act=dict(enumerate(numbers)).get(played))
