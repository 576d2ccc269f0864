"""Next steps of a call that was coached live: on its deal, and taken for what they are when asked for again."""

from __future__ import annotations

import pytest

from live_kit import Scripted, analysed, connected, served

pytestmark = [pytest.mark.usefixtures("at_once"), pytest.mark.parametrize("store", ["sqlite"], indirect=True)]

SAID = (
    (0, "How do you handle renewals today?"),
    (1, "In a spreadsheet and it costs us two days every month."),
    (0, "Shall we meet on Tuesday at ten so that I show you how it works with your own contracts?"),
    (1, "Yes, Tuesday at ten works, send me the invitation."),
)


async def held(app, rep, **fields):
    """A live call whose words the recorder recognised itself."""
    app.state.lives.use(Scripted())
    call = (await rep.post("/api/live", json={"source": "raw", "title": "Norfolk"} | fields)).json()
    async with served(app) as address:
        recorder = await connected(address, call["address"])
        for i, (side, text) in enumerate(SAID):
            at = {"start": 5.0 * i, "end": 5.0 * i + 4}
            await recorder.send({"type": "heard", "channel": side, "text": text, "final": True} | at)
        await recorder.send({"type": "end"})
        await recorder.gone()
    return await analysed(rep, call["call_id"])


async def test_a_step_is_put_on_the_deal_once_in_the_reports_words(app, rep, other_tenant):
    deal = (await rep.post("/api/deals", json={"name": "Suite"})).json()["id"]
    report = await held(app, rep, deal_id=deal)
    steps = f"/api/deals/{deal}/calls/{report['id']}/next-steps"
    (step,) = (await rep.get(steps)).json()["items"]
    assert step == {"step": 0, "standing": "open", "activity_id": None, "problem": None}

    put = await rep.post(steps, json={"step": 0})
    assert (put.status_code, put.json()["standing"]) == (201, "kept"), put.text
    assert (await rep.post(steps, json={"step": 0})).json() == put.json()
    timeline = (await rep.get(f"/api/deals/{deal}/timeline")).json()["items"]
    assert sorted(item["kind"] for item in timeline) == ["call", "task"]  # the call was linked as it ended
    task = (await rep.get(f"/api/activities/{put.json()['activity_id']}")).json()
    assert task["subject"] == report["next_steps"][0]["text"]
    assert "Norfolk" in task["text"]

    assert (await rep.delete(f"/api/activities/{task['id']}")).status_code == 204
    assert (await rep.get(steps)).json()["items"][0]["standing"] == "open"
    again = (await rep.post(steps, json={"step": 0})).json()
    assert (again["standing"], again["activity_id"] == task["id"]) == ("kept", False)

    assert (await rep.post(steps, json={"step": 7})).json()["type"] == "/problems/no-such-step"
    other = (await rep.post("/api/deals", json={"name": "Other"})).json()["id"]
    elsewhere = await rep.post(f"/api/deals/{other}/calls/{report['id']}/next-steps", json={"step": 0})
    assert elsewhere.json()["type"] == "/problems/call-linked"
    for answer in (await other_tenant.get(steps), await other_tenant.post(steps, json={"step": 0})):
        assert answer.status_code == 404
