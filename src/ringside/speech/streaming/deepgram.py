"""Deepgram while it is spoken: one connection a call, its channels side by side, closed phrase by phrase (Finalize)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from ringside.speech.ports import RATE, Heard, Phrase, Trouble
from ringside.speech.streaming.aligned import Aligned
from ringside.speech.streaming.ledger import Ledger, Told
from ringside.speech.streaming.line import Line, Message, connect, object_of
from ringside.speech.transcription.deepgram import knows_hebrew, reason
from ringside.speech.transcription.faults import FaultKind, failure
from ringside.speech.transcription.results import number, objects, share
from ringside.speech.transcription.schemas import Language, Word, language_of

SETTLE_S = 1.2
"""After so long the words that are there count: Finalize is not always answered."""
MOST_WORDS = 50
PAUSE_MS = 300
"""Its own pauses, after which words are final: they come a little before ours."""


class Deepgram:
    """Bills by the length of the stream and channel."""

    partials = True

    def __init__(self, model: str, source: str, base_url: str, key: str) -> None:
        self.source = source
        self._model = model
        self._base_url = base_url.rstrip("/").replace("http", "ws", 1)
        self._key = key

    async def open(
        self,
        channels: int,
        language: Language | None,
        heard: Callable[[Heard], None],
        trouble: Callable[[Trouble], None],
        words: tuple[str, ...] = (),
    ) -> _Hearing:
        if language == "he" and not knows_hebrew(self._model):
            raise failure(FaultKind.UNSUPPORTED_LANGUAGE, self.source)
        query = urlencode(asked(self._model, channels, language, words))
        url = f"{self._base_url}/v1/listen?{query}"
        socket = await connect(url, self.source, {"Authorization": f"Token {self._key}"}, reason)
        return _Hearing(self.source, socket, channels, language, heard, trouble)

    async def close(self) -> None:
        """Nothing: connections belong to calls."""


def asked(model: str, channels: int, language: Language | None, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """The query: what is wanted of the recogniser."""
    query = [
        ("model", model),
        ("encoding", "linear16"),
        ("sample_rate", str(RATE)),
        ("channels", str(channels)),
        ("multichannel", "true" if channels > 1 else "false"),
        ("interim_results", "true"),
        ("smart_format", "true"),
        ("endpointing", str(PAUSE_MS)),
        ("language", language or ("multi" if model.startswith("nova-3") else "en")),
    ]
    if language == "en":
        query.append(("filler_words", "true"))
    # Only the newer models take whole terms; older ones take single words with a weight.
    name = "keyterm" if model.startswith("nova-3") else "keywords"
    return query + [(name, word) for word in words[:MOST_WORDS]]


class _Hearing:
    def __init__(
        self,
        source: str,
        socket: Any,
        channels: int,
        language: Language | None,
        heard: Callable[[Heard], None],
        trouble: Callable[[Trouble], None],
    ) -> None:
        self._source = source
        self._heard, self._trouble = heard, trouble
        self._sound = Aligned(channels)
        self._ledgers = [Ledger(channel, source, language) for channel in range(channels)]
        self._timers: set[asyncio.TimerHandle] = set()
        self._line = Line(socket, self._received, self._broken, self._keep_alive)

    def feed(self, channel: int, pcm: bytes) -> None:
        if ready := self._sound.feed(channel, pcm):
            self._line.send(ready)

    def started(self, channel: int, at: float) -> None:
        self._ledgers[channel].begin(at)

    def ended(self, phrase: Phrase) -> None:
        if ready := self._sound.flush():
            self._line.send(ready)
        self._line.send(json.dumps({"type": "Finalize", "channel": phrase.channel}))
        self._pass(self._ledgers[phrase.channel].end(phrase, self._sound.at(phrase.channel)))
        self._check_later(phrase)

    def _check_later(self, phrase: Phrase) -> None:
        def check() -> None:
            self._timers.discard(timer)
            ledger = self._ledgers[phrase.channel]
            self._pass(ledger.overdue(phrase))
            if ledger.owes(phrase):
                self._check_later(phrase)

        timer = asyncio.get_running_loop().call_later(SETTLE_S, check)
        self._timers.add(timer)

    def _pass(self, found: list[Heard]) -> None:
        for one in found:
            self._heard(one)

    def _received(self, message: Message) -> None:
        told = object_of(message)
        if told.get("type") == "Error":
            self._broken(FaultKind.UNAVAILABLE)
            return
        found = read(told, len(self._ledgers))
        if found is not None:
            channel, result = found
            self._pass(self._ledgers[channel].told(result))

    def _keep_alive(self) -> None:
        self._line.send(json.dumps({"type": "KeepAlive"}))

    def _broken(self, kind: FaultKind) -> None:
        fault = failure(kind, self._source)
        self._trouble(Trouble(source=self._source, cause=fault.detail, falls_to=None, passing=fault.retryable))

    async def close(self, seconds: float = 3.0) -> None:
        for timer in self._timers:
            timer.cancel()
        self._line.send(json.dumps({"type": "CloseStream"}))
        await self._line.close()


def read(told: dict[str, Any], channels: int) -> tuple[int, Told] | None:
    """(channel, what it says) of a message with results, None of any other."""
    start, length = number(told.get("start")), number(told.get("duration"))
    if told.get("type") != "Results" or start is None or length is None:
        return None
    place = told.get("channel_index")
    channel = place[0] if isinstance(place, list) and place else 0
    heard = told.get("channel")
    best = next(iter(objects(heard.get("alternatives") if isinstance(heard, dict) else None)), {})
    if type(channel) is not int or not 0 <= channel < channels:
        return None
    codes = best.get("languages")
    return channel, Told(
        start=start,
        end=start + length,
        words=_words(best, start, start + length),
        final=told.get("is_final") is True,
        closing=told.get("from_finalize") is True,
        language=language_of(codes[0] if isinstance(codes, list) and codes and isinstance(codes[0], str) else None),
    )


def _words(best: dict[str, Any], start: float, end: float) -> tuple[Word, ...]:
    found = [
        Word(
            text=str(word.get("punctuated_word") or word.get("word") or ""),
            start=began,
            end=max(began, number(word.get("end")) or began),
            confidence=share(word.get("confidence")),
        )
        for word in objects(best.get("words"))
        if (began := number(word.get("start"))) is not None
    ]
    text = best.get("transcript")
    if not found and isinstance(text, str) and text.strip():
        return (Word(text=text, start=start, end=end, confidence=share(best.get("confidence"))),)
    return tuple(found)
