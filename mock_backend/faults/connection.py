"""Connections that end before the answer does."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class CutBeforeHeaders:
    """The connection is cut before a byte of the answer: `fetch` rejects.

    Chromium asks again by itself when that happens on a connection that was used before; answers
    close their connections, so that here it never is.
    """

    @property
    def effect(self) -> str:
        """See Fault."""
        return "cuts the connection before it answers"

    async def spoil(self, exchange: Exchange) -> None:
        """Cuts."""
        await exchange.cut()


@dataclass(frozen=True, slots=True)
class CutMidBody:
    """The headers promise the good body and the connection is cut in its middle.

    `fetch` resolves, reading the body rejects.
    """

    @property
    def effect(self) -> str:
        """See Fault."""
        return "cuts the connection in the middle of its answer"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends the headers and half of the body, and cuts."""
        await exchange.begin_body()
        await exchange.cut()
