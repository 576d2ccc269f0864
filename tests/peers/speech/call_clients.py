"""Clients of a spoken call: over a WebSocket, in plain sound or pipecat's frames, and over WebRTC by aiortc."""

from __future__ import annotations

import asyncio
import fractions
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
import uvicorn
import websockets
from aiortc import MediaStreamTrack, RTCPeerConnection, RTCSessionDescription
from av import AudioFrame, AudioResampler
from fastapi import FastAPI, WebSocket

from peers.speech.call_kit import Buyer, Watch
from ringside.speech.pipeline.service import Call, Engine, add_candidates, answer_offer, socket_line
from ringside.speech.ports import RATE

LOUD = 1500


class House:
    """A server with one counterpart, reached over WebSocket or an offer."""

    def __init__(self, engine: Engine, buyer: Buyer, **more: Any) -> None:
        self.engine, self.buyer, self.watch = engine, buyer, Watch(buyer)
        self.more = more
        self.endings: list[str] = []
        self.messages: list[dict[str, Any]] = []
        self.call: Call | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def hold(self, line: Any) -> None:
        self.call = Call(line, self.engine, self.buyer, self.watch, messages=self._came, **self.more)
        self.endings.append(await self.call.run())
        self.buyer.news.set()

    async def offered(self, sdp: str, kind: str) -> tuple[str, str, str]:
        answer = await answer_offer(sdp, kind)
        task = asyncio.create_task(self.hold(answer.line))
        self._tasks.add(task)
        return answer.sdp, answer.type, answer.pc_id

    def _came(self, message: dict[str, Any]) -> None:
        self.messages.append(message)
        if message.get("type") == "echo" and self.call is not None:
            self.call.tell({"type": "echoed", "text": message.get("text")})
        self.buyer.news.set()

    @asynccontextmanager
    async def served(self, port: int, rate: int = RATE) -> AsyncIterator[str]:
        app = FastAPI()

        @app.websocket("/call")
        async def call(socket: WebSocket) -> None:
            await socket.accept()
            await self.hold(socket_line(socket, rate))

        server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
        task = asyncio.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110 - uvicorn tells it no other way
            await asyncio.sleep(0.005)
        try:
            yield f"ws://127.0.0.1:{port}/call"
        finally:
            server.should_exit = True
            await task


class SocketClient:
    """Sends plain sound; keeps when something loud came back, and the messages."""

    def __init__(self, rate: int = RATE) -> None:
        self.rate = rate
        self.loud: list[float] = []
        self.sound_s = 0.0
        self.messages: list[dict[str, Any]] = []
        self.closed: int | None = None
        self.ws: Any = None

    @asynccontextmanager
    async def calling(self, address: str) -> AsyncIterator[SocketClient]:
        async with websockets.connect(address, proxy=None, max_size=None) as self.ws:
            reading = asyncio.create_task(self._read())
            try:
                yield self
            finally:
                reading.cancel()

    async def say(self, pcm: bytes, piece_s: float = 0.02) -> None:
        """At the pace it is spoken."""
        loop = asyncio.get_running_loop()
        began, size = loop.time(), int(piece_s * self.rate) * 2
        for i, at in enumerate(range(0, len(pcm), size)):
            await self.send_sound(pcm[at : at + size])
            await asyncio.sleep(max(0.0, began + (i + 1) * piece_s - loop.time()))

    async def send_sound(self, pcm: bytes) -> None:
        await self.ws.send(pcm)

    async def tell(self, message: Any) -> None:
        await self.ws.send(json.dumps(message))

    async def _read(self) -> None:
        try:
            async for data in self.ws:
                self._take(data)
        except websockets.ConnectionClosed:
            pass
        self.closed = self.ws.close_code

    def _take(self, data: str | bytes) -> None:
        if isinstance(data, str):
            self.messages.append(json.loads(data))
        else:
            self._sound(data)

    def _sound(self, pcm: bytes) -> None:
        self.sound_s += len(pcm) / 2 / self.rate
        if np.abs(np.frombuffer(pcm, "<i2").astype(np.int32)).max(initial=0) > LOUD:
            self.loud.append(asyncio.get_running_loop().time())


class FramedClient(SocketClient):
    """Speaks pipecat's protobuf frames, as its own serialiser makes them."""

    async def send_sound(self, pcm: bytes) -> None:
        frame = _frames().Frame()
        frame.audio.audio, frame.audio.sample_rate, frame.audio.num_channels = pcm, self.rate, 1
        frame.audio.id, frame.audio.name = 7, "InputAudioRawFrame#7"
        await self.ws.send(frame.SerializeToString())

    async def tell(self, message: Any) -> None:
        frame = _frames().Frame()
        frame.message.data = json.dumps(message)
        await self.ws.send(frame.SerializeToString())

    def _take(self, data: str | bytes) -> None:
        assert isinstance(data, bytes)
        frame = _frames().Frame.FromString(data)
        if frame.WhichOneof("frame") == "audio":
            assert frame.audio.sample_rate == self.rate
            self._sound(frame.audio.audio)
        else:
            self.messages.append(json.loads(frame.message.data))


def _frames() -> Any:
    from pipecat.frames.protobufs import frames_pb2  # noqa: PLC0415

    return frames_pb2


class Microphone(MediaStreamTrack):
    """Plays what it was given, then silence."""

    kind = "audio"

    def __init__(self, rate: int = 48_000) -> None:
        super().__init__()
        self.rate = rate
        self.sound = bytearray()
        self._sent = 0
        self._began: float | None = None

    async def recv(self) -> AudioFrame:
        loop = asyncio.get_running_loop()
        size = self.rate // 50
        self._began = loop.time() if self._began is None else self._began
        await asyncio.sleep(max(0.0, self._began + self._sent / self.rate - loop.time()))
        piece = bytes(self.sound[: 2 * size]).ljust(2 * size, b"\0")
        del self.sound[: 2 * size]
        frame = AudioFrame.from_ndarray(np.frombuffer(piece, "<i2").reshape(1, -1), "s16", "mono")
        frame.sample_rate, frame.pts, frame.time_base = self.rate, self._sent, fractions.Fraction(1, self.rate)
        self._sent += size
        return frame


class RtcClient:
    """A peer connection with a microphone and a data channel."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.pc = RTCPeerConnection()
        self.microphone = Microphone()
        self.loud: list[float] = []
        self.messages: list[dict[str, Any]] = []
        self.open = asyncio.Event()
        self.pc_id = ""
        self._reading: asyncio.Task[None] | None = None
        self.pc.addTrack(self.microphone)
        self.channel = self.pc.createDataChannel("messages")
        self.channel.on("open", self.open.set)
        self.channel.on("message", lambda data: self.messages.append(json.loads(data)))
        self.pc.on("track", self._track)

    async def connect(self, trickle: bool = False) -> None:
        await self.pc.setLocalDescription(await self.pc.createOffer())
        sdp, candidates = self.pc.localDescription.sdp, []
        if trickle:
            kept = []
            for line in sdp.splitlines():
                (candidates if line.startswith("a=candidate") else kept).append(line)
            sdp = "\r\n".join(line for line in kept if line != "a=end-of-candidates") + "\r\n"
        answer, kind, self.pc_id = await self.house.offered(sdp, "offer")
        await self.pc.setRemoteDescription(RTCSessionDescription(answer, kind))
        if trickle:
            from ringside.speech.pipeline.service import Candidate  # noqa: PLC0415

            found = [Candidate(line.removeprefix("a="), "0", 0) for line in candidates]
            await add_candidates(self.pc_id, [*found, Candidate("", "0", 0)])
        async with asyncio.timeout(10):
            await self.open.wait()

    def _track(self, track: Any) -> None:
        self._reading = asyncio.create_task(self._read(track))

    async def _read(self, track: Any) -> None:
        level = AudioResampler("s16", "mono", RATE)
        while True:
            frame = await track.recv()
            for part in level.resample(frame):
                if np.abs(part.to_ndarray().astype(np.int32)).max() > LOUD:
                    self.loud.append(asyncio.get_running_loop().time())

    async def close(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        await self.pc.close()
