"""A call over a socket with a browser that listens and speaks itself."""

from __future__ import annotations

import pytest

COLD = {"scenario_id": "cold-call", "seed": 7, "manner": "browser"}


async def test_a_call_is_held_from_picking_up_to_hanging_up(rep, call):
    phone = await call(rep, **COLD)
    session = await phone.hear("session")
    assert (session["manner"], session["resumed"], session["seconds"]) == ("browser", False, 0)
    first = await phone.hear("buyer")
    assert first["turn"] == 0
    await phone.hear("state")
    await phone.send("spoken", turn=0, text=first["text"], start=0.2, end=1.1)

    state = await phone.say("Hi, this is Noa from Ringside, did I catch you at a bad time?", 1.6, 5.0, key="one")
    said = phone.of("rep")[-1]
    assert (said["turn"], said["final"], said["start"], said["end"]) == (1, True, 1.6, 5.0)
    assert (state["status"], state["sidebar"]["rep_turns"]) == ("open", 1)
    answer = "".join(each["text"] for each in phone.of("buyer") if each["turn"] == 2)
    assert answer
    await phone.send("spoken", turn=2, text=answer, start=5.5, end=8.0)
    signals = await phone.hear("signals")
    assert signals["monologue"] == 3.0 or signals["response"] == 0.5

    await phone.send("control", do="hang_up")
    ended = await phone.hear("ended")
    assert ended["outcome"] == "ended"
    assert (await phone.gone())[0] == 1000

    detail = (await rep.get(f"/api/conversations/{session['conversation_id']}")).json()
    assert detail["status"] == "ended"
    assert [turn["speaker"] for turn in detail["turns"]] == ["customer", "rep", "customer"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"conversation_id": "nobody-has-this"}, 404),
        ({"scenario_id": "no-such-scenario"}, 404),
        ({"scenario_id": "cold-call", "level": "impossible"}, 422),
        ({"start_from": "{{{"}, 422),
        ({"conversation_id": "%00"}, 422),
        ({"scenario_id": "cold-call", "rate": "7999"}, 422),
        ({"scenario_id": "cold-call", "rate": "96000"}, 422),
        ({"scenario_id": "cold-call", "rate": "fast"}, 422),
        ({"scenario_id": "cold-call", "manner": "realtime"}, 409),
    ],
)
async def test_what_cannot_be_is_refused_with_a_reason(rep, call, query, status):
    phone = await call(rep, **query)
    problem = (await phone.hear("problem"))["problem"]
    assert problem["status"] == status
    assert (await phone.gone())[0] == 4000 + status


async def test_nobody_else_gets_into_a_call(rep, manager, other_tenant, client, call):
    mine = await call(rep, **COLD)
    conversation_id = (await mine.hear("session"))["conversation_id"]
    for stranger in (other_tenant, manager):
        phone = await call(stranger, conversation_id=conversation_id)
        assert (await phone.hear("problem"))["problem"]["status"] == 404
        assert (await phone.gone())[0] == 4404
    phone = await call(None, conversation_id=conversation_id)
    assert (await phone.hear("problem"))["problem"]["status"] == 401
    assert (await phone.gone())[0] == 4401
    state = await mine.say("Hello?", 1.0, 2.0)
    assert state["status"] == "open"


async def test_garbage_is_answered_and_the_call_goes_on(rep, call):
    phone = await call(rep, **COLD)
    await phone.hear("state")
    for garbage in (
        "",
        "{",
        "[]",
        "null",
        '{"type":"say"}',
        '{"type":"say","text":"a\\u0000"}',
        '{"type":"fly"}',
        '{"type":"say","text":"a","start":Infinity,"end":1}',
        '{"type":"spoken","turn":1e30,"text":"a","start":0,"end":1}',
        "x" * 70_000,
    ):
        await phone.socket.send(garbage)
        assert (await phone.hear("trouble"))["code"] == "message"
    await phone.send("client-ready", label="rtvi-ai", id="1", data={"version": "1.0.0"})  # a client of pipecat's own
    await phone.socket.send(b"\x00\x01")  # sound, for which a page that listens itself has no use
    told = len(phone.of("trouble"))
    assert (await phone.say("Hello, is that Dana?", 1.0, 2.0))["status"] == "open"
    assert len(phone.of("trouble")) == told
