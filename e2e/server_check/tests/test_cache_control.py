"""The values of `Cache-Control` that keep an answer out of every cache."""

from __future__ import annotations

import pytest

from e2e.server_check import clauses
from e2e.server_check.cache_control import find_reuse

NOW = {"date": "Tue, 01 Jan 2030 00:00:00 GMT"}


@pytest.mark.parametrize(
    "value",
    [
        "no-store",
        "NO-STORE",
        "private, no-store, max-age=60",
        "no-cache , no-store",
        'x="a,b",no-store',
    ],
)
def test_a_no_store_keeps_an_answer_out(value: str) -> None:
    assert find_reuse({"cache-control": value}) is None


@pytest.mark.parametrize(
    ("value", "clause", "said"),
    [
        ("no-cache, must-revalidate", clauses.NO_CACHE, "a 304 gives the stored answer again"),
        ("max-age=90", clauses.MAX_AGE, "for 1 minute"),
        ("max-age=0", clauses.MAX_AGE, "stored"),
        ("max-age=60, s-maxage=7200", clauses.S_MAXAGE, "for 2 hours"),
        ("no-store, must-understand", clauses.MUST_UNDERSTAND, "ignore `no-store`"),
        ("private", clauses.NO_STORE, "private"),
        ('private="no-store"', clauses.NO_STORE, "without `no-store`"),
        ("no-store-please", clauses.NO_STORE, "without `no-store`"),
        ("max-age=soon", clauses.NO_STORE, "without `no-store`"),
        ("", clauses.NO_STORE, "without `no-store`"),
    ],
)
def test_anything_else_lets_a_cache_give_it_again(value: str, clause: str, said: str) -> None:
    reuse = find_reuse({"cache-control": value})
    assert reuse is not None
    assert reuse.clause == clause
    assert said in reuse.said


@pytest.mark.parametrize(
    ("headers", "clause", "said"),
    [
        ({}, clauses.HEURISTIC_FRESHNESS, "choose how long"),
        ({"etag": '"7"'}, clauses.HEURISTIC_FRESHNESS, '"7"'),
        (
            NOW | {"last-modified": "Sat, 22 Dec 2029 00:00:00 GMT"},
            clauses.HEURISTIC_FRESHNESS,
            "10 days ago: a browser may give it again for 1 day",
        ),
        (NOW | {"last-modified": "yesterday"}, clauses.HEURISTIC_FRESHNESS, "choose how long"),
        ({"expires": "0"}, clauses.EXPIRES, "Expires: 0"),
    ],
    ids=["no header", "an ETag", "a date", "no date", "Expires"],
)
def test_without_cache_control_a_cache_goes_by_the_other_headers(
    headers: dict[str, str], clause: str, said: str
) -> None:
    reuse = find_reuse(headers)
    assert reuse is not None
    assert reuse.clause == clause
    assert said in reuse.said
