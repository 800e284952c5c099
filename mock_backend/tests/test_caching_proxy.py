"""The caching proxy over real sockets: the answers that each profile keeps, and the end of the proxy."""

from __future__ import annotations

import asyncio
import os
import select
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError

from mock_backend import (
    Backend,
    CachePolicy,
    JobControl,
    MaxAge,
    NoHeaders,
    NoStore,
    SharedMaxAge,
    StaleWhileRevalidate,
    Status,
)
from mock_backend.caching_proxy import PROFILES, STATUS_HEADER, NoNginx, serve_caching_proxy
from mock_backend.journal.events import RequestArrived
from mock_backend.tests.test_answer_gate import wait_until_recorded

pytestmark = pytest.mark.anyio

OpenProxy = Callable[[str], AbstractAsyncContextManager[httpx.AsyncClient]]
RELOAD = {"Cache-Control": "no-cache", "Pragma": "no-cache"}
"""The headers that Chromium sends with a no-store fetch."""


@pytest.fixture
def behind(backend: Backend) -> OpenProxy:
    """Returns a function that opens a client whose requests go through a proxy of a profile."""

    @asynccontextmanager
    async def open_one(profile: str) -> AsyncIterator[httpx.AsyncClient]:
        with serve_caching_proxy(PROFILES[profile], backend_port=backend.port) as proxy:
            async with httpx.AsyncClient(base_url=proxy.base_url) as client:
                yield client

    return open_one


async def ask_around_the_end(
    client: httpx.AsyncClient, job: JobControl, *queries: str, reload: bool = False
) -> tuple[str, str]:
    """Sends a poll, completes the job, and sends another poll.

    Returns the cache status of the second answer, and the job's status in it.
    """
    first, second = queries or ("", "")
    await client.get(f"/v1/jobs/{job.id}{first}")
    job.complete()
    answer = await client.get(f"/v1/jobs/{job.id}{second}", headers=RELOAD if reload else {})
    return answer.headers[STATUS_HEADER], answer.json()["status"]


T = ("?_t=1", "?_t=2")
NEW, OLD = "completed", "running"


@pytest.mark.parametrize(
    ("profile", "policy", "queries", "reload", "expected"),
    [
        ("obeying", NoHeaders(), (), False, ("MISS", NEW)),
        ("obeying", SharedMaxAge(3600), (), False, ("HIT", OLD)),
        ("obeying", SharedMaxAge(3600), T, False, ("MISS", NEW)),
        ("obeying", NoStore(), (), False, ("MISS", NEW)),
        ("tunnel", NoHeaders(), (), False, ("HIT", OLD)),
        ("tunnel", NoHeaders(), (), True, ("HIT", OLD)),
        ("tunnel", NoHeaders(), T, False, ("MISS", NEW)),
        ("tunnel", NoStore(), (), False, ("MISS", NEW)),
        ("stubborn", NoStore(), (), True, ("HIT", OLD)),
        ("stubborn", NoStore(), T, False, ("MISS", NEW)),
        ("query-blind", NoHeaders(), T, True, ("HIT", OLD)),
        ("query-blind", NoStore(), T, False, ("MISS", NEW)),
        ("reload-only", NoStore(), T, False, ("HIT", OLD)),
        ("reload-only", NoHeaders(), (), True, ("BYPASS", NEW)),
        ("error-caching", NoHeaders(), (), False, ("MISS", NEW)),
        ("stale-while-revalidate", NoStore(), (), False, ("MISS", NEW)),
        ("stale-while-revalidate", StaleWhileRevalidate(3600), T, False, ("MISS", NEW)),
        ("stale-while-revalidate", StaleWhileRevalidate(3600), (), False, ("STALE", OLD)),
    ],
)
async def test_a_profile_keeps_what_its_sentence_says(
    backend: Backend,
    behind: OpenProxy,
    profile: str,
    policy: CachePolicy,
    queries: tuple[str, ...],
    reload: bool,
    expected: tuple[str, str],
) -> None:
    job = backend.create_job(status="running", cache_policy=policy)
    async with behind(profile) as client:
        assert await ask_around_the_end(client, job, *queries, reload=reload) == expected
    asked = sum(isinstance(event, RequestArrived) for event in backend.journal.events)
    assert asked == (1 if expected[1] == OLD else 2)


async def test_a_stale_answer_is_followed_by_a_fresh_one(
    backend: Backend, behind: OpenProxy
) -> None:
    job = backend.create_job(status="running", cache_policy=StaleWhileRevalidate(3600))
    async with behind("stale-while-revalidate") as client:
        await ask_around_the_end(client, job)
        await wait_until_recorded(backend, "answer_sent", count=2)
        answer = await client.get(f"/v1/jobs/{job.id}")
        assert (answer.headers[STATUS_HEADER], answer.json()["status"]) == ("STALE", NEW)


@pytest.mark.parametrize("code", [404, 502])
async def test_an_error_is_kept_by_the_profile_that_keeps_errors_and_by_no_other(
    backend: Backend, behind: OpenProxy, code: int
) -> None:
    statuses = {}
    for profile in ("error-caching", "tunnel", "obeying"):
        job = backend.create_job(status="running")
        job.answers.fault_next(Status(code))
        async with behind(profile) as client:
            await client.get(f"/v1/jobs/{job.id}")
            statuses[profile] = (await client.get(f"/v1/jobs/{job.id}")).status_code
    assert statuses == {"error-caching": code, "tunnel": 200, "obeying": 200}


@pytest.mark.parametrize("profile", PROFILES)
async def test_a_job_of_another_host_is_another_answer(
    backend: Backend, behind: OpenProxy, profile: str
) -> None:
    job = backend.create_job(status="running", cache_policy=SharedMaxAge(3600))
    async with behind(profile) as client:
        await client.get(f"/v1/jobs/{job.id}", headers={"Host": "stage-1.localhost"})
        job.complete()
        answer = await client.get(f"/v1/jobs/{job.id}", headers={"Host": "stage-2.localhost"})
        assert answer.json()["status"] == "completed"


@pytest.mark.parametrize("profile", PROFILES)
async def test_every_answer_says_what_the_cache_did(
    backend: Backend, behind: OpenProxy, profile: str
) -> None:
    async with behind(profile) as client:
        for path in ("/v1/jobs", "/v1/jobs/nobody", "/pages/nowhere/"):
            assert (await client.get(path)).headers[STATUS_HEADER] == "MISS"
        assert (await client.delete("/v1/jobs/nobody")).headers[STATUS_HEADER] == "NONE"


async def test_a_socket_goes_through_in_both_directions_and_a_cut_is_a_1006(
    backend: Backend, behind: OpenProxy
) -> None:
    job = backend.create_job(status="running")
    async with behind("tunnel") as client:
        address = f"ws://127.0.0.1:{client.base_url.port}/v1/ws/jobs/{job.id}"
        async with connect(address, ping_interval=None) as socket:
            await socket.send('{"type": "ping"}')
            assert await socket.recv() == '{"type": "pong"}'
            job.progress(40)
            assert '"percent": 40' in str(await socket.recv())
            job.sockets[0].cut()
            with pytest.raises(ConnectionClosedError):
                await socket.recv()
            assert socket.close_code == 1006


async def test_two_that_ask_at_once_do_not_wait_for_each_other(
    backend: Backend, behind: OpenProxy
) -> None:
    job = backend.create_job(status="running", cache_policy=MaxAge(3600))
    job.answers.hold()
    async with behind("obeying") as client:
        asking = [asyncio.create_task(client.get(f"/v1/jobs/{job.id}")) for _ in range(2)]
        await wait_until_recorded(backend, "request_held", count=2)
        for held in job.answers.held:
            held.release()
        assert [(await each).status_code for each in asking] == [200, 200]


async def test_an_nginx_that_cannot_start_is_told_with_its_own_error_line(
    backend: Backend, tmp_path: Path
) -> None:
    broken = tmp_path / "nginx"
    broken.write_text(
        "#!/bin/sh\necho 'nginx: [emerg] unknown directive \"cahce\" in nginx.conf:3' >&2\nexit 1\n"
    )
    broken.chmod(0o755)
    with (
        pytest.raises(NoNginx, match=r'\[emerg\] unknown directive "cahce" in nginx.conf:3'),
        serve_caching_proxy(PROFILES["obeying"], backend_port=backend.port, nginx=broken),
    ):
        pass


async def test_an_nginx_that_is_not_there_is_told(backend: Backend, tmp_path: Path) -> None:
    with (
        pytest.raises(NoNginx, match="not found"),
        serve_caching_proxy(PROFILES["obeying"], backend_port=1, nginx=tmp_path / "nowhere"),
    ):
        pass


async def test_a_proxy_ends_with_its_block_and_its_cache_goes_with_it(backend: Backend) -> None:
    with serve_caching_proxy(PROFILES["tunnel"], backend_port=backend.port) as proxy:
        assert (proxy.folder / "kept").is_dir()
        assert is_running(proxy.pid)
    assert not is_running(proxy.pid)
    assert not proxy.folder.exists()


DIES = """
import sys
from mock_backend.caching_proxy import PROFILES, serve_caching_proxy
with serve_caching_proxy(PROFILES["tunnel"], backend_port=1) as proxy:
    print(proxy.pid, proxy.folder, flush=True)
    sys.stdin.read()
"""


def test_a_worker_that_is_killed_takes_its_nginx_and_its_cache_with_it() -> None:
    """A Python that starts and is killed: the reason for its length."""
    with subprocess.Popen(
        [sys.executable, "-c", DIES], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout is not None
        pid, folder = worker.stdout.readline().split()
        started = [int(pid), *get_children(int(pid))]
        handles = [os.pidfd_open(each) for each in started]
        worker.kill()
    assert len(started) == 2
    for handle in handles:
        ended, _, _ = select.select([handle], [], [], 10)
        assert ended
        os.close(handle)
    assert not Path(folder).exists()


def get_children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()
