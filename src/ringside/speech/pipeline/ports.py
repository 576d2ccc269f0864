"""Between a spoken call and the room that holds it: who answers, and who is told. No word of the trade here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

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
    key: str | None = None
    """Of the client, for words that it sent: a repeated key is the same turn sent again."""


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
    listened: str | None = None
    """Who it was this time that turned the speech into words."""
    spoke: str | None = None


class Watcher(Protocol):
    """Who is told how a call goes; nothing here waits."""

    def partial(self, text: str, start: float) -> None: ...

    def speaking(self, who: Literal["person", "counterpart"], on: bool, at: float) -> None: ...

    def spoken(self, sentence: Sentence, at: float) -> None:
        """The first sound of this sentence leaves now."""

    def latency(self, measured: Latency) -> None: ...

    def trouble(self, trouble: Trouble) -> None: ...

    def sound(self, who: Literal["person", "counterpart"], pcm: bytes, at: float) -> None:
        """PCM16 mono at speech.ports.RATE, for recording and for listeners; heard from `at` on."""

    def hung_up(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Tool:
    """Something a speech-to-speech model may ask for while it speaks."""

    name: str
    description: str
    parameters: Mapping[str, Any]
    """JSON schema of its arguments."""


class Director(Protocol):
    """How a speech-to-speech model is held to what the counterpart decided."""

    def instructions(self) -> str:
        """Whom it plays; given once, when the call begins."""

    def directs(self, turn: int, sentences: tuple[Sentence, ...]) -> str:
        """What its next reply has to say, and how."""

    def breaks(self, turn: int, spoken: str, sentences: tuple[Sentence, ...]) -> str | None:
        """Why a sentence it speaks is not what was decided; None when it is."""

    def tools(self) -> tuple[Tool, ...]: ...

    async def use(self, name: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """The answer to a tool; what cannot be answered is an answer too."""


Message = dict[str, Any]
Gone = Literal["left", "slow"]
"""Why a line ended from the client's side: it went, or it reads too slowly."""


class Line(Protocol):
    """How sound and messages reach one client, whatever carries them."""

    kind: Literal["webrtc", "websocket", "livekit"]
    rate: int
    """Samples a second of what is played; what is heard is at speech.ports.RATE."""
    piece_s: float
    """Seconds of sound it likes to be given at once."""

    async def connected(self) -> bool:
        """Waits until the client can hear; False when it never came. `run` is under way meanwhile."""

    async def run(self, sound: Callable[[bytes], None], message: Callable[[Message], None]) -> Gone:
        """Until the client has gone. What is no JSON object comes as {"type": "malformed"}."""

    def play(self, pcm: bytes) -> None:
        """Sound to be heard now; it is given no faster than it is heard."""

    def drop(self) -> None:
        """What was given and has not left yet is not to be heard any more."""

    def tell(self, message: Message, key: str | None = None) -> None:
        """A newer message of the same key takes the place of one that has not left."""

    async def close(self, code: int, reason: str) -> None:
        """After what was told has left. 1000 is the end of the call, 4000 + an HTTP status anything else."""
