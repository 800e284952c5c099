"""The parts that the servers of both panels share: scripts, styles, templates and error responses."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException

from e2e.debug.errors import Refused
from e2e.debug.problem import say_problem
from e2e.pages.places import FIXTURES

HERE = Path(__file__).parent

STATIC = {
    "panel.js": HERE / "panel.js",
    "panel.css": HERE / "panel.css",
    "idiomorph.js": FIXTURES / "node_modules" / "idiomorph" / "dist" / "idiomorph.min.js",
}
"""The files under `/static/`, by name; a library is served from the folder in which npm installed it."""


def build_base(title: str, description: str) -> FastAPI:
    """Returns an application with the scripts and styles; each refusal names the field at fault."""
    app = FastAPI(
        title=title,
        description=f"{description} Every request carries the token that the command printed: "
        "`Authorization: Bearer TOKEN`, or `?token=TOKEN`.",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )

    @app.get("/static/{name}", include_in_schema=False)
    async def get_static(name: str) -> Response:
        if name not in STATIC:
            return say_problem(404, ("path", "name"), f"There is no {name!r}.")
        return FileResponse(STATIC[name])

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

    return app


class Templates:
    """The Jinja templates of a folder."""

    def __init__(self, folder: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader([folder, HERE]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["seconds"] = lambda milliseconds: f"{milliseconds / 1000:g} s"

    def render(self, template: str, **values: object) -> HTMLResponse:
        """Returns the template as a page, with these values."""
        return HTMLResponse(self._environment.get_template(template).render(**values))
