"""Servers that speak OpenAI's Realtime events and Gemini Live's messages, strict about what they are sent."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import websockets

from peers.speech.call_kit import tone

RATE = 24_000
LETTER_S = 0.02


@dataclass
class Script:
    """What a server hears and how it speaks."""

    hears: list[str] = field(default_factory=lambda: ["What does it cost?"])
    speaks: Callable[[str], str] = lambda directions: directions.rpartition("\n")[2]
    tool: dict[str, Any] | None = None
    """Asked for once, before the first reply."""
    drops_after: int | None = None
    """Replies after which the connection is lost in the middle."""
    refuses: bool = False
    fails: str = ""
    garbage: bool = False
    sent: list[dict[str, Any]] = field(default_factory=list)
    heard_s: float = 0.0
    replies: int = 0

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.sent if event.get("type") == kind or kind in event]

    def next_heard(self) -> str:
        return self.hears.pop(0) if len(self.hears) > 1 else self.hears[0]


@asynccontextmanager
async def serving(session: type[OpenAISession] | type[GeminiSession], script: Script) -> AsyncIterator[str]:
    async def hold(socket: Any) -> None:
        with suppress(websockets.ConnectionClosed):
            await session(socket, script).run()

    async with websockets.serve(hold, "127.0.0.1", 0, max_size=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        yield f"http://127.0.0.1:{port}"


def pieces(text: str) -> list[tuple[str, bytes]]:
    """The text word by word with the sound that goes with it."""
    return [(word + " ", tone(LETTER_S * (len(word) + 1), RATE, 300.0)) for word in text.split()]


class OpenAISession:
    """wss://…/v1/realtime, general availability events."""

    def __init__(self, socket: Any, script: Script) -> None:
        self.socket, self.script = socket, script
        self.buffered = 0
        self.names = 0
        self.turn_detection: Any = "server_vad"
        self.active: asyncio.Task[None] | None = None
        self.response_id = ""

    async def run(self) -> None:
        assert self.socket.request.path.startswith("/v1/realtime?model=")
        assert self.socket.request.headers["Authorization"] == "Bearer key"
        if self.script.refuses:
            await self.socket.close(4000, "invalid_api_key")
            return
        await self.send("session.created", session={"type": "realtime", "object": "realtime.session"})
        async for text in self.socket:
            event = json.loads(text)
            self.script.sent.append(event)
            await getattr(self, "on_" + event["type"].replace(".", "_"))(event)

    async def send(self, kind: str, **fields: Any) -> None:
        await self.socket.send(json.dumps({"type": kind, "event_id": self.name("event"), **fields}))

    def name(self, kind: str) -> str:
        self.names += 1
        return f"{kind}_{self.names:04d}"

    async def error(self, code: str, message: str = "no") -> None:
        await self.send("error", error={"type": "invalid_request_error", "code": code, "message": message})

    async def on_session_update(self, event: dict[str, Any]) -> None:
        session = event["session"]
        assert session["type"] == "realtime"
        assert session["audio"]["input"]["format"] == {"type": "audio/pcm", "rate": RATE}
        self.turn_detection = session["audio"]["input"]["turn_detection"]
        await self.send("session.updated", session=session)
        if self.script.garbage:
            for nonsense in ('{"type": "response.output_audio.delta", "delta": "%%%"}', '{"type": "what.is.this"}'):
                await self.socket.send(nonsense)

    async def on_input_audio_buffer_append(self, event: dict[str, Any]) -> None:
        size = len(base64.b64decode(event["audio"], validate=True))
        assert size % 2 == 0
        self.buffered += size
        self.script.heard_s += size / 2 / RATE

    async def on_input_audio_buffer_commit(self, event: dict[str, Any]) -> None:
        if self.buffered < RATE * 2 * 0.1:
            await self.error("input_audio_buffer_commit_empty")
            return
        self.buffered = 0
        item = self.name("item")
        await self.send("input_audio_buffer.committed", previous_item_id=None, item_id=item)
        kept = {"id": item, "type": "message", "role": "user", "content": [{"type": "input_audio", "transcript": None}]}
        await self.send("conversation.item.added", item=kept)
        text = self.script.next_heard()
        told = "conversation.item.input_audio_transcription"
        for word in text.split():
            await self.send(f"{told}.delta", item_id=item, content_index=0, delta=word + " ")
        await self.send(f"{told}.completed", item_id=item, content_index=0, transcript=text)

    async def on_conversation_item_create(self, event: dict[str, Any]) -> None:
        await self.send("conversation.item.added", item={**event["item"], "id": self.name("item")})

    async def on_conversation_item_truncate(self, event: dict[str, Any]) -> None:
        assert isinstance(event["audio_end_ms"], int)
        await self.send("conversation.item.truncated", item_id=event["item_id"], audio_end_ms=event["audio_end_ms"])

    async def on_response_create(self, event: dict[str, Any]) -> None:
        assert self.turn_detection is None
        if self.active is not None:
            await self.error("conversation_already_has_active_response")
            return
        self.active = asyncio.create_task(self.respond(event["response"]))

    async def on_response_cancel(self, event: dict[str, Any]) -> None:
        if self.active is None:
            await self.error("response_cancel_not_active")
            return
        self.active.cancel()
        self.active = None
        await self.done("cancelled", [])

    async def respond(self, wanted: dict[str, Any]) -> None:
        script = self.script
        script.replies += 1
        self.response_id = self.name("resp")
        await self.send("response.created", response={"id": self.response_id, "status": "in_progress", "output": []})
        if script.fails:
            self.active = None
            error = {"type": "server_error", "message": script.fails}
            await self.done("failed", [], {"type": "failed", "error": error})
            return
        if script.tool is not None:
            tool, script.tool = script.tool, None
            call = {"id": self.name("item"), "type": "function_call", "call_id": "call_1", **tool}
            await self.send("response.output_item.added", response_id=self.response_id, output_index=0, item=call)
            arguments = {"call_id": "call_1", "arguments": tool["arguments"]}
            await self.send("response.function_call_arguments.done", response_id=self.response_id, **arguments)
            self.active = None
            await self.done("completed", [call])
            return
        item = {"id": self.name("item"), "type": "message", "role": "assistant", "content": []}
        where = {"response_id": self.response_id, "item_id": item["id"], "output_index": 0, "content_index": 0}
        await self.send("response.output_item.added", response_id=self.response_id, output_index=0, item=item)
        text = script.speaks(wanted["instructions"])
        for i, (word, sound) in enumerate(pieces(text)):
            await self.send("response.output_audio_transcript.delta", **where, delta=word)
            await self.send("response.output_audio.delta", **where, delta=base64.b64encode(sound).decode())
            if script.drops_after == script.replies and i == 2:
                self.socket.transport.abort()
                return
            await asyncio.sleep(0.01)
        await self.send("response.output_audio.done", **where)
        await self.send("response.output_audio_transcript.done", **where, transcript=text)
        self.active = None
        await self.done("completed", [{**item, "content": [{"type": "output_audio", "transcript": text}]}])

    async def done(self, status: str, output: list[dict[str, Any]], details: Any = None) -> None:
        response = {"id": self.response_id, "status": status, "status_details": details, "output": output}
        await self.send("response.done", response=response)


class GeminiSession:
    """BidiGenerateContent; it answers by itself whenever an activity ends, and is interrupted by content."""

    def __init__(self, socket: Any, script: Script) -> None:
        self.socket, self.script = socket, script
        self.active = False
        self.speaking: asyncio.Task[None] | None = None

    async def run(self) -> None:
        assert self.socket.request.path.endswith("GenerativeService.BidiGenerateContent")
        assert self.socket.request.headers["x-goog-api-key"] == "key"
        if self.script.refuses:
            await self.socket.close(1008, "API key not valid")
            return
        setup = json.loads(await self.socket.recv())
        self.script.sent.append(setup)
        assert setup["setup"]["model"].startswith("models/")
        assert setup["setup"]["realtimeInputConfig"]["automaticActivityDetection"]["disabled"] is True
        await self.send({"setupComplete": {}})
        async for text in self.socket:
            event = json.loads(text)
            self.script.sent.append(event)
            if "realtimeInput" in event:
                await self.heard(event["realtimeInput"])
            elif "clientContent" in event:
                await self.directed(event["clientContent"])
            elif "toolResponse" in event:
                self.answer(self.directions)

    async def send(self, message: dict[str, Any]) -> None:
        await self.socket.send(json.dumps(message).encode())

    async def heard(self, given: dict[str, Any]) -> None:
        if "activityStart" in given:
            assert not self.active
            self.active = True
            await self.interrupt()
        elif "audio" in given:
            assert given["audio"]["mimeType"] == "audio/pcm;rate=16000"
            assert self.active
            self.script.heard_s += len(base64.b64decode(given["audio"]["data"], validate=True)) / 2 / 16_000
        elif "activityEnd" in given:
            assert self.active
            self.active = False
            for word in self.script.next_heard().split():
                await self.send({"serverContent": {"inputTranscription": {"text": word + " "}}})
            self.answer("Let me tell you something nobody asked for at all.")

    async def directed(self, content: dict[str, Any]) -> None:
        await self.interrupt()
        self.directions = content["turns"][-1]["parts"][0]["text"]
        if self.script.tool is not None:
            tool, self.script.tool = self.script.tool, None
            call = {"id": "call_1", "name": tool["name"], "args": json.loads(tool["arguments"])}
            await self.send({"toolCall": {"functionCalls": [call]}})
            return
        self.script.replies += 1
        self.answer(self.directions)

    def answer(self, directions: str) -> None:
        self.speaking = asyncio.create_task(self.speak(self.script.speaks(directions)))

    async def interrupt(self) -> None:
        if self.speaking is not None and not self.speaking.done():
            self.speaking.cancel()
            await self.send({"serverContent": {"interrupted": True}})

    async def speak(self, text: str) -> None:
        for i, (word, sound) in enumerate(pieces(text)):
            inline = {"mimeType": "audio/pcm;rate=24000", "data": base64.b64encode(sound).decode()}
            await self.send({"serverContent": {"outputTranscription": {"text": word}}})
            await self.send({"serverContent": {"modelTurn": {"parts": [{"inlineData": inline}]}}})
            if self.script.drops_after is not None and self.script.drops_after == self.script.replies and i == 2:
                self.socket.transport.abort()
                return
            await asyncio.sleep(0.01)
        await self.send({"serverContent": {"generationComplete": True}})
        await self.send({"serverContent": {"turnComplete": True}})
