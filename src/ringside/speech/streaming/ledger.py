"""What a recogniser that hears without end says of a channel, sorted out by phrases. Values in, values out.

Its seconds are those of its own stream of sound, which pauses and begins anew; a phrase ends where the stream stood
when its speaker paused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ringside.speech.ports import RATE, Heard, Phrase
from ringside.speech.transcription.schemas import Language, Word

CLOSING_S = 0.1
NEARLY_S = 0.5
"""Words may end so much before the sound of them does."""
NO_SPACE_BEFORE = frozenset(".,!?;:%)׃…")


@dataclass(frozen=True, slots=True)
class Told:
    """One message: the words from `start` to `end` of the stream; a later one takes the place of one not `final`."""

    start: float
    end: float
    words: tuple[Word, ...]
    final: bool
    closing: bool = False
    """The answer to being told that the phrase is over."""
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class _Owed:
    phrase: Phrase
    spoken_until: float
    until: float


class Ledger:
    """One channel. `at` is always where the stream stands.

    Final words that reach to `beyond` seconds after the speech (before it, if negative) are taken for the last ones.
    """

    def __init__(self, channel: int, source: str, language: Language | None, beyond: float = 0.05) -> None:
        self._beyond = beyond
        self._channel, self._source, self._language = channel, source, language
        self._owed: list[_Owed] = []
        self._start: float | None = None
        self._after = 0.0
        self._final: list[Word] = []
        self._open: tuple[Word, ...] = ()
        self._reached = self._heard = 0.0
        self._settled = 0.0
        self._shown = ""

    def begin(self, start: float) -> None:
        """A phrase begins at this second of the session."""
        self._start = start

    def end(self, phrase: Phrase, at: float) -> list[Heard]:
        """The phrase is over; words that come before `at` are its own."""
        after = len(phrase.pcm) / 2 / RATE - phrase.lead - (phrase.end - phrase.start)
        self._owed.append(_Owed(phrase, max(0.0, at - max(0.0, after)), at))
        self._start, self._after = None, phrase.end
        return self._settle()

    def told(self, told: Told) -> list[Heard]:
        """What is to be passed on by this message."""
        self._language = told.language or self._language
        self._heard = max(self._heard, told.end)
        fresh = tuple(word for word in told.words if _middle(word) >= self._settled)
        if told.final:
            self._final += fresh
            self._open = ()
            self._reached = max(self._reached, told.end)
            if told.closing and self._owed and told.end >= self._owed[0].spoken_until - CLOSING_S:
                self._reached = max(self._reached, self._owed[0].until)
        else:
            self._open = fresh
        return self._settle() or self._partial()

    def overdue(self, phrase: Phrase) -> list[Heard]:
        """Time is up for this phrase: what is there counts, if the recogniser has listened that far."""
        first = self._owed[0] if self._owed else None
        if first is None or first.phrase is not phrase or self._heard < first.spoken_until - NEARLY_S:
            return []
        self._reached = max(self._reached, first.until)
        return self._settle()

    def owes(self, phrase: Phrase) -> bool:
        return any(owed.phrase is phrase for owed in self._owed)

    def _settle(self) -> list[Heard]:
        """The phrases of which all has been heard."""
        done: list[Heard] = []
        while self._owed and self._reached >= self._owed[0].spoken_until + self._beyond:
            owed = self._owed.pop(0)
            mine = [word for word in (*self._final, *self._open) if _middle(word) < owed.until]
            self._final = [word for word in self._final if _middle(word) >= owed.until]
            self._open = tuple(word for word in self._open if _middle(word) >= owed.until)
            self._settled, self._shown = owed.until, ""
            done.append(self._said(mine, owed.phrase.start, owed.phrase.end, final=True))
        return done

    def _partial(self) -> list[Heard]:
        until = self._owed[0].until if self._owed else float("inf")
        mine = [word for word in (*self._final, *self._open) if _middle(word) < until]
        if not mine or (text := joined(mine)) == self._shown:
            return []
        self._shown = text
        if self._owed:
            phrase = self._owed[0].phrase
            return [self._said(mine, phrase.start, phrase.end, final=False)]
        start = self._after if self._start is None else self._start
        return [self._said(mine, start, start + max(0.0, mine[-1].end - mine[0].start), final=False)]

    def _said(self, words: list[Word], start: float, end: float, *, final: bool) -> Heard:
        sure = [word.confidence for word in words if word.confidence is not None]
        return Heard(
            channel=self._channel,
            text=joined(words),
            final=final,
            start=start,
            end=round(end, 3),
            source=self._source,
            confidence=round(sum(sure) / len(sure), 3) if sure else None,
            language=self._language,
        )


def joined(words: Iterable[Word]) -> str:
    """Words as a line; marks stand behind the word before them."""
    text = ""
    for word in words:
        part = word.text.strip()
        text += part if not text or part in NO_SPACE_BEFORE else f" {part}"
    return text.strip()


def _middle(word: Word) -> float:
    return (word.start + word.end) / 2
