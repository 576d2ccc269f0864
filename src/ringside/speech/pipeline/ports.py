"""Between a spoken call and the room that holds it: who answers, and who is told. No word of the trade here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Literal, Protocol

from ringside.speech.ports import Timbre, Trouble
from ringside.speech.schemas import Frozen
from ringside.speech.transcription.schemas import Language


class Said(Frozen):
    """What the person at the microphone said in one go; seconds from the beginning of the call."""

    text: str
    start: float
    end: float
    source: str
    """Who heard it; "typed" when it was written."""
    pitch: float | None = None
    """Median Hz."""
    pitch_spread: float | None = None
    """Semitones."""
    voiced_s: float | None = None
    pauses: tuple[tuple[float, float], ...] = ()
    """Longer than half a second, inside what was said."""


class Sentence(Frozen):
    """A piece of the answer, to be spoken as one."""

    turn: int
    text: str
    timbre: Timbre
    speaker: str | None = None
    """Name of who speaks, where there are several."""


class Counterpart(Protocol):
    """Who is talked to. Its answers are decided and stored by its room; here they become sound."""

    language: Language

    def opens(self) -> AsyncIterator[Sentence]:
        """What it says first, or again after a lost connection; may be nothing."""

    def answers(self, said: Said) -> AsyncIterator[Sentence]:
        """The answer, sentence by sentence as it is found. What was said is stored before the first one comes."""

    async def was_heard(self, turn: int, text: str, start: float, end: float, cut_off: bool) -> None:
        """As much of this turn's text was really spoken, in this time; `cut_off` when the person interrupted."""

    def over(self) -> bool:
        """Whether the conversation has ended with the last answer: when it was spoken, the call is hung up."""


Stage = Literal["pause", "listen", "think", "speak", "send"]


class Latency(Frozen):
    """Milliseconds from the end of the person's speech to the first sound of the answer, split by what it was spent on.

    pause: until the pause was long enough to be an end; listen: until the words were there; think: until the first
    sentence; speak: until its first sound; send: until that left for the client.
    """

    turn: int
    total: float
    stages: dict[Stage, float]


class Watcher(Protocol):
    """Who is told how a call goes; nothing here waits."""

    def partial(self, text: str, start: float) -> None: ...

    def speaking(self, who: Literal["person", "counterpart"], on: bool, at: float) -> None: ...

    def spoken(self, sentence: Sentence, at: float) -> None:
        """The first sound of this sentence leaves now."""

    def latency(self, measured: Latency) -> None: ...

    def trouble(self, trouble: Trouble) -> None: ...

    def sound(self, who: Literal["person", "counterpart"], pcm: bytes, at: float) -> None:
        """PCM16 mono at speech.ports.RATE, for recording and for listeners."""

    def hung_up(self) -> None: ...
