"""The reason why a server gave no answer, in words for a person."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

import httpx

from e2e.server_check.observation import Unanswered

_NO_TLS_THERE = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST", "UNKNOWN_PROTOCOL")


def explain(error: BaseException, place: str, limit: float) -> Unanswered:
    """Returns why there is no answer from `place`, a host and port, within `limit` seconds.

    It looks through all causes of `error`, because libraries wrap the error of the system.
    """
    causes = list(_get_causes(error))
    for each in causes:
        if isinstance(each, ssl.SSLCertVerificationError):
            said = each.verify_message.rstrip(".")
            return Unanswered("tls", f"the TLS certificate of {place} is not accepted: {said}")
        if isinstance(each, ssl.SSLError):
            return Unanswered("tls", _explain_tls(each, place))
        if isinstance(each, socket.gaierror):
            return Unanswered("down", f"no such host: {place}")
        if isinstance(each, ConnectionRefusedError):
            return Unanswered("down", f"connection refused: nothing listens at {place}")
        if isinstance(each, TimeoutError | httpx.TimeoutException):
            return Unanswered("slow", f"no whole answer from {place} within {limit:g} s")
    if isinstance(error, httpx.ConnectError | httpx.ProxyError):
        return Unanswered("down", f"no connection to {place}: {_say(causes)}")
    return Unanswered("broken", f"{place} gives no whole HTTP answer: {_say(causes)}")


def _explain_tls(error: ssl.SSLError, place: str) -> str:
    reason = error.reason or str(error)
    if reason in _NO_TLS_THERE:
        return f"{place} speaks no TLS. Did you mean http:// instead of https://?"
    return f"TLS with {place} fails: {reason.replace('_', ' ').lower()}"


def _get_causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    left: list[BaseException | None] = [error]
    while left:
        each = left.pop(0)
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        if isinstance(each, BaseExceptionGroup):
            left.extend(each.exceptions)
        left += [each.__cause__, each.__context__]


def _say(causes: list[BaseException]) -> str:
    said = next((str(each) for each in causes if str(each)), type(causes[0]).__name__)
    return said.rstrip(".")
