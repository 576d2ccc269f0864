"""The three cookies of a signed-in browser."""

from __future__ import annotations

from fastapi import Request, Response

from ringside.core.settings import Settings

ACCESS_COOKIE = "ringside_access"
REFRESH_COOKIE = "ringside_refresh"
CSRF_COOKIE = "ringside_csrf"
CSRF_HEADER = "x-csrf-token"
REFRESH_PATH = "/api/auth"


def set_cookies(
    response: Response, request: Request, settings: Settings, access: str, refresh: str | None, csrf: str
) -> None:
    """Hand a session to the browser. `refresh` is None when the present refresh token stays."""
    secure = request.url.scheme == "https" if settings.cookie_secure is None else settings.cookie_secure
    life = settings.refresh_days * 86400
    response.set_cookie(
        ACCESS_COOKIE, access, max_age=settings.access_minutes * 60, httponly=True, samesite="lax", secure=secure
    )
    # Readable by our own page, which repeats it in a header: another site can make the browser send it but not read it.
    response.set_cookie(CSRF_COOKIE, csrf, max_age=life, httponly=False, samesite="lax", secure=secure)
    if refresh is not None:
        response.set_cookie(
            REFRESH_COOKIE, refresh, max_age=life, httponly=True, samesite="strict", secure=secure, path=REFRESH_PATH
        )


def clear_cookies(response: Response) -> None:
    """Take the session away from the browser."""
    response.delete_cookie(ACCESS_COOKIE)
    response.delete_cookie(CSRF_COOKIE)
    response.delete_cookie(REFRESH_COOKIE, path=REFRESH_PATH)
