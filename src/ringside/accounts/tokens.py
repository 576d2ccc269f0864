"""The tokens a session is made of. Pure: secret and time in, token or claims out."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import cast

import jwt
from pydantic import BaseModel, ValidationError

from ringside.accounts.schemas import Role
from ringside.core.errors import Unauthenticated

ISSUER = "ringside"
AUDIENCE = "ringside-api"


class SessionEnded(Unauthenticated):
    slug, title = "session-ended", "Your session has ended, please sign in again"


class Claims(BaseModel):
    """What an access token says. Role and tenant in it are checked against the database at every request."""

    sub: str
    sid: str
    tenantId: str  # noqa: N815 - the claim's public name
    role: Role
    ver: int


def sign_access(claims: Claims, secret: str, now: datetime, life: timedelta) -> str:
    """A signed access token (HS256)."""
    times = {"iss": ISSUER, "aud": AUDIENCE, "iat": int(now.timestamp()), "exp": int((now + life).timestamp())}
    return jwt.encode(claims.model_dump() | times, secret, algorithm="HS256")


def read_access(token: str, secret: str) -> Claims:
    """The claims of a valid access token. Raises SessionEnded or Unauthenticated."""
    try:
        return Claims.model_validate(
            jwt.decode(token, secret, algorithms=["HS256"], audience=AUDIENCE, issuer=ISSUER, options=_REQUIRED)
        )
    except jwt.ExpiredSignatureError:
        raise SessionEnded from None
    except (jwt.InvalidTokenError, ValidationError):
        raise Unauthenticated("This access token is not valid.") from None


_REQUIRED = cast("jwt.types.Options", {"require": ["exp", "iat", "sub", "sid", "ver"]})


def random_token() -> str:
    """A secret that cannot be guessed, fit for a link or a cookie."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """What is stored of a random token, so that a stolen database holds no usable one."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_token(sign_in_id: str, secret: str) -> str:
    """The anti-forgery token of one session."""
    return hmac.new(secret.encode(), f"csrf:{sign_in_id}".encode(), hashlib.sha256).hexdigest()


def csrf_matches(given: str, sign_in_id: str, secret: str) -> bool:
    return hmac.compare_digest(given.encode(), csrf_token(sign_in_id, secret).encode())
