"""Practise a moment of a real call: it begins there, nobody is recognisable, and only what comes after counts."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from fastapi import FastAPI

import postgres_server
from call_kit import PRICE_CALL, analysed
from practice_kit import problem, say
from ringside.app import create_app
from ringside.core.settings import Settings
from ringside.practice.models import Call

# One application for all of them: the first analysis of each starts a process of its own.
pytestmark = pytest.mark.asyncio(loop_scope="module")
DETAILS = ("dana", "whitfield", "norfolk", "peter", "48,500", "14 days", "carter")
ANSWERS = (
    "I understand, that is a lot of money. What worries you most about it?",
    "So it has to pay back within the year. That is why we calculate it with your own numbers first.",
    "Shall we look at it together on Tuesday at ten?",
)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest) -> Iterator[str | None]:
    if request.param == "sqlite":
        yield None
    else:
        name = f"ringside_moments_{os.getpid()}"
        with postgres_server.database(request.getfixturevalue("postgres"), name) as url:
            yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def app(store: str | None, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[FastAPI]:
    data = tmp_path_factory.mktemp("moments")
    app = create_app(
        Settings(_env_file=None, data=data, database_url=store, database_pool=4, address_limit="10000/minute")
    )
    async with app.router.lifespan_context(app):
        yield app


@pytest_asyncio.fixture(loop_scope="module")
async def owner(make_tenant):
    return await make_tenant()


@pytest_asyncio.fixture(loop_scope="module")
async def rep(owner, make_user):
    return await make_user(owner)


@pytest_asyncio.fixture(loop_scope="module")
async def other_tenant(make_tenant):
    return await make_tenant()


async def test_a_drill_begins_at_the_objection_with_other_peoples_names(rep):
    call = await analysed(rep)
    begun = await say(rep, "", start_from={"call_id": call, "turn": 5}, seed=3)
    drill = (await rep.get(f"/api/conversations/{begun['conversation_id']}")).json()
    said = [turn["text"] for turn in drill["turns"]]
    assert len(said) == 5
    assert "too expensive" in said[-1]
    assert all(turn["replayed"] for turn in drill["turns"])
    assert drill["restarted_from"] == {"call_id": call, "turn": 5}
    everything = (await rep.get(f"/api/conversations/{begun['conversation_id']}")).text.casefold()
    assert not [word for word in DETAILS if word in everything]
    assert drill["kind"] == "objection"
    for line in ANSWERS:
        after = await say(rep, line, begun["conversation_id"])
    assert after["outcome"] == "meeting"
    await rep.post(f"/api/chat/{begun['conversation_id']}/end", json={})
    ended = (await rep.get(f"/api/conversations/{begun['conversation_id']}")).json()
    turns = {turn["index"]: turn["text"] for turn in ended["turns"]}
    quotes = [quote for item in ended["scorecard"]["criteria"] for quote in item["quotes"]]
    quotes += [quote for step in ended["feedback"]["steps"] for quote in step["quotes"]]
    assert quotes
    assert min(quote["turn"] for quote in quotes) >= 4  # the customer's last words, then the rep's own
    assert all(turns[quote["turn"]][quote["start"] : quote["end"]] == quote["text"] for quote in quotes)
    results = {item["id"]: item["result"] for item in ended["scorecard"]["criteria"]}
    assert results["explore"] == "met"
    again = await say(rep, "", start_from={"conversation_id": begun["conversation_id"], "turn": 2})
    assert again["reply"]["text"] == said[-1]


async def test_a_moment_that_is_not_there_or_not_ones_own(rep, owner, make_user, other_tenant):
    call = await analysed(rep)
    colleague = await make_user(owner)
    for client in (colleague, other_tenant):
        problem(
            await client.post("/api/chat", json={"text": "", "start_from": {"call_id": call, "turn": 5}}),
            404,
            "unknown-call",
        )
    far = {"call_id": call, "turn": len(PRICE_CALL)}
    problem(await rep.post("/api/chat", json={"text": "", "start_from": far}), 422, "no-such-turn")
    for neither in ({"turn": 1}, {"turn": 1, "call_id": call, "conversation_id": "x"}):
        assert (await rep.post("/api/chat", json={"text": "", "start_from": neither})).status_code == 422


async def test_a_drill_in_the_language_of_the_call(rep):
    lines = (
        ("דנה כהן", "שלום, מדברת דנה כהן מחברת הראל."),
        ("נועם", "שלום דנה, מדבר נועם. איך אתם מטפלים היום בתביעות?"),
        ("דנה כהן", "ידנית. זה לוקח לנו 14 ימים ורונית כועסת."),
        ("נועם", "יש לנו מערכת מצוינת עם הרבה אפשרויות."),
        ("דנה כהן", "תראה, 48,500 שקל זה יקר לנו מדי. אין לנו תקציב לזה."),
        ("נועם", "אבל זה ממש זול."),
    )
    call = await analysed(rep, *lines, rep_name="נועם")
    begun = await say(rep, "אני מבין. מה הכי מטריד אותך במחיר?", start_from={"call_id": call, "turn": 4}, seed=4)
    drill = (await rep.get(f"/api/conversations/{begun['conversation_id']}")).json()
    assert drill["language"] == "he"
    everything = str(drill)
    assert not [word for word in ("דנה", "כהן", "הראל", "רונית", "48,500") if word in everything]
    assert "יקר" in drill["turns"][4]["text"]


async def test_the_next_real_call_is_compared_with_the_drill(rep):
    call = await analysed(rep, happened_at="2026-11-01T10:00:00Z")
    findings = (await rep.get(f"/api/calls/{call}")).json()["findings"]
    found = next(item for item in findings if item["kind"] == "miss")
    begun = await say(rep, ANSWERS[0], start_from={"call_id": call, "turn": found["turn"]}, seed=3)
    await rep.post(f"/api/chat/{begun['conversation_id']}/end", json={})
    (waiting,) = (await rep.get("/api/practice/moments")).json()["items"]
    assert waiting["moment"] == {"call_id": call, "turn": found["turn"]}
    assert (waiting["criterion"], waiting["skill"], waiting["after"]) == (found["criterion"], found["skill"], None)
    assert waiting["before"]["result"] == "not_met"
    assert waiting["before"]["criterion"]
    later = await analysed(rep, title="Second", happened_at="2099-01-01T10:00:00Z")
    (shown,) = (await rep.get("/api/practice/moments")).json()["items"]
    assert shown["after"]["call_id"] == later
    turns = (await rep.get(f"/api/calls/{later}")).json()["turns"]
    assert shown["after"]["quotes"]
    for quote in shown["after"]["quotes"]:
        assert turns[quote["turn"]]["text"][quote["start"] : quote["end"]] == quote["text"]
    detail = (await rep.get(f"/api/conversations/{begun['conversation_id']}")).json()
    assert detail["follow_up"]["after"]["call_id"] == later
    await rep.delete(f"/api/calls/{call}")
    (left,) = (await rep.get("/api/practice/moments")).json()["items"]
    assert left["before"] is None


async def test_a_buyer_from_ones_own_calls_says_where_each_part_is_from(rep, owner, make_user):
    call = await analysed(rep)
    made = (await rep.post("/api/personas/generate", json={"weakness": "objection_handling", "seed": 4})).json()
    parts = {reason["part"]: reason for reason in made["explanation"]}
    assert {"personality", "style", "background", "triggers", "needs[0]", "objections[0]"} <= set(parts)
    assert {part for part in parts if part.startswith("ways.")} == {f"ways.{name}" for name in made["ways"]}
    price = next(item for item in made["objections"] if item["kind"] == "price")
    assert "too expensive" in price["line"]
    assert not [word for word in DETAILS if word in str(made).casefold()]
    turns = (await rep.get(f"/api/calls/{call}")).json()["turns"]
    quotes = [quote for reason in made["explanation"] for quote in reason["quotes"]]
    assert quotes
    for quote in quotes:
        assert quote["call_id"] == call
        assert turns[quote["turn"]]["text"][quote["start"] : quote["end"]] == quote["text"]
    begun = await say(rep, "", persona_id=made["persona"]["id"])
    assert begun["status"] == "open"
    colleague = await make_user(owner)
    theirs = (await colleague.post("/api/personas/generate", json={"seed": 4})).json()
    assert theirs["weakness"] == "opening"  # of somebody who has not practised yet
    assert not [quote for reason in theirs["explanation"] for quote in reason["quotes"]]


async def test_buyers_learn_what_is_met_and_show_the_counts(rep, other_tenant, app):
    call = await analysed(rep)
    (price,) = [item for item in await learnt(rep) if item["kind"] == "price"]
    assert price["in_calls"]["raised"] >= 1
    assert price["raised"] == price["in_calls"]["raised"] + price["in_practice"]["raised"]
    assert price["weight"] == 1  # not often yet
    for _ in range(3):
        begun = await say(rep, "", start_from={"call_id": call, "turn": 5})
        await rep.post(f"/api/chat/{begun['conversation_id']}/end", json={})
    (price,) = [item for item in await learnt(rep) if item["kind"] == "price"]
    assert price["in_practice"] == {"raised": 3, "resolved": 0}
    assert 1 < price["weight"] < 3
    begun = await say(rep, "", scenario_id="cold-call")
    async with app.state.databases.tenant(rep.tenant["id"]) as session:
        state = (await session.get_one(Call, begun["conversation_id"])).state
    assert state["leanings"]["price"] == price["weight"]
    assert await learnt(other_tenant) == []


async def learnt(client):
    return (await client.get("/api/personas/learned")).json()["items"]


async def test_what_is_recommended_cites_the_real_call(rep):
    call = await analysed(rep)
    suggestion = (await rep.get("/api/skills/suggestion")).json()
    reason = suggestion["reason"]
    assert (reason["call_id"], reason["conversation_id"]) == (call, None)
    turns = (await rep.get(f"/api/calls/{call}")).json()["turns"]
    quote = reason["quote"]
    assert turns[quote["turn"]]["text"][quote["start"] : quote["end"]] == quote["text"]
    assert suggestion["start_from"] == {"call_id": call, "turn": quote["turn"]}
    begun = await say(rep, "", start_from=suggestion["start_from"])
    assert begun["status"] == "open"
