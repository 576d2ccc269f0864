"""Who may hear, read and hold live calls, and what becomes of a call whose people go away."""

from __future__ import annotations

import asyncio

import pytest

from live_kit import both, spoken, tagged
from ringside.calls.live import lives, records, service, watching
from ringside.calls.live.recording import spooled

pytestmark = [pytest.mark.usefixtures("at_once"), pytest.mark.parametrize("store", ["sqlite"], indirect=True)]

SAID = "How do you handle renewals today?"


async def begun(who, **fields):
    body = {"source": "browser", "consent": {"basis": "consent", "note": ""}} | fields
    answer = await who.post("/api/live", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.mark.parametrize("by", ["request", "sidebar"])
async def test_a_listener_is_cut_off_at_the_moment_the_rep_takes_consent_back(by, rep, manager, connect, recogniser):
    recogniser.script = [[SAID, "A secret"], []]
    call = await begun(rep, listening=True)
    path = f"/api/live/{call['call_id']}"
    sidebar, recorder = await connect(f"{path}/cues", rep), await connect(call["address"])
    listener, reader = await connect(f"{path}/listen", manager), await connect(f"{path}/cues", manager)
    await recorder.send(*tagged(both((0, spoken(SAID)))))
    for each in (listener, reader):
        await each.hear("turn", final=True)
    async with asyncio.timeout(5):
        while not (await manager.get(path)).json()["turns"]:  # told first, then stored
            pass
    if by == "request":
        assert (await rep.patch(path, json={"listening": False})).status_code == 200
    else:
        await sidebar.send({"type": "wish", "listening": False})
    for each in (listener, reader):
        assert (await each.gone())[0] == 4403  # long before anybody looks at rights again
    await recorder.send(*tagged(both((0, spoken(SAID)))))
    await sidebar.hear("turn", text="A secret")
    assert all("A secret" not in str(each.told) for each in (listener, reader))
    read = (await manager.get(path)).json()
    assert (read["turns"], read["cues"]) == ([], [])
    assert (await manager.get(f"{path}/cues")).json()["items"] == []
    assert (await rep.get(path)).json()["turns"]


async def test_one_rep_cannot_take_every_line(rep, manager, connect, monkeypatch):
    monkeypatch.setattr(lives, "MOST_EACH", 2)
    monkeypatch.setattr(service, "MOST_OPEN", 3)
    calls = [await begun(rep) for _ in range(3)]
    refused = await rep.post("/api/live", json={"source": "browser"})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/too-many-live-calls")
    for call in calls[:2]:
        await connect(call["address"])
    assert (await (await connect(calls[2]["address"])).gone())[0] == 4409
    other = await connect((await begun(manager))["address"])
    await other.send({"type": "hello", "rate": 16000})


async def test_connections_that_look_at_one_call_are_bounded(rep, connect, monkeypatch):
    monkeypatch.setattr(watching, "MOST_WATCHERS", 2)
    path = f"/api/live/{(await begun(rep))['call_id']}/cues"
    for _ in range(2):
        await (await connect(path, rep)).hear("state")
    assert (await (await connect(path, rep)).gone())[0] == 4409


async def test_nobody_listens_to_somebody_who_has_left_the_company(rep, owner, connect, recogniser):
    call, later = await begun(rep, recording=True), await begun(rep)
    recorder = await connect(call["address"])
    await recorder.send(*tagged(both((0, spoken(SAID)))))
    assert (await owner.delete(f"/api/users/{rep.user['id']}")).status_code == 204
    assert (await recorder.gone())[0] == 1000
    for each in (call, later):
        assert (await (await connect(each["address"])).gone())[0] == 4409


async def test_a_call_that_is_erased_while_it_is_held_leaves_no_sound(app, rep, connect, recogniser):
    call = await begun(rep, recording=True)
    recorder = await connect(call["address"])
    await recorder.send(*tagged(both((0, spoken(SAID)), (0, spoken(SAID)))))
    sidebar = await connect(f"/api/live/{call['call_id']}/cues", rep)
    await sidebar.hear("turn", "signals")
    async with app.state.databases.tenant(rep.tenant["id"]) as session:
        await records.forget(session, call["call_id"])
    app.state.lives.find(rep.tenant["id"], call["call_id"]).tell_trouble("anything that is stored")
    assert (await recorder.gone())[0] == 1000
    async with asyncio.timeout(5):
        while spooled(app.state.settings.data, rep.tenant["id"], call["call_id"]).exists():  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(0)
    assert app.state.lives.find(rep.tenant["id"], call["call_id"]) is None
