"""The order to play one scenario on one page, as a task of a cluster carries it."""

from __future__ import annotations

from dataclasses import dataclass

from e2e.catalogue.confirmation import Confirms
from e2e.catalogue.scenario import IsolationChoice
from mock_backend import DialectName


@dataclass(frozen=True, slots=True)
class PlayOrder:
    """A scenario, by its id, to play on a page.

    `page` is the page's name in the result, `build` the name of the folder of its build, which is the
    same on every machine. `session` is an id: each worker counts the confirmed failures of a session.
    """

    page: str
    build: str
    scenario: str
    network: str
    wire: DialectName
    isolation: IsolationChoice
    confirms: Confirms
    session: str
