"""The person's side of a call: sound to phrases, phrases to words, words to turns."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from ringside.speech.endpointing import Endpointer, Event, Started
from ringside.speech.pipeline.clock import Clock
from ringside.speech.pipeline.latency import Listened
from ringside.speech.pipeline.patience import Patience
from ringside.speech.pipeline.ports import Said
from ringside.speech.ports import RATE, Heard, Hearing, Phrase
from ringside.speech.transcription.schemas import Language

LATE_S = 0.2
"""Sound that has not come after so long counts as silence."""
AHEAD_S = 120.0
"""What is sent further ahead of its time than this is not listened to."""
UNHEARD_S = 20.0
"""Words that have not come so long after their phrase do not come."""
BUFFERED = 10 * 2 * RATE
"""Bytes kept for a recogniser that is still connecting."""
LONG_PAUSE_S = 0.5


class Listener(Protocol):
    """Who is told what the ear makes of the sound."""

    def began(self, at: float) -> None:
        """Somebody speaks."""

    def paused(self, at: float) -> None: ...

    def said(self, said: Said, listened: Listened) -> None:
        """A turn of the person."""

    def nothing(self) -> None:
        """What began was no words."""

    def partial(self, text: str, start: float) -> None: ...


@dataclass(slots=True)
class _Part:
    phrase: Phrase
    paused: float
    heard: Heard | None = None
    understood: float = 0.0


@dataclass(slots=True)
class _Turn:
    """What is being said, phrase by phrase."""

    parts: list[_Part] = field(default_factory=list)
    closed: float | None = None
    """Since when nothing more belongs to it, whether the speaker has paused or not."""

    def text(self) -> str:
        return " ".join(part.heard.text.strip() for part in self.parts if part.heard and part.heard.text.strip())

    def pending(self) -> bool:
        return any(part.heard is None for part in self.parts)


class Ear:
    """Of one connection. Nothing here waits: `tick` is called often."""

    def __init__(
        self, endpointer: Endpointer, clock: Clock, language: Language, patience: Patience, listener: Listener
    ) -> None:
        self._endpointer = endpointer
        self._clock = clock
        self._language = language
        self._patience = patience
        self._listener = listener
        self._hearing: Hearing | None = None
        self._early = bytearray()
        self._early_phrases: list[Phrase] = []
        self._deaf = False
        self._turns: deque[_Turn] = deque()
        self.muted = False
        self.pushing: bool | None = None
        """Push-to-talk: whether the button is held; None when everything is listened to."""

    def hears(self, hearing: Hearing | None) -> None:
        """The recogniser is there, with what has been said meanwhile; or there is none."""
        self._hearing, self._deaf = hearing, hearing is None
        if hearing is None:
            for part in self._parts():
                part.heard = part.heard or _unheard(part.phrase)
        else:
            if self._early:
                hearing.feed(0, bytes(self._early))
            for phrase in self._early_phrases:
                hearing.ended(phrase)
        self._early.clear()
        self._early_phrases.clear()

    def feed(self, pcm: bytes) -> bytes:
        """Sound as it comes, given back as it is taken: silence while muted, nothing of what is far too early."""
        if self._endpointer.now + self._clock.begin > self._clock.real + AHEAD_S:
            return b""
        if self.muted or self.pushing is False:
            pcm = bytes(len(pcm))
        if self._hearing is not None:
            self._hearing.feed(0, pcm)
        elif not self._deaf:
            self._early += pcm
            del self._early[:-BUFFERED]
        events = self._endpointer.feed(0, pcm)
        self._clock.reached(self._clock.begin + self._endpointer.now)
        self._take(events)
        return pcm

    def tick(self) -> None:
        """Sound that did not come is silence, and a pause may have become long enough."""
        behind = self._clock.now - self._clock.begin - LATE_S
        if behind > self._endpointer.now:
            self._take(self._endpointer.until(behind))
        for part in self._parts():
            if part.heard is None and self._clock.now - part.paused > UNHEARD_S:
                part.heard, part.understood = _unheard(part.phrase), self._clock.now
        self._decide()

    def push(self, held: bool) -> None:
        """The button of push-to-talk: what is said while it is held is one turn."""
        was, self.pushing = self.pushing, held
        if held and not was:
            self._listener.began(self._clock.now)
        elif was and not held:
            self._close()
            if not self._turns:
                self._listener.nothing()
            self._decide()

    def cut(self) -> bool:
        """The other cuts in: what has been said so far is the turn. False when that is nothing."""
        self._close()
        waiting = bool(self._turns)
        self._decide()
        return waiting

    def heard(self, heard: Heard) -> None:
        """What the recogniser says, partial and final."""
        if not heard.final:
            turn = self._open()
            text = f"{turn.text()} {heard.text}".strip() if turn else heard.text
            first = turn.parts[0].phrase.start if turn else heard.start
            self._listener.partial(text, self._clock.begin + first)
            return
        for part in self._parts():
            if part.heard is None and abs(part.phrase.start - heard.start) < 0.01:
                part.heard, part.understood = heard, self._clock.now
                break
        self._decide()

    def _take(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Started):
                if self._hearing is not None:
                    self._hearing.started(0, event.at)
                if self.pushing is None:
                    self._listener.began(self._clock.begin + event.at)
            else:
                self._phrase(event)

    def _phrase(self, phrase: Phrase) -> None:
        part = _Part(phrase, self._clock.now)
        turn = self._open()
        if turn is None:
            turn = _Turn()
            self._turns.append(turn)
        turn.parts.append(part)
        self._listener.paused(self._clock.begin + phrase.end)
        if self._hearing is not None:
            self._hearing.ended(phrase)
        elif self._deaf:
            part.heard, part.understood = _unheard(phrase), self._clock.now
        else:
            self._early_phrases.append(phrase)

    def _open(self) -> _Turn | None:
        """The turn that what is said now belongs to."""
        return self._turns[-1] if self._turns and self._turns[-1].closed is None else None

    def _close(self) -> None:
        self._take(self._endpointer.cut(0))
        if (turn := self._open()) is not None:
            turn.closed = self._clock.now

    def _parts(self) -> Iterator[_Part]:
        return (part for turn in self._turns for part in turn.parts)

    def _decide(self) -> None:
        """Whether turns are over: every word is there, and nobody speaks, and the pause is long enough."""
        while self._turns and not self._turns[0].pending():
            turn = self._turns[0]
            text, now = turn.text(), self._clock.now
            last = turn.parts[-1]
            end = self._clock.begin + last.phrase.end
            if turn.closed is None:
                if self._endpointer.speaking(0) or self.pushing:
                    return
                if text and now < end + self._patience.of(text, self._language):
                    return
            self._turns.popleft()
            if not text:
                self._listener.nothing()
                continue
            paused = last.paused if turn.closed is None else turn.closed
            understood = max(part.understood for part in turn.parts)
            said = self._said(turn.parts, text)
            listened = Listened(min(end, paused), paused, max(paused, understood), now, said.source)
            self._listener.said(said, listened)

    def _said(self, parts: list[_Part], text: str) -> Said:
        from ringside.speech.prosody import measure  # noqa: PLC0415 - numpy's FFT machinery only where somebody speaks

        begin = self._clock.begin
        sound = measure(b"".join(part.phrase.pcm for part in parts), RATE)
        pauses: list[tuple[float, float]] = []
        at = 0.0
        for part in parts:
            head, at = at, at + len(part.phrase.pcm) / 2 / RATE
            shift = begin + part.phrase.start - part.phrase.lead - head
            if pauses or part is not parts[0]:
                previous = parts[parts.index(part) - 1].phrase.end
                if part.phrase.start - previous > LONG_PAUSE_S:
                    pauses.append((round(begin + previous, 3), round(begin + part.phrase.start, 3)))
            pauses += [(round(a + shift, 3), round(b + shift, 3)) for a, b in sound.pauses if head <= a and b <= at]
        return Said(
            text=text,
            start=begin + parts[0].phrase.start,
            end=begin + parts[-1].phrase.end,
            source=next(part.heard.source for part in parts if part.heard and part.heard.text.strip()),
            pitch=sound.pitch,
            pitch_spread=sound.pitch_spread,
            voiced_s=sound.voiced_s,
            pauses=tuple(pauses),
        )


def _unheard(phrase: Phrase) -> Heard:
    return Heard(channel=0, text="", final=True, start=phrase.start, end=phrase.end, source="")
