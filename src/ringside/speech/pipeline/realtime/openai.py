"""OpenAI's Realtime API as a voice that is told what to say: it hears every phrase and speaks when it is directed."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import quote

from ringside.speech.pipeline.realtime.ports import ITS_RATE, Part, Spoken
from ringside.speech.pipeline.realtime.reply import MOST_TOOLS, Reply
from ringside.speech.ports import Heard, Hearing, Phrase, SynthesisFailed, Trouble
from ringside.speech.streaming.line import Message, connect, object_of
from ringside.speech.streaming.openai import READY_S, Side
from ringside.speech.transcription.faults import FaultKind, failure
from ringside.speech.transcription.openai import reason
from ringside.speech.transcription.results import objects
from ringside.speech.transcription.schemas import Language

HEARS_WITH = "gpt-4o-mini-transcribe"
VOICES = {"female": "marin", "male": "cedar"}
_OF_THE_SESSION = ("session_expired", "insufficient_quota", "rate_limit_exceeded", "invalid_api_key")


class OpenAIRealtime:
    """gpt-realtime and whatever speaks its events."""

    def __init__(self, model: str, source: str, base_url: str, key: str) -> None:
        self.source = source
        self._url = f"{base_url.rstrip('/').replace('http', 'ws', 1)}/realtime?model={quote(model, safe='')}"
        self._key = key

    def talk(self, part: Part) -> OpenAITalk:
        return OpenAITalk(self.source, self._url, self._key, part)


class OpenAITalk:
    """One call."""

    partials = True

    def __init__(self, source: str, url: str, key: str, part: Part) -> None:
        self.source = source
        self._url, self._key, self._part = url, key, part
        self._side: _Speaker | None = None

    async def open(
        self,
        channels: int,
        language: Language | None,
        heard: Callable[[Heard], None],
        trouble: Callable[[Trouble], None],
        words: tuple[str, ...] = (),
    ) -> Hearing:
        headers = {"Authorization": f"Bearer {self._key}"}
        socket = await connect(self._url, self.source, headers, reason)
        side = _Speaker(socket, self.source, language, heard, trouble, self._part)
        try:
            side.configure(session(self._part, language, words))
            async with asyncio.timeout(READY_S):
                await side.ready
        except BaseException as error:
            await side.close()
            if isinstance(error, TimeoutError):
                raise failure(FaultKind.TIMEOUT, self.source) from None
            raise
        self._side = side
        return _Hearing(side)

    def ready(self) -> bool:
        return self._side is not None and self._side.alive

    async def reply(self, directions: str) -> AsyncIterator[Spoken]:
        if self._side is None or not self._side.alive:
            raise SynthesisFailed(self.source, "it is not connected")
        async for piece in self._side.reply(directions).pieces():
            yield piece

    def cut(self, heard_s: float) -> None:
        if self._side is not None:
            self._side.cut(heard_s)

    async def close(self) -> None:
        if self._side is not None:
            await self._side.close()


def session(part: Part, language: Language | None, words: tuple[str, ...]) -> dict[str, Any]:
    """It hears, it has a voice, and it never answers unasked."""
    transcription: dict[str, Any] = {"model": HEARS_WITH}
    if language:
        transcription["language"] = language
    if words:
        transcription["prompt"] = f"Names: {', '.join(words[:50])}."
    tools = [
        {"type": "function", "name": one.name, "description": one.description, "parameters": dict(one.parameters)}
        for one in part.tools
    ]
    pcm = {"type": "audio/pcm", "rate": ITS_RATE}
    return {
        "type": "realtime",
        "output_modalities": ["audio"],
        "instructions": part.instructions,
        "tools": tools,
        "tool_choice": "auto" if tools else "none",
        "audio": {
            "input": {"format": pcm, "transcription": transcription, "turn_detection": None},
            "output": {"format": pcm, "voice": VOICES[part.gender]},
        },
    }


class _Hearing:
    def __init__(self, side: _Speaker) -> None:
        self._side = side

    def feed(self, channel: int, pcm: bytes) -> None:
        self._side.feed(pcm)

    def started(self, channel: int, at: float) -> None:
        self._side.started(at)

    def ended(self, phrase: Phrase) -> None:
        self._side.ended(phrase)

    async def close(self, seconds: float = 3.0) -> None:
        await self._side.close()


class _Speaker(Side):
    """The connection: what it hears is dealt with as in transcription, what it says goes to the reply."""

    def __init__(
        self,
        socket: Any,
        source: str,
        language: Language | None,
        heard: Callable[[Heard], None],
        trouble: Callable[[Trouble], None],
        part: Part,
    ) -> None:
        self.alive = True
        self._part = part
        self._reply: Reply | None = None
        self._directions = ""
        self._response: str | None = None
        """The response that is listened to; an earlier one is not any more."""
        self._expected = False
        self._item: str | None = None
        self._using: set[asyncio.Task[None]] = set()
        super().__init__(0, source, socket, language, heard, trouble)

    def reply(self, directions: str) -> Reply:
        self.cut(0.0)
        self._reply, self._directions = Reply(self._source), directions
        self._ask()
        return self._reply

    def cut(self, heard_s: float) -> None:
        reply, self._reply = self._reply, None
        if reply is None:
            return
        reply.end()
        self._send({"type": "response.cancel"})
        if self._item is not None:
            end = {"content_index": 0, "audio_end_ms": round(heard_s * 1000)}
            self._send({"type": "conversation.item.truncate", "item_id": self._item, **end})

    async def close(self) -> None:
        self.alive = False
        for task in self._using:
            task.cancel()
        await super().close()

    def _ask(self) -> None:
        self._response, self._expected, self._item = None, True, None
        response = {"instructions": self._directions, "output_modalities": ["audio"]}
        self._send({"type": "response.create", "response": response})

    def _received(self, message: Message) -> None:
        event = object_of(message)
        match event.get("type"):
            case "response.created" if self._expected:
                response = event.get("response")
                self._response = str(response.get("id")) if isinstance(response, dict) else None
                self._expected = False
            case "response.output_item.added" if self._mine(event):
                item = event.get("item")
                if isinstance(item, dict) and item.get("type") == "message":
                    self._item = str(item.get("id"))
            case "response.output_audio.delta" | "response.audio.delta" if self._mine(event):
                self._say(sound_of(event.get("delta")))
            case "response.output_audio_transcript.delta" | "response.audio_transcript.delta" if self._mine(event):
                self._say(str(event.get("delta") or ""))
            case "response.done":
                self._done(event.get("response"))
            case "error":
                self._fault(event.get("error"), message)
            case _:
                super()._received(message)

    def _mine(self, event: dict[str, Any]) -> bool:
        return self._reply is not None and self._response is not None and event.get("response_id") == self._response

    def _say(self, piece: Spoken) -> None:
        if self._reply is not None and piece:
            self._reply.put(piece)

    def _done(self, response: Any) -> None:
        if not isinstance(response, dict) or self._reply is None or response.get("id") != self._response:
            return
        calls = [one for one in objects(response.get("output")) if one.get("type") == "function_call"]
        if response.get("status") in ("failed", "incomplete"):
            self._reply.end(_why(response))
        elif calls and self._reply.rounds < MOST_TOOLS:
            self._reply.rounds += 1
            task = asyncio.create_task(self._use(self._reply, calls))
            self._using.add(task)
            task.add_done_callback(self._using.discard)
            return
        else:
            self._reply.end()
        self._reply = None

    async def _use(self, reply: Reply, calls: list[dict[str, Any]]) -> None:
        """Answers what it asked of tools, and lets it go on under the same directions."""
        for call in calls:
            try:
                arguments = json.loads(call.get("arguments") or "{}")
                answer = await self._part.use(str(call.get("name")), arguments if isinstance(arguments, dict) else {})
            except Exception:  # a tool that fails is an answer too
                answer = {"error": "This cannot be answered now."}
            output = {"type": "function_call_output", "call_id": call.get("call_id")}
            said = {**output, "output": json.dumps(dict(answer), ensure_ascii=False, default=str)}
            self._send({"type": "conversation.item.create", "item": said})
        if self._reply is reply:
            self._ask()

    def _fault(self, error: Any, message: Message) -> None:
        code = str(error.get("code") or "") if isinstance(error, dict) else ""
        if code.startswith("input_audio_buffer") or code in _OF_THE_SESSION:
            super()._received(message)
        elif self._expected and self._reply is not None and code != "response_cancel_not_active":
            self._reply.end(str(error.get("message") or code) if isinstance(error, dict) else "it refused")
            self._reply, self._expected = None, False

    def _broken(self, kind: FaultKind) -> None:
        self.alive = False
        if self._reply is not None:
            self._reply.end("the connection was lost")
            self._reply = None
        super()._broken(kind)


def sound_of(delta: Any) -> bytes:
    """Sound that came as base64; nothing where it is none."""
    try:
        return base64.b64decode(str(delta or ""))
    except (binascii.Error, ValueError):
        return b""


def _why(response: dict[str, Any]) -> str:
    details = response.get("status_details")
    error = details.get("error") if isinstance(details, dict) else None
    told = error.get("message") if isinstance(error, dict) else None
    return str(told or "it broke off")
