"""The application that serves the panel of a play and the control API."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from e2e.debug.control_api import build_control_api
from e2e.debug.desk import Desk
from e2e.debug.guard import LOOPBACK, Guard
from e2e.debug.panel.base import HERE, Templates, build_base
from e2e.debug.saving import Saver


def build_app(
    desk: Desk,
    saver: Saver,
    *,
    token: str,
    hosts: Iterable[str] = LOOPBACK,
    is_open: bool = False,
) -> Guard:
    """Returns the panel under `/` and the control API under `/api`, behind a `Guard`.

    `token`, `hosts` and `is_open` are the arguments of the `Guard`.
    """
    app = build_base("jobstatus-e2e debug", "Steps a play on the page under test.")
    app.include_router(build_control_api(desk, saver))
    _add_panel(app, desk, token)
    return Guard(app, token=token, hosts=hosts, is_open=is_open)


def _add_panel(app: FastAPI, desk: Desk, token: str) -> None:
    templates = Templates(HERE)

    def render(template: str) -> HTMLResponse:
        return templates.render(template, view=desk.view, diagram=Markup(desk.diagram), token=token)

    @app.get("/", include_in_schema=False)
    async def get_page() -> HTMLResponse:
        return render("page.html.jinja")

    @app.get("/panel", include_in_schema=False)
    async def get_panel() -> HTMLResponse:
        return render("panel.html.jinja")
