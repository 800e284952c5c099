"""Sends the requests of a check over HTTP, with httpx."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from urllib.parse import urljoin, urlsplit

import anyio
import httpx

from e2e.server_check.address import Address, get_origin
from e2e.server_check.errors import UnusableInput
from e2e.server_check.failures import explain
from e2e.server_check.observation import Answer, Exchange, Request, Unanswered

MOST_HOPS = 5
LARGEST = 64 * 1024 * 1024
"""The most bytes of a body: the results of a long video are large, but an answer must end."""


class HttpAdapter:
    """Sends requests that only read. Each may take `limit` seconds, with its redirects and its body."""

    def __init__(self, client: httpx.AsyncClient, address: Address, limit: float) -> None:
        self._client = client
        self._address = address
        self._limit = limit

    async def ask(self, request: Request) -> Exchange:
        """Sends `request` and returns it with its answer, or with the reason why there is none.

        Raises nothing for a fault of the server.
        """
        url = self._address.get_url(request.target)
        try:
            with anyio.fail_after(self._limit):
                return Exchange(request, await self._follow(request, url))
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return Exchange(request, explain(error, urlsplit(url).netloc, self._limit))

    async def _follow(self, request: Request, url: str) -> Answer | Unanswered:
        hops: list[str] = []
        while True:
            answer = await self._send(request, url, tuple(hops))
            location = answer.headers.get("location") if isinstance(answer, Answer) else None
            if isinstance(answer, Unanswered) or location is None or answer.status // 100 != 3:
                return answer
            try:
                there = urljoin(url, location)
            except ValueError:
                there = location
            here_origin, there_origin = get_origin(url), get_origin(there)
            if not (here_origin and there_origin and here_origin.may_lead_to(there_origin)):
                shown = f"{answer.status} leads to {there}, another host, and was not followed"
                return Unanswered("elsewhere", shown)
            hops.append(there)
            if len(hops) > MOST_HOPS:
                return Unanswered("broken", f"more than {MOST_HOPS} redirects, the last to {there}")
            url = there

    async def _send(self, request: Request, url: str, hops: tuple[str, ...]) -> Answer | Unanswered:
        condition = [request.condition] if request.condition else []
        async with self._client.stream(request.method, url, headers=condition) as response:
            body = bytearray()
            async for part in response.aiter_bytes():
                body += part
                if len(body) > LARGEST:
                    said = f"the answer is larger than {LARGEST // 1024 // 1024} MiB"
                    return Unanswered("broken", said)
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, headers, bytes(body), hops)


@asynccontextmanager
async def open_http(
    address: Address, headers: Sequence[tuple[str, str]], limit: float, trust: ssl.SSLContext
) -> AsyncIterator[HttpAdapter]:
    """Opens an adapter for the server at `address` that sends `headers` with each request.

    `limit` is the time of each request in seconds. Raises UnusableInput if the environment names a proxy
    that cannot be used.
    """
    own = [("User-Agent", "jobstatus-e2e"), ("Accept", "application/json"), *headers]
    try:
        client = httpx.AsyncClient(headers=own, timeout=None, verify=trust)
    except (ImportError, ValueError) as error:
        raise UnusableInput(
            f"Failed to use the proxy that the environment names: {error} "
            "Unset HTTP_PROXY, HTTPS_PROXY and ALL_PROXY, or have the host in NO_PROXY."
        ) from None
    async with client:
        yield HttpAdapter(client, address, limit)


def get_trust() -> ssl.SSLContext:
    """Returns a TLS context that trusts SSL_CERT_FILE, or else certifi's and the system's authorities."""
    trust = httpx.create_ssl_context()
    trust.load_default_certs()
    return trust
