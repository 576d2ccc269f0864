"""A call with several buyers over HTTP: who speaks, what is kept, and practising a moment of it again."""

from __future__ import annotations

from typing import Any

from practice_kit import say

START = {"scenario_id": "buying-committee", "level": "expert", "seed": 3}
ASKS_OMAR = "Thank you for having me, I'm Sam. Omar, how do you plan the routes today?"


async def test_names_stand_beside_what_is_said(rep: Any) -> None:
    scenario = (await rep.get("/api/scenarios/buying-committee")).json()
    assert [(c["name"], c["part"]) for c in scenario["colleagues"]] == [
        ("Omar Haddad", "user"),
        ("Peter Lind", "finance"),
    ]
    begun = await say(rep, "", **START)
    assert begun["reply"]["speaker"] == "Miriam Katz"
    conversation_id = begun["conversation_id"]
    first = await say(rep, ASKS_OMAR, conversation_id, client_key="k1")
    assert first["reply"]["speaker"] == "Omar Haddad"
    assert await say(rep, ASKS_OMAR, conversation_id, client_key="k1") == first
    assert (await rep.get(f"/api/chat/{conversation_id}/hint")).json()["hint"]
    await rep.post(f"/api/chat/{conversation_id}/end", json={})
    detail = (await rep.get(f"/api/conversations/{conversation_id}")).json()
    assert [turn["speaker"] for turn in detail["turns"]] == ["customer", "rep", "customer"]
    assert [turn["name"] for turn in detail["turns"]] == ["Miriam Katz", None, "Omar Haddad"]
    assert set(detail["start_minds"]) == {"Miriam Katz", "Omar Haddad", "Peter Lind"}
    assert {entry["name"] for entry in detail["buyer_log"]} <= set(detail["start_minds"])
    assert detail["scorecard"]["criteria"]
    again = await say(rep, "", start_from={"conversation_id": conversation_id, "turn": 1})
    assert again["reply"]["speaker"] == "Miriam Katz"
    assert (await say(rep, ASKS_OMAR, again["conversation_id"]))["reply"]["text"] == first["reply"]["text"]


async def test_one_buyer_has_no_name_beside_them(rep: Any) -> None:
    begun = await say(rep, "", scenario_id="cold-call", seed=7)
    assert begun["reply"]["speaker"] is None
    detail = (await rep.get(f"/api/conversations/{begun['conversation_id']}")).json()
    assert (detail["turns"][0]["name"], detail["colleagues"], detail["start_minds"]) == (None, [], None)
