"""What every card shares: a person's preferences, and what people say about what was shown."""

from __future__ import annotations

from ringside.core.ids import new_id


async def test_preferences_are_each_persons_own(rep, manager):
    assert (await rep.get("/api/deals/preferences")).json() == {
        "tone": "consultative", "length": "medium", "boldness": 1,
    }  # fmt: skip
    wanted = {"tone": "aggressive", "length": "short", "boldness": 2}
    assert (await rep.put("/api/deals/preferences", json=wanted)).json() == wanted
    assert (await rep.get("/api/deals/preferences")).json() == wanted
    assert (await manager.get("/api/deals/preferences")).json()["tone"] == "consultative"
    assert (await rep.put("/api/deals/preferences", json=wanted | {"boldness": 3})).status_code == 422


async def test_feedback_is_replaced_by_a_later_word_and_can_be_taken_back(rep, manager):
    item = {"card": "coach", "item": new_id()}
    assert (await rep.post("/api/deals/feedback", json=item | {"useful": True})).status_code == 204
    assert (await rep.post("/api/deals/feedback", json=item | {"useful": False, "note": "late"})).status_code == 204
    said = (await rep.get("/api/deals/feedback", params={"card": "coach"})).json()
    assert [(one["useful"], one["note"]) for one in said] == [(False, "late")]
    assert (await manager.get("/api/deals/feedback")).json() == []
    summed = (await manager.get("/api/deals/feedback/summary")).json()
    assert summed == [{"card": "coach", "source": "builtin", "useful": 0, "not_useful": 1}]
    assert (await rep.post("/api/deals/feedback", json=item | {"useful": None})).status_code == 204
    assert (await rep.get("/api/deals/feedback")).json() == []


async def test_a_deal_or_contact_that_is_not_there_cannot_be_judged(rep):
    for field in ("deal_id", "contact_id"):
        body = {"card": "persona", "item": "channel", "useful": True, field: new_id()}
        answer = await rep.post("/api/deals/feedback", json=body)
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/nothing-to-judge")


async def test_who_leaves_the_company_takes_their_wishes_and_frees_their_deals(owner, rep, manager):
    deal = (await rep.post("/api/deals", json={"name": "Freed", "owner_id": rep.user["id"]})).json()
    await rep.put("/api/deals/preferences", json={"tone": "aggressive", "length": "short", "boldness": 2})
    await rep.post("/api/deals/feedback", json={"card": "coach", "item": new_id(), "useful": True, "note": "mine"})
    assert (await owner.delete(f"/api/users/{rep.user['id']}")).status_code == 204
    assert (await manager.get("/api/deals/feedback/summary")).json() == []
    after = (await manager.get(f"/api/deals/{deal['id']}")).json()
    assert after["owner"] == {"id": None, "name": rep.user["name"]}
