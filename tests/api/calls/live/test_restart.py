"""A live call goes on in another process, and ends though nobody hangs up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from live_kit import Scripted, analysed, both, connected, served, spoken, tagged
from ringside.app import JOBS, create_app
from ringside.core import clock
from ringside.core.compute import AtOnce
from ringside.core.jobs import Equipment, perform

pytestmark = [pytest.mark.usefixtures("at_once"), pytest.mark.parametrize("store", ["sqlite"], indirect=True)]

CLOSE = next(job for job in JOBS if job.name == "calls.live")
FIRST, SECOND = "How do you handle renewals today?", "And what does that cost you?"


async def test_a_call_goes_on_after_the_server_was_restarted(rep, app, connect, recogniser, settings):
    recogniser.script[0] = [FIRST]
    body = {"source": "browser", "recording": True, "consent": {"basis": "notice"}}
    call = (await rep.post("/api/live", json=body)).json()
    recorder = await connect(call["address"])
    sidebar = await connect(f"/api/live/{call['call_id']}/cues", rep)
    await recorder.send(*tagged(both((0, spoken(FIRST)))))
    first = await sidebar.hear("turn", final=True)
    await app.state.lives.close()
    assert (await recorder.gone())[0] == 1012

    second_process = create_app(settings)
    scripted = Scripted(rep=[SECOND])
    async with second_process.router.lifespan_context(second_process):
        second_process.state.lives.use(scripted)
        async with served(second_process) as address:
            again = await connected(address, f"/api/live/{call['call_id']}/cues", rep)
            assert (await again.hear("state"))["status"] == "lost"
            assert (await again.hear("turn"))["text"] == FIRST
            recorder = await connected(address, call["address"])
            await recorder.send(*tagged(both((0, spoken(SECOND)))))
            turn = await again.hear("turn", text=SECOND)
            assert (turn["index"], turn["start"] >= first["end"]) == (1, True)
            await recorder.close()
            await again.close()
    ended = (await rep.post(f"/api/live/{call['call_id']}/end")).json()
    assert ended["report"] == call["call_id"]
    report = await analysed(rep, call["call_id"])
    assert [turn["text"] for turn in report["turns"]] == [f"{FIRST} {SECOND}"]  # one speaker, one turn
    assert report["sound"]["duration_s"] >= turn["end"]
    assert report["live"]["live_source"] == "browser"
    assert (await rep.delete(f"/api/calls/{call['call_id']}")).status_code == 204
    assert (await rep.get(f"/api/live/{call['call_id']}")).status_code == 404


async def test_a_call_whose_recorder_never_came_back_is_ended_by_the_clock(rep, app, connect, recogniser):
    recogniser.script[0] = [FIRST]
    deal = (await rep.post("/api/deals", json={"name": "Suite"})).json()["id"]
    call = (await rep.post("/api/live", json={"source": "browser", "deal_id": deal})).json()
    recorder = await connect(call["address"])
    sidebar = await connect(f"/api/live/{call['call_id']}/cues", rep)
    await recorder.send(*tagged(both((0, spoken(FIRST)))))
    await sidebar.hear("turn", final=True)
    await recorder.close()
    await sidebar.hear("state", status="lost")
    state = app.state
    await state.lives.let_go(rep.tenant["id"], call["call_id"])
    async with state.databases.tenant(rep.tenant["id"]) as session:
        assert await CLOSE.due(session, clock.now()) == []
        assert await CLOSE.due(session, clock.now() + timedelta(minutes=16)) == [(call["call_id"], 1)]
    equipment = Equipment(state.settings, state.databases, state.files, state.models)
    await perform(CLOSE, equipment, rep.tenant["id"], call["call_id"], helper=AtOnce())
    assert (await analysed(rep, call["call_id"]))["turns"][0]["text"] == FIRST
    timeline = (await rep.get(f"/api/deals/{deal}/timeline")).json()["items"]
    assert [item["call_id"] for item in timeline if item["kind"] == "call"] == [call["call_id"]]
