"""Voices over HTTP: one request a sentence, whose sound is passed on while it still comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import httpx

from ringside.speech.codecs import BadSound, Resampler
from ringside.speech.ports import SynthesisFailed, Timbre
from ringside.speech.transcription.asking import Reason, kind_of
from ringside.speech.transcription.faults import FaultKind
from ringside.speech.transcription.schemas import Language

SECONDS = httpx.Timeout(10.0, connect=3.0)
AGAIN_S = 0.2
MOST = 64 * 1024 * 1024
"""Bytes of one sentence beyond which an answer is no speech."""

CAUSES: dict[FaultKind, str] = {
    FaultKind.BAD_KEY: "it refused the key; check it in the settings",
    FaultKind.QUOTA: "the account is used up",
    FaultKind.RATE_LIMITED: "it is over its rate limit",
    FaultKind.UNAVAILABLE: "it has a fault on its side",
    FaultKind.UNREACHABLE: "it could not be reached",
    FaultKind.TIMEOUT: "it did not answer in time",
    FaultKind.GARBLED: "it sent something that is no sound",
    FaultKind.MISSING_MODEL: "this voice or model is not known to it",
    FaultKind.MISCONFIGURED: "it is not set up completely; docs/voice-engines.md says what it needs",
}
AGAIN = {FaultKind.UNAVAILABLE, FaultKind.UNREACHABLE}
"""What may have passed a moment later."""


def failed(source: str, kind: FaultKind) -> SynthesisFailed:
    return SynthesisFailed(source, CAUSES.get(kind, "it refused the sentence"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request for a sentence."""

    path: str
    json: dict[str, Any]
    query: dict[str, str] | None = None
    headers: dict[str, str] | None = None


Ask = Callable[[str, Language, Timbre], Awaitable[Wanted]]


class WebVoice:
    """`ask` says what is asked for a sentence; the answer is PCM16 at `rate`, with or without a WAV head."""

    def __init__(
        self,
        source: str,
        rate: int,
        client: httpx.AsyncClient,
        ask: Ask,
        languages: frozenset[Language],
        reason: Reason = lambda status, body: None,
    ) -> None:
        self.source, self.rate = source, rate
        self._client, self._ask, self._languages, self._reason = client, ask, languages, reason

    def speaks(self, language: Language) -> bool:
        return language in self._languages

    async def speak(self, text: str, language: Language, timbre: Timbre) -> AsyncIterator[bytes]:
        wanted = await self._ask(text, language, timbre)
        for attempt in (0, 1):
            begun = False
            try:
                async with aclosing(self._sound(wanted)) as pieces:
                    async for piece in pieces:
                        begun = True
                        yield piece
                return
            except _Fault as fault:
                if begun or attempt or fault.kind not in AGAIN:
                    raise failed(self.source, fault.kind) from None
            await asyncio.sleep(AGAIN_S)

    async def _sound(self, wanted: Wanted) -> AsyncGenerator[bytes]:
        try:
            async with self._client.stream(
                "POST", wanted.path, json=wanted.json, params=wanted.query, headers=wanted.headers
            ) as response:
                if not response.is_success:
                    raise _Fault(await self._refusal(response))
                kind = response.headers.get("content-type", "")
                if kind.startswith(("text/", "application/json")):
                    raise _Fault(FaultKind.GARBLED)
                async for piece in plain(response.aiter_raw(), self.rate):
                    yield piece
        except httpx.TimeoutException:
            raise _Fault(FaultKind.TIMEOUT) from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            raise _Fault(FaultKind.MISCONFIGURED) from None
        except httpx.HTTPError:
            raise _Fault(FaultKind.UNREACHABLE) from None

    async def _refusal(self, response: httpx.Response) -> FaultKind:
        await response.aread()
        try:
            body = response.json()
        except (ValueError, RecursionError):
            body = None
        return kind_of(response.status_code, body, self._reason)

    async def close(self) -> None:
        await self._client.aclose()


class _Fault(Exception):
    def __init__(self, kind: FaultKind) -> None:
        super().__init__(kind)
        self.kind = kind


async def plain(pieces: AsyncIterator[bytes], rate: int) -> AsyncGenerator[bytes]:
    """Whole samples at `rate` of a stream that is PCM16 at it, or a WAV file. Raises a fault for anything else."""
    held, size, first = b"", 0, True
    resampler = Resampler(rate, rate)
    async for piece in pieces:
        held += piece
        size += len(piece)
        if size > MOST:
            raise _Fault(FaultKind.GARBLED)
        if first:
            if len(held) < 4:
                continue
            if held[:4] == b"RIFF":
                if (found := _sound_of(held)) is None:
                    continue
                begins, its_rate = found
                held, resampler = held[begins:], _resampler(its_rate, rate)
            first = False
        if made := resampler.feed(held):
            yield made
        held = b""
    if first and held:
        raise _Fault(FaultKind.GARBLED)
    if last := resampler.finish():
        yield last


def _resampler(rate: int, wanted: int) -> Resampler:
    try:
        return Resampler(rate, wanted)
    except BadSound:
        raise _Fault(FaultKind.GARBLED) from None


def _sound_of(head: bytes) -> tuple[int, int] | None:
    """(where the samples of a WAV file begin, their rate); None as long as it does not show."""
    at, rate = 12, 0
    while at + 8 <= len(head):
        name, size = head[at : at + 4], int.from_bytes(head[at + 4 : at + 8], "little")
        if name == b"data":
            return at + 8, rate
        if name == b"fmt ":
            if at + 24 > len(head):
                return None
            coding, channels = int.from_bytes(head[at + 8 : at + 10], "little"), head[at + 10]
            rate, bits = int.from_bytes(head[at + 12 : at + 16], "little"), head[at + 22]
            if coding not in (1, 0xFFFE) or channels != 1 or bits != 16:
                raise _Fault(FaultKind.GARBLED)
        at += 8 + size + (size & 1)
    if len(head) > 65_536:
        raise _Fault(FaultKind.GARBLED)
    return None
