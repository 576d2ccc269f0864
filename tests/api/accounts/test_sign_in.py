"""Registering, signing in, staying signed in, signing out."""

import asyncio
from datetime import timedelta

import httpx
import jwt
import pytest

from ringside.core import clock
from ringside.core.clock import now

PASSWORD = "correct horse battery"
NEWCOMER = {"email": "new@example.com", "password": PASSWORD, "name": "New", "company": "Newco", "language": "he"}


def problem(answer):
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


@pytest.fixture
def browser(client, owner):
    """Signs the owner in as a browser does: with cookies only."""

    async def sign_in():
        answer = await client.post("/api/auth/login", json={"email": owner.user["email"], "password": PASSWORD})
        assert answer.status_code == 200
        return client, {"X-CSRF-Token": answer.json()["csrf_token"]}

    return sign_in


@pytest.fixture
def at(app):
    """Sets the clock of the application."""

    def set_to(moment):
        app.dependency_overrides[clock.request_time] = lambda: moment

    return set_to


async def test_register_creates_tenant_and_owner(client):
    answer = await client.post("/api/auth/register", json=NEWCOMER)
    assert answer.status_code == 201
    body = answer.json()
    assert body["user"] == body["user"] | {"email": "new@example.com", "role": "owner", "language": "he"}
    assert body["tenant"]["name"] == "Newco"
    assert "password" not in answer.text


@pytest.mark.parametrize("blanks", [" " * 10, "\t\n \u00a0\u2003      "])
async def test_a_password_of_blanks_is_none(client, owner, blanks):
    for answer in (
        await client.post("/api/auth/register", json=NEWCOMER | {"password": blanks}),
        await owner.post("/api/users/me/password", json={"current_password": PASSWORD, "new_password": blanks}),
    ):
        assert problem(answer) == (422, "invalid")
        assert answer.json()["errors"][0]["problem"] == "A password needs more than blanks"


async def test_an_address_registers_once(client):
    assert (await client.post("/api/auth/register", json=NEWCOMER)).status_code == 201
    again = await client.post("/api/auth/register", json=NEWCOMER | {"email": "NEW@example.com"})
    assert problem(again) == (409, "email-taken")


async def test_two_registrations_at_once_leave_one_tenant(app, make_client):
    answers = await asyncio.gather(*(make_client().post("/api/auth/register", json=NEWCOMER) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert len(await app.state.databases.tenants()) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", "short"),
        ("password", "x" * 129),
        ("email", "not an address"),
        ("name", "   "),
        ("company", ""),
        ("language", "fr"),
    ],
)
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_what_cannot_be_registered(client, field, value):
    answer = await client.post("/api/auth/register", json=NEWCOMER | {field: value})
    assert problem(answer) == (422, "invalid")
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert "correct horse" not in answer.text
    assert value not in answer.text or field != "password"


async def test_me(owner):
    me = (await owner.get("/api/auth/me")).json()
    assert me == {"user": owner.user, "tenant": owner.tenant}


async def test_login_ignores_case_of_the_address(owner, client):
    answer = await client.post("/api/auth/login", json={"email": owner.user["email"].upper(), "password": PASSWORD})
    assert answer.status_code == 200
    assert answer.json()["user"] == owner.user


async def test_wrong_password_and_unknown_address_look_alike(owner, client):
    wrong = await client.post("/api/auth/login", json={"email": owner.user["email"], "password": "x" * 12})
    unknown = await client.post("/api/auth/login", json={"email": "nobody@example.com", "password": "x" * 12})
    assert problem(wrong) == problem(unknown) == (401, "wrong-credentials")
    differing = {"request_id"}
    assert {k: v for k, v in wrong.json().items() if k not in differing} == {
        k: v for k, v in unknown.json().items() if k not in differing
    }


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_guessing_is_slowed_down(owner, client):
    guess = {"email": owner.user["email"], "password": "wrong wrong wrong"}
    answers = [await client.post("/api/auth/login", json=guess) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429] * 2
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    # The right password has to wait as well, or the throttle would tell which guess was right.
    right = await client.post("/api/auth/login", json=guess | {"password": PASSWORD})
    assert problem(right) == (429, "too-many-attempts")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_knowing_the_password_forgives_earlier_mistakes(owner, client):
    for password in ["wrong wrong wrong"] * 4 + [PASSWORD] + ["wrong wrong wrong"] * 4:
        answer = await client.post("/api/auth/login", json={"email": owner.user["email"], "password": password})
    assert answer.status_code == 401


async def test_cookies_are_out_of_reach_of_scripts_and_other_sites(owner, client):
    answer = await client.post("/api/auth/login", json={"email": owner.user["email"], "password": PASSWORD})
    cookies = {line.partition("=")[0]: line.lower() for line in answer.headers.get_list("set-cookie")}
    assert "httponly" in cookies["ringside_access"]
    assert "samesite=lax" in cookies["ringside_access"]
    assert "httponly" in cookies["ringside_refresh"]
    assert "samesite=strict" in cookies["ringside_refresh"]
    assert "path=/api/auth" in cookies["ringside_refresh"]
    assert "httponly" not in cookies["ringside_csrf"]
    assert not any("secure" in line for line in cookies.values())


async def test_cookies_are_secure_over_https(app, owner):
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://ringside.example") as client:
        answer = await client.post("/api/auth/login", json={"email": owner.user["email"], "password": PASSWORD})
    assert all("secure" in line.lower() for line in answer.headers.get_list("set-cookie"))


async def test_a_browser_needs_the_csrf_token_to_change_things(browser):
    client, csrf = await browser()
    assert (await client.get("/api/auth/me")).status_code == 200
    assert problem(await client.patch("/api/users/me", json={"name": "X"})) == (403, "csrf")
    wrong = {"X-CSRF-Token": "0" * 64}
    assert problem(await client.patch("/api/users/me", json={"name": "X"}, headers=wrong)) == (403, "csrf")
    assert (await client.patch("/api/users/me", json={"name": "X"}, headers=csrf)).status_code == 200


async def test_another_sessions_csrf_token_does_not_do(browser, client, owner):
    client, csrf = await browser()
    other = await client.post("/api/auth/login", json={"email": owner.user["email"], "password": PASSWORD})
    assert other.json()["csrf_token"] != csrf["X-CSRF-Token"]
    assert problem(await client.patch("/api/users/me", json={"name": "X"}, headers=csrf)) == (403, "csrf")


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, False),
        ({"Sec-Fetch-Site": "same-site", "Origin": "https://other.example"}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://ringside.example"}, True),
        ({"Origin": "http://ringside.example"}, True),
        ({}, True),
    ],
)
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_other_sites_cannot_post(client, headers, allowed):
    answer = await client.post("/api/auth/login", json={"email": "a@example.com", "password": "x"}, headers=headers)
    assert problem(answer) == ((401, "wrong-credentials") if allowed else (403, "cross-site"))


async def test_refresh_replaces_the_refresh_token(browser):
    client, _ = await browser()
    before = client.cookies["ringside_refresh"]
    answer = await client.post("/api/auth/refresh")
    assert answer.status_code == 200
    assert client.cookies["ringside_refresh"] != before
    assert (await client.get("/api/auth/me")).status_code == 200


async def refresh_with(make_client, token):
    return await make_client().post("/api/auth/refresh", headers={"Cookie": f"ringside_refresh={token}"})


async def test_a_second_tab_may_be_late_by_some_seconds(browser, make_client):
    client, _ = await browser()
    old = client.cookies["ringside_refresh"]
    await client.post("/api/auth/refresh")
    late = await refresh_with(make_client, old)
    assert late.status_code == 200
    assert "ringside_refresh" not in late.cookies  # one copy of a token gives one successor
    assert (await client.post("/api/auth/refresh")).status_code == 200


async def test_many_tabs_at_once_get_one_successor(browser, make_client):
    client, _ = await browser()
    old = client.cookies["ringside_refresh"]
    answers = await asyncio.gather(*(refresh_with(make_client, old) for _ in range(5)))
    assert [answer.status_code for answer in answers] == [200] * 5
    assert sum("ringside_refresh" in answer.cookies for answer in answers) == 1


async def test_reuse_of_a_refresh_token_ends_the_session_for_everybody(browser, make_client, at):
    client, _ = await browser()
    stolen = client.cookies["ringside_refresh"]
    await client.post("/api/auth/refresh")
    at(now() + timedelta(seconds=11))
    assert problem(await refresh_with(make_client, stolen)) == (401, "session-ended")
    assert problem(await client.post("/api/auth/refresh")) == (401, "session-ended")
    assert problem(await client.get("/api/auth/me")) == (401, "session-ended")


async def test_a_sign_in_lives_on_while_it_is_used(browser, at):
    client, _ = await browser()
    for days in (20, 40, 60):
        at(now() + timedelta(days=days))
        assert (await client.post("/api/auth/refresh")).status_code == 200
    at(now() + timedelta(days=91))
    assert problem(await client.post("/api/auth/refresh")) == (401, "session-ended")


async def test_refresh_without_a_cookie(client):
    assert problem(await client.post("/api/auth/refresh")) == (401, "session-ended")


async def test_logout_ends_cookie_and_bearer_sessions(browser, owner, client):
    client, _ = await browser()
    access, refresh = client.cookies["ringside_access"], client.cookies["ringside_refresh"]
    assert (await client.post("/api/auth/logout")).status_code == 204
    assert not client.cookies
    kept = await client.get("/api/auth/me", headers={"Authorization": f"Bearer {access}"})
    assert problem(kept) == (401, "session-ended")
    again = await client.post("/api/auth/refresh", headers={"Cookie": f"ringside_refresh={refresh}"})
    assert problem(again) == (401, "session-ended")

    assert (await owner.get("/api/auth/me")).status_code == 200  # another session of the same person
    assert (await owner.post("/api/auth/logout")).status_code == 204
    assert problem(await owner.get("/api/auth/me")) == (401, "session-ended")


async def test_a_browser_with_half_its_cookies_can_still_sign_out(browser):
    client, _ = await browser()
    for name in ("ringside_access", "ringside_csrf"):
        client.cookies.delete(name)
    assert (await client.post("/api/auth/logout", headers={"Sec-Fetch-Site": "cross-site"})).status_code == 403
    assert (await client.post("/api/auth/logout", headers={"Sec-Fetch-Site": "same-origin"})).status_code == 204
    assert problem(await client.post("/api/auth/refresh")) == (401, "session-ended")


async def test_an_access_token_ends(owner, app):
    claims = jwt.decode(
        owner.headers["Authorization"].removeprefix("Bearer "),
        app.state.signing_key,
        ["HS256"],
        audience="ringside-api",
    )
    assert claims["exp"] - claims["iat"] == 600
    assert claims["tenantId"] == owner.tenant["id"]
    old = claims | {"exp": int(now().timestamp()) - 1}

    async def me(claims, key=app.state.signing_key, algorithm="HS256"):
        token = jwt.encode(claims, key, algorithm)
        return problem(await owner.get("/api/auth/me", headers={"Authorization": f"Bearer {token}"}))

    assert await me(old) == (401, "session-ended")
    assert await me(claims | {"aud": "somebody-else"}) == (401, "unauthenticated")
    assert await me(claims | {"iss": "somebody-else"}) == (401, "unauthenticated")
    assert await me(claims, key="another key that is long enough for this") == (401, "unauthenticated")
    assert await me(claims, key="", algorithm="none") == (401, "unauthenticated")
    assert await me(claims | {"tenantId": "0" * 32}) == (401, "session-ended")
    assert await me(claims | {"role": "superuser"}) == (401, "unauthenticated")


async def test_a_claim_cannot_raise_the_role(rep, app):
    token = rep.headers["Authorization"].removeprefix("Bearer ")
    claims = jwt.decode(token, app.state.signing_key, ["HS256"], audience="ringside-api")
    forged = jwt.encode(claims | {"role": "owner"}, app.state.signing_key, "HS256")
    answer = await rep.get("/api/users", headers={"Authorization": f"Bearer {forged}"})
    assert problem(answer) == (403, "role-too-low")


async def test_change_my_name_and_language(owner):
    answer = await owner.patch("/api/users/me", json={"language": "he"})
    assert answer.json()["user"] == owner.user | {"language": "he"}
    answer = await owner.patch("/api/users/me", json={"name": " דנה "})
    assert (await owner.get("/api/auth/me")).json()["user"] == owner.user | {"language": "he", "name": "דנה"}


async def test_nobody_changes_their_own_role_or_tenant(rep):
    answer = await rep.patch("/api/users/me", json={"name": "R", "role": "owner", "tenant_id": "0" * 32})
    assert answer.json()["user"]["role"] == "rep"
    assert (await rep.get("/api/auth/me")).json()["tenant"] == rep.tenant


async def test_change_password_ends_other_sessions(owner, browser):
    client, _ = await browser()
    wrong = {"current_password": "wrong wrong wrong", "new_password": "a brand new one"}
    assert problem(await owner.post("/api/users/me/password", json=wrong)) == (422, "wrong-password")
    right = wrong | {"current_password": PASSWORD}
    assert (await owner.post("/api/users/me/password", json=right)).status_code == 204
    assert (await owner.get("/api/auth/me")).status_code == 200
    assert problem(await client.get("/api/auth/me")) == (401, "session-ended")
    login = {"email": owner.user["email"], "password": PASSWORD}
    assert problem(await client.post("/api/auth/login", json=login)) == (401, "wrong-credentials")
    assert (await client.post("/api/auth/login", json=login | {"password": "a brand new one"})).status_code == 200


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_registration_can_be_closed(settings, app, client):
    settings.registration = False
    assert problem(await client.post("/api/auth/register", json=NEWCOMER)) == (403, "registration-closed")


async def test_a_token_for_programs_outlives_a_session_until_the_password_changes(owner, make_client):
    answer = await owner.post("/api/auth/token", json={"password": PASSWORD, "days": 30})
    assert answer.status_code == 201, answer.text
    program = make_client(answer.json()["access_token"])
    assert (await program.get("/api/auth/me")).json()["user"] == owner.user
    for password in (None, "wrong wrong wrong"):
        assert problem(await owner.post("/api/auth/token", json={"password": password})) == (422, "wrong-password")
    change = {"current_password": PASSWORD, "new_password": "a brand new one"}
    assert (await owner.post("/api/users/me/password", json=change)).status_code == 204
    assert problem(await program.get("/api/auth/me")) == (401, "session-ended")


async def test_a_token_for_programs_ends_with_its_own_logout(owner, make_client):
    token = (await owner.post("/api/auth/token", json={"password": PASSWORD})).json()["access_token"]
    program = make_client(token)
    assert (await program.post("/api/auth/logout")).status_code == 204
    assert problem(await program.get("/api/auth/me")) == (401, "session-ended")
    assert (await owner.get("/api/auth/me")).status_code == 200
