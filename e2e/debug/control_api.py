"""The control API: the commands of the panel, for any program with the token."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from e2e.debug.commands import Command, Inject, RunTo, Step, TakeOut
from e2e.debug.desk import Desk
from e2e.debug.errors import Refused
from e2e.debug.problem import REFUSALS, Problems, say_problem
from e2e.debug.saving import Saver
from e2e.debug.view import View
from e2e.explorer.acts import Act


class _Order(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RunOrder(_Order):
    """Until how many acts are over; null: until none is left."""

    to: Annotated[int, Field(ge=0, strict=True)] | None


class ActOrder(_Order):
    """The act to play now, as a schedule file says it."""

    act: Act


class TakeOutOrder(_Order):
    """The number of the injected act that is to go, from 1."""

    number: Annotated[int, Field(ge=1, strict=True)]


class SaveOrder(_Order):
    """The name of the file, without its end; letters, digits, `-` and `_`."""

    name: Annotated[str, Field(pattern="^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]


class Saved(BaseModel):
    """Where a schedule was saved, and the command that plays it."""

    file: Path
    command: str


def build_control_api(desk: Desk, saver: Saver) -> APIRouter:
    """Returns the routes below `/api`.

    The response to a command comes when the play waits again, and has the view of the play.
    """
    router = APIRouter(prefix="/api", responses=REFUSALS)

    async def carry_out(command: Command) -> View:
        desk.submit(command)
        return await desk.wait_until_waiting()

    @router.get("/state", summary="How the play stands")
    async def get_state() -> View:
        return desk.view

    @router.post("/step", summary="Play the next act")
    async def step() -> View:
        return await carry_out(Step())

    @router.post("/run", summary="Play to an act, forwards, or anew from the beginning")
    async def run(order: RunOrder) -> View:
        return await carry_out(RunTo(order.to))

    @router.post("/back", summary="Play anew to one act before this one")
    async def go_back() -> View:
        if desk.view.cursor == 0:
            raise Refused("back", "No act is over: there is nothing to go back to.")
        return await carry_out(RunTo(desk.view.cursor - 1))

    @router.post("/restart", summary="Play anew from the beginning")
    async def restart() -> View:
        return await carry_out(RunTo(0))

    @router.post("/pause", status_code=202, summary="Stop a play that runs before its next act")
    async def pause() -> View:
        desk.pause()
        return desk.view

    @router.post("/acts", summary="Play an act now, before the next one of the list")
    async def inject(order: ActOrder) -> View:
        return await carry_out(Inject(order.act))

    @router.post("/acts/take-out", summary="Play anew without an act that was injected")
    async def take_out(order: TakeOutOrder) -> View:
        return await carry_out(TakeOut(order.number))

    @router.post("/schedule", status_code=201, summary="Save the acts so far as a schedule file")
    async def save(order: SaveOrder) -> Saved:
        file = saver.save(order.name, desk.view)
        return Saved(file=file, command=saver.get_command(file))

    @router.get(
        "/picture.png",
        response_class=Response,
        responses={200: {"content": {"image/png": {}}}, 404: {"model": Problems}},
        summary="The page, as it was when the play last stopped",
    )
    async def get_picture() -> Response:
        if desk.picture is None:
            return say_problem(404, ("picture",), "The page is in a window of its own.")
        return Response(desk.picture, media_type="image/png")

    @router.get(
        "/diagram.svg",
        response_class=Response,
        responses={200: {"content": {"image/svg+xml": {}}}},
        summary="The sequence diagram of the play so far",
    )
    async def get_diagram() -> Response:
        return Response(desk.diagram, media_type="image/svg+xml")

    @router.get(
        "/events",
        response_class=StreamingResponse,
        responses={200: {"content": {"text/event-stream": {}}}},
        summary="The number of each view, as server-sent events",
    )
    async def follow() -> StreamingResponse:
        async def tell() -> AsyncIterator[str]:
            async for view in desk.follow():
                yield f"data: {view.version}\n\n"

        return StreamingResponse(
            tell(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    return router
