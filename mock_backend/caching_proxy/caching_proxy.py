"""A caching proxy in front of a backend: a real nginx."""

from __future__ import annotations

import http.client
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mock_backend.caching_proxy.nginx import NoNginx, find_nginx
from mock_backend.caching_proxy.profiles import Profile
from mock_backend.caching_proxy.tied_process import TiedProcess

if TYPE_CHECKING:
    from jinja2 import Template

LIMIT = 10.0
"""Seconds that nginx has to answer or to end; it takes about 10 ms."""

STATUS_HEADER = "X-Cache-Status"
"""nginx's status of every answer: HIT, MISS, STALE, UPDATING, EXPIRED, BYPASS, or NONE past the cache."""

_READY = "/.caching-proxy"


@dataclass(frozen=True, slots=True)
class CachingProxy:
    """A caching proxy that serves on 127.0.0.1:`port`.

    `pid` is the process id of nginx, `folder` has its config and its cache. `is_running` returns False
    once it has ended by itself.
    """

    profile: Profile
    port: int
    pid: int
    folder: Path
    is_running: Callable[[], bool]

    @property
    def base_url(self) -> str:
        """Its address: loopback by number, and the port."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serve_caching_proxy(
    profile: Profile, *, backend_port: int, nginx: Path | None = None
) -> Iterator[CachingProxy]:
    """Serves a proxy in front of the backend on loopback until the block ends, and removes its cache.

    The system chooses the port. The socket is opened here and nginx inherits it, so no other process can
    take the port in between. Raises NoNginx, with nginx's own error line, where it does not start.
    """
    binary = nginx or find_nginx()
    folder = Path(tempfile.mkdtemp(prefix="jobstatus-proxy-"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        port = listener.getsockname()[1]
        (folder / "nginx.conf").write_text(
            _get_template().render(
                profile=profile,
                folder=folder,
                port=port,
                backend_port=backend_port,
                ready=_READY,
            ),
            encoding="utf-8",
        )
        process = TiedProcess(
            [str(binary), "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"],
            folder=folder,
            listener=listener,
            # nginx uses a listening socket that this variable names. It is meant for upgrades without
            # a stop.
            environment={"NGINX": "0;"},
        )
    try:
        _wait_until_it_answers(process, port)
        yield CachingProxy(profile, port, process.pid, folder, lambda: process.is_running)
    finally:
        process.end()


def _wait_until_it_answers(process: TiedProcess, port: int) -> None:
    # No other process has the socket any more: when nginx ends, the socket closes, and clients in its
    # queue get an error at once.
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT)
    try:
        connection.request("HEAD", _READY)
        connection.getresponse().read()
    except (OSError, http.client.HTTPException) as error:
        raise NoNginx(f"Failed to start nginx: {_get_reason(process) or error}") from None
    finally:
        connection.close()


def _get_reason(process: TiedProcess) -> str:
    """Returns the line of nginx's fatal error, without its time; else the last line of its output."""
    lines = process.get_words().splitlines()
    fatal = [line[line.index("[emerg]") :] for line in lines if "[emerg]" in line]
    return fatal[0] if fatal else "".join(lines[-1:])


def _get_template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    return templates.get_template("nginx.conf.jinja")
