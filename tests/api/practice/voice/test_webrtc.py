"""A practice call over a real WebRTC connection: offered over HTTP, lost, taken over by a WebSocket."""

from __future__ import annotations

import asyncio
import json

import pytest

from api.practice.voice.conftest import Phone
from peers.speech.call_clients import RtcClient
from peers.speech.call_kit import Loudness, Recogniser, Voice, tone
from ringside.practice.voice.engines import Way
from ringside.speech.pipeline.service import BROWSER, Engine

QUESTION = "How do you plan your shifts today?"


class Offers:
    """Answers a client's offer by our API."""

    def __init__(self, who, **body):
        self.who, self.body, self.answer = who, body, {}

    async def offered(self, sdp, kind):
        answer = await self.who.post("/api/simulations/realtime", json={"sdp": sdp, "type": kind, **self.body})
        assert answer.status_code == 200, answer.text
        self.answer = answer.json()
        return self.answer["sdp"], self.answer["type"], self.answer["pc_id"]


class DataChannel:
    """The messages of a peer connection, read like those of a socket."""

    def __init__(self, channel):
        self._news = asyncio.Queue()
        self._channel = channel
        channel.on("message", self._news.put_nowait)

    async def recv(self):
        return await self._news.get()

    async def send(self, text):
        self._channel.send(text)


@pytest.fixture(autouse=True)
def engine(app):
    engine = Engine(Recogniser(QUESTION), Voice(0.3), detector=Loudness)
    app.state.voice_engines.__dict__["ways"] = (Way("cascade", engine, ("en",)), Way("browser", BROWSER))


async def test_a_call_over_webrtc_goes_on_over_a_websocket(rep, manager, other_tenant, call):
    offers = Offers(rep, scenario_id="cold-call", seed=7, language="en")
    client = RtcClient(offers)
    phone = Phone(DataChannel(client.channel))
    await client.connect()
    try:
        assert offers.answer["manner"] == "cascade"
        assert (await phone.hear("session"))["conversation_id"] == offers.answer["conversation_id"]
        await phone.quiet("buyer")
        client.microphone.sound += tone(0.6, 48_000)
        while not (said := await phone.hear("rep"))["final"]:
            continue
        assert said["text"] == QUESTION
        await phone.quiet("buyer")
        assert client.loud

        for stranger in (manager, other_tenant):
            late = {"pc_id": offers.answer["pc_id"], "candidates": []}
            assert (await stranger.patch("/api/simulations/realtime", json=late)).status_code == 404
        assert (await rep.patch("/api/simulations/realtime", json=late)).status_code == 204

        socket = await call(rep, conversation_id=offers.answer["conversation_id"])
        assert (await socket.hear("session"))["resumed"]
        assert (await phone.hear("trouble"))["code"] == "moved"
        closed = json.loads(await phone.socket.recv())
        assert (closed["type"], closed["code"]) == ("closed", 4409)
        await socket.send("say", text="Are you still there?")
        while (await socket.hear("state"))["sidebar"]["rep_turns"] < 2:
            continue
    finally:
        await client.close()
