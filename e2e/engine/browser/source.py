"""The source of a browser, and how each process of the suite starts it."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, overload

from e2e.engine.browser.server import EXPOSED_HOST, BrowserServer

if TYPE_CHECKING:
    from playwright import async_api, sync_api

LAUNCH_ARGUMENTS = (
    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
    "--js-flags=--no-enable-lazy-source-positions,--single-threaded",
)
"""The arguments of each browser that is started.

The first one resolves every host of `get_new_host` to the backend's loopback address. The second is for
speed: the page's clock makes an Error for each timer, for which V8 would parse the page again to find its
lines, and V8's own threads only take the cores from the other workers (docs/decisions/0005).
"""

TIME_ZONE = "Asia/Kathmandu"
"""The time zone of every page, whatever that of the machine is.

In it a time in UTC that a page reads as local time is off by a quarter to six hours, and earlier than it
is: a page that drops an answer for its age drops each. A machine in UTC would show nothing of that.
"""


@dataclass(frozen=True, slots=True)
class BrowserSource:
    """The executable of a browser, or None for the one that Playwright downloaded; or a server.

    `is_sandboxed`: it starts in Chromium's sandbox on this machine, so every start must use it. With
    `server` the browser is that server's, and the other two do not count.
    """

    path: Path | None = None
    is_sandboxed: bool = False
    server: BrowserServer | None = None

    @classmethod
    def from_options(cls, options: Namespace) -> Self:
        """Returns the browser that pytest's `--browser-path`, `-sandbox` and `-server` name."""
        path, address = options.browser_path, options.browser_server
        server = BrowserServer(address, options.browser_server_limit) if address else None
        return cls(Path(path) if path else None, options.browser_sandbox, server)

    @overload
    def start(
        self, chromium: sync_api.BrowserType, *arguments: str, **options: Any
    ) -> sync_api.Browser: ...

    @overload
    def start(
        self, chromium: async_api.BrowserType, *arguments: str, **options: Any
    ) -> Awaitable[async_api.Browser]: ...

    def start(
        self,
        chromium: sync_api.BrowserType | async_api.BrowserType,
        *arguments: str,
        **options: Any,
    ) -> sync_api.Browser | Awaitable[async_api.Browser]:
        """Starts it with the suite's arguments, `arguments`, and Playwright's `options` of a launch.

        A server takes no arguments, and of the options `slow_mo` alone: it has started its browser as it
        is set up. Returns the browser, and from the asynchronous API an awaitable of it. Raises
        Playwright's Error where it does not start, and where a server does not hand one over.
        """
        if self.server is not None:
            return chromium.connect(
                self.server.address,
                expose_network=EXPOSED_HOST,
                slow_mo=options.get("slow_mo"),
                timeout=self.server.limit * 1000,
            )
        given: dict[str, Any] = {
            "executable_path": self.path,
            "chromium_sandbox": self.is_sandboxed,
            "args": [*LAUNCH_ARGUMENTS, *arguments],
            "env": {**os.environ, "TZ": TIME_ZONE},
            **options,
        }
        return chromium.launch(**given)
