"""Signing in and out."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request, Response

from ringside.accounts import service
from ringside.accounts.access import ControlSession, DatabasesDep, SettingsDep, SignedIn
from ringside.accounts.cookies import set_cookies
from ringside.accounts.passwords import Passwords
from ringside.accounts.schemas import Login, Me, Register, SignedInOut
from ringside.core.clock import Now
from ringside.core.errors import responses
from ringside.core.settings import Settings

router = APIRouter(tags=["accounts"])


def _passwords(request: Request) -> Passwords:
    return cast("Passwords", request.app.state.passwords)


PasswordsDep = Annotated[Passwords, Depends(_passwords)]


@router.post("/auth/register", status_code=201, responses=responses(service.EmailTaken, service.RegistrationClosed))
async def register(
    body: Register,
    request: Request,
    response: Response,
    control: ControlSession,
    store: DatabasesDep,
    passwords: PasswordsDep,
    settings: SettingsDep,
    now: Now,
) -> SignedInOut:
    """Create a company and its owner, and sign in."""
    if not settings.registration:
        raise service.RegistrationClosed
    who = await service.register(control, store, passwords, body, now)
    session = await service.start_session(control, settings, request.app.state.signing_key, who, now)
    return _hand_over(session, request, response, settings)


@router.post("/auth/login", responses=responses(service.WrongCredentials))
async def login(
    body: Login,
    request: Request,
    response: Response,
    control: ControlSession,
    passwords: PasswordsDep,
    settings: SettingsDep,
    now: Now,
) -> SignedInOut:
    """Sign in with e-mail and password."""
    who = await service.authenticate(control, passwords, body)
    session = await service.start_session(control, settings, request.app.state.signing_key, who, now)
    return _hand_over(session, request, response, settings)


@router.get("/auth/me")
async def me(principal: SignedIn, control: ControlSession) -> Me:
    """Who is signed in."""
    return service.describe(await service.who_is(control, principal.user_id))


def _hand_over(session: service.Session, request: Request, response: Response, settings: Settings) -> SignedInOut:
    set_cookies(response, request, settings, access=session.access, refresh=session.refresh, csrf=session.csrf)
    return SignedInOut(
        **session.me.model_dump(),
        access_token=session.access,
        expires_in=settings.access_minutes * 60,
        csrf_token=session.csrf,
    )
