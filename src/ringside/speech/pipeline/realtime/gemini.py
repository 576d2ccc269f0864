"""Gemini Live as a voice that is told what to say.

It begins to answer by itself whenever a phrase ends; that answer is thrown away, and the one it is directed to give
takes its place.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

from ringside.speech.codecs import Resampler
from ringside.speech.pipeline.realtime.openai import sound_of
from ringside.speech.pipeline.realtime.ports import ITS_RATE, Part, Spoken
from ringside.speech.pipeline.realtime.reply import MOST_TOOLS, Reply
from ringside.speech.ports import RATE, Heard, Hearing, Phrase, SynthesisFailed, Trouble
from ringside.speech.streaming.line import Line, Message, connect, object_of
from ringside.speech.streaming.phrase_by_phrase import said
from ringside.speech.transcription.faults import FaultKind, failure
from ringside.speech.transcription.results import objects
from ringside.speech.transcription.schemas import Language

PATH = "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent"
VOICES = {"female": "Kore", "male": "Charon"}
CODES = {"en": "en-US", "he": "he-IL"}
READY_S = 5.0
BEFORE_S, PIECE_S = 0.5, 0.1
SETTLED_S, NOTHING_S = 0.6, 2.5
"""Words that did not grow for so long are all there are; without any, so long is waited for the first."""


class GeminiLive:
    """A model of the Live API."""

    def __init__(self, model: str, source: str, base_url: str, key: str) -> None:
        self.source = source
        self._model = model
        self._url = base_url.rstrip("/").replace("http", "ws", 1) + PATH
        self._key = key

    def talk(self, part: Part) -> GeminiTalk:
        return GeminiTalk(self._model, self.source, self._url, self._key, part)


class GeminiTalk:
    """One call."""

    partials = True

    def __init__(self, model: str, source: str, url: str, key: str, part: Part) -> None:
        self.source = source
        self._model, self._url, self._key, self._part = model, url, key, part
        self._side: _Speaker | None = None

    async def open(
        self,
        channels: int,
        language: Language | None,
        heard: Callable[[Heard], None],
        trouble: Callable[[Trouble], None],
        words: tuple[str, ...] = (),
    ) -> Hearing:
        socket = await connect(self._url, self.source, {"x-goog-api-key": self._key})
        side = _Speaker(socket, self.source, language, heard, trouble, self._part)
        try:
            side.send(setup(self._model, self._part, language))
            async with asyncio.timeout(READY_S):
                await side.ready
        except BaseException as error:
            await side.close()
            if isinstance(error, TimeoutError):
                raise failure(FaultKind.TIMEOUT, self.source) from None
            raise
        self._side = side
        return side

    def ready(self) -> bool:
        return self._side is not None and self._side.alive

    async def reply(self, directions: str) -> AsyncIterator[Spoken]:
        if self._side is None or not self._side.alive:
            raise SynthesisFailed(self.source, "it is not connected")
        async for piece in self._side.reply(directions).pieces():
            yield piece

    def cut(self, heard_s: float) -> None:
        if self._side is not None:
            self._side.cut()

    async def close(self) -> None:
        if self._side is not None:
            await self._side.close()


def setup(model: str, part: Part, language: Language | None) -> dict[str, Any]:
    """Where phrases begin and end is said by us; both sides are written down."""
    speech: dict[str, Any] = {"voiceConfig": {"prebuiltVoiceConfig": {"voiceName": VOICES[part.gender]}}}
    if language:
        speech["languageCode"] = CODES[language]
    wanted: dict[str, Any] = {
        "model": f"models/{model.removeprefix('models/')}",
        "generationConfig": {"responseModalities": ["AUDIO"], "speechConfig": speech},
        "systemInstruction": {"parts": [{"text": part.instructions}]},
        "realtimeInputConfig": {"automaticActivityDetection": {"disabled": True}},
        "inputAudioTranscription": {},
        "outputAudioTranscription": {},
    }
    if part.tools:
        tools = [
            {"name": one.name, "description": one.description, "parameters": dict(one.parameters)} for one in part.tools
        ]
        wanted["tools"] = [{"functionDeclarations": tools}]
    return {"setup": wanted}


class _Speaker:
    """The connection, as a hearing and as a voice."""

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
        self._source, self._language, self._part = source, language, part
        self._heard, self._trouble = heard, trouble
        self._loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[None] = self._loop.create_future()
        self._before, self._unsent = bytearray(), bytearray()
        self._speaking = False
        self._owed: list[Phrase] = []
        self._words = ""
        self._timer: asyncio.TimerHandle | None = None
        self._reply: Reply | None = None
        self._answering = False
        """It speaks, asked or not."""
        self._stale = False
        """What it says was not asked for."""
        self._resampler: Resampler | None = None
        self._using: set[asyncio.Task[None]] = set()
        self._line = Line(socket, self._received, self._broken)

    # hearing

    def feed(self, channel: int, pcm: bytes) -> None:
        if not self._speaking:
            self._before += pcm
            del self._before[: -int(BEFORE_S * RATE) * 2]
            return
        self._unsent += pcm
        if len(self._unsent) >= PIECE_S * RATE * 2:
            self._flush()

    def started(self, channel: int, at: float) -> None:
        self._speaking = True
        self.send({"realtimeInput": {"activityStart": {}}})
        self._unsent, self._before = self._before, bytearray()
        self._flush()

    def ended(self, phrase: Phrase) -> None:
        if not self._speaking:  # nobody said that it began
            self.send({"realtimeInput": {"activityStart": {}}})
            self._unsent = bytearray(phrase.pcm)
        self._flush()
        self.send({"realtimeInput": {"activityEnd": {}}})
        self._speaking = False
        self._answering = self._stale = True
        self._owed.append(phrase)
        self._await(SETTLED_S if self._words else NOTHING_S)

    async def close(self, seconds: float = 3.0) -> None:
        self.alive = False
        if self._timer is not None:
            self._timer.cancel()
        for task in self._using:
            task.cancel()
        await self._line.close()
        if not self.ready.done():
            self.ready.cancel()
        elif not self.ready.cancelled():
            self.ready.exception()  # looked at, so that nobody complains

    # speaking

    def reply(self, directions: str) -> Reply:
        self.cut()
        self._reply = Reply(self._source)
        self._stale = self._answering
        turn = {"role": "user", "parts": [{"text": directions}]}
        self.send({"clientContent": {"turns": [turn], "turnComplete": True}})
        return self._reply

    def cut(self) -> None:
        """There is no word for stopping it: what it still says is not listened to."""
        if self._reply is not None:
            self._reply.end()
            self._reply, self._stale = None, self._answering

    def send(self, message: dict[str, Any]) -> None:
        self._line.send(json.dumps(message, ensure_ascii=False))

    # inside

    def _flush(self) -> None:
        if self._unsent:
            sound = {"mimeType": f"audio/pcm;rate={RATE}", "data": base64.b64encode(bytes(self._unsent)).decode()}
            self._unsent.clear()
            self.send({"realtimeInput": {"audio": sound}})

    def _received(self, message: Message) -> None:
        event = object_of(message)
        if "setupComplete" in event and not self.ready.done():
            self.ready.set_result(None)
        if isinstance(call := event.get("toolCall"), dict):
            self._asked(objects(call.get("functionCalls")))
        if isinstance(content := event.get("serverContent"), dict):
            self._content(content)
        if "goAway" in event:
            self._broken(FaultKind.UNAVAILABLE)

    def _content(self, content: dict[str, Any]) -> None:
        if text := _text(content.get("inputTranscription")):
            self._words += text
            self._tell(final=False)
            if self._owed:
                self._await(SETTLED_S)
        spoken = _text(content.get("outputTranscription"))
        turn = content.get("modelTurn")
        parts = objects(turn.get("parts")) if isinstance(turn, dict) else []
        if (spoken or parts) and self._owed:
            self._final()
        self._answering = self._answering or bool(spoken or parts)
        if self._reply is not None and not self._stale:
            if spoken:
                self._reply.put(spoken)
            for part in parts:
                if isinstance(inline := part.get("inlineData"), dict):
                    self._sound(str(inline.get("mimeType") or ""), sound_of(inline.get("data")))
        if content.get("interrupted") or content.get("turnComplete"):
            self._ended_turn(interrupted=bool(content.get("interrupted")))

    def _sound(self, kind: str, pcm: bytes) -> None:
        """It says its rate, which is ITS_RATE so far."""
        rate = kind.rpartition("rate=")[2]
        if rate.isdigit() and int(rate) != ITS_RATE:
            self._resampler = self._resampler or Resampler(int(rate), ITS_RATE)
            pcm = self._resampler.feed(pcm)
        if self._reply is not None and pcm:
            self._reply.put(pcm)

    def _ended_turn(self, *, interrupted: bool) -> None:
        self._answering = False
        if self._stale:
            self._stale = False
        elif self._reply is not None and not interrupted:
            self._reply.end()
            self._reply = None

    def _asked(self, calls: list[dict[str, Any]]) -> None:
        if calls:
            task = asyncio.create_task(self._use(calls))
            self._using.add(task)
            task.add_done_callback(self._using.discard)

    async def _use(self, calls: list[dict[str, Any]]) -> None:
        answers = []
        for call in calls:
            arguments = call.get("args")
            answer: dict[str, Any] = {"error": "This cannot be answered now."}
            if self._reply is not None and self._reply.rounds < MOST_TOOLS:
                self._reply.rounds += 1
                with suppress(Exception):  # a tool that fails is an answer too
                    used = await self._part.use(str(call.get("name")), arguments if isinstance(arguments, dict) else {})
                    answer = json.loads(json.dumps(dict(used), default=str))
            answers.append({"id": call.get("id"), "name": call.get("name"), "response": answer})
        self.send({"toolResponse": {"functionResponses": answers}})

    def _await(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_later(seconds, self._final)

    def _final(self) -> None:
        """The words of what has ended are all there; of several phrases the last one has them."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._owed:
            return
        *earlier, last = self._owed
        for phrase in earlier:
            self._heard(said(phrase, self._source, "", None, self._language))
        self._owed.clear()
        words, self._words = self._words.strip(), ""
        self._heard(said(last, self._source, words, None, self._language))

    def _tell(self, *, final: bool) -> None:
        if self._owed:
            told = said(self._owed[-1], self._source, self._words.strip(), None, self._language)
            self._heard(told.model_copy(update={"final": final}))

    def _broken(self, kind: FaultKind) -> None:
        self.alive = False
        if self._reply is not None:
            self._reply.end("the connection was lost")
            self._reply = None
        fault = failure(kind, self._source)
        if not self.ready.done():
            self.ready.set_exception(fault)
        else:
            self._trouble(Trouble(source=self._source, cause=fault.detail, falls_to=None))


def _text(transcription: Any) -> str:
    return str(transcription.get("text") or "") if isinstance(transcription, dict) else ""
