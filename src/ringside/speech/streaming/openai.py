"""OpenAI's Realtime API as a recogniser: one session a channel, which is sent what is spoken and told where it ends."""

from __future__ import annotations

import asyncio
import base64
import json
import math
from collections import deque
from collections.abc import Callable
from typing import Any

from ringside.speech.codecs import Resampler
from ringside.speech.ports import RATE, Heard, Phrase, Trouble
from ringside.speech.streaming.line import Line, Message, connect, object_of
from ringside.speech.streaming.phrase_by_phrase import said
from ringside.speech.transcription.faults import FaultKind, failure
from ringside.speech.transcription.openai import reason
from ringside.speech.transcription.results import number, objects
from ringside.speech.transcription.schemas import Language

ITS_RATE = 24_000
BEFORE_S = 0.5
"""Sound sent from before it was noticed that somebody speaks."""
PIECE_S = 0.1
LEAST_S = 0.12
"""A shorter phrase is refused; silence is put behind it."""
READY_S = 5.0
MOST_WORDS = 50


class OpenAI:
    """Nothing is sent while nobody speaks."""

    partials = True

    def __init__(self, model: str, source: str, base_url: str, key: str, *, denoise: bool) -> None:
        self.source = source
        self._model = model
        self._url = f"{base_url.rstrip('/').replace('http', 'ws', 1)}/realtime?intent=transcription"
        self._key = key
        self._denoise = denoise

    async def open(
        self,
        channels: int,
        language: Language | None,
        heard: Callable[[Heard], None],
        trouble: Callable[[Trouble], None],
        words: tuple[str, ...] = (),
    ) -> _Hearing:
        wanted = session(self._model, language, words, denoise=self._denoise)
        sides: list[Side] = []
        try:
            for channel in range(channels):
                socket = await connect(self._url, self.source, {"Authorization": f"Bearer {self._key}"}, reason)
                sides.append(Side(channel, self.source, socket, language, heard, trouble))
                sides[-1].configure(wanted)
            async with asyncio.timeout(READY_S):
                await asyncio.gather(*(side.ready for side in sides))
        except BaseException as error:
            await asyncio.gather(*(side.close() for side in sides))
            if isinstance(error, TimeoutError):
                raise failure(FaultKind.TIMEOUT, self.source) from None
            raise
        return _Hearing(sides)

    async def close(self) -> None:
        """Nothing: connections belong to calls."""


def session(model: str, language: Language | None, words: tuple[str, ...], *, denoise: bool) -> dict[str, Any]:
    """What is wanted of the session: words only, and no ear for pauses of its own."""
    transcription: dict[str, Any] = {"model": model}
    if language:
        transcription["language"] = language
    if words:
        transcription["prompt"] = f"Names: {', '.join(words[:MOST_WORDS])}."
    return {
        "type": "transcription",
        "audio": {
            "input": {
                "format": {"type": "audio/pcm", "rate": ITS_RATE},
                "transcription": transcription,
                "noise_reduction": {"type": "near_field"} if denoise else None,
                "turn_detection": None,
            }
        },
        "include": ["item.input_audio_transcription.logprobs"],
    }


class _Hearing:
    def __init__(self, sides: list[Side]) -> None:
        self._sides = sides

    def feed(self, channel: int, pcm: bytes) -> None:
        self._sides[channel].feed(pcm)

    def started(self, channel: int, at: float) -> None:
        self._sides[channel].started(at)

    def ended(self, phrase: Phrase) -> None:
        self._sides[phrase.channel].ended(phrase)

    async def close(self, seconds: float = 3.0) -> None:
        await asyncio.gather(*(side.close() for side in self._sides))


class Side:
    """One channel. What is committed is answered in the order of committing, under a name that the server gives."""

    def __init__(
        self,
        channel: int,
        source: str,
        socket: Any,
        language: Language | None,
        heard: Callable[[Heard], None],
        trouble: Callable[[Trouble], None],
    ) -> None:
        self._channel, self._source, self._language = channel, source, language
        self._heard, self._trouble = heard, trouble
        self._before, self._unsent = bytearray(), bytearray()
        self._speaking: float | None = None
        self._sent = 0
        self._up = Resampler(RATE, ITS_RATE)
        self._committed: deque[Phrase] = deque()
        self._named: dict[str, Phrase] = {}
        self._texts: dict[str, str] = {}
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._line = Line(socket, self._received, self._broken)

    def configure(self, wanted: dict[str, Any]) -> None:
        self._send({"type": "session.update", "session": wanted})

    def feed(self, pcm: bytes) -> None:
        if self._speaking is None:
            self._before += pcm
            del self._before[: -int(BEFORE_S * RATE) * 2]
            return
        self._unsent += pcm
        if len(self._unsent) >= PIECE_S * RATE * 2:
            self._flush()

    def started(self, at: float) -> None:
        self._speaking = at
        self._unsent, self._before = self._before, bytearray()
        self._flush()

    def ended(self, phrase: Phrase) -> None:
        if self._speaking is None:  # nobody said that it began
            self._unsent, self._before = bytearray(phrase.pcm), bytearray()
        if (missing := int(LEAST_S * RATE) * 2 - self._sent - len(self._unsent)) > 0:
            self._unsent += bytes(missing)
        self._flush()
        self._send({"type": "input_audio_buffer.commit"})
        self._committed.append(phrase)
        self._speaking, self._sent = None, 0

    def _flush(self) -> None:
        if not self._unsent:
            return
        self._sent += len(self._unsent)
        sound = self._up.feed(bytes(self._unsent))
        self._unsent.clear()
        self._send({"type": "input_audio_buffer.append", "audio": base64.b64encode(sound).decode()})

    def _send(self, event: dict[str, Any]) -> None:
        self._line.send(json.dumps(event))

    def _received(self, message: Message) -> None:
        event = object_of(message)
        name = str(event.get("item_id") or "")
        match event.get("type"):
            case "session.updated" | "transcription_session.updated":
                if not self.ready.done():
                    self.ready.set_result(None)
            case "input_audio_buffer.committed" if self._committed:
                self._named[name] = self._committed.popleft()
            case "conversation.item.input_audio_transcription.delta":
                self._partial(name, str(event.get("delta") or ""))
            case "conversation.item.input_audio_transcription.completed":
                self._final(name, str(event.get("transcript") or "").strip(), sure(event.get("logprobs")))
            case "conversation.item.input_audio_transcription.failed":
                self._refused(event.get("error"))
            case "error":
                self._error(event.get("error"))

    def _partial(self, name: str, delta: str) -> None:
        phrase = self._named.get(name)
        if delta and phrase is not None:
            self._texts[name] = self._texts.get(name, "") + delta
            partial = said(phrase, self._source, self._texts[name].strip(), None, self._language)
            self._heard(partial.model_copy(update={"final": False}))

    def _final(self, name: str, text: str, confidence: float | None) -> None:
        phrase = self._named.pop(name, None)
        self._texts.pop(name, None)
        if phrase is not None:
            self._heard(said(phrase, self._source, text, confidence, self._language))

    def _error(self, error: Any) -> None:
        code = str(error.get("code") or "") if isinstance(error, dict) else ""
        if code == "input_audio_buffer_commit_empty" and self._committed:
            self._heard(said(self._committed.popleft(), self._source, "", None, self._language))
        else:
            self._refused(error)

    def _refused(self, error: Any) -> None:
        self._broken(reason(400, {"error": error}) or FaultKind.UNAVAILABLE)

    def _broken(self, kind: FaultKind) -> None:
        fault = failure(kind, self._source)
        if not self.ready.done():
            self.ready.set_exception(fault)
        else:
            self._trouble(Trouble(source=self._source, cause=fault.detail, falls_to=None, passing=fault.retryable))

    async def close(self) -> None:
        await self._line.close()
        if not self.ready.done():
            self.ready.cancel()
        elif not self.ready.cancelled():
            self.ready.exception()  # looked at, so that nobody complains


def sure(logprobs: Any) -> float | None:
    """A confidence of the chances of the single pieces of words."""
    told = [found for one in objects(logprobs) if (found := number(one.get("logprob"))) is not None]
    return round(min(1.0, math.exp(sum(told) / len(told))), 3) if told else None
