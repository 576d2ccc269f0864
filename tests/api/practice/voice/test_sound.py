"""A call with sound over a real socket, its recording, and what is measured of it; ear and voice are dummies."""

from __future__ import annotations

import numpy as np
import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from peers.speech.call_kit import Loudness, Recogniser, Voice, silence, tone
from ringside.practice.models import VoiceCall
from ringside.practice.voice.engines import Way
from ringside.practice.voice.session import VoiceSession
from ringside.speech import decode
from ringside.speech.pipeline import service as pipeline
from ringside.speech.pipeline.service import BROWSER, Engine
from ringside.speech.ports import RATE

QUESTION = "How do you plan your shifts today?"


@pytest.fixture
def engine(app):
    """Speaks every sentence as a tone of 440 Hz, and hears one and the same question."""
    engine = Engine(Recogniser(QUESTION), Voice(0.3), detector=Loudness)
    app.state.voice_engines.__dict__["ways"] = (Way("cascade", engine, ("en",)), Way("browser", BROWSER, ("en", "he")))
    return engine


async def spoken(call, who, **query):
    """A call in which the buyer was asked one question aloud, and has answered it."""
    phone = await call(who, **({"scenario_id": "cold-call", "seed": 7, "language": "en"} | query))
    session = await phone.hear("session")
    await phone.quiet("buyer")
    await phone.socket.send(silence(0.4) + tone(0.6) + silence(0.7))
    while not (rep := await phone.hear("rep"))["final"]:
        continue
    await phone.quiet("buyer")
    return phone, session, rep


async def test_a_call_is_held_by_sound(rep, call, engine, app):
    phone, session, said = await spoken(call, rep)
    assert (session["manner"], session["listens"], session["speaks"]) == ("cascade", "dummy:ear", "dummy:voice")
    assert (said["text"], said["turn"]) == (QUESTION, 1)
    assert said["end"] - said["start"] == pytest.approx(0.6, abs=0.15)
    measured = phone.of("latency")[-1]
    assert set(measured["stages"]) >= {"pause", "listen", "think", "speak"}
    assert measured["total"] == pytest.approx(sum(measured["stages"].values()), abs=1)
    await phone.send("control", do="hang_up")
    await phone.hear("ended")
    assert (await phone.gone())[0] == 1000
    detail = (await rep.get(f"/api/conversations/{session['conversation_id']}")).json()
    assert detail["signals"]["talk_ratio"]["basis"] == "seconds"
    assert [turn["speaker"] for turn in detail["voice"]["turns"]] == ["customer", "rep", "customer"]
    assert detail["voice"]["turns"][1]["pitch"] == pytest.approx(220, rel=0.02)
    assert detail["voice"]["turns"][2]["latency_ms"] == measured["total"]
    assert detail["voice"]["recording_status"] == "none"
    answer = await rep.get(f"/api/conversations/{session['conversation_id']}/recording")
    assert answer.json()["type"] == "/problems/no-recording"
    assert not list(app.state.settings.data.glob("voice/*/*")), "nothing was kept without consent"


async def test_the_buyer_cuts_in_on_a_rep_who_does_not_stop(rep, call, engine, monkeypatch):
    monkeypatch.setitem(VoiceSession.__init__.__kwdefaults__, "longest_turn_s", 1.5)
    phone = await call(rep, scenario_id="cold-call", seed=7, language="en")
    await phone.quiet("buyer")
    await phone.socket.send(silence(0.2))
    for _ in range(20):
        await phone.socket.send(tone(0.3))
    while not (said := await phone.hear("rep"))["final"]:
        continue
    assert said["end"] - said["start"] == pytest.approx(1.8, abs=0.6), "not all of the six seconds"
    assert (await phone.hear("buyer"))["turn"] == 2
    await phone.send("control", do="hang_up")
    await phone.hear("ended")


async def test_waiting_times_are_reported_to_who_may_see_them(
    rep, manager, other_tenant, call, engine, make_user, owner
):
    phone, session, _ = await spoken(call, rep)
    await phone.send("control", do="hang_up")
    await phone.gone()
    total = phone.of("latency")[-1]["total"]
    mine = (await rep.get("/api/simulations/voice/latency")).json()
    assert (mine["everybody"], mine["total"]) == (False, {"n": 1, "p50": total, "p95": total})
    assert mine["engines"][0]["engine"] == "dummy:ear > dummy:voice"
    assert (await manager.get("/api/simulations/voice/latency")).json()["total"]["n"] == 1
    assert (await manager.get("/api/simulations/voice/latency?mine=true")).json()["total"] is None
    colleague = await make_user(owner)
    for nobody in (colleague, other_tenant):
        assert (await nobody.get("/api/simulations/voice/latency")).json()["total"] is None
    lines = (await rep.get("/api/simulations/voice/latency/export")).text.splitlines()
    assert len(lines) == 2
    assert lines[1].split(",")[1:3] == [session["conversation_id"], "2"]
    exported = (await rep.get("/api/simulations/voice/latency/export?format=json")).json()
    assert exported[0]["total"] == total


async def test_a_recording_is_kept_with_consent_and_plays_beside_the_transcript(
    rep, manager, other_tenant, call, engine, app, tmp_path
):
    phone, session, said = await spoken(call, rep, recording="true")
    assert session["recording"]
    address = f"/api/conversations/{session['conversation_id']}/recording"
    assert (await rep.get(address)).json()["type"] == "/problems/conversation-open"
    await phone.send("control", do="hang_up")
    await phone.gone()
    whole = await rep.get(address)
    assert whole.headers["content-type"] == "audio/mpeg"
    part = await rep.get(address, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, whole.content[100:200])
    assert (await manager.get(address)).status_code == 200
    assert (await other_tenant.get(address)).status_code == 404
    assert (await other_tenant.delete(address)).status_code == 404

    voice = (await rep.get(f"/api/conversations/{session['conversation_id']}")).json()["voice"]
    assert (voice["recording_status"], voice["recording"]["address"]) == ("ready", address)
    (tmp_path / "played.mp3").write_bytes(whole.content)
    left, right = np.concatenate(list(decode.pieces([tmp_path / "played.mp3"], RATE)), axis=1)
    asked = slice(round((said["start"] + 0.1) * RATE), round((said["end"] - 0.1) * RATE))
    assert pitch(left[asked]) == pytest.approx(220, abs=5)
    assert np.abs(right[asked]).max() < 0.02
    answered = voice["turns"][2]
    heard = slice(round((answered["start"] + 0.05) * RATE), round((answered["start"] + 0.25) * RATE))
    assert pitch(right[heard]) == pytest.approx(440, abs=8)
    assert not list(app.state.settings.data.glob("voice/*/*.wav"))

    assert (await manager.delete(address)).status_code == 404, "only the rep takes back the rep's consent"
    assert (await rep.delete(address)).status_code == 204
    assert (await rep.get(address)).json()["type"] == "/problems/no-recording"
    assert not [path for path in app.state.settings.data.glob("files/*/*") if path.is_file()]


async def test_a_recording_goes_with_the_conversation_and_with_the_person(rep, owner, call, engine, app):
    for leave in (
        lambda session: rep.delete(f"/api/conversations/{session['conversation_id']}"),
        lambda session: owner.delete(f"/api/users/{rep.user['id']}"),
    ):
        phone, session, _ = await spoken(call, rep, recording="true")
        await phone.send("control", do="hang_up")
        await phone.gone()
        await rep.get(f"/api/conversations/{session['conversation_id']}/recording")
        assert [path for path in app.state.settings.data.glob("files/*/*") if path.is_file()]
        assert (await leave(session)).status_code == 204
        assert not [path for path in app.state.settings.data.glob("files/*/*") if path.is_file()]


async def test_a_recording_is_finished_after_a_restart(rep, call, engine, app):
    phone, _session, _ = await spoken(call, rep, recording="true")
    await phone.socket.close()
    await app.state.voice.close()
    async with app.state.databases.tenant(rep.tenant["id"]) as tenant:
        await tenant.execute(sa.text("update practice_calls set status = 'ended'"))
    app.state.tapes.start()
    await app.state.tapes.drain()
    async with app.state.databases.tenant(rep.tenant["id"]) as tenant:
        row = (await tenant.scalars(sa.select(VoiceCall))).one()
    assert row.file_seconds > 1
    assert await app.state.files.size(rep.tenant["id"], row.file)


async def test_all_lines_are_busy_until_somebody_hangs_up(rep, call, engine, app):
    app.state.voice.lines = 1
    phone, _session, _ = await spoken(call, rep)
    assert (await rep.get("/api/simulations/voice")).json()["lines_free"] == 0
    busy = await call(rep, scenario_id="cold-call", language="en")
    problem = (await busy.hear("problem"))["problem"]
    assert (problem["type"], problem["retry_after"]) == ("/problems/all-lines-are-busy", 60)
    assert (await busy.gone())[0] == 4503
    offered = await rep.post("/api/simulations/realtime", json={"sdp": "v=0", "type": "offer", "language": "en"})
    assert (offered.status_code, offered.headers["retry-after"]) == (503, "60")
    written = await call(rep, scenario_id="cold-call", manner="browser")
    await written.hear("session")
    await phone.send("control", do="hang_up")
    await phone.gone()
    free = await call(rep, scenario_id="cold-call", language="en")
    assert (await free.hear("session"))["manner"] == "cascade"


async def test_a_language_nobody_speaks_is_shown(rep, call, engine):
    hebrew = await call(rep, scenario_id="cold-call", language="he")
    session = await hebrew.hear("session")
    assert (session["manner"], session["listens"], session["speaks"]) == ("cascade", "dummy:ear", None)
    assert "המסך" in (await hebrew.hear("trouble"))["text"]
    assert (await hebrew.hear("buyer"))["text"]


async def test_a_call_is_held_where_nobody_listens(rep, call, app, engine):
    deaf = Engine(None, engine.synthesiser)
    app.state.voice_engines.__dict__["ways"] = (
        Way("cascade", deaf, ("en",), "Nobody listens"),
        Way("browser", BROWSER),
    )
    options = (await rep.get("/api/simulations/voice")).json()
    assert (options["default"], options["manners"][0]["available"]) == ("browser", True)
    phone = await call(rep, scenario_id="cold-call", language="en")
    assert (await phone.hear("session"))["listens"] is None
    assert "Type" in (await phone.hear("trouble"))["text"]
    await phone.quiet("buyer")
    await phone.send("say", text="How do you plan your shifts today?")
    await phone.quiet("buyer")
    assert phone.sound


async def test_a_room_is_offered_where_a_livekit_server_is_set_up(rep, other_tenant, call, engine, app, monkeypatch):
    body = {"scenario_id": "cold-call", "language": "en"}
    missing = await rep.post("/api/simulations/realtime/livekit", json=body)
    assert (missing.status_code, missing.json()["type"]) == (409, "/problems/livekit-not-set-up")
    for name, value in (("url", "ws://127.0.0.1:1"), ("api_key", "key"), ("api_secret", SecretStr("s" * 32))):
        monkeypatch.setattr(app.state.settings, f"livekit_{name}", value)
    monkeypatch.setattr(pipeline, "room_token", lambda key, secret, room, identity: f"{room}:{identity}")
    monkeypatch.setattr(pipeline, "livekit_line", lambda url, token, room: Nowhere())
    place = (await rep.post("/api/simulations/realtime/livekit", json=body)).json()
    assert (place["url"], place["token"]) == ("ws://127.0.0.1:1", f"{place['room']}:{rep.user['id']}")
    theirs = {"conversation_id": place["conversation_id"]}
    assert (await other_tenant.post("/api/simulations/realtime/livekit", json=theirs)).status_code == 404


class Nowhere:
    """A line whose other end never comes."""

    kind = "livekit"
    rate = RATE
    piece_s = 0.02

    async def connected(self):
        return False

    async def run(self, sound, message):
        return "left"

    def play(self, pcm): ...

    def drop(self): ...

    def tell(self, message, key=None): ...

    async def close(self, code, reason): ...


async def test_a_bad_offer_is_refused_and_ends_nothing(rep, other_tenant, call, engine):
    phone, session, _ = await spoken(call, rep)
    body = {"conversation_id": session["conversation_id"], "sdp": "nonsense", "type": "offer"}
    assert (await rep.post("/api/simulations/realtime", json=body)).json()["type"] == "/problems/bad-offer"
    assert (await other_tenant.post("/api/simulations/realtime", json=body)).status_code == 404
    late = {"pc_id": "unknown", "candidates": []}
    assert (await rep.patch("/api/simulations/realtime", json=late)).json()["type"] == "/problems/unknown-connection"
    await phone.send("say", text="Are you still there?")
    assert (await phone.hear("state"))["status"] == "open"


def pitch(samples) -> float:
    """The strongest frequency of a piece of sound."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 1 << 16))
    return float(np.argmax(spectrum) * RATE / (1 << 16))
