"""Registering, signing in, and who am I."""


async def test_register_then_me(owner):
    me = (await owner.get("/api/auth/me")).json()
    assert me["user"]["email"] == owner.user["email"]
    assert me["user"]["role"] == "owner"
    assert me["tenant"] == owner.tenant


async def test_login_gives_a_session(owner, client):
    answer = await client.post(
        "/api/auth/login", json={"email": owner.user["email"].upper(), "password": "correct horse battery"}
    )
    assert answer.status_code == 200
    assert answer.json()["user"] == owner.user
    assert {"ringside_access", "ringside_refresh", "ringside_csrf"} <= set(client.cookies)


async def test_me_without_credentials(client):
    answer = await client.get("/api/auth/me")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
