"""The way in for other assistants: over HTTP, or over standard input. The SDK is imported when one comes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from ringside.accounts import access
from ringside.accounts.principal import Principal
from ringside.core import clock
from ringside.core.errors import Unauthenticated
from ringside.metrics.chat.asking import Counter

if TYPE_CHECKING:
    from mcp.server.mcpserver import Context

PATH = "/api/mcp"
_PRINCIPAL = "ringside.principal"


class Door:
    """An ASGI application at one address. A caller shows a bearer token; a browser's cookie does not open it."""

    def __init__(self, at: Counter) -> None:
        self._at = at
        self._opening = asyncio.Lock()
        self._app: ASGIApp | None = None
        self._running: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise Unauthenticated
        scope[_PRINCIPAL] = await access.of_token(request.app.state, token.strip(), clock.now())
        app = self._app or await self._open()
        await app(scope, receive, send)

    async def serve_stdio(self, state: Any, token: str) -> None:
        """Answer the assistant that started this program, as the person of this token, until it hangs up."""
        from ringside.metrics.mcp.server import build  # noqa: PLC0415

        async def of_token(_ctx: Context[Any, Any]) -> Principal:  # at every call: the session may have ended meanwhile
            return await access.of_token(state, token, clock.now())

        await access.of_token(state, token, clock.now())
        await build(self._at, of_token).run_stdio_async()

    async def close(self) -> None:
        """End what is under way."""
        self._stop.set()
        if self._running is not None:
            await asyncio.wait({self._running})

    async def _open(self) -> ASGIApp:
        async with self._opening:
            if self._app is None:
                from mcp.server.transport_security import TransportSecuritySettings  # noqa: PLC0415

                from ringside.metrics.mcp.server import build  # noqa: PLC0415

                app = build(self._at, _of_request).streamable_http_app(
                    streamable_http_path=PATH,
                    json_response=True,
                    stateless_http=True,  # any process may answer any call
                    # The token, not the address a browser believes it talks to, decides who may ask.
                    transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
                )
                ready = asyncio.Event()
                self._running = asyncio.create_task(self._run(app, ready))
                await ready.wait()
                self._app = app
        return self._app

    async def _run(self, app: Any, ready: asyncio.Event) -> None:
        """The SDK's tasks begin and end in one task, which is this one."""
        async with app.router.lifespan_context(app):
            ready.set()
            await self._stop.wait()


async def _of_request(ctx: Context[Any, Any]) -> Principal:
    request = ctx.request_context.request
    principal = request.scope.get(_PRINCIPAL) if request is not None else None
    if not isinstance(principal, Principal):
        raise Unauthenticated
    return principal
