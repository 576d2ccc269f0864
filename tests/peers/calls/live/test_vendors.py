"""Calls that come through Twilio, Zoom and Recall.ai, with what goes wrong on the way."""

from __future__ import annotations

import json
from itertools import chain

import pytest

from live_kit import both, silence, spoken
from peers.calls.live.conftest import TWILIO_TOKEN
from peers.calls.live.vendors import recall_sound, twilio_messages, twilio_signature
from ringside.speech.codecs import Resampler

pytestmark = pytest.mark.usefixtures("at_once")

QUESTION = "How do you handle renewals today?"
PRICE = "Honestly this is too expensive for us."
REP, CUSTOMER = spoken(QUESTION), spoken(PRICE, "female")
PUBLIC = "https://coach.example.com"


async def begun(who, source, **fields):
    answer = await who.post("/api/live", json={"source": source, **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()


def narrow(pcm: bytes) -> bytes:
    return Resampler(16_000, 8_000).feed(pcm)


async def sidebar_of(connect, who, call):
    line = await connect(f"/api/live/{call['call_id']}/cues", who)
    await line.hear("state")
    return line


def outgoing(call, url=None):
    address = url or call["url"]
    return {"X-Twilio-Signature": twilio_signature(TWILIO_TOKEN, address)}


async def test_twilio_sends_both_tracks_of_a_phone_call(rep, client, connect, recogniser):
    recogniser.script = [[QUESTION], [PRICE]]
    call = await begun(rep, "twilio", dial="+4930123456")
    path = call["webhook"].removeprefix(PUBLIC)
    form = {"CallSid": "CA1", "From": "+49301", "To": "+49302", "Direction": "inbound"}
    headers = {"X-Twilio-Signature": twilio_signature(TWILIO_TOKEN, call["webhook"], form)}
    answer = await client.post(path, data=form, headers=headers)
    assert answer.status_code == 200, answer.text
    assert f'<Stream url="{call["url"]}" track="both_tracks"/>' in answer.text
    assert "<Dial>+4930123456</Dial>" in answer.text
    forged = {"X-Twilio-Signature": twilio_signature("another token", call["webhook"], form)}
    assert (await client.post(path, data=form, headers=forged)).status_code == 401
    assert (await client.post(path, data=form | {"To": "+1"}, headers=headers)).status_code == 401

    sidebar = await sidebar_of(connect, rep, call)
    stream = await connect(call["address"], **outgoing(call))
    rep_side, customer_side = (narrow(side) for side in both((0, REP), (1, CUSTOMER)))
    messages = list(twilio_messages(inbound=customer_side, outbound=rep_side))
    messages[40], messages[42] = messages[42], messages[40]  # overtaken on the way
    messages.insert(60, messages[60])  # sent twice
    for odd in ({"event": "media"}, {"event": "media", "media": {"track": "inbound", "payload": "%%%"}}, []):
        messages.insert(50, odd)
    await stream.send(*messages)
    turns = [await sidebar.hear("turn", final=True) for _ in range(2)]
    assert [(turn["speaker"], turn["text"]) for turn in turns] == [("rep", QUESTION), ("customer", PRICE)]
    spans = [phrase.end - phrase.start for phrase in recogniser.phrases]
    assert [abs(spans[0] - len(REP) / 32_000) < 0.35, abs(spans[1] - len(CUSTOMER) / 32_000) < 0.35] == [True, True]
    over = await sidebar.hear("state", status="ended")  # Twilio's stop ends the call
    assert over["report"] == call["call_id"]


async def test_twilio_streams_without_a_signature_are_refused(rep, connect):
    call = await begun(rep, "twilio")
    other = await begun(rep, "twilio")
    for headers in ({}, {"X-Twilio-Signature": "bm8="}, outgoing(other)):
        assert (await (await connect(call["address"], **headers)).gone())[0] == 4401
    fine = await connect(call["address"], **outgoing(call))
    wrong = list(twilio_messages(b"", b""))[1]
    wrong["start"]["mediaFormat"]["encoding"] = "audio/opus"
    await fine.send(wrong)
    code, _ = await fine.gone()
    assert (code, fine.told[-1]["problem"]["type"]) == (4422, "/problems/bad-stream")


async def test_zoom_is_connected_to_and_comes_back_after_a_drop(rep, client, connect, recogniser, zoom):
    recogniser.script = [[QUESTION], [PRICE]]
    call = await begun(rep, "zoom", rep_names=["Sam Carter"])
    path = call["webhook"].removeprefix(PUBLIC)
    check = json.dumps({"event": "endpoint.url_validation", "payload": {"plainToken": "abc"}}).encode()
    answer = await client.post(path, content=check, headers=zoom.signed(check))
    assert answer.json()["plainToken"] == "abc"
    assert len(answer.json()["encryptedToken"]) == 64

    sidebar = await sidebar_of(connect, rep, call)
    body, headers = zoom.event("meeting.rtms_started")
    assert (await client.post(path, content=body + b" ", headers=headers)).status_code == 401
    stale = zoom.signed(body, at=1_700_000_000)
    assert (await client.post(path, content=body, headers=stale)).status_code == 401
    assert (await client.post(path, content=body, headers=headers)).status_code == 200

    start = 1_795_000_000.0
    shuffled = list(range(len(REP) // 640))
    shuffled[20], shuffled[22] = shuffled[22], shuffled[20]
    zoom.sound.put_nowait("not json")
    zoom.sound.put_nowait(json.dumps({"msg_type": 14, "content": {"user_id": 1, "data": "%%"}}))
    zoom.speak(1, "Sam Carter", REP, start, shuffled)
    zoom.speak(1, "Sam Carter", silence(0.8), start + len(REP) / 32_000)
    turn = await sidebar.hear("turn", final=True)
    assert (turn["speaker"], turn["text"]) == ("rep", QUESTION)
    zoom.sound.put_nowait(None)  # the media server drops us
    await sidebar.hear("state", status="lost")
    await sidebar.hear("state", status="live")
    zoom.speak(2, "Dana", CUSTOMER + silence(0.8), start + 60)
    turn = await sidebar.hear("turn", final=True)
    assert (turn["speaker"], turn["text"]) == ("customer", PRICE)
    assert zoom.connections == {"signalling": 2, "media": 2}
    audio = next(said for said in zoom.said if said["msg_type"] == 3)["media_params"]["audio"]
    assert audio["data_opt"] == 2  # everybody's sound apart
    assert {7, 8} <= {said.get("timestamp") for said in zoom.said if said["msg_type"] == 13} | {8}

    body, headers = zoom.event("meeting.rtms_stopped", rtms_stream_id=zoom.stream)
    assert (await client.post(path, content=body, headers=headers)).status_code == 200
    assert (await sidebar.hear("state", status="ended"))["report"] == call["call_id"]


async def test_zoom_streams_that_nobody_asked_for_are_left_alone(rep, client, connect, zoom, recogniser):
    call = await begun(rep, "zoom", meeting="another meeting")
    path = call["webhook"].removeprefix(PUBLIC)
    body, headers = zoom.event("meeting.rtms_started")
    assert (await client.post(path, content=body, headers=headers)).status_code == 200
    assert zoom.connections == {"signalling": 0, "media": 0}

    await rep.post(f"/api/live/{call['call_id']}/end")
    call = await begun(rep, "zoom", meeting=zoom.meeting)
    sidebar = await sidebar_of(connect, rep, call)
    fields = {"meeting_uuid": zoom.meeting, "rtms_stream_id": zoom.stream}
    body, headers = zoom.event("meeting.rtms_started", **fields, server_urls="ws://127.0.0.1:9/inside")
    await client.post(path, content=body, headers=headers)
    assert "not Zoom's" in (await sidebar.hear("state"))["trouble"]


async def test_a_recall_bot_joins_and_sends_everybody_apart(rep, client, connect, recogniser, recall):
    recogniser.script = [[QUESTION], [PRICE]]
    call = await begun(rep, "recall", meeting="https://meet.google.com/abc-defg-hij", rep_names=["Sam Carter"])
    [bot] = recall.bots
    endpoint = bot["recording_config"]["realtime_endpoints"][0]
    assert (bot["meeting_url"], endpoint["url"]) == ("https://meet.google.com/abc-defg-hij", call["url"])
    assert "audio_separate_raw.data" in endpoint["events"]

    sidebar = await sidebar_of(connect, rep, call)
    for headers in ({}, recall.headers(secret="whsec_YWJj"), recall.headers(at=1_700_000_000)):
        assert (await (await connect(call["address"], **headers)).gone())[0] == 4401
    stream = await connect(call["address"], **recall.headers())
    sam = {"id": 100, "name": "Sam Carter", "is_host": False, "platform": "desktop", "extra_data": {}}
    dana = {"id": 101, "name": "Dana", "is_host": True, "platform": "desktop", "extra_data": {}}
    await stream.send({"event": "participant_events.join", "data": {"data": {"participant": dana}}})
    length = len(REP) / 32_000 + 0.8
    said = chain(recall_sound(sam, REP), recall_sound(dana, CUSTOMER, length))  # nobody sends while silent
    await stream.send({"event": "other"}, *said)
    turns = [await sidebar.hear("turn", final=True) for _ in range(2)]
    assert [(turn["speaker"], turn["text"]) for turn in turns] == [("rep", QUESTION), ("customer", PRICE)]

    path = call["webhook"].removeprefix(PUBLIC)
    body = json.dumps({"event": "bot.done", "data": {"bot": {"id": "bot-1"}, "data": {"code": "done"}}}).encode()
    assert (await client.post(path, content=body, headers=recall.headers())).status_code == 401
    assert (await client.post(path, content=body, headers=recall.headers(body))).status_code == 202
    assert (await sidebar.hear("state", status="ended"))["report"] == call["call_id"]
    report = (await rep.get(f"/api/calls/{call['call_id']}")).json()
    assert {turn["label"] for turn in report["turns"]} == {"Sam Carter", "Dana"}


async def test_what_recall_refuses_is_said(rep, recall):
    assert (await rep.post("/api/live", json={"source": "recall"})).status_code == 422
    bad = await rep.post("/api/live", json={"source": "recall", "meeting": "meet.google.com"})
    assert (bad.status_code, bad.json()["type"]) == (422, "/problems/bad-meeting")
    recall.status = 507
    full = await rep.post("/api/live", json={"source": "recall", "meeting": "https://meet.google.com/a"})
    assert (full.status_code, full.json()["type"]) == (502, "/problems/bot-refused")


async def test_a_bot_that_was_refused_or_not_let_in_is_told_of_and_sent_again(rep, client, connect, recall):
    recall.status = 401
    meeting = {"source": "recall", "meeting": "https://meet.google.com/abc-defg-hij"}
    refused = await rep.post("/api/live", json=meeting)
    assert (refused.status_code, refused.json()["type"]) == (502, "/problems/bot-refused")
    call_id = refused.json()["call_id"]
    waiting = (await rep.get(f"/api/live/{call_id}")).json()
    assert (waiting["status"], "key" in waiting["trouble"]) == ("waiting", True)

    sidebar = await connect(f"/api/live/{call_id}/cues", rep)
    assert "key" in (await sidebar.hear("state"))["trouble"]
    recall.status = 201
    again = await rep.post(f"/api/live/{call_id}/join")
    assert (again.status_code, again.json()["trouble"]) == (200, None)
    assert (await sidebar.hear("state"))["trouble"] is None
    assert len(recall.bots) == 1

    told = {"bot": {"id": "bot-1"}, "data": {"code": "call_ended", "sub_code": "timeout_exceeded_waiting_room"}}
    body = json.dumps({"event": "bot.call_ended", "data": told}).encode()
    path = waiting["capture"]["webhook"].removeprefix(PUBLIC)
    assert (await client.post(path, content=body, headers=recall.headers(body))).status_code == 202
    state = await sidebar.hear("state")
    assert (state["status"], "waiting_room" in state["trouble"]) == ("waiting", True)
    assert (await rep.post(f"/api/live/{call_id}/join")).status_code == 200
    assert len(recall.bots) == 2
    browser = (await rep.post("/api/live", json={"source": "browser"})).json()["call_id"]
    assert (await rep.post(f"/api/live/{browser}/join")).json()["type"] == "/problems/nothing-to-join"


async def test_a_company_has_an_account_of_its_own(owner, rep, other_tenant, client, connect):
    own = "f" * 32
    assert (await rep.put("/api/live/vendors/twilio", json={"auth_token": own})).status_code == 403
    assert (await owner.put("/api/live/vendors/zoom", json={"client_id": "x"})).status_code == 422
    assert (await owner.put("/api/live/vendors/twilio", json={"auth_token": own})).status_code == 204
    call, foreign = await begun(rep, "twilio"), await begun(other_tenant, "twilio")
    for each, token in ((call, own), (foreign, TWILIO_TOKEN)):
        path = each["webhook"].removeprefix(PUBLIC)
        fits = {"X-Twilio-Signature": twilio_signature(token, each["webhook"])}
        other = {"X-Twilio-Signature": twilio_signature(TWILIO_TOKEN if token == own else own, each["webhook"])}
        assert (await client.post(path, headers=fits)).status_code == 200
        assert (await client.post(path, headers=other)).status_code == 401
    setup = (await owner.get("/api/live/setup")).json()
    assert own not in json.dumps(setup)
    assert {s["source"]: s["own"] for s in setup["sources"]}["twilio"] is True
    assert (await owner.delete("/api/live/vendors/twilio")).status_code == 204
