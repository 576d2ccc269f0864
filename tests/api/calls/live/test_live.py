"""A call from its first sound to its report, over the sockets that browsers and recorders use."""

from __future__ import annotations

import pytest

from live_kit import analysed, both, silence, spoken, tagged

pytestmark = [pytest.mark.usefixtures("at_once"), pytest.mark.parametrize("store", ["sqlite"], indirect=True)]

CONSENT = {"basis": "consent", "note": "Said at the beginning"}
QUESTION = "How do you handle renewals today?"
PRICE = "Honestly this is too expensive for us."


async def begun(who, **fields):
    answer = await who.post("/api/live", json={"source": "browser", "consent": CONSENT} | fields)
    assert answer.status_code == 201, answer.text
    return answer.json()


def conversation():
    return tagged(both((0, spoken(QUESTION)), (1, spoken(PRICE, "female")), (1, silence(1.5))))


async def test_what_is_said_is_shown_stored_and_reported(rep, connect, recogniser):
    recogniser.script = [[QUESTION], [PRICE]]
    call = await begun(rep, title="Norfolk", recording=True)
    sidebar = await connect(f"/api/live/{call['call_id']}/cues", rep)
    state = await sidebar.hear("state")
    assert (state["status"], state["consent"], state["recording"]) == ("waiting", True, True)

    recorder = await connect(call["address"])
    said = conversation()
    await recorder.send(*said[:60])
    begun_to_speak = await sidebar.hear("turn", final=False)
    await recorder.send(*said[60:])
    first = await sidebar.hear("turn", final=True)
    second = await sidebar.hear("turn", final=True)
    assert begun_to_speak["id"] == first["id"]
    assert [(t["index"], t["speaker"], t["text"]) for t in (first, second)] == [
        (0, "rep", QUESTION),
        (1, "customer", PRICE),
    ]
    assert first["start"] < first["end"] < second["start"] < second["end"]
    cue = await sidebar.hear("cue")
    assert (cue["lane"], cue["quotes"][0]["turn"]) == ("trigger", 1)
    assert cue["quotes"][0]["text"] in PRICE

    await recorder.send({"type": "end"})
    over = await sidebar.hear("state", status="ended")
    assert over["report"] == call["call_id"]
    assert (await sidebar.gone())[0] == 1000

    report = await analysed(rep, call["call_id"])
    assert (report["status"], report["source"], report["title"]) == ("done", "live", "Norfolk")
    assert [(t["speaker"], t["text"]) for t in report["turns"]] == [("rep", QUESTION), ("customer", PRICE)]
    assert report["objections"][0]["kind"] == "price"
    assert report["consent"]["note"] == CONSENT["note"]
    assert (report["media"]["available"], report["media"]["channels"]) == (True, 2)
    assert abs(report["sound"]["duration_s"] - 0.02 * len(said) / 2) < 0.1
    assert report["sound"]["channels"][1]["talk_s"] > 1  # the customer's side is on the second channel
    audio = await rep.get(f"/api/calls/{call['call_id']}/audio")
    assert audio.status_code == 200


async def test_a_page_that_comes_back_is_told_everything_again(rep, connect, recogniser):
    recogniser.script = [[QUESTION], [PRICE]]
    call = await begun(rep)
    sidebar = await connect(f"/api/live/{call['call_id']}/cues", rep)
    recorder = await connect(call["address"])
    await recorder.send(*conversation())
    cue = await sidebar.hear("cue")
    await sidebar.close()

    again = await connect(f"/api/live/{call['call_id']}/cues", rep)
    await again.hear("cue")
    assert again.told[0]["type"] == "state"
    assert [t["text"] for t in again.of("turn")] == [QUESTION, PRICE]
    await again.send({"type": "cue", "id": cue["id"], "standing": "dismissed", "useful": False})
    judged = await again.hear("cue", standing="dismissed")
    assert (judged["id"], judged["useful"]) == (cue["id"], False)
    detail = (await rep.get(f"/api/live/{call['call_id']}")).json()
    assert [t["text"] for t in detail["turns"]] == [QUESTION, PRICE]
    assert detail["cues"][0]["standing"] == "dismissed"


async def test_a_dropped_recorder_comes_back_and_time_goes_on(rep, connect, recogniser):
    recogniser.script = [[QUESTION, "And what does that cost you?"], []]
    call = await begun(rep)
    sidebar = await connect(f"/api/live/{call['call_id']}/cues", rep)
    recorder = await connect(call["address"])
    await recorder.send(*tagged([spoken(QUESTION)[:40_000]] * 2))  # cut off in the middle of a word
    await recorder.close()
    cut = await sidebar.hear("turn", final=True)
    assert cut["text"] == QUESTION
    await sidebar.heard("state", status="lost")

    recorder = await connect(call["address"])
    await sidebar.hear("state", status="live")
    await recorder.send(*tagged(both((0, spoken(QUESTION)))))
    more = await sidebar.hear("turn", final=True)
    assert (more["index"], more["start"] >= cut["end"]) == (1, True)


async def test_a_newer_recorder_takes_the_place_of_the_older(rep, connect, recogniser):
    call = await begun(rep)
    older = await connect(call["address"])
    newer = await connect(call["address"])
    code, _ = await older.gone()
    assert code == 4409
    assert older.told[-1]["problem"]["type"] == "/problems/moved"
    sidebar = await connect(f"/api/live/{call['call_id']}/cues", rep)
    recogniser.script[0] = [QUESTION]
    await newer.send(*tagged(both((0, spoken(QUESTION)))))
    assert (await sidebar.hear("turn", final=True))["text"] == QUESTION


async def test_a_stream_that_nobody_asked_for_is_refused(rep, other_tenant, connect):
    call, other = await begun(rep), await begun(other_tenant)
    foreign = other["address"].replace(other["call_id"], call["call_id"])
    for path in (foreign, f"/api/live/browser?call_id={call['call_id']}", "/api/live/raw?token=%00&call_id=x"):
        code, _ = await (await connect(path)).gone()
        assert code == 4401, path
    raw = call["address"].replace("/browser", "/raw")
    assert (await (await connect(raw)).gone())[0] == 4401


async def test_calls_of_another_company_are_unknown(rep, manager, other_tenant, connect):
    call = await begun(rep)
    for end in ("cues", "listen"):
        code, _ = await (await connect(f"/api/live/{call['call_id']}/{end}", other_tenant)).gone()
        assert code == 4404
        code, _ = await (await connect(f"/api/live/{call['call_id']}/{end}")).gone()
        assert code == 4401
    assert (await other_tenant.get(f"/api/live/{call['call_id']}")).status_code == 404
    assert (await other_tenant.get("/api/live")).json() == {"items": []}
    assert [i["call_id"] for i in (await manager.get("/api/live")).json()["items"]] == [call["call_id"]]
    assert (await manager.get(f"/api/live/{call['call_id']}")).json()["capture"] is None


async def test_a_manager_listens_only_while_the_rep_agrees(rep, manager, connect, recogniser):
    recogniser.script[0] = [QUESTION]
    call = await begun(rep)
    path = f"/api/live/{call['call_id']}"
    code, _ = await (await connect(f"{path}/listen", manager)).gone()
    assert code == 4403
    assert (await manager.post(f"{path}/whisper", json={"text": "Ask why"})).status_code == 403

    recorder = await connect(call["address"])
    sidebar = await connect(f"{path}/cues", rep)
    await sidebar.send({"type": "wish", "listening": True})
    await sidebar.hear("state", listening=True)
    listener = await connect(f"{path}/listen", manager)
    seen = await sidebar.hear("state", listeners=[manager.user["name"]])
    assert seen["listening"]
    await recorder.send(*tagged(both((0, spoken(QUESTION)))))
    await listener.hear("turn", final=True)
    while spoken(QUESTION)[8_000:16_000] not in b"".join(piece[1:] for piece in listener.sound if piece[0] == 0):
        await listener.hear("signals")  # which come every second; without the sound this would wait in vain
    assert (await manager.post(f"{path}/whisper", json={"text": "Ask why"})).status_code == 201
    note = await sidebar.hear("note")
    assert (note["author"], note["text"]) == (manager.user["name"], "Ask why")
    assert not listener.of("note")
    await listener.send({"type": "end"})
    assert (await listener.hear("problem"))["problem"]["status"] == 403


async def test_consent_is_asked_for_where_the_company_wants_it(owner, rep):
    assert (await rep.post("/api/live", json={"source": "browser", "recording": True})).status_code == 422
    await owner.patch("/api/tenants/current", json={"require_call_consent": True})
    refused = await rep.post("/api/live", json={"source": "browser"})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/consent-needed")
    assert (await begun(rep))["status"] == "waiting"


async def test_nonsense_is_answered_and_costs_nothing(rep, connect, recogniser):
    recogniser.script[0] = [QUESTION]
    call = await begun(rep)
    recorder = await connect(call["address"])
    sidebar = await connect(f"/api/live/{call['call_id']}/cues", rep)
    for odd in ("{", "[]", '{"type": "cue"}', "x" * 9_000):
        await sidebar.socket.send(odd)
        assert (await sidebar.hear("problem"))["problem"]["status"] == 400
    odd_sound = (b"", b"\x07abc", b"\x00", b"\x00\x01" * 200_000)
    for odd in ("{", "null", '{"type":"heard","channel":99,"text":"x"}', *odd_sound):
        await recorder.socket.send(odd)
    await recorder.send(*tagged(both((0, spoken(QUESTION)))))
    assert (await sidebar.hear("turn", final=True))["text"] == QUESTION
    await recorder.send(*[b"\x09zz"] * 60)
    code, _ = await recorder.gone()
    assert code == 4422


async def test_words_that_the_sender_recognised_itself_count(rep, connect, recogniser):
    call = await begun(rep)
    sidebar = await connect(f"/api/live/{call['call_id']}/cues", rep)
    recorder = await connect(call["address"])
    said = {"type": "heard", "channel": 1, "text": PRICE, "start": 1.0, "end": 3.0}
    await recorder.send(said | {"final": False}, said)
    assert (await sidebar.hear("turn", final=True))["speaker"] == "customer"
    assert (await sidebar.hear("cue"))["quotes"][0]["speaker"] == "customer"


async def test_a_call_in_which_nothing_was_heard_has_no_report(rep, connect):
    call = await begun(rep)
    recorder = await connect(call["address"])
    await recorder.send(*tagged([silence(1)] * 2))
    ended = await rep.post(f"/api/live/{call['call_id']}/end")
    assert ended.json() == {"call_id": call["call_id"], "status": "ended", "report": None}
    assert (await recorder.gone())[0] == 1000
    assert (await rep.post(f"/api/live/{call['call_id']}/end")).status_code == 200
    assert (await (await connect(call["address"])).gone())[0] == 4409
    assert (await rep.get(f"/api/calls/{call['call_id']}")).status_code == 404
