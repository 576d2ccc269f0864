"""A WebRTC connection as a line: sound as tracks both ways, messages over the data channel that the client opens."""

from __future__ import annotations

import asyncio
import fractions
import json
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from ringside.speech.pipeline.lines.socket import parsed
from ringside.speech.pipeline.ports import Gone, Message
from ringside.speech.pipeline.quiet import silence
from ringside.speech.ports import RATE

OUT_RATE = 48_000
"""What Opus speaks: nothing is resampled twice."""
PIECE = OUT_RATE // 50
SECONDS_TO_CONNECT = 30
SILENT_S = 8.0
"""A client that sends neither sound nor pings for so long has gone."""
MOST_WAITING = 400


class BadOffer(ValueError):
    """An offer or a candidate that cannot be understood, in words for a person."""


class UnknownLine(KeyError):
    """No connection of that id is waiting for candidates."""


@dataclass(frozen=True, slots=True)
class IceServer:
    """A STUN or TURN server."""

    urls: tuple[str, ...]
    username: str = ""
    credential: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to reach the client that was found after the offer; an empty one says that there are no more."""

    candidate: str
    sdp_mid: str | None = None
    sdp_mline_index: int | None = None


_lines: dict[str, RtcLine] = {}


async def answered(sdp: str, kind: str, ice: Sequence[IceServer]) -> tuple[RtcLine, str, str]:
    """A line for an offer, with the answer's SDP and type. Raises BadOffer."""
    if kind != "offer":
        raise BadOffer(f'"{kind[:20]}" is not answered; send an offer.')
    line = RtcLine(ice)
    try:
        answer = await line.answer(sdp)
    except BadOffer:
        await line.drop_connection()
        raise
    except Exception as error:  # aiortc raises whatever its parsers stumble over
        await line.drop_connection()
        raise BadOffer(f"The offer cannot be read: {error or type(error).__name__}") from error
    _lines[line.id] = line
    return line, answer, "answer"


async def add_candidates(pc_id: str, candidates: Sequence[Candidate]) -> None:
    """Raises UnknownLine, BadOffer."""
    line = _lines.get(pc_id)
    if line is None:
        raise UnknownLine(pc_id)
    for candidate in candidates:
        await line.add(candidate)


class RtcLine:
    """One peer connection."""

    kind: Literal["webrtc", "websocket", "livekit"] = "webrtc"
    rate = OUT_RATE
    piece_s = 0.02

    def __init__(self, ice: Sequence[IceServer]) -> None:
        silence()
        from aiortc import RTCIceServer  # noqa: PLC0415
        from pipecat.transports.smallwebrtc.connection import SmallWebRTCConnection  # noqa: PLC0415

        servers = [RTCIceServer(list(one.urls), one.username or None, one.credential or None) for one in ice]
        self._connection: Any = SmallWebRTCConnection(servers, connection_timeout_secs=SECONDS_TO_CONNECT)
        self.id: str = self._connection.pc_id
        self._channel: Any = None
        self._waiting: deque[tuple[str | None, Message]] = deque()
        self._sound: Callable[[bytes], None] = _nobody
        self._message: Callable[[Message], None] = _nobody
        self._early: list[Message] = []
        self._gone = asyncio.Event()
        self._settled = asyncio.Event()
        """It is connected, or never will be."""
        self._overrun = False
        self._reading: asyncio.Task[None] | None = None
        self._track = _out_track()
        self._came = asyncio.get_running_loop().time()
        self._connection.pc.on("datachannel", self._opened)
        self._connection.pc.on("connectionstatechange", self._changed)

    async def answer(self, sdp: str) -> str:
        connection = self._connection
        await connection.initialize(sdp=sdp, type="offer")
        if not any(one.kind == "audio" for one in connection.pc.getTransceivers()):
            raise BadOffer("The offer has no sound in it.")
        connection.replace_audio_track(self._track)
        self._reading = asyncio.create_task(self._read())
        return str(connection.get_answer()["sdp"])

    async def add(self, candidate: Candidate) -> None:
        from aiortc.sdp import candidate_from_sdp  # noqa: PLC0415

        found = None
        if candidate.candidate:
            try:
                found = candidate_from_sdp(candidate.candidate.removeprefix("candidate:"))
                found.sdpMid, found.sdpMLineIndex = candidate.sdp_mid, candidate.sdp_mline_index
            except (AssertionError, IndexError, ValueError) as error:
                raise BadOffer("A candidate cannot be read.") from error
        if found is not None and found.sdpMid is None and found.sdpMLineIndex is None:
            raise BadOffer("A candidate says neither sdpMid nor sdpMLineIndex.")
        await self._connection.add_ice_candidate(found)

    async def connected(self) -> bool:
        await self._settled.wait()
        return not self._gone.is_set()

    async def run(self, sound: Callable[[bytes], None], message: Callable[[Message], None]) -> Gone:
        self._sound, self._message = sound, message
        for each in self._early:
            message(each)
        self._early.clear()
        await self._connection.connect()
        try:
            while not self._gone.is_set():
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self._gone.wait(), SILENT_S / 4)
                if self._connection.pc.connectionState == "connected" and self._silent() > SILENT_S:
                    break
        finally:
            await self.drop_connection()
        return "slow" if self._overrun else "left"

    def play(self, pcm: bytes) -> None:
        self._track.put(pcm)

    def drop(self) -> None:
        self._track.clear()

    def tell(self, message: Message, key: str | None = None) -> None:
        if self._channel is not None and self._channel.readyState == "open" and not self._waiting:
            self._send(message)
            return
        if key is not None:
            for at, (other, _) in enumerate(self._waiting):
                if other == key:
                    self._waiting[at] = (key, message)
                    return
        self._waiting.append((key, message))
        if len(self._waiting) > MOST_WAITING:
            self._overrun = True
            self._gone.set()

    async def close(self, code: int, reason: str) -> None:
        """The client is told why in a last message, because a peer connection has no close codes."""
        self.tell({"type": "closed", "code": code, "reason": reason})
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._drained(), 1.0)
        self._gone.set()

    async def drop_connection(self) -> None:
        _lines.pop(self.id, None)
        self._gone.set()
        self._settled.set()
        if self._reading is not None:
            self._reading.cancel()
        self._track.stop()
        await self._connection.disconnect()

    def _silent(self) -> float:
        return asyncio.get_running_loop().time() - self._came

    async def _drained(self) -> None:
        """The messages have left; SCTP tells by what is buffered."""
        while self._waiting or (self._channel is not None and self._channel.bufferedAmount > 0):  # noqa: ASYNC110
            await asyncio.sleep(0.01)

    def _opened(self, channel: Any) -> None:
        self._channel = channel
        channel.on("message", self._told)
        channel.on("open", self._flush)
        self._flush()

    def _flush(self) -> None:
        while self._waiting and self._channel.readyState == "open":
            self._send(self._waiting.popleft()[1])

    def _send(self, message: Message) -> None:
        with suppress(Exception):  # a channel that closes meanwhile: the state change follows
            self._channel.send(json.dumps(message, ensure_ascii=False))

    def _told(self, data: str | bytes) -> None:
        self._came = asyncio.get_running_loop().time()
        if isinstance(data, str) and data.startswith("ping"):
            return
        message = parsed(data)
        if message.get("type") == "signalling":
            return
        if self._message is _nobody:
            self._early += [message] if len(self._early) < MOST_WAITING else []
        else:
            self._message(message)

    async def _changed(self) -> None:
        state = self._connection.pc.connectionState
        if state in ("failed", "closed"):
            self._gone.set()
        if state in ("connected", "failed", "closed"):
            self._settled.set()

    async def _read(self) -> None:
        """The client's sound, whatever it is coded in, as it comes."""
        from aiortc.mediastreams import MediaStreamError  # noqa: PLC0415
        from av import AudioResampler  # noqa: PLC0415

        level = AudioResampler(format="s16", layout="mono", rate=RATE)
        track = self._connection.audio_input_track()
        try:
            while True:
                frame = await track.recv()
                self._came = asyncio.get_running_loop().time()
                for part in level.resample(frame):
                    self._sound(part.to_ndarray().tobytes())
        except MediaStreamError:
            self._gone.set()


def _nobody(_: Any) -> None:
    """Nobody listens yet."""


def _out_track() -> Any:
    """The counterpart's sound as aiortc asks for it, silence where there is none."""
    from aiortc import MediaStreamTrack  # noqa: PLC0415
    from av import AudioFrame  # noqa: PLC0415

    class OutTrack(MediaStreamTrack):
        kind = "audio"

        def __init__(self) -> None:
            super().__init__()
            self._pieces: deque[bytes] = deque()
            self._left = b""
            self._samples = 0
            self._began: float | None = None

        def put(self, pcm: bytes) -> None:
            self._pieces.append(pcm)

        def clear(self) -> None:
            self._pieces.clear()
            self._left = b""

        async def recv(self) -> Any:
            loop = asyncio.get_running_loop()
            self._began = loop.time() if self._began is None else self._began
            early = self._began + self._samples / OUT_RATE - loop.time()
            if early > 0:
                await asyncio.sleep(early)
            elif early < -1.0:
                self._began -= early  # the machine slept: what was missed is not made up for
            frame = AudioFrame.from_ndarray(np.frombuffer(self._next(), "<i2").reshape(1, -1), "s16", "mono")
            frame.sample_rate, frame.pts = OUT_RATE, self._samples
            frame.time_base = fractions.Fraction(1, OUT_RATE)
            self._samples += PIECE
            return frame

        def _next(self) -> bytes:
            while len(self._left) < 2 * PIECE and self._pieces:
                self._left += self._pieces.popleft()
            piece, self._left = self._left[: 2 * PIECE], self._left[2 * PIECE :]
            return piece.ljust(2 * PIECE, b"\0")

    return OutTrack()
