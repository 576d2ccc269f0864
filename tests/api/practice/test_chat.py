"""A call, turn by turn: starting, going on, being told no, hanging up."""

from __future__ import annotations

import asyncio

import pytest

from practice_kit import BAD, GOOD, held, problem, say


async def test_the_buyer_answers_the_phone_when_nothing_is_said(rep):
    begun = await say(rep, "", scenario_id="cold-call", seed=3)
    assert begun["reply"]["text"]
    assert begun["reply"]["turn"] == 0
    assert begun["reply"]["source"] == "builtin"
    assert (begun["status"], begun["outcome"]) == ("open", None)
    assert begun["state"]["turns"] == 1
    assert begun["state"]["talk_share"] == 0.0


async def test_a_call_may_start_with_the_reps_words(rep):
    begun = await say(rep, GOOD[0], scenario_id="cold-call", level="foundation")
    assert begun["reply"]["turn"] == 1
    assert begun["level"] == "foundation"
    detail = (await rep.get(f"/api/conversations/{begun['conversation_id']}")).json()
    assert [turn["speaker"] for turn in detail["turns"]] == ["rep", "customer"]
    assert detail["turns"][0]["text"] == GOOD[0]


async def test_the_same_seed_gives_the_same_buyer_and_another_seed_another(rep):
    async def lines(seed):
        begun = await say(rep, "", scenario_id="cold-call", seed=seed)
        said = [begun["reply"]["text"]]
        for text in GOOD[:3]:
            said.append((await say(rep, text, begun["conversation_id"]))["reply"]["text"])
        return said

    assert await lines(5) == await lines(5)
    assert await lines(5) != await lines(6)


async def test_the_sidebar_counts_words_and_questions_and_hides_the_buyer(rep):
    begun = await say(rep, "", scenario_id="cold-call")
    after = await say(rep, "Hello, how do you handle claims today?", begun["conversation_id"])
    state = after["state"]
    assert state["questions"] == 1
    assert state["rep_turns"] == 1
    assert state["last_turn_words"] == 7
    spoken = 7 + len(begun["reply"]["text"].split()) + len(after["reply"]["text"].split())
    assert state["talk_share"] == pytest.approx(7 / spoken, abs=0.05)
    assert "trust" not in str(after)
    assert "patience" not in str(after)


async def test_hebrew_is_heard_from_the_first_words(rep):
    begun = await say(rep, "שלום, מדבר רן מאקמי, יש לך רגע?", scenario_id="cold-call")
    assert begun["language"] == "he"
    assert any("א" <= char <= "ת" for char in begun["reply"]["text"])


async def test_the_wish_for_a_language_goes_before_the_words(rep):
    begun = await say(rep, "Hello, do you have a minute?", scenario_id="cold-call", language="he")
    assert begun["language"] == "he"


async def test_silence_in_an_open_call_is_a_turn_the_buyer_hears(rep):
    begun = await say(rep, "", scenario_id="cold-call")
    after = await say(rep, "  \n ", begun["conversation_id"])
    assert after["reply"]["turn"] == 2
    detail = (await rep.get(f"/api/conversations/{begun['conversation_id']}")).json()
    assert detail["turns"][1]["text"] == ""


@pytest.mark.parametrize("text", ["x" * 4001, "a\u0007b", "\u001b[31m"])
async def test_text_that_is_no_turn_is_refused_and_says_why(rep, text):
    begun = await say(rep, "", scenario_id="cold-call")
    body = problem(
        await rep.post("/api/chat", json={"conversation_id": begun["conversation_id"], "text": text}), 422, "invalid"
    )
    assert body["errors"][0]["field"] == "text"
    assert "4000" in body["errors"][0]["problem"] or "control characters" in body["errors"][0]["problem"]
    detail = (await rep.get(f"/api/conversations/{begun['conversation_id']}")).json()
    assert len(detail["turns"]) == 1


@pytest.mark.parametrize("seed", [True, "7", 7.5])
async def test_a_number_is_sent_as_a_number(rep, seed):
    body = problem(await rep.post("/api/chat", json={"scenario_id": "cold-call", "seed": seed}), 422, "invalid")
    assert [error["field"] for error in body["errors"]] == ["seed"]
    body = {"start_from": {"conversation_id": "x", "turn": seed}}
    assert problem(await rep.post("/api/chat", json=body), 422, "invalid")["errors"][0]["field"] == "start_from.turn"


async def test_four_thousand_characters_are_a_turn(rep):
    begun = await say(rep, "", scenario_id="cold-call")
    assert (await say(rep, "word " * 799 + "words", begun["conversation_id"]))["reply"]["text"]


async def test_a_megabyte_and_binary_are_clear_problems(rep):
    assert (await rep.post("/api/chat", json={"scenario_id": "cold-call", "text": "x" * 1_000_000})).status_code == 413
    raw = await rep.post("/api/chat", content=b"\xff\xfe\x00\x01", headers={"content-type": "application/json"})
    assert raw.status_code in (400, 422)
    assert raw.headers["content-type"] == "application/problem+json"


async def test_what_is_not_there_cannot_be_called(rep, other_tenant):
    problem(await rep.post("/api/chat", json={"scenario_id": "no-such", "text": ""}), 404, "unknown-scenario")
    problem(await rep.post("/api/chat", json={"persona_id": "no-such", "text": ""}), 404, "unknown-persona")
    for strange in ("nope", "0" * 32):
        body = {"conversation_id": strange, "text": "hi"}
        problem(await rep.post("/api/chat", json=body), 404, "unknown-conversation")
    mine = (await say(rep, "", scenario_id="cold-call"))["conversation_id"]
    problem(
        await other_tenant.post("/api/chat", json={"conversation_id": mine, "text": "hi"}), 404, "unknown-conversation"
    )


async def test_nobody_speaks_in_a_colleagues_call_not_even_the_owner(rep, owner):
    mine = (await say(rep, "", scenario_id="cold-call"))["conversation_id"]
    for path in (f"/api/chat/{mine}/end", "/api/chat"):
        answer = await owner.post(path, json={"conversation_id": mine, "text": "hi"})
        problem(answer, 404, "unknown-conversation")
    problem(await owner.get(f"/api/chat/{mine}/hint"), 404, "unknown-conversation")
    assert (await owner.get(f"/api/conversations/{mine}")).status_code == 200


async def test_a_level_the_scenario_lacks_is_refused(rep, app):
    made = await rep.post("/api/scenarios", json={"title": "Own", "goal": "Get there", "kind": "cold_call"})
    assert made.status_code == 201, made.text
    answer = await rep.post("/api/chat", json={"scenario_id": made.json()["id"], "level": "mythical", "text": ""})
    problem(answer, 422, "invalid")


async def test_an_ended_call_takes_no_more_words(rep):
    call = await held(rep, GOOD[0])
    problem(await rep.post("/api/chat", json={"conversation_id": call, "text": "and"}), 409, "conversation-ended")
    problem(await rep.get(f"/api/chat/{call}/hint"), 409, "conversation-ended")


async def test_hanging_up_twice_is_hanging_up_once(rep):
    call = await held(rep, *GOOD[:3])
    first, second = [(await rep.post(f"/api/chat/{call}/end", json={})).json() for _ in range(2)]
    assert first == second
    assert first["status"] == "ended"
    assert first["outcome"] == "ended"


async def test_both_hang_up_at_once_and_the_call_is_scored_once(rep):
    call = (await say(rep, "", scenario_id="cold-call"))["conversation_id"]
    await say(rep, GOOD[0], call)
    answers = await asyncio.gather(*(rep.post(f"/api/chat/{call}/end", json={}) for _ in range(5)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    profile = (await rep.get("/api/skills/me")).json()
    assert max(skill["calls"] for skill in profile["skills"]) == 1


async def test_a_hint_is_given_on_demand(rep):
    begun = await say(rep, "", scenario_id="cold-call")
    hint = (await rep.get(f"/api/chat/{begun['conversation_id']}/hint")).json()["hint"]
    assert len(hint) > 10


async def test_the_buyer_who_hangs_up_leaves_a_scored_call(rep):
    begun = await say(rep, "", scenario_id="cold-call", level="expert", seed=2)
    last = begun
    for i in range(40):
        if last["status"] == "ended":
            break
        last = await say(rep, f"{BAD[i % 2]} Number {i}.", begun["conversation_id"])
    assert last["status"] == "ended"
    assert last["outcome"] in ("hangup", "refused")
    detail = (await rep.get(f"/api/conversations/{begun['conversation_id']}")).json()
    assert detail["outcome"] == last["outcome"]
    assert detail["scorecard"]["criteria"]


async def test_quotas_answer_429(app, make_tenant, settings):
    someone = await make_tenant()
    changed = await someone.patch("/api/tenants/current", json={"quotas": {"practice_per_user_day": 1}})
    assert changed.status_code == 200, changed.text
    first = await say(someone, "", scenario_id="cold-call", client_key="a")
    refused = await someone.post("/api/chat", json={"scenario_id": "cold-call", "text": ""})
    problem(refused, 429, "quota-exceeded")
    assert int(refused.headers["retry-after"]) > 0
    # neither going on nor sending the same start again is a new session
    assert (await say(someone, GOOD[0], first["conversation_id"]))["reply"]["text"]
    assert (await say(someone, "", scenario_id="cold-call", client_key="a")) == first
