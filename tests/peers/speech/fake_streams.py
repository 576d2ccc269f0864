"""Vendors' streaming recognisers on a real WebSocket, each with its own protocol, that hear the language of tones."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import hmac
import json
import struct
from binascii import crc32
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from botocore.eventstream import EventStreamBuffer
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from peers.speech import tone_words

PORTS = range(8300, 8320)


@dataclass
class Behaviour:
    """What goes wrong; everything works when nothing is set."""

    refuses: int | None = None
    body: Any = None
    drops_after: float | None = None
    """Seconds of stream after which the connection breaks, without a word."""
    garbage_after: float | None = None
    deaf: bool = False
    """Takes everything, says nothing."""
    answers_finalize: bool = True
    error: dict[str, Any] | None = None
    """Instead of the first words."""


@dataclass
class FakeStreams:
    """One server for all vendors; which is played shows in the path."""

    url: str = ""
    behaviours: list[Behaviour] = field(default_factory=list)
    """One for each connection, the last again and again."""
    asked: list[tuple[str, dict[str, str], list[tuple[str, str]]]] = field(default_factory=list)
    """(path, headers, query) of each connection."""
    said: list[Any] = field(default_factory=list)
    """JSON messages of clients."""
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    def behaves(self, *behaviours: Behaviour) -> None:
        self.behaviours = list(behaviours)
        self.asked.clear()
        self.said.clear()

    def _behaviour(self) -> Behaviour:
        place = min(len(self.asked), len(self.behaviours)) - 1
        return self.behaviours[place] if self.behaviours else Behaviour()

    def refuse(self, connection: ServerConnection, request: Request) -> Response | None:
        parts = urlsplit(request.path)
        self.asked.append((parts.path, dict(request.headers.raw_items()), parse_qsl(parts.query)))
        connection.behaviour = behaviour = self._behaviour()  # type: ignore[attr-defined]
        if behaviour.refuses:
            body = json.dumps(behaviour.body or {}).encode()
            head = Headers(
                {"Content-Type": "application/json", "Content-Length": str(len(body)), "Connection": "close"}
            )
            return Response(behaviour.refuses, "no", head, body)
        return None

    async def speak(self, connection: ServerConnection) -> None:
        assert connection.request is not None
        parts = urlsplit(connection.request.path)
        query = dict(parse_qsl(parts.query))
        with contextlib.suppress(ConnectionClosed):
            if parts.path == "/v1/listen":
                await Deepgram(self, connection, query).run()
            elif parts.path == "/v1/realtime":
                await OpenAI(self, connection).run()
            else:
                await Amazon(self, connection, query).run()


@contextlib.asynccontextmanager
async def serving() -> AsyncIterator[FakeStreams]:
    fake = FakeStreams()
    server = await _on_a_free_port(fake)
    fake.url = f"http://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"
    try:
        yield fake
    finally:
        server.close(close_connections=True)
        await server.wait_closed()


async def _on_a_free_port(fake: FakeStreams) -> Server:
    for port in (*PORTS, 0):
        with contextlib.suppress(OSError):
            return await serve(fake.speak, "127.0.0.1", port, process_request=fake.refuse, ping_interval=None)
    raise OSError("no free port")


class _Vendor:
    def __init__(self, fake: FakeStreams, connection: ServerConnection) -> None:
        self.fake, self.connection = fake, connection
        self.behaviour: Behaviour = connection.behaviour  # type: ignore[attr-defined]

    async def misbehaves(self, seconds: float) -> bool:
        if self.behaviour.drops_after is not None and seconds >= self.behaviour.drops_after:
            self.connection.transport.abort()
            return True
        if self.behaviour.garbage_after is not None and seconds >= self.behaviour.garbage_after:
            self.behaviour = replace(self.behaviour, garbage_after=None)
            await self.connection.send("<html>Bad gateway</html>")
        return False


class Deepgram(_Vendor):
    """https://developers.deepgram.com/reference/speech-to-text/listen-streaming"""

    def __init__(self, fake: FakeStreams, connection: ServerConnection, query: dict[str, str]) -> None:
        super().__init__(fake, connection)
        assert query["encoding"] == "linear16"
        self.count = int(query["channels"])
        assert (query["multichannel"] == "true") == (self.count > 1)
        self.rate = int(query["sample_rate"])
        self.sound = b""
        self.final = [0.0] * self.count
        self.told = [0.0] * self.count

    @property
    def at(self) -> float:
        return len(self.sound) / 2 / self.count / self.rate

    async def run(self) -> None:
        async for message in self.connection:
            if isinstance(message, bytes):
                self.sound += message
                if await self.misbehaves(self.at):
                    return
                await self._interim()
                continue
            wanted = json.loads(message)
            self.fake.said.append(wanted)
            if wanted["type"] == "Finalize" and self.behaviour.answers_finalize:
                await self._result(wanted["channel"], final=True, from_finalize=True)
            elif wanted["type"] == "CloseStream":
                await self.connection.send(json.dumps({"type": "Metadata", "duration": self.at}))
                return
            else:
                assert wanted["type"] in {"KeepAlive", "Finalize"}

    async def _interim(self) -> None:
        for channel in range(self.count):
            if self.at - self.told[channel] >= 0.5:
                self.told[channel] = self.at
                words = tone_words.understood(tone_words.channels(self.sound, self.count)[channel], self.rate)
                late = [word for word in words if word.end > self.final[channel]]
                # Its own pause: half a second after the last word these words are final.
                await self._result(channel, final=bool(late) and late[-1].end < self.at - 0.5)

    async def _result(self, channel: int, *, final: bool, from_finalize: bool = False) -> None:
        if self.behaviour.deaf:
            return
        if self.behaviour.error is not None:
            await self.connection.send(json.dumps(self.behaviour.error))
            return
        start = self.final[channel]
        words = tone_words.understood(tone_words.channels(self.sound, self.count)[channel], self.rate)
        mine = [word for word in words if word.start >= start]
        until = self.at if from_finalize or not final else mine[-1].end  # the next word may have begun already
        told = [
            {"word": w.word, "start": w.start, "end": w.end, "confidence": 0.9, "punctuated_word": w.word} for w in mine
        ]
        best = {"transcript": " ".join(w.word for w in mine), "confidence": 0.9, "words": told}
        result = {
            "type": "Results",
            "channel_index": [channel, self.count],
            "start": start,
            "duration": until - start,
            "is_final": final,
            "speech_final": final,
            "from_finalize": from_finalize,
            "channel": {"alternatives": [best]},
            "metadata": {"request_id": "r"},
        }
        if final:
            self.final[channel] = until
        await self.connection.send(json.dumps(result))


class OpenAI(_Vendor):
    """https://platform.openai.com/docs/guides/realtime-transcription, the GA shapes."""

    async def run(self) -> None:
        await self.connection.send(json.dumps({"type": "session.created", "session": {"type": "transcription"}}))
        buffer, number, heard = b"", 0, 0.0
        async for message in self.connection:
            event = json.loads(message)
            self.fake.said.append({key: value for key, value in event.items() if key != "audio"})
            match event["type"]:
                case "session.update":
                    told = event["session"]["audio"]["input"]
                    assert told["format"] == {"type": "audio/pcm", "rate": 24_000}
                    assert told["turn_detection"] is None
                    await self._send("session.updated", session=event["session"])
                case "input_audio_buffer.append":
                    piece = base64.b64decode(event["audio"], validate=True)
                    buffer, heard = buffer + piece, heard + len(piece) / 48_000
                    if await self.misbehaves(heard):
                        return
                case "input_audio_buffer.commit" if len(buffer) < 4_800:
                    error = {"type": "invalid_request_error", "code": "input_audio_buffer_commit_empty"}
                    await self._send("error", error=error)
                case "input_audio_buffer.commit":
                    number, whole, buffer = number + 1, buffer, b""
                    await self._send("input_audio_buffer.committed", item_id=f"item_{number}", previous_item_id=None)
                    await self._heard(f"item_{number}", whole)
                case unknown:
                    await self._send("error", error={"type": "invalid_request_error", "message": f"no {unknown}"})

    async def _heard(self, item: str, sound: bytes) -> None:
        if self.behaviour.deaf:
            return
        name = "conversation.item.input_audio_transcription"
        if self.behaviour.error is not None:
            await self._send(f"{name}.failed", item_id=item, content_index=0, error=self.behaviour.error)
            return
        words = [word.word for word in tone_words.understood(sound, 24_000)]
        for place, word in enumerate(words):
            await self._send(f"{name}.delta", item_id=item, content_index=0, delta=f"{' ' if place else ''}{word}")
        logprobs = [{"token": word, "logprob": -0.1} for word in words]
        done = {"item_id": item, "content_index": 0, "transcript": " ".join(words), "logprobs": logprobs}
        await self._send(f"{name}.completed", **done)

    async def _send(self, kind: str, **more: Any) -> None:
        await self.connection.send(json.dumps({"type": kind, "event_id": "e", **more}))


SECRET = "aws-secret"


class Amazon(_Vendor):
    """https://docs.aws.amazon.com/transcribe/latest/dg/streaming-websocket.html"""

    def __init__(self, fake: FakeStreams, connection: ServerConnection, query: dict[str, str]) -> None:
        super().__init__(fake, connection)
        assert query["media-encoding"] == "pcm"
        self.count = int(query.get("number-of-channels", "1"))
        self.rate = int(query["sample-rate"])
        self.buffer = EventStreamBuffer()
        self.sound = b""
        self.final = [0.0] * self.count
        self.told = [0.0] * self.count

    async def run(self) -> None:
        assert self.connection.request is not None
        host = self.connection.request.headers["Host"]
        if not signed(self.connection.request.path, host):
            await self._exception("BadRequestException", "The request signature we calculated does not match.")
            return
        async for message in self.connection:
            assert isinstance(message, bytes)
            self.buffer.add_data(message)
            for event in self.buffer:
                assert event.headers[":event-type"] == "AudioEvent"
                assert event.headers[":message-type"] == "event"
                if not event.payload:
                    return
                self.sound += event.payload
            at = len(self.sound) / 2 / self.count / self.rate
            if await self.misbehaves(at):
                return
            for channel in range(self.count):
                if at - self.told[channel] >= 0.2 and not self.behaviour.deaf:
                    self.told[channel] = at
                    await self._tell(channel, at)

    async def _tell(self, channel: int, at: float) -> None:
        if self.behaviour.error is not None:
            await self._exception(self.behaviour.error["code"], "no")
            return
        words = tone_words.understood(tone_words.channels(self.sound, self.count)[channel], self.rate)
        mine = [word for word in words if word.start >= self.final[channel]]
        if not mine:
            return
        final = mine[-1].end < at - 0.5
        items = [
            {"StartTime": w.start, "EndTime": w.end, "Type": "pronunciation", "Content": w.word, "Confidence": 0.8}
            for w in mine
        ]
        items.append({"StartTime": mine[-1].end, "EndTime": mine[-1].end, "Type": "punctuation", "Content": "."})
        result = {
            "ResultId": f"{channel}-{self.final[channel]}",
            "StartTime": mine[0].start,
            "EndTime": mine[-1].end,
            "IsPartial": not final,
            "Alternatives": [{"Transcript": " ".join(w.word for w in mine) + ".", "Items": items}],
        }
        if self.count > 1:
            result["ChannelId"] = f"ch_{channel}"
        if final:  # the next word may have begun already
            self.final[channel] = mine[-1].end
        told = json.dumps({"Transcript": {"Results": [result]}}).encode()
        await self.connection.send(message({":message-type": "event", ":event-type": "TranscriptEvent"}, told))

    async def _exception(self, name: str, words: str) -> None:
        head = {":message-type": "exception", ":exception-type": name}
        await self.connection.send(message(head, json.dumps({"Message": words}).encode()))


def message(headers: dict[str, str], payload: bytes) -> bytes:
    """An event stream message (application/vnd.amazon.eventstream)."""
    head = b""
    for name, value in headers.items():
        head += bytes([len(name)]) + name.encode() + b"\x07" + struct.pack(">H", len(value)) + value.encode()
    prelude = struct.pack(">II", len(head) + len(payload) + 16, len(head))
    body = prelude + struct.pack(">I", crc32(prelude)) + head + payload
    return body + struct.pack(">I", crc32(body))


def signed(path: str, host: str) -> bool:
    """Whether the address bears a Signature Version 4 made with SECRET."""
    parts = urlsplit(path)
    query = parse_qsl(parts.query, keep_blank_values=True)
    found = dict(query)
    canonical = "&".join(
        f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in sorted(query) if k != "X-Amz-Signature"
    )
    nothing = hashlib.sha256(b"").hexdigest()
    request = f"GET\n{parts.path}\n{canonical}\nhost:{host}\n\nhost\n{nothing}"
    scope = found["X-Amz-Credential"].partition("/")[2]
    wanted = f"AWS4-HMAC-SHA256\n{found['X-Amz-Date']}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    key = f"AWS4{SECRET}".encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.compare_digest(hmac.new(key, wanted.encode(), hashlib.sha256).hexdigest(), found["X-Amz-Signature"])
