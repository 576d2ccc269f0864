"""A WebSocket as a line: sound in binary messages, everything else as JSON text."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

from starlette.websockets import WebSocket, WebSocketDisconnect

from ringside.core.sockets import Outbox
from ringside.speech.codecs import BadSound, Resampler
from ringside.speech.pipeline.lines import frames
from ringside.speech.pipeline.ports import Gone, Message
from ringside.speech.ports import RATE
from ringside.speech.silero import VoiceNotInstalled

LARGEST = 1 << 20
"""Bytes of one message of sound: half a minute."""
MALFORMED = "malformed"
PATIENCE_S = 3.0
"""What a closing client is given to read what it was told."""


class SocketLine:
    """Plain PCM16 mono at `rate` both ways, or pipecat's protobuf frames for a client that begins with one."""

    kind: Literal["webrtc", "websocket", "livekit"] = "websocket"
    piece_s = 0.04

    def __init__(self, socket: WebSocket, rate: int = RATE) -> None:
        self.rate = rate
        self._socket = socket
        self._outbox = Outbox()
        self._framed: bool | None = None
        """Whether the client speaks frames; None until its first binary message."""
        self._resampler = Resampler(rate, RATE)
        self._resampled = rate
        self._closing: tuple[int, str] | None = None
        self._writer: asyncio.Task[None] | None = None

    async def connected(self) -> bool:
        return True

    async def run(self, sound: Callable[[bytes], None], message: Callable[[Message], None]) -> Gone:
        self._writer = asyncio.create_task(self._write())
        reader = asyncio.create_task(self._read(sound, message))
        try:
            await asyncio.wait((self._writer, reader), return_when=asyncio.FIRST_COMPLETED)
        finally:
            if self._closing is None:
                self._writer.cancel()
            failed = reader.exception() if reader.done() and not reader.cancelled() else None
            reader.cancel()
            await asyncio.gather(reader, return_exceptions=True)
        if failed is not None:
            raise failed
        return "slow" if self._outbox.overrun else "left"

    def play(self, pcm: bytes) -> None:
        self._outbox.put(_Sound(frames.packed_sound(pcm, self.rate) if self._framed else pcm))

    def drop(self) -> None:
        self._outbox.withdraw(_Sound)

    def tell(self, message: Message, key: str | None = None) -> None:
        if self._framed:
            self._outbox.put(frames.packed_message(message), key)
        else:
            self._outbox.put(message, key)

    async def close(self, code: int, reason: str) -> None:
        if self._closing is not None:
            return
        self._closing = (code, reason)
        self._outbox.finish()
        if self._writer is not None:
            with suppress(asyncio.TimeoutError, asyncio.CancelledError):
                await asyncio.wait_for(asyncio.shield(self._writer), PATIENCE_S)
        with suppress(WebSocketDisconnect, RuntimeError):
            await self._socket.close(code, reason=reason[:120])

    async def _write(self) -> None:
        with suppress(WebSocketDisconnect, RuntimeError, OSError):
            await self._outbox.send_to(self._socket)

    async def _read(self, sound: Callable[[bytes], None], message: Callable[[Message], None]) -> None:
        while True:
            try:
                came = await self._socket.receive()
            except RuntimeError:
                return
            if came["type"] == "websocket.disconnect":
                return
            if (data := came.get("bytes")) is not None:
                self._binary(data, sound, message)
            elif (text := came.get("text")) is not None:
                message(parsed(text))
            await asyncio.sleep(0)

    def _binary(self, data: bytes, sound: Callable[[bytes], None], message: Callable[[Message], None]) -> None:
        if len(data) > LARGEST:
            message(malformed("That is more sound than a call has in one piece."))
            return
        if self._framed is None and data:
            self._framed = frames.is_frame(data)
        if not self._framed:
            # A message of half a sample is broken: kept for the next, its odd byte would make noise of all that comes.
            sound(self._resampler.feed(data[: len(data) & ~1]))
            return
        try:
            frame = frames.unpacked(data)
            if isinstance(frame, frames.Sound):
                sound(self._level(frame))
            elif frame is not None:
                message(parsed(frame))
        except (BadSound, ValueError, VoiceNotInstalled) as error:
            message(malformed(str(error)))

    def _level(self, frame: frames.Sound) -> bytes:
        """A frame says its own rate and channels; more than one are mixed."""
        pcm = frame.pcm
        if frame.channels > 1:
            pcm = _mixed(pcm, frame.channels)
        if frame.rate != self._resampled:
            self._resampler, self._resampled = Resampler(frame.rate, RATE), frame.rate
        return self._resampler.feed(pcm)


class _Sound(bytes):
    """Can be withdrawn."""


def parsed(text: str | bytes) -> Message:
    """A JSON object; what is none is a message of type "malformed"."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return malformed("It is not JSON.")
    return message if isinstance(message, dict) else malformed("It is not a JSON object.")


def malformed(cause: str) -> Message:
    return {"type": MALFORMED, "cause": cause}


def _mixed(pcm: bytes, channels: int) -> bytes:
    import numpy as np  # noqa: PLC0415

    whole = len(pcm) // (2 * channels) * 2 * channels
    rows = np.frombuffer(pcm[:whole], "<i2").reshape(-1, channels)
    return bytes(rows.mean(axis=1).astype("<i2").tobytes())
