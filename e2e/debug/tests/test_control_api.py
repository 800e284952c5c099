"""The control API of a running command, checked against its own OpenAPI document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from e2e.debug.tests.running import LIMIT, Running, run_debug

pytestmark = pytest.mark.timeout(3 * LIMIT)

EXAMPLES = 12
"""The number of requests for each operation and each kind: good ones and bad ones."""

CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

WITHOUT_END = "/api/events"
"""The path whose response never ends."""


@pytest.fixture(scope="module")
def played_with(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with run_debug(cwd=tmp_path_factory.mktemp("debugged")) as running:
        running.wait_until_waiting()
        yield running


def get_document(running: Running) -> dict[str, Any]:
    document: dict[str, Any] = running.get("openapi.json").json()
    return document


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_request_is_answered_with_a_server_error_or_against_the_document(
    played_with: Running, mode: GenerationMode
) -> None:
    """A play after each good request, some hundreds: the reason for its length."""
    schema = schemathesis.openapi.from_dict(get_document(played_with))
    found = [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]
    seen: Counter[int] = Counter()

    def check(case: Case[Any]) -> None:
        before = played_with.get_state()
        response = case.call(base_url=played_with.origin, headers=played_with.bearer)
        seen[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)
        if response.status_code >= 400:
            assert played_with.get_state() == before

    for operation in found:
        # An operation without a body has no bad request.
        if operation.path == WITHOUT_END or (mode.is_negative and not operation.body):
            continue
        limited = settings(
            max_examples=EXAMPLES,
            phases=[Phase.generate],
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        limited(given(case=operation.as_strategy(generation_mode=mode))(check))()
    assert seen[422 if mode.is_negative else 200] > 0


def test_the_document_names_every_refusal(debugged: Running) -> None:
    for path, methods in get_document(debugged)["paths"].items():
        for operation in methods.values():
            assert operation["responses"].keys() >= {"401", "403", "409", "413", "422"}, path
            assert operation["summary"], path
