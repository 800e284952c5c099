"""Records a real server's answers and frames, only by reading."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial

import anyio

from e2e.server_check.address import get_job_target
from e2e.server_check.check import CheckSettings, raise_first
from e2e.server_check.dialect_spoken import find_dialect
from e2e.server_check.errors import UnusableInput
from e2e.server_check.following import Stream, follow
from e2e.server_check.json_bodies import read_json
from e2e.server_check.observation import Answer, Exchange, Request, Told, Unanswered
from e2e.server_check.probing import LIST_TARGET, NO_SUCH_JOB, Ask, get_result_target, read_listed
from e2e.server_check.redaction import Redaction
from e2e.server_check.telling import read_answer
from mock_backend.job_life import TERMINAL
from mock_backend.recording import RecordedAnswer, RecordedFrame, Recording

NO_UUID = "x"
"""An id that no server has. A server that wants a UUID refuses it with 422."""

Tell = Callable[[Request | Told], None]


class NothingRecorded(Exception):
    """The server shows no job to record. The message says which answer came, and the way out."""


def record_server(settings: CheckSettings, tell: Tell) -> Recording:
    """Records a server's answers, and returns them without secrets.

    It asks for the list, for a job of each status or the one that `settings` names, for their results,
    for an unknown job and for a malformed id. If the named job has not ended, it is followed to its
    end, and the frames of its WebSocket are recorded as well. Calls `tell` with each request and each
    new state. Raises UnusableInput for a job that the server does not know, and NothingRecorded if the
    server shows no job.
    """
    exchanges, told = anyio.run(partial(_gather, settings, tell))
    for each in exchanges:
        if isinstance(each.outcome, Unanswered):
            raise NothingRecorded(f"Failed to record {settings.address}: {each.outcome.reason}.")
    wire = find_dialect(*exchanges)
    if wire is None:
        raise NothingRecorded(
            f"Failed to record {settings.address}: {_describe(exchanges)}, and no answer has a job. Give "
            "what it wants with --header, or name a job with --job."
        )
    redaction = Redaction(settings.sent_headers)
    return Recording(
        server=redaction.clean_text(str(settings.address)),
        recorded_at=datetime.now(UTC).isoformat(timespec="seconds"),
        wire=wire,
        answers=tuple(_to_answers(exchanges, redaction)),
        frames=tuple(
            RecordedFrame(
                job_id=settings.job or "",
                seconds=each.at,
                frame=redaction.clean(_read_frame(each.frame)),  # type: ignore[arg-type]
            )
            for each in told
            if isinstance(each.frame, str)
        ),
    )


async def _gather(settings: CheckSettings, tell: Tell) -> tuple[list[Exchange], tuple[Told, ...]]:
    from e2e.server_check.http_adapter import get_trust, open_http
    from e2e.server_check.websocket_adapter import stream

    address, headers = settings.address, settings.sent_headers
    trust = get_trust()
    async with open_http(address, headers, settings.limit, trust) as http:

        async def ask(request: Request) -> Exchange:
            tell(request)
            return await http.ask(request)

        listen = partial(
            stream, address, settings.job or "", headers, limit=settings.limit, trust=trust
        )
        with raise_first(UnusableInput):
            return await _ask_all(settings, ask, http.ask, listen, tell)


async def _ask_all(
    settings: CheckSettings, ask: Ask, poll: Ask, listen: Stream, tell: Tell
) -> tuple[list[Exchange], tuple[Told, ...]]:
    job = settings.job
    door = await ask(Request("list", "GET", LIST_TARGET))
    exchanges = [door]
    if isinstance(door.outcome, Unanswered):
        return exchanges, ()
    told: tuple[Told, ...] = ()
    if job is None:
        for each in _choose_by_status(read_listed(door)):
            exchanges.append(await ask(Request("job", "GET", get_job_target(each))))
    else:
        exchanges.append(await _ask_for(job, ask))
        if read_answer(exchanges[-1].outcome)[0] not in TERMINAL:
            followed = await follow(
                job, poll, listen, tell, every=settings.every, grace=settings.grace
            )
            exchanges += _keep_new_states(followed.exchanges)
            told = followed.told
    for known in [*exchanges]:
        if (where := get_result_target(known)) is not None:
            exchanges.append(await ask(Request("result", "GET", where)))
    for unknown in (str(uuid.uuid4()), NO_UUID):
        exchanges.append(await ask(Request("unknown job", "GET", get_job_target(unknown))))
    return exchanges, told


async def _ask_for(job: str, ask: Ask) -> Exchange:
    exchange = await ask(Request("job", "GET", get_job_target(job)))
    if isinstance(exchange.outcome, Answer) and exchange.outcome.status in NO_SUCH_JOB:
        raise UnusableInput(
            f"Failed to record job {job!r}: the server answers {exchange.outcome.status}, it knows no "
            "such job. Without --job, one of each status is taken from the list."
        )
    return exchange


def _choose_by_status(listed: Mapping[str, object]) -> list[str]:
    """Returns the first job of each status."""
    chosen: dict[object, str] = {}
    for job, status in listed.items():
        chosen.setdefault(status, job)
    return list(chosen.values())


def _keep_new_states(exchanges: tuple[Exchange, ...]) -> list[Exchange]:
    """Returns the last answer of each status: it has the most fields filled."""
    kept: dict[str | None, Exchange] = {}
    for each in exchanges:
        if isinstance(each.outcome, Answer):
            kept[read_answer(each.outcome)[0]] = each
    return list(kept.values())


def _to_answers(exchanges: list[Exchange], redaction: Redaction) -> list[RecordedAnswer]:
    answers = []
    for each in exchanges:
        outcome = each.outcome
        if not isinstance(outcome, Answer):
            continue
        try:
            body = read_json(outcome.body)
        except ValueError:
            continue
        target = redaction.clean_text(each.request.target)
        answers.append(
            RecordedAnswer(
                request=f"{each.request.method} {target}",
                status=outcome.status,
                headers=redaction.clean_headers(outcome.headers),
                body=redaction.clean(body),  # type: ignore[arg-type]
            )
        )
    return answers


def _read_frame(frame: str | bytes | None) -> object:
    try:
        return json.loads(frame or "")
    except ValueError:
        return str(frame)


def _describe(exchanges: list[Exchange]) -> str:
    first = exchanges[0]
    status = first.outcome.status if isinstance(first.outcome, Answer) else "not at all"
    return f"{first.request} is answered {status}"
