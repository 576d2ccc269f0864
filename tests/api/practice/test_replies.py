"""Replies under way: repeated requests, two at once, lost connections, crashes, and streaming."""

from __future__ import annotations

import asyncio
import json

import pytest
import structlog

from practice_kit import GOOD, held, problem, say
from ringside.ai import Waiting

STREAM = {"Accept": "text/event-stream"}


def events(raw: str) -> list[tuple[str, str, dict]]:
    """(id, name, data) of each event."""
    found = []
    for block in raw.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            found.append((fields["id"], fields["event"], json.loads(fields["data"])))
    return found


async def turns(client, call):
    return (await client.get(f"/api/conversations/{call}")).json()["turns"]


async def test_the_same_key_is_the_same_turn(rep):
    begun = await say(rep, "", scenario_id="cold-call", client_key="start")
    assert await say(rep, "", scenario_id="cold-call", client_key="start") == begun
    first = await say(rep, GOOD[0], begun["conversation_id"], client_key="one")
    await say(rep, GOOD[1], begun["conversation_id"], client_key="two")
    assert await say(rep, GOOD[0], begun["conversation_id"], client_key="one") == first
    assert len(await turns(rep, begun["conversation_id"])) == 5


async def test_a_start_with_words_can_be_repeated_too(rep):
    begun = await say(rep, GOOD[0], scenario_id="cold-call", client_key="k")
    assert await say(rep, GOOD[0], scenario_id="cold-call", client_key="k") == begun
    assert await say(rep, GOOD[0], begun["conversation_id"], client_key="k") == begun
    # the same key for another call is another call
    other = await say(rep, GOOD[0], scenario_id="cold-call", level="expert", client_key="k")
    assert other["conversation_id"] != begun["conversation_id"]


async def test_two_people_may_use_the_same_key(rep, owner):
    mine = await say(rep, "", scenario_id="cold-call", client_key="k")
    theirs = await say(owner, "", scenario_id="cold-call", client_key="k")
    assert mine["conversation_id"] != theirs["conversation_id"]


async def test_a_double_start_at_once_is_one_call(rep):
    answers = await asyncio.gather(*(say(rep, "", scenario_id="cold-call", seed=1, client_key="k") for _ in range(6)))
    assert len({answer["conversation_id"] for answer in answers}) == 1
    assert len((await rep.get("/api/conversations")).json()["items"]) == 1


async def test_a_double_submit_at_once_joins_the_reply_under_way(rep, with_model):
    begun = await say(rep, "", scenario_id="cold-call")
    release = asyncio.Event()
    puppet = with_model([release, "Who is calling, please?"])
    body = {"conversation_id": begun["conversation_id"], "text": "Hello?", "client_key": "k"}
    posts = [asyncio.ensure_future(rep.post("/api/chat", json=body)) for _ in range(3)]
    await until(lambda: puppet.asked)
    release.set()
    answers = [await post for post in posts]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert len(await turns(rep, begun["conversation_id"])) == 3


async def test_another_turn_during_a_reply_is_refused_and_changes_nothing(rep, with_model):
    begun = await say(rep, "", scenario_id="cold-call")
    release = asyncio.Event()
    puppet = with_model([release, "Who is calling, please?"])
    first = asyncio.ensure_future(say(rep, "Hello?", begun["conversation_id"], client_key="a"))
    await until(lambda: puppet.asked)
    second = await rep.post(
        "/api/chat", json={"conversation_id": begun["conversation_id"], "text": "You there?", "client_key": "b"}
    )
    problem(second, 409, "reply-in-progress")
    seen = (await rep.get(f"/api/conversations/{begun['conversation_id']}")).json()
    assert seen["reply_pending"] is True
    assert len(seen["turns"]) == 2
    release.set()
    await first
    assert len(await turns(rep, begun["conversation_id"])) == 3


async def test_many_different_turns_at_once_leave_one_order(rep):
    begun = await say(rep, "", scenario_id="cold-call")
    posts = [
        rep.post("/api/chat", json={"conversation_id": begun["conversation_id"], "text": f"Hello {i}"})
        for i in range(8)
    ]
    answers = await asyncio.gather(*posts)
    taken = sum(answer.status_code == 200 for answer in answers)
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert taken >= 1
    found = await turns(rep, begun["conversation_id"])
    assert [turn["index"] for turn in found] == list(range(1 + 2 * taken))
    assert [turn["speaker"] for turn in found] == ["customer", "rep"] * taken + ["customer"]


async def test_a_lost_connection_loses_nothing(rep, with_model, app):
    begun = await say(rep, "", scenario_id="cold-call")
    release = asyncio.Event()
    puppet = with_model([release, "Who is calling, please?"])
    body = {"conversation_id": begun["conversation_id"], "text": "Hello?", "client_key": "k"}
    gone = asyncio.ensure_future(rep.post("/api/chat", json=body, headers=STREAM))
    await until(lambda: puppet.asked)
    gone.cancel()
    release.set()
    await app.state.practice.replies.drain()
    found = await turns(rep, begun["conversation_id"])
    assert found[2]["text"].startswith("Who is calling, please?")
    assert (await say(rep, "Hello?", begun["conversation_id"], client_key="k"))["reply"]["text"] == found[2]["text"]


@pytest.mark.parametrize("by", ["reading", "the same turn"])
async def test_after_a_crash_the_reply_is_finished_from_what_was_stored(rep, with_model, app, by):
    begun = await say(rep, "", scenario_id="cold-call")
    with_model([RuntimeError("the process dies here")])
    body = {"conversation_id": begun["conversation_id"], "text": "Hello, who is this?", "client_key": "k"}
    problem(await rep.post("/api/chat", json=body), 500, "internal")
    with_model(["Who is calling, please?"])
    if by == "the same turn":
        assert (await say(rep, **body))["reply"]["turn"] == 2
    found = (await rep.get(f"/api/conversations/{begun['conversation_id']}")).json()
    assert found["reply_pending"] is False
    assert [turn["speaker"] for turn in found["turns"]] == ["customer", "rep", "customer"]
    assert (await say(rep, GOOD[0], begun["conversation_id"]))["reply"]["turn"] == 4


async def test_a_crash_at_the_very_start_leaves_a_call_to_go_on_with(rep, with_model):
    with_model([RuntimeError("the process dies here")])
    body = {"scenario_id": "cold-call", "text": "", "client_key": "k", "seed": 4}
    problem(await rep.post("/api/chat", json=body), 500, "internal")
    with_model(["Hello?"])
    begun = await say(rep, **body)
    assert begun["reply"]["turn"] == 0
    assert len((await rep.get("/api/conversations")).json()["items"]) == 1


async def test_hanging_up_in_mid_reply_ends_at_once(rep, with_model):
    begun = await say(rep, "", scenario_id="cold-call")
    never = asyncio.Event()
    puppet = with_model([never, "Too late."])
    waiting = asyncio.ensure_future(say(rep, "Hello?", begun["conversation_id"]))
    await until(lambda: puppet.asked)
    ended = await asyncio.wait_for(rep.post(f"/api/chat/{begun['conversation_id']}/end", json={}), 5)
    assert ended.json()["status"] == "ended"
    assert (await waiting)["reply"]["source"] == "builtin"
    assert len(await turns(rep, begun["conversation_id"])) == 3


async def test_a_stream_tells_the_turn_the_words_and_the_answer(rep, with_model):
    begun = await say(rep, "", scenario_id="cold-call")
    with_model([Waiting("test", 2.0), "Who is ", "this? ", "I'm rather ", "busy right now."])
    body = {"conversation_id": begun["conversation_id"], "text": "Hello, who is this?", "client_key": "k"}
    answer = await rep.post("/api/chat", json=body, headers=STREAM)
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = events(answer.text)
    assert [number for number, _, _ in told] == [str(i) for i in range(len(told))]
    names = [name for _, name, _ in told]
    assert names[0] == "ack"
    assert names[-1] == "message"
    assert set(names[1:-1]) <= {"status", "piece"}
    assert told[0][2]["turn"]["text"] == "Hello, who is this?"
    assert next(data for _, name, data in told if name == "status")["kind"] == "waiting"
    final = told[-1][2]
    assert " ".join(data["text"] for _, name, data in told if name == "piece") == final["reply"]["text"]
    again = await say(rep, "Hello, who is this?", begun["conversation_id"], client_key="k")
    assert again == final
    replayed = events((await rep.post("/api/chat", json=body, headers=STREAM)).text)
    assert [name for _, name, _ in replayed] == ["ack", "piece", "message"]
    assert replayed[-1][2] == final


async def test_a_word_of_a_refused_line_does_not_slip_through_before_it(rep, with_model):
    with_model(["Sure! ", "Let's meet on Tuesday at ten."], ["Sure! ", "Let's meet on Tuesday at ten."])
    begun = (await rep.post("/api/chat", json={"text": "Hello?", "seed": 1})).json()
    assert "Sure" not in begun["reply"]["text"]
    assert begun["reply"]["source"] == "builtin"


async def test_a_bare_first_word_keeps_one_space_to_the_next(rep, with_model):
    with_model(["Hello. ", "Who is this, please?"])
    begun = (await rep.post("/api/chat", json={"text": "Hello?", "seed": 1})).json()
    assert begun["reply"]["text"].startswith("Hello. Who is this, please?")


async def test_the_log_names_the_rule_a_line_broke_and_not_its_words(rep, with_model):
    with_model(["Canary, let's meet on Tuesday."], ["Canary, let's meet on Tuesday."])
    with structlog.testing.capture_logs() as lines:
        await rep.post("/api/chat", json={"text": "Hello?", "seed": 1})
    refused = [line for line in lines if line["event"] == "model line refused"]
    assert refused
    assert "canary" not in str(lines).lower()


async def test_a_stream_that_fails_ends_with_a_problem(rep, with_model):
    begun = await say(rep, "", scenario_id="cold-call")
    with_model([RuntimeError("no")])
    answer = await rep.post(
        "/api/chat", json={"conversation_id": begun["conversation_id"], "text": "Hi"}, headers=STREAM
    )
    _, name, data = events(answer.text)[-1]
    assert name == "problem"
    assert data["status"] == 500
    assert data["instance"] == "/api/chat"


async def test_refusals_known_at_once_are_no_stream(rep):
    call = await held(rep, GOOD[0])
    refused = await rep.post("/api/chat", json={"conversation_id": call, "text": "x"}, headers=STREAM)
    problem(refused, 409, "conversation-ended")


async def until(what, rounds=2000):
    """Let other tasks run until this holds."""
    for _ in range(rounds):
        if what():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("it never happened")
