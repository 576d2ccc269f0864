"""Serves the built web app: files by name, and its index page for every other address people may have bookmarked."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

_FOREVER = "public, max-age=31536000, immutable"
_NOT_BUILT = "The web app has not been built. `make run` builds it; the API is at /api/openapi.json.\n"


def find_folder(chosen: Path | None) -> Path | None:
    """Where the built web app is: as set, inside the installed package, or in a checkout's web/dist."""
    package = Path(__file__).parents[1]
    places = [chosen] if chosen else [package / "webapp", package.parents[1] / "web" / "dist"]
    return next((place for place in places if (place / "index.html").is_file()), None)


class WebApp:
    """What answers addresses that no route of the API knows."""

    def __init__(self, folder: Path | None) -> None:
        self._files: ASGIApp | None = GZipMiddleware(_Files(directory=folder), minimum_size=1000) if folder else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path == "/api" or path.startswith("/api/") or scope["type"] != "http":
            raise HTTPException(404, "The API has no such address.")
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405, "Pages can only be read.", headers={"Allow": "GET, HEAD"})
        if self._files is None:
            await PlainTextResponse(_NOT_BUILT, 404)(scope, receive, send)
        else:
            await self._files(scope, receive, send)


class _Files(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        page = path == "."
        try:
            response = await super().get_response("index.html" if page else path, scope)
        except HTTPException as error:
            # A missing script stays missing: a page in its place would only break the browser in a stranger way.
            if error.status_code != 404 or PurePosixPath(path).suffix:
                raise
            response = await super().get_response("index.html", scope)
        # The bundler names these after their content.
        response.headers["Cache-Control"] = _FOREVER if path.startswith("assets/") else "no-cache"
        return response
