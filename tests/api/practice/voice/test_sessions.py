"""What a spoken call survives: lost connections, a second tab, an ended session, busy lines."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from ringside.app import create_app
from ringside.practice.models import Call, CallTurn, VoiceCall, VoiceTurn
from ringside.practice.voice import sessions as voice_sessions
from ringside.practice.voice.recording import AHEAD_S, LONGEST_S, Tape
from ringside.practice.voice.sessions import HOLD_S, AllLinesBusy, Sessions, TooManySpokenCalls
from ringside.speech.ports import RATE

ANN, BOB = (SimpleNamespace(tenant_id="t", user_id=name) for name in ("ann", "bob"))
COLD = {"scenario_id": "cold-call", "seed": 7, "manner": "browser"}


async def begun(call, who, **query):
    """A call in which the buyer has picked up and was heard."""
    phone = await call(who, **(COLD | query))
    session = await phone.hear("session")
    first = await phone.hear("buyer")
    await phone.hear("state")
    await phone.send("spoken", turn=first["turn"], text=first["text"], start=0.2, end=1.2)
    await phone.hear("signals")
    return phone, session["conversation_id"]


async def heard(phone, turn, start, end, **fields):
    text = " ".join(each["text"] for each in phone.of("buyer") if each["turn"] == turn)
    await phone.send("spoken", turn=turn, text=fields.pop("text", text), start=start, end=end, **fields)
    await phone.hear("signals")
    return text


async def test_a_lost_connection_goes_on_where_it_was(rep, call):
    phone, conversation_id = await begun(call, rep)
    await phone.say("Hi Dana, this is Noa from Ringside, is now a bad time?", 1.5, 5.0)
    await heard(phone, 2, 5.4, 7.0)
    await phone.socket.close()

    again = await call(rep, conversation_id=conversation_id, manner="browser")
    session = await again.hear("session")
    assert (session["resumed"], session["seconds"]) == (True, 7.0)
    await again.hear("state")
    state = await again.say("How do you plan your shifts today?", 7.5, 9.5)
    assert [each["turn"] for each in again.of("buyer")] == [4] * len(again.of("buyer")), "nothing is said twice"
    assert state["sidebar"]["rep_turns"] == 2


async def test_words_nobody_heard_are_said_again(rep, call):
    phone, conversation_id = await begun(call, rep)
    await phone.say("Hi Dana, this is Noa from Ringside, is now a bad time?", 1.5, 5.0)
    await phone.socket.close()
    again = await call(rep, conversation_id=conversation_id, manner="browser")
    said = await again.hear("buyer")
    assert said["turn"] == 2
    assert said["text"] == phone.of("buyer")[-1]["text"] or said["text"] in [e["text"] for e in phone.of("buyer")]


async def test_the_same_turn_sent_again_is_answered_once(rep, call):
    phone, conversation_id = await begun(call, rep)
    await phone.say("Hi Dana, is now a bad time?", 1.5, 3.0, key="k1")
    await phone.socket.close()
    again = await call(rep, conversation_id=conversation_id, manner="browser")
    await again.hear("buyer")
    await again.say("Hi Dana, is now a bad time?", 1.5, 3.0, key="k1")
    turns = (await rep.get(f"/api/conversations/{conversation_id}")).json()["turns"]
    assert [turn["speaker"] for turn in turns] == ["customer", "rep", "customer"]


async def test_of_two_tabs_the_newer_one_has_the_call(rep, call):
    old, conversation_id = await begun(call, rep)
    new = await call(rep, conversation_id=conversation_id, manner="browser")
    await new.hear("session")
    assert (await old.hear("trouble"))["code"] == "moved"
    assert (await old.gone())[0] == 4409
    state = await new.say("Hi Dana, is now a bad time?", 1.5, 3.0)
    assert state["status"] == "open"


async def test_a_tab_of_another_process_is_told_too(rep, call, app):
    phone, conversation_id = await begun(call, rep)
    async with app.state.databases.tenant(rep.tenant["id"]) as session:
        await session.execute(sa.update(VoiceCall).values(connection="of-another-process"))
    await phone.send("say", text="Hi Dana, is now a bad time?", start=1.5, end=3.0)
    assert (await phone.hear("trouble"))["code"] == "moved"
    assert (await phone.gone())[0] == 4409
    turns = (await rep.get(f"/api/conversations/{conversation_id}")).json()["turns"]
    assert len(turns) == 3, "what was said is kept"


async def test_a_restarted_server_goes_on_after_the_last_stored_turn(rep, call, app, settings):
    phone, conversation_id = await begun(call, rep)
    await phone.say("Hi Dana, this is Noa from Ringside, is now a bad time?", 1.5, 5.0)
    await heard(phone, 2, 5.4, 7.0)
    await phone.send("say", text="half a word", final=False, start=7.5)
    await app.state.voice.close()
    assert (await phone.gone())[0] == 1012
    app.state.voice = app.state.practice = None
    again = create_app(settings)
    app.state.voice, app.state.practice = again.state.voice, again.state.practice
    app.state.voice.ahead_s = 1e6
    phone = await call(rep, conversation_id=conversation_id, manner="browser")
    assert (await phone.hear("session"))["seconds"] == 7.0
    assert (await phone.hear("state"))["sidebar"]["rep_turns"] == 1
    await phone.say("How do you plan your shifts today?", 7.5, 9.5)
    await again.state.databases.close()


async def test_who_is_signed_out_in_a_call_is_told_and_loses_nothing(rep, call, app, make_client):
    app.state.voice.check_s = 0.01
    phone, conversation_id = await begun(call, rep)
    await phone.say("Hi Dana, is now a bad time?", 1.5, 3.0)
    await rep.post("/api/auth/logout")
    assert (await phone.hear("trouble"))["code"] == "signed_out"
    assert (await phone.gone())[0] == 4401
    async with app.state.databases.tenant(rep.tenant["id"]) as session:
        kept = await session.scalar(sa.select(sa.func.count()).where(CallTurn.call_id == conversation_id))
    assert kept == 3


async def test_a_call_goes_on_as_text_and_back(rep, call):
    phone, conversation_id = await begun(call, rep)
    await phone.send("say", text="I write this one: is now a bad time?")
    await phone.hear("state")
    assert phone.of("rep")[-1]["turn"] == 1
    await phone.socket.close()
    written = await rep.post("/api/chat", json={"conversation_id": conversation_id, "text": "How do you plan shifts?"})
    assert written.status_code == 200
    again = await call(rep, conversation_id=conversation_id, manner="browser")
    said = await again.hear("buyer")
    assert said["turn"] == written.json()["reply"]["turn"]
    await again.hear("state")
    await again.say("And what does that cost you?", 9.0, 11.0)
    detail = (await rep.get(f"/api/conversations/{conversation_id}")).json()
    assert [turn["speaker"] for turn in detail["turns"]] == ["customer", "rep"] * 3 + ["customer"]
    assert {each["turn"] for each in detail["voice"]["turns"]} == {0, 5}


async def test_hanging_up_elsewhere_ends_the_spoken_call(rep, call):
    phone, conversation_id = await begun(call, rep)
    await rep.post(f"/api/chat/{conversation_id}/end")
    await phone.hear("ended")
    assert (await phone.gone())[0] == 1000
    late = await call(rep, conversation_id=conversation_id)
    assert (await late.hear("problem"))["problem"]["type"] == "/problems/conversation-ended"


async def test_the_report_of_a_spoken_call_goes_by_seconds(rep, call):
    phone, conversation_id = await begun(call, rep)
    at = 1.5
    for text in (
        "Hi Dana, this is Noa from Ringside, um, is now a bad time?",
        "How do you plan your shifts today?",
        "What happens when somebody calls in sick, you know, in the morning?",
    ):
        turn = (await phone.say(text, at, at + 4.0))["sidebar"]["turns"] - 1
        cut = {"text": "Well", "cut_off": True} if turn == 6 else {}
        await heard(phone, turn, at + 5.0, at + 7.0, **cut)
        at += 7.5
    await phone.send("control", do="hang_up")
    await phone.gone()
    detail = (await rep.get(f"/api/conversations/{conversation_id}")).json()
    assert detail["signals"]["talk_ratio"]["basis"] == "seconds"
    assert detail["signals"]["patience"]["value"] == 0.5
    assert detail["signals"]["longest_monologue"]["unit"] == "s"
    spoken = detail["voice"]
    assert spoken["manner"] == "browser"
    assert [each["turn"] for each in spoken["turns"]] == [0, 1, 2, 3, 4, 5, 6]
    first = spoken["turns"][1]
    assert (first["speaker"], first["start"], first["end"], first["heard"]) == ("rep", 1.5, 5.5, None)
    assert spoken["sound"]["response"]["value"] == pytest.approx(0.5, abs=0.21)
    assert spoken["sound"]["fillers"]["value"] == 10.0, "um and you know in twelve seconds"
    assert spoken["sound"]["hesitation"]["value"] is None
    assert spoken["sound"]["hesitation"]["reason"]
    whole = detail["turns"][6]["text"]
    cut = spoken["turns"][6]["heard"]
    assert whole.startswith(cut)
    assert len(cut.split()) == 1
    assert spoken["sound"]["interrupted"]["value"] == 1


async def test_deleting_a_conversation_deletes_what_was_spoken(rep, call, app):
    phone, conversation_id = await begun(call, rep)
    assert (await rep.delete(f"/api/conversations/{conversation_id}")).status_code == 204
    assert (await phone.gone())[0] == 1000
    async with app.state.databases.tenant(rep.tenant["id"]) as session:
        for table in (VoiceCall, VoiceTurn, Call):
            assert await session.scalar(sa.select(sa.func.count()).select_from(table)) == 0


class Anybody:
    """Stands for a session where only its place matters."""

    def __init__(self, name):
        self.conversation_id = name
        self.who = ANN
        self.done = asyncio.Event()
        self.told = False

    def replaced(self):
        self.told = True
        self.done.set()


async def test_lines_are_counted_and_a_lost_call_keeps_its_line():
    now = [0.0]
    sessions = Sessions(1, clock=lambda: now[0])
    with sessions.line(ANN, None, counted=True):
        assert sessions.free() == 0, "a call that is being started has its line"
        sessions.seat(first := Anybody("a"), counted=True)
    with pytest.raises(AllLinesBusy, match="try again in 60 seconds") as busy, sessions.line(ANN, "b", counted=True):
        pass
    assert busy.value.headers == {"Retry-After": "60"}
    with sessions.line(ANN, "a", counted=True):
        await sessions.vacate("t", "a")
        sessions.seat(second := Anybody("a"), counted=True)
    assert first.told
    sessions._leave(first, "replaced")
    assert sessions.running("t", "a") is second
    sessions._leave(second, "lost")
    now[0] = 10.0
    with pytest.raises(AllLinesBusy, match="try again in 20 seconds"), sessions.line(ANN, "b", counted=True):
        pass
    with sessions.line(ANN, "c", counted=False):
        """A browser that listens itself needs no line."""
    now[0] = HOLD_S
    with sessions.line(ANN, "b", counted=True):
        assert sessions.free() == 0


async def test_nobody_holds_more_calls_than_one_person_can_be_in(monkeypatch):
    monkeypatch.setattr(voice_sessions, "MOST_EACH", 1)
    sessions = Sessions(9)
    sessions.seat(SimpleNamespace(who=ANN, conversation_id="a"), counted=True)
    with pytest.raises(TooManySpokenCalls), sessions.line(ANN, "b", counted=False):
        raise AssertionError
    with sessions.line(ANN, "a", counted=True), sessions.line(BOB, "b", counted=True):
        pass


async def test_sound_that_comes_faster_than_it_can_have_been_said_fills_no_disk(tmp_path):
    given_up = []
    tape = Tape(tmp_path, "c", lambda: given_up.append(True))
    for _ in range(300):
        tape.sound("person", bytes(2 * RATE), 1.0)  # five minutes within the first second
    assert not given_up
    tape.sound("person", bytes(640), LONGEST_S + 1)
    assert given_up
    await tape.close()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= (AHEAD_S + 3) * 2 * RATE
