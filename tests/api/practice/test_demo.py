"""The demo tenant has something to show, once."""

from __future__ import annotations

import httpx
import pytest

from ringside import demo
from ringside.accounts.demo import PASSWORD, PEOPLE


@pytest.fixture
async def demo_client(app, make_client):
    await demo.prepare(app.state.databases)
    await demo.prepare(app.state.databases)

    async def sign_in(email: str) -> httpx.AsyncClient:
        async with make_client() as nobody:
            answer = await nobody.post("/api/auth/login", json={"email": email, "password": PASSWORD})
        return make_client(answer.json()["access_token"])

    return sign_in


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_the_demo_shows_a_poor_a_mixed_and_a_good_call_in_both_languages(demo_client):
    owner = await demo_client(PEOPLE[0].email)
    items = (await owner.get("/api/conversations", params={"limit": 100})).json()["items"]
    assert len(items) == 6, "prepared twice, there once"
    assert {item["language"] for item in items} == {"en", "he"}
    assert len({item["user"]["id"] for item in items}) == 3
    assert len({item["started_at"][:10] for item in items}) >= 5, "spread over past days"
    assert [item["started_at"] for item in items] == sorted((item["started_at"] for item in items), reverse=True)
    scores = sorted(item["score"] for item in items)
    assert scores[0] < 50
    assert scores[-1] > 75
    assert any(item["outcome"] == "meeting" for item in items)
    for item in items:
        detail = (await owner.get(f"/api/conversations/{item['id']}")).json()
        assert len(detail["feedback"]["steps"]) >= 3
        assert detail["buyer_log"]
    questionnaire = (await owner.get("/api/playbook/questionnaire")).json()
    assert questionnaire["completeness"] == 1


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_each_demo_rep_has_a_history_and_a_reasoned_suggestion(demo_client):
    for person in PEOPLE:
        client = await demo_client(person.email)
        suggestion = (await client.get("/api/skills/suggestion")).json()
        assert suggestion["scenario"]["id"]
        if person.role == "rep":
            assert (await client.get("/api/skills/me")).json()["history"]
            assert (await client.get("/api/conversations")).json()["items"]
