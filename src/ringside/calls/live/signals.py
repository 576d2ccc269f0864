"""How a call goes so far, from who speaks when and from final turns. Pure: values in, values out."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from ringside.calls.live.messages import LiveSignalsOut
from ringside.dialogue import acts
from ringside.dialogue import language as lang
from ringside.dialogue.schemas import Language, Speaker, Turn

SIDES: tuple[Speaker, Speaker] = ("rep", "customer")
BACK_CHANNEL_S, BACK_CHANNEL_WORDS = 1.0, 3
"""Less than this from the customer does not end the rep's monologue, as in the signals of recordings."""
RECENT_S = 60.0
"""The pace is that of the last minute of rep speech."""
CUT_IN_S = 0.3
"""Somebody who begins this long before the other stops interrupts; less is people being quick."""
_QUESTIONS = {"question_open", "question_closed", "question_leading", "follow_up"}


@dataclass(slots=True)
class Tally:
    """What is counted of a call. Seconds of speech go on from `spoken` after a restart."""

    language: Language
    spoken: list[float] = field(default_factory=lambda: [0.0, 0.0])
    questions: int = 0
    interruptions: int = 0
    interrupted: int = 0
    began: list[float | None] = field(default_factory=lambda: [None, None])
    """Since when a side is speaking; None while it is silent."""
    run: float | None = None
    """When the rep's run under way began."""
    pace: deque[tuple[float, int]] = field(default_factory=deque)
    _pending: float | None = None
    """When somebody began while the other spoke, until it is clear that both went on."""

    def voice(self, side: int, on: bool, at: float) -> None:
        """Somebody begins or stops."""
        if on:
            other = self.began[1 - side]
            self.began[side] = at
            self._pending = at if other is not None else None
            if side == 0 and self.run is None:
                self.run = at
            return
        self._settle(at)
        began, self.began[side] = self.began[side], None
        if side == 1 and began is not None and at - began > BACK_CHANNEL_S:
            self.run = self.began[0]

    def at(self, at: float) -> None:
        self._settle(at)

    def _settle(self, at: float) -> None:
        """An overlap that has lasted is an interruption by whoever began later."""
        rep, customer = self.began
        if self._pending is None or rep is None or customer is None or at - self._pending < CUT_IN_S:
            return
        if rep == self._pending:
            self.interruptions += 1
        else:
            self.interrupted += 1
        self._pending = None

    def turn(self, turn: Turn, before: Turn | None) -> None:
        """A final turn; `before` is the one it follows."""
        if turn.speaker == "customer":
            if len(lang.words(turn.text)) > BACK_CHANNEL_WORDS:
                self.run = self.began[0]
            return
        asked = [act for act in acts.read(turn, before, self.language) if act.kind in _QUESTIONS and act.certain]
        self.questions += len(asked)
        if turn.start is not None and turn.end is not None:
            self.pace.append((max(0.2, turn.end - turn.start), len(lang.words(turn.text))))
            while len(self.pace) > 1 and sum(seconds for seconds, _ in self.pace) - self.pace[0][0] > RECENT_S:
                self.pace.popleft()

    def shown(self, at: float) -> LiveSignalsOut:
        talk = sum(self.spoken)
        seconds, words = (sum(column) for column in zip(*self.pace, strict=True)) if self.pace else (0.0, 0)
        return LiveSignalsOut(
            at=round(at, 2),
            talk_ratio=round(self.spoken[0] / talk, 3) if talk >= 5 else None,
            monologue=None if self.run is None or self.began[1] is not None else round(max(0.0, at - self.run), 1),
            questions=self.questions,
            interruptions=self.interruptions,
            interrupted=self.interrupted,
            pace=round(60 * words / seconds) if seconds >= 5 else None,
            speaking=[side for side, began in zip(SIDES, self.began, strict=True) if began is not None],
        )
