"""Signing in and out, and the news for open tabs. People and tenants are in people_routes."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Cookie, Depends, Request, Response
from fastapi.responses import StreamingResponse

from ringside.accounts import members, outside, people_routes, service
from ringside.accounts.access import ControlSession, DatabasesDep, SettingsDep, SignedIn
from ringside.accounts.cookies import ACCESS_COOKIE, REFRESH_COOKIE, clear_cookies, set_cookies
from ringside.accounts.passwords import Passwords
from ringside.accounts.schemas import (
    Accept,
    InvitationToken,
    InvitationView,
    Login,
    Me,
    OutsideToken,
    PasswordChange,
    Register,
    SignedInOut,
    TokenIn,
    TokenOut,
    UserChange,
)
from ringside.accounts.throttle import Throttle, TooManyAttempts
from ringside.accounts.tokens import SessionEnded, read_access
from ringside.core import sse
from ringside.core.clock import Now
from ringside.core.errors import AppError, responses
from ringside.core.events import listen

router = APIRouter(tags=["accounts"])


async def _passwords(request: Request) -> Passwords:
    return cast("Passwords", request.app.state.passwords)


async def _throttle(request: Request) -> Throttle:
    return cast("Throttle", request.app.state.throttle)


async def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


async def _maker(request: Request, settings: SettingsDep) -> service.SessionMaker:
    return service.SessionMaker(settings, request.app.state.signing_key)


PasswordsDep = Annotated[Passwords, Depends(_passwords)]
ThrottleDep = Annotated[Throttle, Depends(_throttle)]
Address = Annotated[str, Depends(_address)]
Maker = Annotated[service.SessionMaker, Depends(_maker)]


@router.post(
    "/auth/register",
    status_code=201,
    responses=responses(service.EmailTaken, service.RegistrationClosed, TooManyAttempts),
)
async def register(
    body: Register,
    request: Request,
    response: Response,
    control: ControlSession,
    store: DatabasesDep,
    passwords: PasswordsDep,
    throttle: ThrottleDep,
    address: Address,
    maker: Maker,
    now: Now,
) -> SignedInOut:
    """Create a company and its owner, and sign in."""
    if not maker.settings.registration:
        raise service.RegistrationClosed
    await throttle.visit(address)
    account = await service.register(control, store, passwords, body, now)
    return _hand_over(await service.start_session(control, maker, account, now), request, response, maker)


@router.post("/auth/login", responses=responses(service.WrongCredentials, TooManyAttempts))
async def login(
    body: Login,
    request: Request,
    response: Response,
    control: ControlSession,
    passwords: PasswordsDep,
    throttle: ThrottleDep,
    address: Address,
    maker: Maker,
    now: Now,
) -> SignedInOut:
    """Sign in with e-mail and password."""
    await throttle.visit(address)
    await throttle.attempt(body.email, address)
    account = await service.authenticate(control, passwords, body)
    await throttle.succeeded(body.email, address)
    return _hand_over(await service.start_session(control, maker, account, now), request, response, maker)


@router.post(
    "/auth/outside",
    responses=responses(
        outside.OutsideTokenInvalid, outside.UnknownPerson, outside.ProviderAway, TooManyAttempts, outside.NoProvider
    ),
)
async def exchange(
    body: OutsideToken,
    request: Request,
    response: Response,
    control: ControlSession,
    store: DatabasesDep,
    throttle: ThrottleDep,
    address: Address,
    maker: Maker,
    now: Now,
) -> SignedInOut:
    """Sign in with a token of the outside identity provider, for browsers that want a cookie session."""
    await throttle.visit(address)
    provider = request.app.state.identity_provider
    if not provider.issuer:
        raise outside.NoProvider
    user_id = await outside.user_of(store, provider, body.token, now)
    account = await service.account_of(control, user_id)
    return _hand_over(await service.start_session(control, maker, account, now), request, response, maker)


@router.post("/auth/refresh", responses=responses(SessionEnded))
async def refresh(
    request: Request,
    response: Response,
    control: ControlSession,
    maker: Maker,
    now: Now,
    token: Annotated[str, Cookie(alias=REFRESH_COOKIE, max_length=200)] = "",
) -> SignedInOut:
    """Continue the session of the refresh cookie, which is replaced."""
    return _hand_over(await service.refresh_session(control, maker, token, now), request, response, maker)


@router.post("/auth/logout", status_code=204)
async def logout(
    request: Request,
    response: Response,
    control: ControlSession,
    maker: Maker,
    now: Now,
    token: Annotated[str | None, Cookie(alias=REFRESH_COOKIE, max_length=200)] = None,
    access: Annotated[str | None, Cookie(alias=ACCESS_COOKIE, max_length=2000)] = None,
) -> None:
    """End the session of this browser or token; asking twice does no harm."""
    # No X-CSRF-Token is asked for: a browser whose cookies have half expired must still be able to sign out. Another
    # site could at most sign somebody out, and the check of Origin and the cookies' SameSite prevent that already.
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
    try:
        sign_in_id = read_access(bearer or access or "", maker.secret).sid
    except AppError:
        sign_in_id = None
    await service.end_session(control, sign_in_id=sign_in_id, refresh_token=token, now=now)
    clear_cookies(response)


@router.post("/auth/token", status_code=201, responses=responses(service.WrongPassword, TooManyAttempts))
async def create_token(
    body: TokenIn,
    principal: SignedIn,
    control: ControlSession,
    passwords: PasswordsDep,
    throttle: ThrottleDep,
    address: Address,
    maker: Maker,
    now: Now,
) -> TokenOut:
    """A token for a program that asks in your name, such as an assistant."""
    await throttle.attempt(principal.user_id, address)
    made = await service.make_token(control, passwords, maker, principal.user_id, body, now)
    await throttle.succeeded(principal.user_id, address)
    return made


@router.get("/auth/me")
async def me(principal: SignedIn, control: ControlSession) -> Me:
    """Who is signed in."""
    return service.describe(await service.account_of(control, principal.user_id))


@router.patch("/users/me")
async def update_me(body: UserChange, principal: SignedIn, control: ControlSession) -> Me:
    """Change your own name or language."""
    return await service.change_me(control, principal.user_id, body)


@router.post("/users/me/password", status_code=204, responses=responses(service.WrongPassword, TooManyAttempts))
async def change_password(
    body: PasswordChange,
    principal: SignedIn,
    control: ControlSession,
    passwords: PasswordsDep,
    throttle: ThrottleDep,
    address: Address,
    now: Now,
) -> None:
    """Set a new password; your other sessions end."""
    await throttle.attempt(principal.user_id, address)
    await service.change_password(control, passwords, principal.user_id, principal.sign_in_id, body, now)
    await throttle.succeeded(principal.user_id, address)


@router.post("/auth/invitation", responses=responses(members.InvitationOver, TooManyAttempts))
async def view_invitation(
    body: InvitationToken, control: ControlSession, throttle: ThrottleDep, address: Address, now: Now
) -> InvitationView:
    """What an invitation is for. The token travels in the body because addresses end up in logs."""
    await throttle.visit(address)
    return await members.view_invitation(control, body.token, now)


@router.post(
    "/auth/invitation/accept",
    status_code=201,
    responses=responses(members.InvitationOver, service.EmailTaken, TooManyAttempts),
)
async def accept_invitation(
    body: Accept,
    request: Request,
    response: Response,
    control: ControlSession,
    passwords: PasswordsDep,
    throttle: ThrottleDep,
    address: Address,
    maker: Maker,
    now: Now,
) -> SignedInOut:
    """Join the company that invited you, and sign in."""
    await throttle.visit(address)
    account = await members.accept(control, passwords, body, now)
    return _hand_over(await service.start_session(control, maker, account, now), request, response, maker)


@router.get("/events", response_class=StreamingResponse, responses=sse.RESPONSE)
async def events(principal: SignedIn) -> StreamingResponse:
    """What happens in your company while you look, as server-sent events."""
    return sse.stream(listen(principal.tenant_id, principal.user_id))


# After ours: /users/me would else be read as /users/{user_id}.
router.include_router(people_routes.router)


def _hand_over(
    session: service.Session, request: Request, response: Response, maker: service.SessionMaker
) -> SignedInOut:
    set_cookies(response, request, maker.settings, session.access, session.refresh, session.csrf)
    return SignedInOut(
        user=session.me.user,
        tenant=session.me.tenant,
        access_token=session.access,
        expires_in=maker.settings.access_minutes * 60,
        csrf_token=session.csrf,
    )
