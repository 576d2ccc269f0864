"""Tokens of an outside identity provider: Cognito, Supabase, any OpenID Connect issuer."""

from __future__ import annotations

import asyncio
import contextlib
import time
from datetime import datetime
from typing import Any

import httpx
import jwt
import sqlalchemy as sa
import structlog
from pydantic import BaseModel
from sqlalchemy.exc import IntegrityError

from ringside.accounts import members, service
from ringside.accounts.models import Identity, Invitation, User
from ringside.core.db import Databases
from ringside.core.errors import Forbidden, NotFound, Unauthenticated, Unavailable
from ringside.core.settings import Settings

log = structlog.get_logger()

_KEYS_LIVE = 3600.0
_BETWEEN_FETCHES = 30.0  # an unknown key id fetches the keys anew, but a flood of made-up ids must not
_AFTER_FAILURE = 3.0
_LEEWAY = 30


class OutsideTokenInvalid(Unauthenticated):
    slug, title = "outside-token-invalid", "This token of the identity provider cannot be accepted"


class ProviderAway(Unavailable):
    slug, title = "identity-provider-away", "The identity provider cannot be reached"


class NoProvider(NotFound):
    slug, title = "no-identity-provider", "No outside identity provider is set up here"


class UnknownPerson(Forbidden):
    slug, title = "unknown-person", "You have no account here yet; ask your company for an invitation"


class Person(BaseModel):
    """Whom a token speaks of. `email` is set only when the provider vouches for it."""

    issuer: str
    subject: str
    email: str | None = None
    name: str | None = None


class IdentityProvider:
    """Checks tokens of one issuer against its published keys."""

    def __init__(self, settings: Settings, http: httpx.AsyncClient | None = None) -> None:
        self.issuer = settings.oidc_issuer or ""
        self.creates_tenants = settings.oidc_create_tenants
        self._settings = settings
        self._http = http
        self._keys: list[jwt.PyJWK] = []
        self._fetched = self._next_fetch = float("-inf")
        self._away = False
        self._fetching = asyncio.Lock()
        self._discovered: dict[str, Any] | None = None

    def issued(self, token: str) -> bool:
        """Whether a token claims to come from this issuer (nothing is verified by that)."""
        if not self.issuer:
            return False
        try:
            return bool(jwt.decode(token, options={"verify_signature": False}).get("iss") == self.issuer)
        except jwt.InvalidTokenError:
            return False

    async def verify(self, token: str) -> dict[str, Any]:
        """The claims of a valid token. Raises OutsideTokenInvalid or ProviderAway."""
        try:
            header = jwt.get_unverified_header(token)
            if header.get("alg") not in self._settings.oidc_algorithms:
                raise OutsideTokenInvalid("Its signature algorithm is not accepted here.")
            key = await self._key(header.get("kid"), str(header["alg"]))
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=self._settings.oidc_algorithms,
                issuer=self.issuer,
                leeway=_LEEWAY,
                options={"require": ["exp", "iss", "sub"], "verify_aud": False},
            )
        except jwt.ExpiredSignatureError:
            raise OutsideTokenInvalid("It has expired.") from None
        except (jwt.InvalidTokenError, jwt.InvalidKeyError) as error:
            raise OutsideTokenInvalid(f"{error}.") from None
        self._check_audience(claims)
        return claims

    def _check_audience(self, claims: dict[str, Any]) -> None:
        audience = claims.get("aud")
        if audience is None and claims.get("token_use") == "access":
            audience = claims.get("client_id")  # Cognito's access tokens name their client so
        meant_for = audience if isinstance(audience, list) else [audience]
        if self._settings.oidc_audience not in meant_for:
            raise OutsideTokenInvalid("It was made for another application.")

    async def describe(self, token: str, claims: dict[str, Any]) -> Person:
        """The person of verified claims; asks the provider's userinfo endpoint when the token names no address."""
        settings = self._settings
        found = claims
        if _claim(claims, settings.oidc_email_claim) is None:
            found = claims | await self._userinfo(token, str(claims["sub"]))
        email = _claim(found, settings.oidc_email_claim)
        verified = settings.oidc_trust_email or _claim(found, settings.oidc_verified_claim) in (True, "true")
        name = _claim(found, settings.oidc_name_claim)
        return Person(
            issuer=self.issuer,
            subject=str(claims["sub"]),
            email=str(email).lower() if email and verified else None,
            name=str(name)[:120] if name else None,
        )

    async def _key(self, kid: str | None, algorithm: str) -> jwt.PyJWK:
        """The published key a token names; fetched anew when unknown or old, but not at everybody's bidding."""
        key = self._pick(kid, algorithm)
        if key is None or self._age() > _KEYS_LIVE:
            async with self._fetching:
                key = self._pick(kid, algorithm)
                if (key is None or self._age() > _KEYS_LIVE) and time.monotonic() >= self._next_fetch:
                    await self._fetch_keys()
                    key = self._pick(kid, algorithm)
        if key is None and self._away:
            raise ProviderAway("Its keys could not be fetched; please try again in a moment.")
        if key is None:
            raise OutsideTokenInvalid("It is signed with a key that the provider does not publish.")
        return key

    def _age(self) -> float:
        return time.monotonic() - self._fetched

    def _pick(self, kid: str | None, algorithm: str) -> jwt.PyJWK | None:
        fitting = [key for key in self._keys if key.algorithm_name == algorithm and kid in (None, key.key_id)]
        return fitting[0] if fitting and (kid is not None or len(fitting) == 1) else None

    async def _fetch_keys(self) -> None:
        """Replace the known keys; when the provider is away, the old ones stay."""
        try:
            url = self._settings.oidc_jwks_url or str((await self._discovery())["jwks_uri"])
            self._keys = _usable((await self._get(url))["keys"], self._settings.oidc_algorithms)
            self._fetched = time.monotonic()
            self._away = False
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            log.warning("keys of the identity provider not fetched", error=repr(error))
            self._away = True
        self._next_fetch = time.monotonic() + (_AFTER_FAILURE if self._away else _BETWEEN_FETCHES)

    async def _discovery(self) -> dict[str, Any]:
        if self._discovered is None:
            found = await self._get(self.issuer.rstrip("/") + "/.well-known/openid-configuration")
            if found.get("issuer") != self.issuer:
                raise ValueError("the discovery document belongs to another issuer")
            self._discovered = found
        return self._discovered

    async def _userinfo(self, token: str, subject: str) -> dict[str, Any]:
        try:
            url = (await self._discovery()).get("userinfo_endpoint")
            if url is None:
                return {}
            found = await self._get(str(url), {"Authorization": f"Bearer {token}"})
        except (httpx.HTTPError, ValueError) as error:
            log.info("no user info for an outside token", error=repr(error))
            return {}
        return found if found.get("sub") == subject else {}

    async def _get(self, url: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
        if self._http is None:
            self._http = httpx.AsyncClient(timeout=5)
        answer = (await self._http.get(url, headers=headers)).raise_for_status().json()
        if not isinstance(answer, dict):
            raise ValueError("not a JSON object")
        return answer

    async def close(self) -> None:
        if self._http is not None:
            await self._http.aclose()


async def user_of(store: Databases, provider: IdentityProvider, token: str, now: datetime) -> str:
    """The id of the user a valid outside token belongs to; links the person on first sight.

    Raises OutsideTokenInvalid, ProviderAway, or UnknownPerson when nobody here has that verified e-mail address.
    """
    claims = await provider.verify(token)
    linked = sa.select(Identity.user_id).where(
        Identity.issuer == provider.issuer, Identity.subject == str(claims["sub"])
    )
    async with store.control() as control:
        if (user_id := await control.scalar(linked)) is not None:
            return user_id
    person = await provider.describe(token, claims)
    try:
        return await _link(store, provider, person, now)
    except (IntegrityError, service.EmailTaken, members.InvitationOver):
        async with store.control() as control:  # two first requests at once: the other one has linked
            if (user_id := await control.scalar(linked)) is not None:
                return user_id
        raise UnknownPerson from None


async def _link(store: Databases, provider: IdentityProvider, person: Person, now: datetime) -> str:
    if person.email is None:
        raise UnknownPerson("The identity provider does not vouch for your e-mail address.")
    name = person.name or person.email.partition("@")[0]
    async with store.control() as control:
        user_id = await control.scalar(sa.select(User.id).where(User.email == person.email))
        if user_id is None:
            invited = sa.select(Invitation.id).where(
                Invitation.email == person.email, Invitation.accepted_at.is_(None), Invitation.expires_at > now
            )
            if await control.scalar(invited.limit(1)):
                condition = Invitation.email == person.email
                account = await members.accept_as(control, condition, name, "en", None, now)
            elif provider.creates_tenants:
                account = await service.create_tenant(control, store, name, person.email, name, "en", None, now)
            else:
                raise UnknownPerson
            user_id = account.user.id
        control.add(Identity(issuer=person.issuer, subject=person.subject, user_id=user_id, linked_at=now))
        await control.flush()
        log.info("outside identity linked", user_id=user_id)
        return user_id


def _usable(published: list[dict[str, Any]], algorithms: list[str]) -> list[jwt.PyJWK]:
    """The signing keys among the published ones, once per algorithm that they can be used with."""
    keys = []
    for entry in published:
        if entry.get("use", "sig") != "sig":
            continue
        for algorithm in [entry["alg"]] if "alg" in entry else algorithms:
            with contextlib.suppress(jwt.PyJWTError, KeyError, ValueError):  # a kind of key that we do not use
                keys.append(jwt.PyJWK(entry, algorithm))
    return keys


def _claim(claims: dict[str, Any], path: str) -> Any:
    """A claim by name, or inside others by a dotted path; a name that itself holds dots is found first."""
    if path in claims:
        return claims[path]
    value: Any = claims
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value
