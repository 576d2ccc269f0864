"""What a call listens and speaks with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ringside.speech.endpointing import Detector
from ringside.speech.pipeline.patience import Patience
from ringside.speech.pipeline.realtime.ports import RealtimeVoice
from ringside.speech.ports import StreamingRecogniser, Synthesiser, Trouble
from ringside.speech.transcription.schemas import Language


@dataclass(frozen=True, slots=True)
class Engine:
    """Shared by all calls of a process."""

    recogniser: StreamingRecogniser | None
    synthesiser: Synthesiser | None
    realtime: RealtimeVoice | None = None
    """Listens and speaks before the others, which take over where it fails."""
    speaks_here: bool = True
    """False where the client itself speaks: sentences are only told."""
    patience: Patience = field(default_factory=Patience)
    detector: Callable[[], Detector] | None = None
    """Makes what tells speech from noise; None takes Silero."""

    @property
    def listens(self) -> str | None:
        who = self.realtime or self.recogniser
        return who.source if who else None

    @property
    def speaks(self) -> str | None:
        who = self.realtime or self.synthesiser
        return who.source if who else None

    def speaks_language(self, language: Language) -> bool:
        return self.realtime is not None or (self.synthesiser is not None and self.synthesiser.speaks(language))

    def voice_for(self, trouble: Callable[[Trouble], None]) -> Synthesiser | None:
        """The synthesiser as one call sees it, which is told of its fail-overs."""
        if self.synthesiser is None:
            return None
        from ringside.speech.synthesis import telling  # noqa: PLC0415

        return telling(self.synthesiser, trouble)


BROWSER = Engine(None, None, speaks_here=False)
"""The client listens and speaks itself."""
