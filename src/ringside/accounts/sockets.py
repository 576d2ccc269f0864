"""Who is on the other end of a WebSocket. Role and tenant come from the session, exactly as for a request."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from starlette.websockets import WebSocket

from ringside.accounts.access import of_claims, of_token
from ringside.accounts.cookies import ACCESS_COOKIE
from ringside.accounts.principal import Principal
from ringside.accounts.tokens import read_access
from ringside.core.errors import Unauthenticated
from ringside.core.http import CrossSite


async def signed_in_socket(socket: WebSocket, now: datetime) -> Principal:
    """The caller of a WebSocket: a bearer token in the handshake's Authorization header, or a browser's cookie.

    Raises Unauthenticated, SessionEnded, or CrossSite: another web site can make a browser send its cookie here.
    """
    scheme, _, token = socket.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return await of_token(socket.app.state, token.strip(), now)
    cookie = socket.cookies.get(ACCESS_COOKIE)
    if not cookie:
        raise Unauthenticated
    if not _own_site(socket):
        raise CrossSite("Open Ringside in its own tab and try again.")
    return await of_claims(socket.app.state, read_access(cookie, socket.app.state.signing_key))


def _own_site(socket: WebSocket) -> bool:
    """Whether the page that opens this socket is ours: a browser always names its origin."""
    origin = socket.headers.get("origin")
    allowed = {each.rstrip("/") for each in socket.app.state.settings.allowed_origins}
    return origin is not None and (origin in allowed or urlsplit(origin).netloc == socket.headers.get("host"))
