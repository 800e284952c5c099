"""Reasons why an answer cannot be judged, each with the way out. Pure."""

from __future__ import annotations

from e2e.server_check.json_bodies import read_json
from e2e.server_check.observation import Answer, Exchange, Trouble, Unanswered
from e2e.server_check.report import Unchecked

_WAYS_OUT: dict[Trouble, str] = {
    "down": "Is it running, and is the address right?",
    "tls": "Correct the certificate, or name your own authority with SSL_CERT_FILE=ca.pem.",
    "slow": "Is it well? --timeout allows 10 s at most.",
    "elsewhere": "Check that address instead, if it is the server's.",
    "broken": "Is this the port of an HTTP server?",
}
_WANTS_KEY = (401, 403, 407)
_NO_METHOD = (405, 501)
NO_JOB = "Name one with --job ID, or start one."


def find_obstacle(
    exchange: Exchange, *, is_job_given: bool, gave_headers: bool
) -> Unchecked | None:
    """Returns why the rules cannot judge an exchange, or None if they can.

    A server that does not answer, or wants a key, is not a wrong server: so that part of the check is
    undecided, and no finding.
    """
    request, outcome = exchange.request, exchange.outcome
    if isinstance(outcome, Unanswered):
        return Unchecked(what=str(request), why=outcome.reason, way_out=_WAYS_OUT[outcome.trouble])
    if request.subject == "openapi":
        return None
    if outcome.status in _WANTS_KEY:
        said = "your --header was not enough" if gave_headers else "it wants a key"
        way_out = f"Give {'another' if gave_headers else 'it'} with --header 'X-API-Key: …'."
        return Unchecked(
            what=str(request), why=f"it answers {outcome.status}: {said}", way_out=way_out
        )
    if request.method == "HEAD":
        return None
    if outcome.status >= 500 or outcome.status == 429:
        return Unchecked(
            what=str(request),
            why=f"it answers {outcome.status}",
            way_out="Ask again when the server is well.",
        )
    if request.subject == "list":
        return _find_wrong_door(exchange, outcome, is_job_given)
    if request.subject == "job" and outcome.status not in (200, 304):
        return Unchecked(what=str(request), why=f"it answers {outcome.status}", way_out=NO_JOB)
    return None


def is_served(get: Answer, head: Answer) -> bool:
    """Whether HEAD has the status of GET: the rules judge an answer to HEAD only then."""
    return head.status not in _NO_METHOD and head.status == get.status


def _find_wrong_door(exchange: Exchange, outcome: Answer, is_job_given: bool) -> Unchecked | None:
    """Returns why the list shows no job server: it is the first request, and must answer with JSON."""
    if outcome.status == 304:
        return None
    way_out = "Is this the address of the job server, and not of the page?"
    try:
        is_object = isinstance(read_json(outcome.body), dict)
    except ValueError:
        kind = outcome.content_type or "no content type"
        why = f"it answers {outcome.status} with {kind}, which is no JSON"
        return Unchecked(what=str(exchange.request), why=why, way_out=way_out)
    if (outcome.status == 200 and is_object) or is_job_given:
        return None
    why = f"it answers {outcome.status}" if outcome.status != 200 else "it answers no JSON object"
    return Unchecked(what=str(exchange.request), why=why, way_out=way_out)
