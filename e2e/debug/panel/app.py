"""The application that serves the panel and the control API."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.exceptions import HTTPException

from e2e.debug.control_api import build_control_api
from e2e.debug.desk import Desk
from e2e.debug.errors import Refused
from e2e.debug.guard import LOOPBACK, Guard
from e2e.debug.problem import say_problem
from e2e.debug.saving import Saver
from e2e.pages.places import FIXTURES

HERE = Path(__file__).parent

STATIC = {
    "panel.js": HERE / "panel.js",
    "panel.css": HERE / "panel.css",
    "idiomorph.js": FIXTURES / "node_modules" / "idiomorph" / "dist" / "idiomorph.min.js",
}
"""What is served under `/static/`; a library comes from where npm has installed it."""


def build_app(
    desk: Desk,
    saver: Saver,
    *,
    token: str,
    hosts: Iterable[str] = LOOPBACK,
    is_open: bool = False,
) -> Guard:
    """The panel under `/`, the control API under `/api`, both behind a `Guard` with these arguments."""
    app = FastAPI(
        title="jobstatus-e2e debug",
        description="Steps a play on the page under test. Every request carries the token that the "
        "command printed: `Authorization: Bearer TOKEN`, or `?token=TOKEN`.",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(build_control_api(desk, saver))
    _add_panel(app, desk, token)

    @app.exception_handler(Refused)
    async def refuse(request: Request, refused: Refused) -> JSONResponse:
        return say_problem(409, ("body", refused.field), str(refused))

    @app.exception_handler(RequestValidationError)
    async def complain(request: Request, error: RequestValidationError) -> JSONResponse:
        detail = [
            {"type": each["type"], "loc": list(each["loc"]), "msg": each["msg"]}
            for each in error.errors()
        ]
        return JSONResponse({"detail": detail}, 422)

    @app.exception_handler(HTTPException)
    async def say(request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == 400:
            return say_problem(422, ("body",), "It is not JSON in UTF-8.")
        field = "method" if error.status_code == 405 else "path"
        return say_problem(error.status_code, (field,), error.detail, error.headers)

    return Guard(app, token=token, hosts=hosts, is_open=is_open)


def _add_panel(app: FastAPI, desk: Desk, token: str) -> None:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["seconds"] = lambda milliseconds: f"{milliseconds / 1000:g} s"

    def render(template: str) -> HTMLResponse:
        text = environment.get_template(template).render(
            view=desk.view, diagram=Markup(desk.diagram), token=token
        )
        return HTMLResponse(text)

    @app.get("/", include_in_schema=False)
    async def get_page() -> HTMLResponse:
        return render("page.html.jinja")

    @app.get("/panel", include_in_schema=False)
    async def get_panel() -> HTMLResponse:
        return render("panel.html.jinja")

    @app.get("/static/{name}", include_in_schema=False)
    async def get_static(name: str) -> Response:
        if name not in STATIC:
            return say_problem(404, ("path", "name"), f"There is no {name!r}.")
        return FileResponse(STATIC[name])
