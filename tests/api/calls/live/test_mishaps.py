"""What goes wrong in a call costs no more than it must: nobody who hears, a call to be forgotten, a wish made early."""

from __future__ import annotations

import pytest

from live_kit import analysed, both, silence, spoken, tagged
from ringside.calls.live.recording import spooled
from ringside.speech.transcription.faults import FaultKind, failure

pytestmark = [pytest.mark.usefixtures("at_once"), pytest.mark.parametrize("store", ["sqlite"], indirect=True)]

PRICE = "Honestly this is too expensive for us."


async def begun(who, **fields):
    return (await who.post("/api/live", json={"source": "raw", "consent": {"basis": "consent"}} | fields)).json()


def objecting():
    return tagged(both((1, spoken(PRICE, "female")), (1, silence(1.0))))


async def test_where_nobody_hears_the_sound_is_kept_and_words_come_when_somebody_does(rep, connect, recogniser):
    opens, recogniser.script = recogniser.open, [[], [PRICE]]

    async def refuses(*asked, **named):
        raise failure(FaultKind.BAD_KEY, recogniser.source)

    recogniser.open = refuses
    call = await begun(rep, recording=True)
    sidebar = await connect(f"/api/live/{call['call_id']}/cues", rep)
    recorder = await connect(call["address"])
    await recorder.send(*objecting())
    state = await sidebar.hear("state", status="live")
    assert (state["listens"], "refused the key" in state["trouble"]) == (None, True)
    await sidebar.hear("signals")
    await recorder.close()
    await sidebar.hear("state", status="lost")

    recogniser.open = opens
    recorder = await connect(call["address"])
    await recorder.send(*objecting())
    assert (await sidebar.hear("state", listens=recogniser.source))["trouble"] is None
    assert (await sidebar.hear("turn", final=True))["text"] == PRICE
    await recorder.send({"type": "end"})
    assert (await recorder.gone())[0] == 1000
    report = await analysed(rep, call["call_id"])
    assert report["sound"]["duration_s"] > 0.02 * len(objecting()) - 0.1  # what nobody heard, too


async def test_a_call_is_erased_while_it_goes_on(app, rep, other_tenant, connect, recogniser):
    recogniser.script = [[], [PRICE]]
    call = await begun(rep, recording=True)
    path = f"/api/live/{call['call_id']}"
    sidebar = await connect(f"{path}/cues", rep)
    recorder = await connect(call["address"])
    await recorder.send(*objecting())
    await sidebar.hear("turn", final=True)
    assert (await other_tenant.delete(path)).status_code == 404
    assert (await rep.delete(path)).status_code == 204
    assert (await sidebar.gone())[0] == (await recorder.gone())[0] == 1000
    assert (await rep.get(path)).status_code == (await rep.get(f"/api/calls/{call['call_id']}")).status_code == 404
    tenant = (await rep.get("/api/auth/me")).json()["tenant"]["id"]
    assert not spooled(app.state.settings.data, tenant, call["call_id"]).exists()
    assert (await rep.delete(path)).status_code == 404


async def test_a_call_is_erased_with_its_report(rep, connect, recogniser):
    recogniser.script = [[], [PRICE]]
    call = await begun(rep)
    recorder = await connect(call["address"])
    await recorder.send(*objecting(), {"type": "end"})
    assert (await recorder.gone())[0] == 1000
    assert (await rep.get(f"/api/calls/{call['call_id']}")).status_code == 200
    assert (await rep.delete(f"/api/live/{call['call_id']}")).status_code == 204
    assert (await rep.get(f"/api/calls/{call['call_id']}")).status_code == 404


async def test_the_earpiece_may_be_asked_for_before_anybody_records(rep, connect, recogniser):
    recogniser.script = [[], [PRICE]]
    call = await begun(rep)
    sidebar = await connect(f"/api/live/{call['call_id']}/cues", rep)
    await sidebar.send({"type": "wish", "earpiece": True})
    await sidebar.send({"type": "wish", "amount": "normal"}, {"type": "nonsense"})
    await sidebar.hear("problem")  # all before it has been taken
    recorder = await connect(call["address"])
    await recorder.send(*objecting())
    assert (await sidebar.hear("earpiece"))["text"]
