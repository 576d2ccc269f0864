"""A manager listens, whispers and plays the buyer; two reps practise; nobody else sees anything."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from practice_kit import problem, say
from ringside.core.clock import now
from ringside.practice.models import Guest
from ringside.practice.together import room, service

OPENER = "Hi, this is Sam from Claimlight. I know this is out of the blue, do you have half a minute?"


async def begun(rep: Any, **start: Any) -> str:
    return str((await say(rep, "", scenario_id="cold-call", seed=7, **start))["conversation_id"])


async def let_in(rep: Any, guest: Any, conversation_id: str, role: str = "play") -> dict[str, Any]:
    """The manager asks, the rep agrees."""
    at = f"/api/practice/{conversation_id}/guests"
    asked = await guest.post(at, json={"role": role})
    assert asked.status_code == 201, asked.text
    agreed = await rep.patch(f"{at}/{asked.json()['id']}", json={"status": "agreed"})
    assert agreed.status_code == 200, agreed.text
    return dict(agreed.json())


async def playing(rep: Any, guest: Any, conversation_id: str) -> dict[str, Any]:
    place = await let_in(rep, guest, conversation_id)
    taken = await guest.put(f"/api/practice/{conversation_id}/part", json={"take": True})
    assert taken.status_code == 200, taken.text
    return place


async def owed(guest: Any, conversation_id: str) -> None:
    """Wait until the buyer's next words are waited for."""
    for _ in range(500):
        if (await guest.get(f"/api/practice/{conversation_id}/together")).json()["owed"]:
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


async def answer(rep: Any, guest: Any, conversation_id: str, text: str, line: str, **more: Any) -> dict[str, Any]:
    """The rep says something and the person who plays the buyer answers it."""
    saying = asyncio.ensure_future(say(rep, text, conversation_id))
    await owed(guest, conversation_id)
    said = await guest.post(f"/api/practice/{conversation_id}/lines", json={"text": line, **more})
    assert said.status_code == 200, said.text
    return await saying


async def test_nobody_listens_before_the_rep_agrees_and_the_rep_may_take_it_back(
    rep: Any, manager: Any, call: Any
) -> None:
    conversation_id = await begun(rep)
    at = f"/api/practice/{conversation_id}"
    assert [item["conversation_id"] for item in (await manager.get("/api/practice/running")).json()["items"]] == [
        conversation_id
    ]
    problem(await manager.get(f"{at}/together"), 404, "unknown-conversation")
    place = (await manager.post(f"{at}/guests", json={"role": "listen"})).json()
    assert place["status"] == "asked"
    assert (await manager.get(f"{at}/together")).json()["turns"] == []
    problem(await manager.post(f"{at}/notes", json={"text": "Slower"}), 403, "not-let-in")
    problem(await manager.patch(f"{at}/guests/{place['id']}", json={"status": "agreed"}), 403, "not-yours-to-decide")
    waiting = await call(manager, path=f"{at}/listen")
    assert (await waiting.hear("together"))["state"]["turns"] == []
    await rep.patch(f"{at}/guests/{place['id']}", json={"status": "agreed"})
    while not (state := (await waiting.hear("together"))["state"])["turns"]:
        pass
    assert state["guests"][0]["decided_at"]
    shown = (await rep.get(f"{at}/together")).json()
    assert [(guest["name"], guest["here"]) for guest in shown["guests"]] == [(manager.user["name"], True)]
    await say(rep, OPENER, conversation_id)
    assert (await waiting.hear("turn"))["turn"]["text"] == OPENER
    assert (await waiting.hear("turn"))["turn"]["speaker"] == "customer"
    await rep.patch(f"{at}/guests/{place['id']}", json={"status": "revoked"})
    assert (await waiting.gone())[0] == 4403
    problem(await manager.get(f"{at}/together"), 404, "unknown-conversation")


async def test_a_whisper_reaches_only_the_rep(rep: Any, manager: Any, owner: Any, call: Any) -> None:
    conversation_id = await begun(rep)
    at = f"/api/practice/{conversation_id}"
    await let_in(rep, manager, conversation_id, "listen")
    await let_in(rep, owner, conversation_id, "listen")
    own, other = await call(rep, path=f"{at}/listen"), await call(owner, path=f"{at}/listen")
    await own.hear("together")
    assert (await manager.post(f"{at}/notes", json={"text": "Ask what it costs them"})).status_code == 201
    note = await own.hear("note")
    assert (note["author"], note["text"]) == (manager.user["name"], "Ask what it costs them")
    await say(rep, OPENER, conversation_id)
    await other.hear("turn")
    assert not other.of("note")
    assert (await owner.get(f"{at}/together")).json()["notes"] == []
    assert len((await rep.get(f"{at}/together")).json()["notes"]) == 1
    problem(await manager.put(f"{at}/part", json={"take": True}), 403, "not-let-in")
    problem(await manager.get(f"{at}/card"), 403, "not-let-in")


async def test_a_person_plays_the_buyer_and_gives_the_part_back(rep: Any, manager: Any) -> None:
    conversation_id = await begun(rep)
    at = f"/api/practice/{conversation_id}"
    await playing(rep, manager, conversation_id)
    card = (await manager.get(f"{at}/card")).json()["items"][0]
    assert card["needs"]
    assert card["objections"]
    problem(await rep.get(f"{at}/card"), 403, "not-let-in")
    problem(await manager.post(f"{at}/lines", json={"text": "Hello?"}), 409, "nobody-waits")
    replied = await answer(
        rep, manager, conversation_id, OPENER, "Fine, but I only have a minute. It's too expensive anyway."
    )
    assert replied["reply"]["text"].startswith("Fine, but I only have")
    assert replied["reply"]["source"] == "person"
    detail = (await rep.get(f"/api/conversations/{conversation_id}")).json()
    assert detail["turns"][-1]["source"] == "person"
    await manager.put(f"{at}/part", json={"take": False})
    again = await say(rep, "I understand. What is it about the price that worries you?", conversation_id)
    assert again["reply"]["source"] == "builtin"


async def test_what_hung_on_a_persons_mind_never_costs_the_rep(rep: Any, manager: Any) -> None:
    conversation_id = await begun(rep)
    await playing(rep, manager, conversation_id)
    await answer(rep, manager, conversation_id, "Our platform has a dashboard and seventeen modules.", "I see. Go on.")
    replied = await answer(
        rep, manager, conversation_id, "Shall we meet on Tuesday at ten?", "Yes, that works.", ends="agree"
    )
    assert (replied["outcome"], replied["status"]) == ("meeting", "open")
    ended = await answer(rep, manager, conversation_id, "Great, see you then.", "Bye!", ends="hang_up")
    assert (ended["outcome"], ended["status"]) == ("meeting", "ended")
    detail = (await rep.get(f"/api/conversations/{conversation_id}")).json()
    causes = [entry["cause"] for entry in detail["buyer_log"]]
    assert causes == ["agreed"]
    assert detail["outcome"] == "meeting"
    for criterion in detail["scorecard"]["criteria"]:
        assert criterion["result"] in ("met", "not_met", "not_observed")


async def test_when_the_person_is_gone_the_machine_answers_what_is_owed(rep: Any, manager: Any, call: Any) -> None:
    conversation_id = await begun(rep)
    at = f"/api/practice/{conversation_id}"
    await let_in(rep, manager, conversation_id)
    player = await call(manager, path=f"{at}/listen")
    await player.hear("together")
    await player.send("part", take=True)
    while (await player.hear("together"))["state"]["player"] is None:
        pass
    saying = asyncio.ensure_future(say(rep, OPENER, conversation_id))
    hint = await player.hear("owed")
    assert hint["suggestion"]
    await player.socket.close()
    assert (await saying)["reply"]["source"] == "builtin"
    assert (await rep.get(f"{at}/together")).json()["player"] is None


async def test_a_slow_person_is_stood_in_for(app: FastAPI, rep: Any, manager: Any) -> None:
    conversation_id = await begun(rep)
    await playing(rep, manager, conversation_id)
    app.state.rooms.stand_ins.answer_s = 0.05
    assert (await say(rep, OPENER, conversation_id))["reply"]["source"] == "builtin"


async def test_two_reps_practise_by_invitation_and_by_link(rep: Any, make_user: Any, owner: Any) -> None:
    peer = await make_user(owner, "rep")
    conversation_id = await begun(rep)
    at = f"/api/practice/{conversation_id}"
    problem(await peer.post(f"{at}/guests", json={"role": "listen"}), 404, "unknown-conversation")
    assert peer.user["id"] in [item["id"] for item in (await rep.get("/api/practice/peers")).json()["items"]]
    invited = (await rep.post(f"{at}/guests", json={"role": "play", "user_id": peer.user["id"]})).json()
    running = (await peer.get("/api/practice/running")).json()["items"]
    assert [(item["conversation_id"], item["invited"]) for item in running] == [(conversation_id, True)]
    assert (await peer.patch(f"{at}/guests/{invited['id']}", json={"status": "agreed"})).status_code == 200
    await peer.put(f"{at}/part", json={"take": True})
    assert (await answer(rep, peer, conversation_id, OPENER, "Who is this?"))["reply"]["text"] == "Who is this?"

    friend, late = await make_user(owner, "rep"), await make_user(owner, "rep")
    link = (await rep.post(f"{at}/guests", json={"role": "listen", "link": True})).json()["link"]
    token = {"token": link.rsplit("/", 1)[1]}
    assert (await friend.post("/api/practice/join", json=token)).json()["status"] == "agreed"
    assert len((await friend.get(f"{at}/together")).json()["turns"]) == 3
    problem(await late.post("/api/practice/join", json=token), 404, "unknown-link")
    problem(await friend.put(f"{at}/part", json={"take": True}), 403, "not-let-in")


@pytest.mark.parametrize("path", ["together", "card"])
async def test_another_company_sees_nothing(rep: Any, other_tenant: Any, path: str, call: Any) -> None:
    conversation_id = await begun(rep)
    problem(await other_tenant.get(f"/api/practice/{conversation_id}/{path}"), 404, "unknown-conversation")
    assert (await other_tenant.get("/api/practice/running")).json()["items"] == []
    refused = await call(other_tenant, path=f"/api/practice/{conversation_id}/listen")
    assert (await refused.hear("problem"))["problem"]["status"] == 404
    assert (await refused.gone())[0] == 4404
    link = (await rep.post(f"/api/practice/{conversation_id}/guests", json={"link": True})).json()["link"]
    answer_ = await other_tenant.post("/api/practice/join", json={"token": link.rsplit("/", 1)[1]})
    problem(answer_, 404, "unknown-link")


async def test_a_socket_needs_a_signed_in_person_and_survives_nonsense(rep: Any, call: Any) -> None:
    conversation_id = await begun(rep)
    path = f"/api/practice/{conversation_id}/listen"
    stranger = await call(None, path=path)
    assert (await stranger.gone())[0] == 4401
    own = await call(rep, path=path)
    await own.hear("together")
    for nonsense in ("", "{", '{"type":"dance"}', json.dumps({"type": "line", "text": "x" * 5000}), b"\x01\x02\x03"):
        await own.socket.send(nonsense)
    for _ in range(4):
        assert (await own.hear("trouble"))["problem"]["type"] == "/problems/unreadable-message"
    await own.send("note", text="To myself")
    assert (await own.hear("trouble"))["problem"]["type"] == "/problems/not-yours-to-decide"


async def test_deleting_the_session_deletes_who_was_in_it(app: FastAPI, rep: Any, manager: Any) -> None:
    conversation_id = await begun(rep)
    await let_in(rep, manager, conversation_id)
    await manager.post(f"/api/practice/{conversation_id}/notes", json={"text": "Good"})
    assert (await rep.delete(f"/api/conversations/{conversation_id}")).status_code == 204
    problem(await manager.get(f"/api/practice/{conversation_id}/together"), 404, "unknown-conversation")


async def test_a_link_ends_after_a_day(app: FastAPI, rep: Any, make_user: Any, owner: Any) -> None:
    conversation_id = await begun(rep)
    links = [
        (await rep.post(f"/api/practice/{conversation_id}/guests", json={"link": True})).json()["link"] for _ in "ab"
    ]
    early, late = await make_user(owner, "rep"), await make_user(owner, "rep")
    token = [{"token": link.rsplit("/", 1)[1]} for link in links]
    assert (await early.post("/api/practice/join", json=token[0])).status_code == 200
    async with app.state.databases.tenant(rep.tenant["id"]) as session:
        await session.execute(sa.update(Guest).values(asked_at=now() - timedelta(hours=25)))
    problem(await late.post("/api/practice/join", json=token[1]), 404, "unknown-link")


async def test_notes_and_windows_of_one_session_are_bounded(
    rep: Any, manager: Any, call: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_NOTES", 2)
    monkeypatch.setattr(room, "MOST_PRESENT", 2)
    conversation_id = await begun(rep)
    at = f"/api/practice/{conversation_id}"
    await let_in(rep, manager, conversation_id, "listen")
    for _ in range(2):
        assert (await manager.post(f"{at}/notes", json={"text": "Ask"})).status_code == 201
        await (await call(rep, path=f"{at}/listen")).hear("together")
    problem(await manager.post(f"{at}/notes", json={"text": "Ask"}), 409, "too-many-notes")
    assert (await (await call(rep, path=f"{at}/listen")).hear("problem"))["problem"]["status"] == 409
