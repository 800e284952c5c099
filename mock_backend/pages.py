"""Built pages, served beside the API so that a page's own host is the backend."""

from __future__ import annotations

import json
import re
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from mock_backend.wire import DOWNLOAD

_OBSERVED = re.compile(r"observed-(classic|module)-(.+)")
"""The name that the harness requests in the place of a worker's script (throughObserver.ts)."""

_LOADED = re.compile(r'(<(?:script type="module"|link rel="modulepreload")[^>]* (?:src|href)=")\./')
"""The tag and attribute by which a built document loads a module."""

_OBSERVER = "worker-observer.js"


class Pages:
    """Serves built folders under `/pages/{key}/`, and a file to save.

    Their requests are not journalled, because no race depends on them. In the place of a worker's script
    `x.js`, `observed-module-x.js` (or `-classic-`) loads the folder's observer first and then `x.js`,
    from an address in the same folder. A script names its source map, and the source map names the files
    of the checkout.
    """

    def __init__(self) -> None:
        self._folders: dict[str, Path] = {}

    def publish(self, key: str, folder: Path) -> None:
        """Serves the files of `folder` under `/pages/{key}/` from now on."""
        self._folders[key] = folder.resolve()

    def build_router(self) -> APIRouter:
        """Returns the routes that serve the folders and the file to save."""
        router = APIRouter()

        @router.get("/pages/{key}/{path:path}", include_in_schema=False)
        async def get_file(request: Request, key: str, path: str) -> Response:
            folder = self._folders.get(key)
            file = folder and (folder / (path or "index.html")).resolve()
            if folder and file and (script := _load_observed(folder, file, request.url.query)):
                return Response(
                    script, media_type="text/javascript", headers={"Connection": "close"}
                )
            if not folder or not file or not file.is_relative_to(folder) or not file.is_file():
                return PlainTextResponse("No such page.", 404)
            if scripts := request.query_params.get("scripts"):
                # One address for all stages, so that the browser loads and compiles the scripts once.
                return _with_scripts_from(file, f"http://{scripts}/pages/{key}/")
            # Not no-store, because the back/forward cache does not keep a document with it.
            is_document = file.suffix == ".html"
            caching = "no-cache" if is_document else "max-age=31536000, immutable"
            # A poll would use a kept connection again: see `CutBeforeHeaders`.
            headers = {
                "Cache-Control": caching,
                "Connection": "close",
                # Documents of another host load scripts from here, and so do workers with a `data:`
                # address, which have no host.
                "Access-Control-Allow-Origin": "*",
            }
            if file.suffix == ".map":
                return Response(
                    _place_sources(file), media_type="application/json", headers=headers
                )
            if file.with_name(f"{file.name}.map").is_file():
                # A header, because the build leaves the comment out. Only DevTools requests the map.
                headers["SourceMap"] = f"{file.name}.map"
            return FileResponse(file, headers=headers)

        @router.get(DOWNLOAD, include_in_schema=False)
        async def download() -> Response:
            headers = {
                "Content-Disposition": 'attachment; filename="results.json"',
                "Connection": "close",
            }
            return PlainTextResponse("{}", headers=headers)

        return router


def _with_scripts_from(document: Path, address: str) -> Response:
    text = _LOADED.sub(rf"\g<1>{address}", document.read_text(encoding="utf-8"))
    return Response(
        text,
        media_type="text/html",
        headers={"Cache-Control": "no-cache", "Connection": "close"},
    )


def _place_sources(file: Path) -> str:
    """Returns the source map with file addresses for its sources, which are the same for every host."""
    made = json.loads(file.read_text(encoding="utf-8"))
    made["sources"] = [
        source if source is None or ":" in source else (file.parent / source).resolve().as_uri()
        for source in made["sources"]
    ]
    return json.dumps(made)


def _load_observed(folder: Path, file: Path, query: str) -> str | None:
    """Returns a script that loads the observer and then the worker's script; None for any other file."""
    asked = _OBSERVED.fullmatch(file.name)
    if asked is None or not (file.parent / asked[2]).is_file():
        return None
    if not file.parent.is_relative_to(folder):
        return None
    up = "../" * len(file.parent.relative_to(folder).parts)
    scripts = [f"./{up}{_OBSERVER}", f"./{asked[2]}" + (f"?{query}" if query else "")]
    if asked[1] == "module":
        return "".join(f"import {json.dumps(each)};\n" for each in scripts)
    return f"importScripts({', '.join(map(json.dumps, scripts))});\n"
