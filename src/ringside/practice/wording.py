"""How the buyer's next line gets its words: a model's as far as the guard lets them through, else the built-in ones."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import structlog

from ringside.ai import Answer, Caller, Models, Speaking, Waiting
from ringside.ai.schemas import BUILTIN
from ringside.dialogue.language import words
from ringside.practice import guard, speech
from ringside.practice.buyer.state import Intent

log = structlog.get_logger()

TRIES = 2
"""A model that breaks the rules gets one more chance, then the template speaks."""

_BARE_WORDS = 3
"""A first sentence this short ("Sure.", "Hm!") is no answer yet: it waits until what follows has passed too."""

_SENTENCE = re.compile(r"\s*(.+?(?:[.!?…]+[\"'”’״)\]]*(?=\s)|\n))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Worded:
    """A reply in words. `rejected` counts the tries of a model that the guard stopped."""

    text: str
    source: str
    prompt_version: str | None
    latency_ms: float
    rejected: int = 0
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Listener:
    """Who hears of the reply while it is made: each guarded sentence, and what the wait is about."""

    sentence: Callable[[str], None]
    status: Callable[[str, str], None]


async def word(
    models: Models, ask: speech.Ask, intent: Intent, caller: Caller, listener: Listener, hung_up: asyncio.Event
) -> Worded:
    """The words for this intent. Nothing is told to the listener that the guard has not passed."""
    started = time.perf_counter()
    line = _Line(intent, listener)
    rejected = 0
    for attempt in range(TRIES):
        if attempt:
            listener.status("retrying", "")
        broken = await _unless(hung_up, _listen(models, ask, caller, line))
        if broken is None:
            break
        rejected += 1
        log.warning("model line refused", rule=broken, attempt=attempt)
    spoken = bool(line.text)
    line.finish()
    return Worded(
        text=line.text,
        source=line.source if spoken else BUILTIN,
        prompt_version=line.prompt_version,
        latency_ms=round((time.perf_counter() - started) * 1000, 1),
        rejected=rejected,
        note=_note(line, rejected, spoken),
    )


def _note(line: _Line, rejected: int, spoken: bool) -> str | None:
    """Why this is not simply what the first model said."""
    if rejected >= TRIES:
        return "The model left its role; the built-in words took over."
    if not spoken and line.source != BUILTIN:
        return line.note or "The model gave no usable words; the built-in ones took over."
    return line.note


class _Line:
    """The reply as it grows. Only what the guard passes becomes part of it; the built-in words are ours."""

    def __init__(self, intent: Intent, listener: Listener) -> None:
        self.intent = intent
        self.listener = listener
        self.text = ""
        self.source = BUILTIN
        self.prompt_version: str | None = None
        self.note: str | None = None

    def add(self, sentence: str) -> str | None:
        """Say this sentence too, unless it was said already; the rule it breaks, if it may not be said.

        The rule's name only: what it is about are words of the call, which no log may hold.
        """
        if not sentence or sentence in self.text:
            return None
        grown = f"{self.text} {sentence}".lstrip()
        if self.source != BUILTIN and (violation := guard.check(grown, self.intent)):
            return violation.rule
        self._say(sentence)
        return None

    def finish(self) -> None:
        """Let the built-in words convey whatever has not been conveyed."""
        if not self.text:
            self._say(speech.say(self.intent))
        elif self.source != BUILTIN and (self._bare() or not guard.conveys(self.text, self.intent)):
            self._say(" ".join(self.intent.convey) or speech.say(self.intent))

    def _bare(self) -> bool:
        """Whether a word or two ("Sure!") stand for a longer line of which they hold nothing."""
        ours, theirs = words(self.text), words(self.intent.line)
        shared = {word for word in ours if word in theirs and len(word) > 2}
        return len(ours) <= _BARE_WORDS < len(theirs) and not shared

    def _say(self, sentence: str) -> None:
        self.text = f"{self.text} {sentence}".lstrip()
        self.listener.sentence(sentence)


async def _listen(models: Models, ask: speech.Ask, caller: Caller, line: _Line) -> str | None:
    """Add what the model says to the line, sentence by sentence; the rule whose breach ended it, if one did."""
    heard, held = "", ""
    async with aclosing(models.stream(speech.BUYER, ask, caller)) as stream:
        async for piece in stream:
            match piece:
                case Waiting():
                    line.listener.status("waiting", f"{piece.seconds:.0f} s")
                case Speaking():
                    heard = held = ""
                    line.source, line.prompt_version = piece.source, piece.prompt_version
                case Answer():
                    line.note = piece.note
                    if piece.complete and (broken := line.add(f"{held} {heard.strip()}".strip())):
                        return broken
                case str():
                    heard += piece
                    while found := _SENTENCE.match(heard):
                        heard = heard[found.end() :]
                        held = f"{held} {found[1].strip()}".lstrip()
                        if not line.text and len(held.split()) <= _BARE_WORDS:
                            continue
                        if broken := line.add(held):
                            return broken
                        held = ""
    return None


async def _unless(hung_up: asyncio.Event, listening: Coroutine[Any, Any, str | None]) -> str | None:
    """What listening comes to, cut short when the rep hangs up."""
    task = asyncio.ensure_future(listening)
    stop = asyncio.ensure_future(hung_up.wait())
    try:
        await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
    finally:
        stop.cancel()
        if not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
    return None
