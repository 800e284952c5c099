"""Gives each test a real backend of its own on a real port."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from mock_backend import Backend, serve_backend


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def backend(anyio_backend: str) -> AsyncIterator[Backend]:
    async with serve_backend(now=lambda: 0) as served:
        yield served


@pytest.fixture
async def http(backend: Backend) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=backend.base_url) as client:
        yield client
