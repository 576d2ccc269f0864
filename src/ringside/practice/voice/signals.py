"""How a rep sounds, from the turns spoken so far. Pure; docs/voice.md has the definitions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ringside.dialogue import language as lang
from ringside.dialogue.reader import GRAMMAR
from ringside.dialogue.schemas import Language, Speaker
from ringside.practice.voice.messages import VoiceSignalsOut

LEAST_SPEECH_S = 5.0
"""Of less speech nobody's pace or share of the talk can be told."""
FILLER_S = 0.4
"""What an "um" takes, for counting it as time not spent saying something."""
LISTENING_WORDS, LISTENING_S = 3, 1.0
"""Under both, a turn is a listening noise: it takes no turn and breaks no monologue."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn of a spoken call; seconds from its beginning. `pauses` is None where no sound was measured."""

    speaker: Speaker
    start: float
    end: float
    text: str
    pauses: float | None = None
    cut_off: bool = False

    @property
    def seconds(self) -> float:
        return max(0.0, self.end - self.start)

    @property
    def listening(self) -> bool:
        return len(lang.words(self.text)) < LISTENING_WORDS and self.seconds < LISTENING_S


def live(turns: Sequence[Spoken], language: Language) -> VoiceSignalsOut:
    """The signals so far; None where it cannot be said yet."""
    rep = spoken_by(turns, "rep")
    return VoiceSignalsOut(
        pace=_rounded(pace(rep), 0),
        talk_ratio=_rounded(talk_ratio(turns), 2),
        hesitation=_rounded(hesitation(rep, language), 2),
        fillers=_rounded(fillers(rep, language), 1),
        response=_rounded(middle(responses(turns)), 1),
        monologue=_rounded(monologue(turns), 0),
    )


def spoken_by(turns: Iterable[Spoken], speaker: Speaker) -> list[Spoken]:
    return [turn for turn in turns if turn.speaker == speaker]


def speech_s(turns: Iterable[Spoken]) -> float:
    """Seconds of these turns, their pauses included."""
    return sum(turn.seconds for turn in turns)


def pace(rep: Sequence[Spoken]) -> float | None:
    """Words a minute of rep speech, the pauses inside turns included, as a listener hears it."""
    seconds = speech_s(rep)
    if seconds < LEAST_SPEECH_S:
        return None
    return 60 * sum(len(lang.words(turn.text)) for turn in rep) / seconds


def talk_ratio(turns: Sequence[Spoken]) -> float | None:
    """Rep speech / all speech by seconds, once both have spoken."""
    rep, buyer = speech_s(spoken_by(turns, "rep")), speech_s(spoken_by(turns, "customer"))
    return rep / (rep + buyer) if rep and buyer and rep + buyer >= LEAST_SPEECH_S else None


def filler_count(rep: Iterable[Spoken], language: Language) -> int:
    return sum(len(GRAMMAR[language].FILLERS.findall(lang.fold(turn.text).text)) for turn in rep)


def fillers(rep: Sequence[Spoken], language: Language) -> float | None:
    """Filler words per minute of rep speech."""
    seconds = speech_s(rep)
    return 60 * filler_count(rep, language) / seconds if seconds >= LEAST_SPEECH_S else None


def hesitation(rep: Sequence[Spoken], language: Language) -> float | None:
    """Share of the time of rep turns that passed in pauses of over half a second or in fillers, 0..1.

    Only of turns whose sound was measured: words alone have no pauses.
    """
    measured = [turn for turn in rep if turn.pauses is not None]
    seconds = speech_s(measured)
    if seconds < LEAST_SPEECH_S:
        return None
    lost = sum(turn.pauses or 0.0 for turn in measured) + FILLER_S * filler_count(measured, language)
    return min(1.0, lost / seconds)


def responses(turns: Sequence[Spoken]) -> list[float]:
    """Seconds from each end of the buyer to the rep's start; negative where the rep did not wait."""
    # A buyer who was cut off after a word had taken the turn all the same.
    taking = [turn for turn in turns if turn.cut_off or not turn.listening]
    return [
        after.start - before.end
        for before, after in pairwise(taking)
        if (before.speaker, after.speaker) == ("customer", "rep")
    ]


def monologue(turns: Sequence[Spoken]) -> float | None:
    """Seconds of the rep's longest run that nothing but listening noises of the buyer broke."""
    longest: float | None = None
    begun: float | None = None
    for turn in turns:
        if turn.speaker == "rep":
            begun = turn.start if begun is None else begun
            longest = max(longest or 0.0, turn.end - begun)
        elif not turn.listening:
            begun = None
    return longest


def middle(values: Sequence[float]) -> float | None:
    return median(values) if values else None


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
