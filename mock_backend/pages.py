"""Built pages, served beside the API so that a page's own host is the backend."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse, PlainTextResponse, Response

DOWNLOAD = "/downloads/results.json"
"""Where a file is served that the browser saves and does not show (RFC 6266, 4.2: `attachment`)."""


class Pages:
    """Serves built folders under `/pages/{key}/`, and a file to save.

    Not journalled: no race depends on them.
    """

    def __init__(self) -> None:
        self._folders: dict[str, Path] = {}

    def publish(self, key: str, folder: Path) -> None:
        """Serves the files of `folder` under `/pages/{key}/` from now on."""
        self._folders[key] = folder.resolve()

    def build_router(self) -> APIRouter:
        """The route that serves them."""
        router = APIRouter()

        @router.get("/pages/{key}/{path:path}", include_in_schema=False)
        async def get_file(key: str, path: str) -> Response:
            folder = self._folders.get(key)
            file = folder and (folder / (path or "index.html")).resolve()
            if not folder or not file or not file.is_relative_to(folder) or not file.is_file():
                return PlainTextResponse("No such page.", 404)
            # Not no-store: a document that forbids it is not kept for going back to.
            is_document = file.suffix == ".html"
            caching = "no-cache" if is_document else "max-age=31536000, immutable"
            # A connection that is kept would be used again by a poll: see `CutBeforeHeaders`.
            return FileResponse(file, headers={"Cache-Control": caching, "Connection": "close"})

        @router.get(DOWNLOAD, include_in_schema=False)
        async def download() -> Response:
            headers = {
                "Content-Disposition": 'attachment; filename="results.json"',
                "Connection": "close",
            }
            return PlainTextResponse("{}", headers=headers)

        return router
