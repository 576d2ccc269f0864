"""Inviting people, roles, and what roles may do."""

import asyncio
from datetime import timedelta

import pytest

from ringside.core import clock

PASSWORD = "correct horse battery"
SOMEBODY = {"name": "Somebody", "password": PASSWORD}


def problem(answer):
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


async def invite(client, email="guest@example.com", role="rep"):
    answer = await client.post("/api/invitations", json={"email": email, "role": role})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_an_invited_person_joins(owner, client):
    invitation = await invite(owner, role="manager")
    assert invitation["link"] == f"http://ringside.example/invitation#{invitation['token']}"
    seen = await client.post("/api/auth/invitation", json={"token": invitation["token"]})
    assert seen.json() == {
        "email": "guest@example.com",
        "role": "manager",
        "company": owner.tenant["name"],
        "expires_at": invitation["expires_at"],
    }
    joined = await client.post("/api/auth/invitation/accept", json=SOMEBODY | {"token": invitation["token"]})
    assert joined.status_code == 201
    assert joined.json()["user"]["role"] == "manager"
    assert joined.json()["tenant"] == owner.tenant
    assert (await owner.get("/api/invitations")).json()["items"] == []
    login = await client.post("/api/auth/login", json={"email": "guest@example.com", "password": PASSWORD})
    assert login.status_code == 200


async def test_an_invitation_works_once(owner, make_client):
    body = SOMEBODY | {"token": (await invite(owner))["token"]}
    answers = await asyncio.gather(*(make_client().post("/api/auth/invitation/accept", json=body) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers)[0] == 201
    assert all(answer.status_code in (404, 409) for answer in answers if answer.status_code != 201)
    again = await make_client().post("/api/auth/invitation/accept", json=body)
    assert problem(again) == (404, "invitation-over")
    assert len((await owner.get("/api/users")).json()["items"]) == 2


async def test_invitations_end(owner, client, app):
    old = await invite(owner, "old@example.com")
    withdrawn = await invite(owner, "withdrawn@example.com")
    assert (await owner.delete(f"/api/invitations/{withdrawn['id']}")).status_code == 204
    assert problem(await owner.delete(f"/api/invitations/{withdrawn['id']}")) == (404, "unknown-invitation")
    replaced = await invite(owner, "again@example.com")
    await invite(owner, "again@example.com")
    later = clock.now() + timedelta(days=7, seconds=1)
    app.dependency_overrides[clock.request_time] = lambda: later
    for invitation in (old, withdrawn, replaced, {"token": "made up"}):
        answer = await client.post("/api/auth/invitation", json={"token": invitation["token"]})
        assert problem(answer) == (404, "invitation-over")


async def test_the_token_is_shown_once_and_kept_as_a_fingerprint(owner, settings, store):
    invitation = await invite(owner)
    assert "token" not in (await owner.get("/api/invitations")).json()["items"][0]
    if store is None:
        files = [path.read_bytes() for path in settings.data.glob("control.db*")]
        assert not any(invitation["token"].encode() in content for content in files)


async def test_who_may_invite_whom(manager, rep, owner):
    assert problem(await rep.post("/api/invitations", json={"email": "x@example.com"})) == (403, "role-too-low")
    wish = {"email": "x@example.com", "role": "owner"}
    assert problem(await manager.post("/api/invitations", json=wish)) == (403, "above-your-role")
    assert (await manager.post("/api/invitations", json=wish | {"role": "manager"})).status_code == 201
    taken = {"email": rep.user["email"]}
    assert problem(await owner.post("/api/invitations", json=taken)) == (409, "email-taken")


async def test_people_page_by_page(owner, manager, rep):
    first = (await owner.get("/api/users", params={"limit": 2})).json()
    rest = (await owner.get("/api/users", params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert [person["id"] for person in first["items"] + rest["items"]] == [
        rep.user["id"],
        manager.user["id"],
        owner.user["id"],
    ]
    assert rest["next_cursor"] is None
    assert problem(await owner.get("/api/users", params={"cursor": "???"})) == (422, "bad-cursor")
    assert problem(await rep.get("/api/users")) == (403, "role-too-low")


async def test_a_new_role_counts_at_once(owner, rep):
    assert problem(await rep.get("/api/users")) == (403, "role-too-low")
    answer = await owner.patch(f"/api/users/{rep.user['id']}", json={"role": "manager"})
    assert answer.json()["role"] == "manager"
    # The old token no longer speaks for anybody; a fresh one has the new role.
    assert problem(await rep.get("/api/users")) == (401, "session-ended")
    login = await rep.post("/api/auth/login", json={"email": rep.user["email"], "password": PASSWORD})
    bearer = {"Authorization": f"Bearer {login.json()['access_token']}"}
    assert (await rep.get("/api/users", headers=bearer)).status_code == 200


async def test_a_removed_person_is_out_at_once(owner, rep, client):
    assert (await owner.delete(f"/api/users/{rep.user['id']}")).status_code == 204
    assert problem(await rep.get("/api/auth/me")) == (401, "session-ended")
    login = {"email": rep.user["email"], "password": PASSWORD}
    assert problem(await client.post("/api/auth/login", json=login)) == (401, "wrong-credentials")
    assert problem(await owner.get(f"/api/users/{rep.user['id']}")) == (404, "unknown-user")


async def test_roles_are_given_by_owners_only(owner, manager, rep):
    for somebody in (manager, rep):
        answer = await somebody.patch(f"/api/users/{rep.user['id']}", json={"role": "owner"})
        assert problem(answer) == (403, "role-too-low")
        assert problem(await somebody.delete(f"/api/users/{owner.user['id']}")) == (403, "role-too-low")


async def test_the_last_owner_stays(owner, rep):
    me = f"/api/users/{owner.user['id']}"
    assert problem(await owner.patch(me, json={"role": "rep"})) == (409, "last-owner")
    assert problem(await owner.delete(me)) == (409, "last-owner")
    await owner.patch(f"/api/users/{rep.user['id']}", json={"role": "owner"})
    assert (await owner.patch(me, json={"role": "rep"})).status_code == 200


async def test_two_owners_cannot_demote_each_other_at_once(owner, make_user):
    second = await make_user(owner, "owner")
    answers = await asyncio.gather(
        owner.patch(f"/api/users/{second.user['id']}", json={"role": "rep"}),
        second.patch(f"/api/users/{owner.user['id']}", json={"role": "rep"}),
    )
    assert sorted(answer.status_code for answer in answers)[0] == 200
    assert sorted(answer.status_code for answer in answers)[1] in (401, 409)


async def test_the_company(owner, rep):
    seen = (await rep.get("/api/tenants/current")).json()
    assert (seen["id"], seen["name"]) == (owner.tenant["id"], owner.tenant["name"])
    assert problem(await rep.patch("/api/tenants/current", json={"name": "Mine"})) == (403, "role-too-low")
    changed = await owner.patch(
        "/api/tenants/current", json={"name": "Renamed", "quotas": {"practice_per_user_day": 3}}
    )
    assert changed.json()["name"] == "Renamed"
    assert changed.json()["quotas"] == seen["quotas"] | {"practice_per_user_day": 3}
    back = await owner.patch("/api/tenants/current", json={"quotas": {"practice_per_user_day": None}})
    assert back.json()["quotas"] == seen["quotas"]
    assert (await owner.get("/api/auth/me")).json()["tenant"]["name"] == "Renamed"


@pytest.mark.parametrize("quotas", [{"practice_per_user_day": -1}, {"spend_per_user_month": "a lot"}, {"wishes": 3}])
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_quotas_that_cannot_be(owner, quotas):
    answer = await owner.patch("/api/tenants/current", json={"quotas": quotas})
    assert problem(answer) == (422, "invalid")
