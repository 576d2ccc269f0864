"""Any recogniser of whole recordings as one for calls that are going on: it is given each phrase when it has ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from ringside.speech.codecs import wav
from ringside.speech.ports import Heard, Phrase, Trouble
from ringside.speech.schemas import Undecodable
from ringside.speech.transcription.faults import TranscriptionFailed
from ringside.speech.transcription.schemas import AudioSource, Language
from ringside.speech.transcription.transcriber import Transcriber


class PerPhrase:
    """No partial words; nothing is sent while nobody speaks."""

    partials = False

    def __init__(self, transcriber: Transcriber) -> None:
        self.source = transcriber.source
        self._transcriber = transcriber

    async def open(
        self,
        channels: int,
        language: Language | None,
        heard: Callable[[Heard], None],
        trouble: Callable[[Trouble], None],
        words: tuple[str, ...] = (),
    ) -> _Hearing:
        return _Hearing(self._transcriber, channels, language, heard, trouble)

    async def close(self) -> None:
        await self._transcriber.close()


class _Hearing:
    """The phrases of a channel are recognised one after the other, the channels side by side."""

    def __init__(
        self,
        transcriber: Transcriber,
        channels: int,
        language: Language | None,
        heard: Callable[[Heard], None],
        trouble: Callable[[Trouble], None],
    ) -> None:
        self._transcriber = transcriber
        self._language = language
        self._heard, self._trouble = heard, trouble
        self._waiting: list[asyncio.Queue[Phrase]] = [asyncio.Queue() for _ in range(channels)]
        self._workers = [asyncio.create_task(self._work(queue)) for queue in self._waiting]

    def feed(self, channel: int, pcm: bytes) -> None:
        """Nothing: the phrase brings its sound."""

    def started(self, channel: int, at: float) -> None:
        """Nothing: there are no partial words."""

    def ended(self, phrase: Phrase) -> None:
        self._waiting[phrase.channel].put_nowait(phrase)

    async def _work(self, waiting: asyncio.Queue[Phrase]) -> None:
        while True:
            phrase = await waiting.get()
            try:
                self._heard(await recognised(self._transcriber, phrase, self._language))
            except TranscriptionFailed as failure:
                self._trouble(Trouble(source=self._transcriber.source, cause=failure.detail, falls_to=None))
                return
            finally:
                waiting.task_done()

    async def close(self, seconds: float = 3.0) -> None:
        try:
            async with asyncio.timeout(seconds):
                await asyncio.gather(*(queue.join() for queue in self._waiting))
        except TimeoutError:
            pass
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)


async def recognised(transcriber: Transcriber, phrase: Phrase, language: Language | None) -> Heard:
    """The words of one phrase. Raises TranscriptionFailed."""
    with TemporaryDirectory(prefix="ringside-") as folder:
        file = Path(folder) / "phrase.wav"
        await asyncio.to_thread(file.write_bytes, wav(phrase.pcm))
        try:
            found = await transcriber.transcribe(AudioSource(paths=(file,)), language)
        except Undecodable:  # too short to be anything
            return said(phrase, transcriber.source, "", None, language)
    text = " ".join(one.text.strip() for one in found.utterances).strip()
    sure = [one.confidence for one in found.utterances if one.confidence is not None]
    return said(phrase, found.source, text, sum(sure) / len(sure) if sure else None, found.language or language)


def said(phrase: Phrase, source: str, text: str, confidence: float | None, language: Language | None) -> Heard:
    """The final word on a phrase."""
    return Heard(
        channel=phrase.channel,
        text=text,
        final=True,
        start=phrase.start,
        end=phrase.end,
        source=source,
        confidence=None if confidence is None else round(confidence, 3),
        language=language,
    )
