"""A page in a shared document goes on counting from play to play, and has the same comparable history."""

from __future__ import annotations

from e2e.history.across_levels import get_comparable_key
from e2e.history.page_events import FetchStarted
from e2e.history.tests.written import Written


def get_key(*targets: str) -> str:
    written = Written().act().opens().shows("running")
    for number, target in enumerate(targets, 1):
        written.history.append("page", FetchStarted(0, number, "GET", target, "no-store"))
    return get_comparable_key(written.history)


def test_numbers_in_a_query_are_counted_by_their_first_appearance() -> None:
    assert get_key("/v1/jobs/a?_t=17-1", "/v1/jobs/a?_t=18-2") == get_key(
        "/v1/jobs/a?_t=17-5", "/v1/jobs/a?_t=18-6"
    )


def test_a_query_that_is_asked_twice_and_a_query_of_words_are_told_apart() -> None:
    twice = get_key("/v1/jobs/a?_t=17", "/v1/jobs/a?_t=17")
    assert twice != get_key("/v1/jobs/a?_t=17", "/v1/jobs/a?_t=18")
    assert get_key("/v1/jobs/a?with=results") != get_key("/v1/jobs/a?with=frames")
    assert get_key("/v1/jobs/1") != get_key("/v1/jobs/2")
