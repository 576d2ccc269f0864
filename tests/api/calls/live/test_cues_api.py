"""Cues over HTTP, what is known of the other side, and answers from the company's own sources."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from ringside.accounts.principal import Principal
from ringside.ai import Caller
from ringside.calls.live import coach, cue_log
from ringside.calls.live.messages import Cue
from ringside.dialogue.schemas import Turn

pytestmark = [pytest.mark.usefixtures("at_once"), pytest.mark.parametrize("store", ["sqlite"], indirect=True)]

CONSENT = {"basis": "consent"}


async def begun(who, **fields):
    answer = await who.post("/api/live", json={"source": "raw", "consent": CONSENT} | fields)
    assert answer.status_code == 201, answer.text
    return answer.json()["call_id"]


def cue(number, kind="price", case="asked", standing="expired", at=10.0):
    return Cue(
        id=str(number), lane="trigger", kind=kind, case=case, text="Name it", why="They asked", at=at,
        expires_at=at + 9, priority=0.5, standing=standing,
    )  # fmt: skip


async def shown(app, who, call_id, *cues):
    async with app.state.databases.tenant(who.tenant["id"]) as session:
        await cue_log.keep(session, call_id, cues)


async def test_a_rep_rates_cues_and_they_are_summed_up(app, owner, rep):
    call = await begun(rep)
    await shown(app, owner, call, cue(1, at=30), cue(2, "objection", "price", "ignored", at=5))
    listed = (await rep.get(f"/api/live/{call}/cues")).json()["items"]
    assert [each["id"] for each in listed] == ["2", "1"]

    answer = await rep.patch(f"/api/live/{call}/cues/1", json={"useful": True, "standing": "used"})
    assert (answer.status_code, answer.json()["useful"], answer.json()["standing"]) == (200, True, "used")
    assert (await rep.patch(f"/api/live/{call}/cues/2", json={"useful": False})).json()["standing"] == "ignored"
    assert (await rep.patch(f"/api/live/{call}/cues/9", json={})).status_code == 404
    assert (await owner.patch(f"/api/live/{call}/cues/1", json={"useful": False})).status_code == 403
    assert (await rep.patch(f"/api/live/{call}/cues/1", json={"standing": "ignored"})).status_code == 422

    summary = (await rep.get("/api/live/cues/summary")).json()
    total = summary["total"]
    assert (summary["calls"], total["shown"], total["used"], total["ignored"]) == (1, 2, 1, 1)
    assert (total["rated"], total["useful"], total["useful_share"]) == (2, 1, 0.5)
    assert total["low"] < 0.5 < total["high"]
    assert {kind["kind"]: kind["useful"] for kind in summary["kinds"]} == {"objection": 0, "price": 1}


async def test_a_summary_is_of_oneself_or_for_managers_of_all(app, owner, rep, make_user):
    other = await make_user(owner, "rep")
    for who in (rep, other):
        await shown(app, owner, await begun(who), cue(1))
    assert [r["rep"]["user_id"] for r in (await rep.get("/api/live/cues/summary")).json()["reps"]] == [rep.user["id"]]
    theirs = (await rep.get("/api/live/cues/summary", params={"user_id": other.user["id"]})).json()
    assert [r["rep"]["user_id"] for r in theirs["reps"]] == [rep.user["id"]], "a rep sees no other"
    everybody = (await owner.get("/api/live/cues/summary")).json()
    assert {r["rep"]["user_id"] for r in everybody["reps"]} == {rep.user["id"], other.user["id"]}
    assert all(r["rep"]["name"] for r in everybody["reps"])
    one = (await owner.get("/api/live/cues/summary", params={"user_id": other.user["id"]})).json()
    assert one["total"]["shown"] == 1
    assert (await owner.get("/api/live/cues/summary", params={"days": 0})).status_code == 422


async def test_another_company_sees_none_of_it(app, owner, make_tenant):
    call = await begun(owner)
    await shown(app, owner, call, cue(1))
    stranger = await make_tenant()
    assert (await stranger.get(f"/api/live/{call}/cues")).status_code == 404
    assert (await stranger.patch(f"/api/live/{call}/cues/1", json={"useful": True})).status_code == 404
    assert (await stranger.get("/api/live/cues/summary")).json()["total"]["shown"] == 0


async def test_what_became_of_cues_is_settled_from_what_was_said(app, owner):
    call = await begun(owner)
    lines = [
        ("customer", "that's way too expensive for us"),
        ("rep", "what are you comparing it with"),
        ("rep", "okay"),
    ]
    turns = [
        Turn(index=i, speaker=who, text=text, start=10.0 * i, end=10.0 * i + 3) for i, (who, text) in enumerate(lines)
    ]  # fmt: skip
    async with app.state.databases.tenant(owner.tenant["id"]) as session:
        await cue_log.keep(session, call, [cue(1, "objection", "price", at=3.5), cue(2, "monologue", "long", at=90)])
        settled = await cue_log.settle(session, call, turns)
        assert [each.standing for each in settled] == ["used", "expired"], "nothing was said after the second"
        await cue_log.forget(session, call)
        assert await cue_log.kept(session, call) == []


async def test_a_deal_brings_its_competitors_people_and_fields(app, owner):
    contact = (await owner.post("/api/contacts", json={"name": "Dana Levi", "title": "CFO"})).json()["id"]
    deal = (await owner.post("/api/deals", json={"name": "Norfolk", "stage": "Proposal", "amount": 12000})).json()["id"]
    await owner.put(f"/api/deals/{deal}/people/{contact}", json={"role": "economic_buyer"})
    await owner.post(f"/api/deals/{deal}/competitors", json={"name": "Routific"})
    who = Principal(user_id=owner.user["id"], tenant_id=owner.tenant["id"], role="owner", language="en")
    known = await app.state.lives.background(who, deal, contact, datetime.now(UTC))
    assert (known.deal_name, known.contact_name) == ("Norfolk", "Dana Levi")
    assert known.competitors == ("Routific",)
    assert "Dana Levi" in known.names
    told = " | ".join(fact.text for fact in known.facts)
    assert "Proposal" in told
    assert "CFO" in told
    assert all(fact.link for fact in known.facts)


async def test_a_question_of_the_customer_is_answered_from_the_documents(app, owner):
    text = b"# Security\n\nBackups are kept for ninety days in Frankfurt.\n\n# Terms\n\nThe minimum term is one year."
    files = {"file": ("security.md", text, "text/markdown")}
    document = (await owner.post("/api/playbook/knowledge", files=files)).json()["id"]
    for _ in range(500):
        if (await owner.get(f"/api/playbook/knowledge/{document}")).json()["status"] == "ready":
            break
        await asyncio.sleep(0.01)
    told: list[Cue] = []
    caller = Caller(owner.tenant["id"], owner.user["id"], "en")
    brief = coach.Brief("c", "en", "normal", caller=caller)
    running = await coach.open_coach(app.state.lives, owner.tenant["id"], brief, told.extend)
    running.turn(Turn(index=0, speaker="rep", text="so that is the archive", start=0, end=2))
    running.turn(Turn(index=1, speaker="customer", text="how long do you keep the backups", start=3, end=5))
    await asyncio.gather(*running._looking)
    [answer] = told
    assert (answer.lane, answer.text) == ("answer", "Backups are kept for ninety days in Frankfurt.")
    assert answer.sources[0].title
    assert answer.quotes[0].turn == 1


async def test_an_objection_gets_the_approved_answer_of_the_library(app, owner):
    body = {"title": "Overtime", "kind": "price", "language": "en", "text": "What does the overtime cost you today?"}
    entry = (await owner.post("/api/objections", json=body)).json()
    decided = await owner.post(f"/api/objections/{entry['id']}/decision", json={"version": 1, "action": "approve"})
    assert decided.status_code == 200, decided.text
    found = await app.state.lives.library(owner.tenant["id"], "that's too expensive", "price", "en")
    assert [each.title for each in found] == ["Overtime"]
    assert entry["id"] in found[0].link
