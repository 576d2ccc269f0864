"""Where the time between somebody's last word and the first sound of the answer went."""

from __future__ import annotations

from dataclasses import dataclass

from ringside.speech.pipeline.ports import Latency, Stage


@dataclass(frozen=True, slots=True)
class Listened:
    """When a turn of the person was over and understood; seconds of the call."""

    end: float
    """Of the last word."""
    paused: float
    """The pause after it had been noticed."""
    understood: float
    """Its words were there."""
    decided: float
    """It was taken to be the end of the turn."""
    source: str | None = None
    """Who turned it into words."""


@dataclass(slots=True)
class Answered:
    """When an answer came into being; seconds of the call."""

    sentence: float | None = None
    sound: float | None = None
    sent: float | None = None
    source: str | None = None
    """Who made that sound."""


def measured(turn: int, listened: Listened, answered: Answered) -> Latency | None:
    """None for an answer of which nothing was heard. The stages add up to the total."""
    if answered.sentence is None or answered.sound is None or answered.sent is None:
        return None
    listen = max(0.0, listened.understood - listened.paused)
    stages: dict[Stage, float] = {
        "pause": listened.decided - listened.end - listen,
        "listen": listen,
        "think": answered.sentence - listened.decided,
        "speak": answered.sound - answered.sentence,
        "send": answered.sent - answered.sound,
    }
    rounded = {stage: round(max(0.0, seconds) * 1000, 1) for stage, seconds in stages.items()}
    total = round(sum(rounded.values()), 1)
    return Latency(turn=turn, total=total, stages=rounded, listened=listened.source, spoke=answered.source)
