"""The names of the clauses behind the findings; no other module spells them out."""

from __future__ import annotations

from typing import Final


def _rfc(number: int, section: str) -> str:
    return f"RFC {number}, section {section}"


MAX_AGE: Final = _rfc(9111, "5.2.2.1")
MUST_UNDERSTAND: Final = _rfc(9111, "5.2.2.3")
NO_CACHE: Final = _rfc(9111, "5.2.2.4")
NO_STORE: Final = _rfc(9111, "5.2.2.5")
S_MAXAGE: Final = _rfc(9111, "5.2.2.10")
HEURISTIC_FRESHNESS: Final = _rfc(9111, "4.2.2")
FRESHENED_BY_304: Final = _rfc(9111, "4.3.4")
FRESHENED_BY_HEAD: Final = _rfc(9111, "4.3.5")
AGE: Final = _rfc(9111, "5.1")
EXPIRES: Final = _rfc(9111, "5.3")
PRAGMA: Final = _rfc(9111, "5.4")

METHODS: Final = _rfc(9110, "9.1")
HEAD: Final = _rfc(9110, "9.3.2")
CONDITIONAL: Final = _rfc(9110, "13.1")
CACHEABLE_BY_DEFAULT: Final = _rfc(9110, "15.1")
REDIRECTION: Final = _rfc(9110, "15.4")
NOT_MODIFIED: Final = _rfc(9110, "15.4.5")
NOT_FOUND: Final = _rfc(9110, "15.5.5")

WEBSOCKET_OPENS: Final = _rfc(6455, "4.2.2")
WEBSOCKET_CLOSES: Final = _rfc(6455, "7.4.1")
WEBSOCKET_FAILS: Final = _rfc(6455, "7.1.7")

CHANGE_4: Final = "the analysis, Change 4"
NO_HEADERS_TODAY: Final = "the analysis, Codebase Verification 5"
LATE_RECONNECT: Final = "the analysis, Codebase Verification 1"
WIRE: Final = "the wire contract (docs/check-server.md)"


def join(*clauses: str) -> str:
    """Returns the clauses as one text, in their order and each once: give the nearest first."""
    return "; ".join(dict.fromkeys(clauses))
