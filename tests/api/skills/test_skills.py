"""Ratings from scored calls, who may see them, and what to practise next."""

from __future__ import annotations

from practice_kit import BAD, GOOD, held


async def test_a_newcomer_has_no_data_and_is_told_where_to_begin(rep):
    profile = (await rep.get("/api/skills/me")).json()
    assert len(profile["skills"]) == 8
    assert all(skill["calls"] == 0 and not skill["certain"] for skill in profile["skills"])
    assert profile["history"] == []
    suggestion = (await rep.get("/api/skills/suggestion")).json()
    assert suggestion["skill"] == "opening"
    assert suggestion["scenario"]["kind"] == "cold_call"
    assert suggestion["level"] == "foundation"
    assert 0.6 <= suggestion["expected_success"] <= 0.8
    assert suggestion["reason"]["quote"] is None
    assert suggestion["start_from"] is None


async def test_calls_move_the_rating_and_what_was_not_observed_stays(rep):
    await held(rep, *GOOD)
    profile = (await rep.get("/api/skills/me")).json()
    moved = {skill["skill"]: skill for skill in profile["skills"] if skill["calls"]}
    assert moved
    assert {point["skill"] for point in profile["history"]} == set(moved)
    for skill in profile["skills"]:
        if skill["skill"] not in moved:
            assert (skill["rating"], skill["uncertainty"]) == (1350, 250)
        else:
            assert skill["uncertainty"] < 250
            assert skill["low"] < skill["rating"] < skill["high"]


async def test_the_suggestion_quotes_the_call_it_comes_from(rep):
    call = await held(rep, *BAD, *BAD)
    suggestion = (await rep.get("/api/skills/suggestion")).json()
    reason = suggestion["reason"]
    assert reason["conversation_id"] == call
    quote = reason["quote"]
    turns = (await rep.get(f"/api/conversations/{call}")).json()["turns"]
    assert turns[quote["turn"]]["text"][quote["start"] : quote["end"]] == quote["text"]
    assert suggestion["start_from"]["conversation_id"] == call
    assert reason["criterion"]
    hebrew = (await rep.get("/api/skills/suggestion", params={"language": "he"})).json()
    assert any("א" <= char <= "ת" for char in hebrew["reason"]["text"])


async def test_a_deleted_call_is_not_cited(rep):
    call = await held(rep, *BAD, *BAD)
    await rep.delete(f"/api/conversations/{call}")
    reason = (await rep.get("/api/skills/suggestion")).json()["reason"]
    assert reason["conversation_id"] is None
    assert reason["quote"] is None


async def test_managers_see_their_people_and_nobody_elses(rep, manager, owner, other_tenant):
    await held(rep, *GOOD)
    theirs = (await manager.get(f"/api/skills/users/{rep.user['id']}")).json()
    assert theirs["user_id"] == rep.user["id"]
    assert theirs["history"]
    assert (await owner.get(f"/api/skills/users/{rep.user['id']}")).status_code == 200
    assert (await rep.get(f"/api/skills/users/{owner.user['id']}")).status_code == 403
    assert (await other_tenant.get(f"/api/skills/users/{rep.user['id']}")).status_code == 404
    assert (await owner.get("/api/skills/users/nobody")).status_code == 404
