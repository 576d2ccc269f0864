"""Words from the microphone of a person who plays the buyer: what they say until they pause becomes their line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from ringside.dialogue.schemas import Language
from ringside.speech.endpointing import Endpointer, Started
from ringside.speech.ports import Heard, Hearing, StreamingRecogniser, Trouble

log = structlog.get_logger()

PAUSE_S = 0.8
"""How long nothing more is said until what was said is a line."""


class Ear:
    """Listens to one person. Nothing here waits for the network; without a recogniser the person types."""

    def __init__(self, said: Callable[[str], None], endpointer: Endpointer | None = None) -> None:
        self._hearing: Hearing | None = None
        self._said = said
        self._endpointer = endpointer or Endpointer()
        self._phrases: list[str] = []
        self._owed = 0
        self._speaking = False
        self._pause: asyncio.TimerHandle | None = None

    async def open(self, recogniser: StreamingRecogniser, language: Language) -> None:
        """Begin to listen. Raises TranscriptionFailed."""
        self._hearing = await recogniser.open(1, language, self.heard, _told)

    def feed(self, pcm: bytes) -> None:
        """Sound at speech.ports.RATE, in pieces of any size."""
        if self._hearing is None:
            return
        self._hearing.feed(0, pcm)
        for event in self._endpointer.feed(0, pcm):
            if isinstance(event, Started):
                self._speaking = True
                self._wait_no_more()
                self._hearing.started(0, event.at)
            else:
                self._speaking = False
                self._owed += 1
                self._hearing.ended(event)

    def heard(self, heard: Heard) -> None:
        """What was understood of a phrase."""
        if not heard.final:
            return
        self._owed = max(0, self._owed - 1)
        if heard.text.strip():
            self._phrases.append(heard.text.strip())
        if self._phrases and not self._owed and not self._speaking:
            self._wait_no_more()
            self._pause = asyncio.get_running_loop().call_later(PAUSE_S, self._line)

    async def close(self) -> None:
        self._wait_no_more()
        if self._hearing is not None:
            await self._hearing.close(0)

    def _line(self) -> None:
        text, self._phrases = " ".join(self._phrases), []
        self._said(text)

    def _wait_no_more(self) -> None:
        if self._pause is not None:
            self._pause.cancel()
            self._pause = None


def _told(trouble: Trouble) -> None:
    log.warning("a listener failed", source=trouble.source, falls_to=trouble.falls_to)
