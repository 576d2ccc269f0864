"""A room of LiveKit as a line: the SDK and pipecat are real, the room's server is played by the test."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from peers.speech.call_clients import House
from peers.speech.call_kit import Buyer, Loudness, Recogniser, Voice, silence, tone
from ringside.speech.pipeline.service import Engine, livekit_line

pytestmark = pytest.mark.peer
rtc = pytest.importorskip("livekit.rtc")


class Room:
    """What pipecat uses of a room, with one other participant."""

    made: ClassVar[list[Room]] = []

    def __init__(self, loop: Any = None) -> None:
        self.heard: dict[str, Any] = {}
        self.data: list[Any] = []
        self.local_participant = SimpleNamespace(
            identity="ringside", publish_track=self._nothing, publish_data=self._data
        )
        self.remote_participants = {"rep": SimpleNamespace(identity="rep")}
        Room.made.append(self)

    def on(self, event: str) -> Any:
        return lambda heard: self.heard.setdefault(event, heard)

    async def connect(self, url: str, token: str, options: Any) -> None:
        if url.endswith(":1"):
            raise ConnectionError("no such server")

    async def disconnect(self) -> None: ...

    async def _nothing(self, *_: Any) -> None: ...

    async def _data(self, data: bytes, **_: Any) -> None:
        self.data.append(json.loads(data))


@pytest.fixture
def captured(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds of sound that went to the room."""
    from ringside.speech.pipeline.quiet import silence as quiet  # noqa: PLC0415

    quiet()
    from pipecat.transports.livekit import transport  # noqa: PLC0415

    seconds: list[float] = []

    class Source:
        def __init__(self, *_: Any, **__: Any) -> None: ...

        async def capture_frame(self, frame: Any) -> None:
            if max(abs(sample) for sample in frame.data) > 1000:
                seconds.append(frame.samples_per_channel / frame.sample_rate)

        def clear_queue(self) -> None: ...

        async def aclose(self) -> None: ...

    monkeypatch.setattr(transport.rtc, "Room", Room)
    monkeypatch.setattr(transport.rtc, "AudioSource", Source)
    monkeypatch.setattr(transport.rtc.LocalAudioTrack, "create_audio_track", lambda *_: object())
    monkeypatch.setattr(transport.LiveKitTransportClient.connect.retry, "stop", lambda _: True)
    Room.made.clear()
    return seconds


async def test_a_room_is_a_line_like_any_other(captured: list[float]) -> None:
    engine = Engine(Recogniser("What does it cost?"), Voice(0.4), detector=Loudness)
    it = House(engine, Buyer(["Ten euros."]))
    line: Any = livekit_line("ws://127.0.0.1:2", "token", "room")
    holding = asyncio.create_task(it.hold(line))
    try:
        await asyncio.wait_for(line._there.wait(), 5)
        await asyncio.sleep(0.05)
        pcm = tone(0.4) + silence(0.6)
        for at in range(0, len(pcm), 640):
            frame = rtc.AudioFrame(pcm[at : at + 640].ljust(640, b"\0"), 16_000, 1, 320)
            line._transport._client._audio_queue.put_nowait((SimpleNamespace(frame=frame), "rep"))
            await asyncio.sleep(0.02)
        rep = SimpleNamespace(identity="rep")
        Room.made[0].heard["data_received"](SimpleNamespace(data=b'{"type": "echo", "text": "hi"}', participant=rep))
        Room.made[0].heard["data_received"](SimpleNamespace(data=b"nonsense", participant=None))
        await it.buyer.until(lambda: it.buyer.heard and len(it.messages) == 2)
    finally:
        assert it.call is not None
        it.call.hang_up()
        await asyncio.wait_for(holding, 6)
    assert it.buyer.heard == [(1, "Ten euros.", False)]
    assert sum(captured) == pytest.approx(0.4, abs=0.06)
    assert [message["type"] for message in it.messages] == ["echo", "malformed"]
    assert it.endings == ["hung_up"]
    assert {"type": "echoed", "text": "hi"} in Room.made[0].data


async def test_a_room_that_cannot_be_reached_is_a_lost_line(
    captured: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ringside.speech.pipeline.lines.livekit.JOIN_S", 0.3)
    monkeypatch.setattr("ringside.speech.pipeline.lines.livekit.LEAVE_S", 0.5)
    it = House(Engine(None, None), Buyer(["Hello."], greeting="Hello?"))
    await asyncio.wait_for(it.hold(livekit_line("ws://127.0.0.1:1", "token", "room")), 10)
    assert it.endings == ["lost"]
    assert it.watch.count("spoken") == 0
