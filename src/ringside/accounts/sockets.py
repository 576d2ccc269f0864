"""Who is on the other end of a WebSocket. Role and tenant come from the session, exactly as for a request."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

import sqlalchemy as sa
from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket

from ringside.accounts.access import of_claims, of_token
from ringside.accounts.cookies import ACCESS_COOKIE
from ringside.accounts.models import Membership, SignIn
from ringside.accounts.principal import Principal
from ringside.accounts.tokens import SessionEnded, read_access
from ringside.core.errors import Unauthenticated
from ringside.core.http import CrossSite


async def signed_in_socket(socket: WebSocket, now: datetime) -> Principal:
    """The caller of a WebSocket: a bearer token in the handshake's Authorization header, or a browser's cookie.

    Raises Unauthenticated, SessionEnded, or CrossSite: another web site can make a browser send its cookie here.
    """
    if token := bearer(socket):
        return await of_token(socket.app.state, token, now)
    cookie = socket.cookies.get(ACCESS_COOKIE)
    if not cookie:
        raise Unauthenticated
    if not _own_site(socket):
        raise CrossSite("Open Ringside in its own tab and try again.")
    return await of_claims(socket.app.state, read_access(cookie, socket.app.state.signing_key))


def bearer(connection: HTTPConnection) -> str:
    """The bearer token that a request or a handshake carries, or ""."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def require_still(connection: HTTPConnection, who: Principal, now: datetime) -> None:
    """Raises Unauthenticated when somebody who came by this connection is signed in no more.

    An access token is short-lived and a page renews it elsewhere: what counts is the session it belongs to, and that
    role and tenant are still the same. An outside token is its own session.
    """
    if not who.sign_in_id:
        if await of_token(connection.app.state, bearer(connection), now) != who:
            raise SessionEnded
        return
    query = (
        sa.select(Membership.role)
        .join(SignIn, SignIn.user_id == Membership.user_id)
        .where(SignIn.id == who.sign_in_id, SignIn.revoked_at.is_(None), SignIn.expires_at > now)
        .where(Membership.user_id == who.user_id, Membership.tenant_id == who.tenant_id)
    )
    async with connection.app.state.databases.control() as control:
        if await control.scalar(query) != who.role:
            raise SessionEnded


def _own_site(socket: WebSocket) -> bool:
    """Whether the page that opens this socket is ours: a browser always names its origin."""
    origin = socket.headers.get("origin")
    allowed = {each.rstrip("/") for each in socket.app.state.settings.allowed_origins}
    return origin is not None and (origin in allowed or urlsplit(origin).netloc == socket.headers.get("host"))
