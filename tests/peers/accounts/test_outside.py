"""Tokens of an outside identity provider, checked against a provider with real keys over real HTTP."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from peers.accounts.issuer import Issuer
from ringside.accounts import outside
from ringside.core.settings import Settings

pytestmark = pytest.mark.peer
VERIFIED = {"email": "guest@example.com", "email_verified": True, "name": "Guest"}


@pytest.fixture
def store():
    """SQLite is enough here."""


@pytest.fixture
def issuer():
    issuer = Issuer()
    yield issuer
    issuer.close()


@pytest.fixture
def settings(settings, issuer):
    return settings.model_copy(update={"oidc_issuer": issuer.url, "oidc_audience": "coach"})


def problem(answer):
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


@pytest.fixture
def me(client):
    async def ask(token):
        return await client.get("/api/auth/me", headers={"Authorization": f"Bearer {token}"})

    return ask


@pytest.fixture
async def linked(owner, issuer, me):
    """A person whose subject `person-1` is known as a rep of the owner's company."""
    await owner.post("/api/invitations", json={"email": "guest@example.com", "role": "rep"})
    answer = await me(issuer.issue(**VERIFIED))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_an_invited_person_gets_in_by_a_verified_address(linked, owner, issuer, me):
    assert linked["user"] == linked["user"] | {"email": "guest@example.com", "name": "Guest", "role": "rep"}
    assert linked["tenant"] == owner.tenant
    assert (await owner.get("/api/invitations")).json()["items"] == []
    # From now on the subject counts: no address is needed, and another one changes nothing.
    assert (await me(issuer.issue())).json() == linked
    assert (await me(issuer.issue(email=owner.user["email"], email_verified=True))).json() == linked


async def test_a_registered_person_is_linked(owner, issuer, me):
    token = issuer.issue(sub="boss", email=owner.user["email"].upper(), email_verified=True)
    assert (await me(token)).json()["user"] == owner.user


@pytest.mark.parametrize("verified", [False, None, "false", 0, "yes"])
async def test_an_unverified_address_links_nobody(owner, issuer, me, verified):
    answer = await me(issuer.issue(email=owner.user["email"], email_verified=verified))
    assert problem(answer) == (403, "unknown-person")


async def test_strangers_stay_out(owner, issuer, me):
    assert problem(await me(issuer.issue(**VERIFIED))) == (403, "unknown-person")
    assert problem(await me(issuer.issue())) == (403, "unknown-person")


async def test_strangers_may_get_a_company_of_their_own(app, issuer, me, owner):
    app.state.identity_provider.creates_tenants = True
    answers = await asyncio.gather(*(me(issuer.issue(**VERIFIED)) for _ in range(4)))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.json()["tenant"]["id"] for answer in answers}) == 1
    assert answers[0].json()["user"]["role"] == "owner"
    assert len(await app.state.databases.tenants()) == 2


async def test_tenant_and_role_never_come_from_the_token(linked, owner, other_tenant, issuer, me, client):
    claims = {"role": "owner", "tenantId": other_tenant.tenant["id"], "custom:tenant": other_tenant.tenant["id"]}
    token = issuer.issue(**claims)
    assert (await me(token)).json() == linked
    answer = await client.get("/api/users", headers={"Authorization": f"Bearer {token}"})
    assert problem(answer) == (403, "role-too-low")


async def test_a_removed_person_is_out(linked, owner, issuer, me):
    await owner.delete(f"/api/users/{linked['user']['id']}")
    assert problem(await me(issuer.issue())) == (403, "unknown-person")


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-app"},
        {"aud": ["one", "two"]},
        {"aud": None},
        {"aud": None, "client_id": "coach"},  # only an access token may name its client so
        {"aud": None, "client_id": "another-app", "token_use": "access"},
        {"exp": int(time.time()) - 120},
        {"exp": None},
        {"sub": None},
        {"nbf": int(time.time()) + 3600},
    ],
)
async def test_tokens_that_are_not_for_us(linked, issuer, me, claims):
    assert problem(await me(issuer.issue(**claims))) == (401, "outside-token-invalid")


async def test_a_list_of_audiences(linked, issuer, me):
    assert (await me(issuer.issue(aud=["other", "coach"]))).status_code == 200


async def test_forged_signatures(linked, issuer, me):
    good = issuer.issue()
    claims = jwt.decode(good, options={"verify_signature": False})
    stranger = rsa.generate_private_key(65537, 2048)
    public = issuer.keys["first"][1].public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    forged = [
        jwt.encode(claims, stranger, "RS256", headers={"kid": "first"}),
        jwt.encode(claims, None, "none", headers={"kid": "first"}),
        _hs256(claims, pem),
        good[:-4] + "AAAA",
    ]
    for token in forged:
        assert problem(await me(token)) == (401, "outside-token-invalid")


def _hs256(claims, key):
    """The classic confusion: the public key used as a shared secret (PyJWT refuses to sign so itself)."""

    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    signed = part(json.dumps({"alg": "HS256", "kid": "first"}).encode()) + b"." + part(json.dumps(claims).encode())
    return (signed + b"." + part(hmac.new(key, signed, hashlib.sha256).digest())).decode()


async def test_another_issuer(linked, me):
    stranger = Issuer()
    try:
        assert problem(await me(stranger.issue())) == (401, "unauthenticated")
    finally:
        stranger.close()


async def test_keys_are_fetched_once_and_anew_after_a_rotation(linked, issuer, me, app):
    for _ in range(5):
        await me(issuer.issue())
    fetched = [path for path in issuer.asked if path.endswith("jwks.json")]
    assert len(fetched) == 1
    issuer.rotate("second", "ES256")
    app.state.identity_provider._next_fetch = 0  # half a minute later
    assert (await me(issuer.issue(kid="second"))).status_code == 200
    del issuer.keys["first"]


async def test_made_up_key_ids_do_not_hammer_the_provider(linked, issuer, me):
    for n in range(10):
        answer = await me(issuer.issue(headers={"kid": f"made-up-{n}"}))
        assert problem(answer) == (401, "outside-token-invalid")
    assert len([path for path in issuer.asked if path.endswith("jwks.json")]) == 1


async def test_a_provider_that_is_away(owner, issuer, me, app):
    issuer.away = True
    answers = await asyncio.gather(*(me(issuer.issue()) for _ in range(5)))
    assert {problem(answer) for answer in answers} == {(503, "identity-provider-away")}
    assert len(issuer.asked) == 1
    issuer.away = False
    app.state.identity_provider._next_fetch = 0  # some seconds later
    await owner.post("/api/invitations", json={"email": "guest@example.com"})
    assert (await me(issuer.issue(**VERIFIED))).status_code == 200
    issuer.away = True
    assert (await me(issuer.issue())).status_code == 200  # its keys are known


async def test_cognito(owner, issuer, me, client):
    """Access tokens of Cognito: client_id instead of aud, and the address only at the user info endpoint."""
    await owner.post("/api/invitations", json={"email": "guest@example.com"})
    token = issuer.issue(aud=None, client_id="coach", token_use="access", username="guest", scope="openid email")
    issuer.people[token] = {"sub": "somebody-else", **VERIFIED, "email_verified": "true"}
    assert problem(await me(token)) == (403, "unknown-person")  # user info of another subject
    issuer.people[token] = {"sub": "person-1", **VERIFIED, "email_verified": "true"}
    assert (await me(token)).json()["user"]["email"] == "guest@example.com"


async def test_supabase(owner, issuer, me, app, client):
    """ES256, aud "authenticated", a verified address that no claim vouches for; then a cookie session."""
    issuer.rotate("es", "ES256")
    provider = app.state.identity_provider
    provider._settings = provider._settings.model_copy(
        update={
            "oidc_audience": "authenticated",
            "oidc_jwks_url": f"{issuer.url}/.well-known/jwks.json",
            "oidc_trust_email": True,
            "oidc_name_claim": "user_metadata.full_name",
        }
    )
    await owner.post("/api/invitations", json={"email": "guest@example.com"})
    token = issuer.issue(
        kid="es",
        aud="authenticated",
        role="authenticated",
        email="guest@example.com",
        user_metadata={"full_name": "Gal Guest", "email_verified": True},
    )
    answer = await client.post("/api/auth/outside", json={"token": token})
    assert answer.status_code == 200
    assert answer.json()["user"] == answer.json()["user"] | {"name": "Gal Guest", "role": "rep"}
    assert (await client.get("/api/auth/me")).status_code == 200  # by cookie


async def test_exchange_without_a_provider(client, app):
    app.state.identity_provider = outside.IdentityProvider(Settings(_env_file=None))
    assert problem(await client.post("/api/auth/outside", json={"token": "x"})) == (404, "no-identity-provider")


async def test_exchange_of_nonsense(client):
    assert problem(await client.post("/api/auth/outside", json={"token": "x.y.z"})) == (401, "outside-token-invalid")


def test_an_issuer_needs_an_audience():
    with pytest.raises(ValueError, match="RINGSIDE_OIDC_AUDIENCE"):
        Settings(_env_file=None, oidc_issuer="https://id.example.com")
    with pytest.raises(ValueError, match="HS256"):
        Settings(_env_file=None, oidc_algorithms=["HS256"])
