"""The application that serves the panel of a backend, and its control API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from enum import StrEnum
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict

from e2e.debug.guard import LOOPBACK, Guard
from e2e.debug.panel.base import Templates, build_base
from e2e.debug.problem import REFUSALS
from e2e.debug.served.jobs import ServedJobs, ServedView
from e2e.debug.served.orders import ORDERS

OrderName = StrEnum("OrderName", {name: name for name in ORDERS})  # type: ignore[misc]


class JobsOrder(BaseModel):
    """What to do with which job."""

    model_config = ConfigDict(extra="forbid")

    job: str
    order: OrderName


def build_served_app(jobs: ServedJobs, *, token: str) -> Guard:
    """Returns the panel under `/` and the control API under `/api`, both behind a `Guard` on loopback."""
    app = build_base("jobstatus-e2e serve", "Moves the jobs of the backend.")
    app.include_router(_build_api(jobs))
    templates = Templates(Path(__file__).parent)

    @app.get("/", include_in_schema=False)
    async def get_page() -> HTMLResponse:
        return templates.render("served.html.jinja", view=jobs.look())

    @app.get("/panel", include_in_schema=False)
    async def get_panel() -> HTMLResponse:
        return templates.render("jobs.html.jinja", view=jobs.look())

    return Guard(app, token=token, hosts=LOOPBACK)


def _build_api(jobs: ServedJobs) -> APIRouter:
    router = APIRouter(prefix="/api", responses=REFUSALS)

    @router.get("/state", summary="How the jobs stand")
    async def get_state() -> ServedView:
        return jobs.look()

    @router.post("/orders", summary="Have the backend do something with a job")
    async def order(order: JobsOrder) -> ServedView:
        jobs.carry_out(order.job, order.order.value)
        return jobs.look()

    @router.post("/jobs", status_code=201, summary="Add a job, which is pending")
    async def add_job() -> ServedView:
        jobs.add_job()
        return jobs.look()

    @router.get(
        "/events",
        response_class=StreamingResponse,
        responses={200: {"content": {"text/event-stream": {}}}},
        summary="The number of each moment, as server-sent events",
    )
    async def follow() -> StreamingResponse:
        async def say() -> AsyncIterator[str]:
            async for version in jobs.follow():
                yield f"data: {version}\n\n"

        return StreamingResponse(say(), media_type="text/event-stream")

    return router
