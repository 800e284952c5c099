"""Connections that end before the answer does."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class CutBeforeHeaders:
    """The connection is cut before the headers of the answer are whole: `fetch` rejects.

    Chromium repeats a request by itself where it got no byte over a connection that was idle before, for
    example one opened for a fetch that the page has cancelled. Whether Chromium has such a connection
    depends on real time, so the first byte of the answer goes out.
    """

    @property
    def effect(self) -> str:
        """See Fault."""
        return "cuts the connection before it answers"

    async def spoil(self, exchange: Exchange) -> None:
        """Cuts."""
        await exchange.break_off()


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
