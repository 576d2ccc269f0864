"""What happens to every request before and after a route sees it: identity, log line, size, headers."""

from __future__ import annotations

import asyncio
import json
import math
import re
import time
from typing import Any
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ringside.core import sse
from ringside.core.errors import AppError, BadRequest, Forbidden, Invalid, TooLarge, Unavailable, render
from ringside.core.ids import new_id

log = structlog.get_logger()

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_REQUEST_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), payment=(), usb=(), microphone=(self), display-capture=(self)",
}


class CrossSite(Forbidden):
    slug, title = "cross-site", "This request comes from another web site"


class BadText(Invalid):
    slug, title = "bad-text", "The request holds characters that cannot be stored"


class Stopping(Unavailable):
    slug, title = "stopping", "Ringside is being stopped"


STREAMED = frozenset({"multipart/form-data", "application/offset+octet-stream"})
"""Kinds of bodies that are handed on as they arrive, for the route to put where they belong."""
SLOW_MS = 1_000
"""A request whose answer begins later than this is worth a log line however quiet the log."""


class Plumbing:
    """Gives each request an id, one log line, security headers, and refuses what no route should have to look at."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        max_body: int,
        max_upload: int,
        allowed_origins: list[str],
        roomier: tuple[str, int] | None = None,
        log_all: bool = True,
    ) -> None:
        """`roomier` is a pattern of paths and how large a JSON body may be there.

        `log_all` is for machines that read the log; a person wants to see what went wrong or took long.
        """
        self.app = app
        self.log_all = log_all
        self.max_body = max_body
        self.max_upload = max_upload
        pattern, self.max_roomier = roomier or (r"(?!)", 0)
        self.roomier = re.compile(pattern)
        self.allowed_origins = frozenset(origin.rstrip("/") for origin in allowed_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else new_id()
        scope["request_id"] = request_id
        status, kind, waited = 0, "", 0.0

        async def send_with_headers(message: Message) -> None:
            nonlocal status, kind, waited
            if message["type"] == "http.response.start":
                status, waited = message["status"], _ms_since(started)
                out = MutableHeaders(scope=message)
                kind = out.get("content-type", "")
                out["X-Request-Id"] = request_id
                for name, value in SECURITY_HEADERS.items():
                    out.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    out.setdefault("Cache-Control", "no-store")
            await send(message)

        async def refuse(error: AppError) -> None:
            response = render(error, instance=scope["path"].replace("\x00", ""), request_id=request_id)
            await response(scope, receive, send_with_headers)

        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            await self.app(scope, await self._checked(scope, headers, receive), send_with_headers)
        except AppError as error:
            if status:
                raise
            await refuse(error)
        except Exception as error:
            log.error("unhandled error", path=scope["path"], exc_info=error)
            if status:
                raise
            await refuse(AppError("The error has been logged. Please try again."))
        except asyncio.CancelledError:
            # Only a server whose time to stop is up cancels a request, and it takes no further interest in it.
            if not status:
                await refuse(Stopping("Send the same again in a moment.", headers={"Retry-After": "5"}))
            elif kind.startswith(sse.MEDIA_TYPE):  # events may end after any of them; half a file is no file
                await send({"type": "http.response.body", "body": b""})
        finally:
            heard = self.log_all or not 200 <= status < 400 or waited > SLOW_MS
            tell = log.info if heard else log.debug
            tell("request", method=scope["method"], path=scope["path"], status=status, ms=_ms_since(started))

    async def _checked(self, scope: Scope, headers: Headers, receive: Receive) -> Receive:
        if "\x00" in scope["path"] or b"%00" in scope.get("query_string", b""):
            raise BadText("The address holds a NUL character.")
        if scope["method"] in UNSAFE:
            self._refuse_other_sites(headers)
            return await self._read_body(scope["path"], headers, receive)
        return receive

    def _refuse_other_sites(self, headers: Headers) -> None:
        # A bearer token is never sent by a browser on its own, so such a request needs no check.
        if headers.get("authorization"):
            return
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site")
        if site in ("same-origin", "none") or (origin and origin in self.allowed_origins):
            return
        if site is not None or (origin and urlsplit(origin).netloc != headers.get("host")):
            raise CrossSite("Open Ringside in its own tab and try again.")

    async def _read_body(self, path: str, headers: Headers, receive: Receive) -> Receive:
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        streamed = kind in STREAMED
        whole = self.max_roomier if self.roomier.fullmatch(path) else self.max_body
        limit = self.max_upload if streamed else whole
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > limit:
            raise TooLarge(f"At most {limit} bytes are accepted here.", limit=limit)
        if streamed:
            return _counted(receive, limit)
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise BadRequest("The connection was closed before the body had arrived.")
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > limit:
                raise TooLarge(f"At most {limit} bytes are accepted here.", limit=limit)
        if kind.endswith("json"):
            check_json(bytes(body))
        return _replayed(bytes(body), receive)


def _ms_since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)


def _counted(receive: Receive, limit: int) -> Receive:
    seen = 0

    async def counting() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise TooLarge(f"At most {limit} bytes are accepted here.", limit=limit)
        return message

    return counting


def _replayed(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replaying() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replaying


# Only these can parse into something that a database or a JSON answer cannot hold.
_SUSPICIOUS = re.compile(rb"\\u0000|\\u[dD][89a-fA-F]|NaN|Infinity|[eE]\+?\d{3}|\d{19}")


def check_json(body: bytes) -> None:
    """Refuse a JSON body that holds what no store can keep: bad UTF-8, NUL, lone surrogates, infinite numbers."""
    try:
        body.decode()
    except UnicodeDecodeError:
        raise BadRequest("The body is not valid UTF-8.") from None
    if not _SUSPICIOUS.search(body):
        return
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest("The body is not valid JSON.") from None
    _check_value(value)


def _check_value(root: Any) -> None:
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value):
                raise BadText("Text may not hold NUL characters or half of a character pair.")
        elif isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, float) and not math.isfinite(value):
            raise BadText("Numbers must be finite.")
        elif isinstance(value, int) and abs(value) >= 2**63:
            raise BadText("This whole number is too large.")
