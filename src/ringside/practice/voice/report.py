"""What only the sound of a practice call shows, and how it was held. Definitions are in docs/voice.md."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, median
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.dialogue.schemas import Language, Speaker
from ringside.dialogue.signals import MONOLOGUE_S, PACE, PATIENCE, TALK, Signal
from ringside.practice.models import Call, CallTurn
from ringside.practice.schemas.voice import RecordingStatus, SoundOfCall, SpokenTurn, VoiceRecording, VoiceReport
from ringside.practice.voice import signals, storage
from ringside.practice.voice.messages import Manner
from ringside.practice.voice.models import VoiceCall, VoiceTurn
from ringside.practice.voice.signals import Spoken

TOO_LITTLE = "The rep spoke too little."
NO_SOUND = "There was no sound of the rep to measure."
NO_ANSWER = "The rep never answered the buyer by voice."
LEAST_VOICED_S = 3.0
"""Of less voiced speech nobody's variety of pitch can be told."""


async def of_call(session: AsyncSession, call: Call, said: Sequence[CallTurn]) -> VoiceReport | None:
    """The spoken part of a call; None for a call that was only written."""
    row = await session.get(VoiceCall, call.id)
    if row is None:
        return None
    voiced = await storage.voice_turns(session, call.id)
    return VoiceReport(
        manner=cast(Manner, row.manner),
        listens=row.listens,
        speaks=row.speaks,
        seconds=row.seconds,
        turns=[_turn(each) for each in voiced],
        sound=sound(list(storage.timeline(said, voiced).values()), voiced, cast(Language, call.language)),
        recording=_recording(row),
        recording_status=_status(row, call),
    )


def sound(turns: Sequence[Spoken], voiced: Sequence[VoiceTurn], language: Language) -> SoundOfCall:
    """The signals of the turns that were spoken; typed ones have no part in them."""
    rep = signals.spoken_by(turns, "rep")
    waits = signals.responses(turns)
    spoke = len(rep)
    measured = sum(turn.pauses is not None for turn in rep)
    buyer = [turn for turn in turns if turn.speaker == "customer"]
    return SoundOfCall(
        pace=_signal(signals.pace(rep), "wpm", spoke, TOO_LITTLE, band=PACE, digits=1),
        talk_ratio=_signal(signals.talk_ratio(turns), "0..1", len(turns), TOO_LITTLE, band=TALK, digits=3),
        hesitation=_signal(
            signals.hesitation(rep, language), "0..1", measured, TOO_LITTLE if measured else NO_SOUND, digits=3
        ),
        fillers=_signal(signals.fillers(rep, language), "1/min", spoke, TOO_LITTLE),
        response=_signal(median(waits) if waits else None, "s", len(waits), NO_ANSWER, band=PATIENCE),
        interruptions=_signal(
            sum(wait < 0 for wait in waits) if waits else None, "count", len(waits), NO_ANSWER, digits=0
        ),
        interrupted=_signal(
            sum(turn.cut_off for turn in buyer) if buyer else None, "count", len(buyer), NO_ANSWER, digits=0
        ),
        monologue=_signal(signals.monologue(turns), "s", spoke, TOO_LITTLE, band=MONOLOGUE_S),
        pitch_variety=_pitch_variety([each for each in voiced if each.speaker == "rep"]),
    )


def _pitch_variety(rep: Sequence[VoiceTurn]) -> Signal:
    """Semitones the rep's voice moves within a turn, the longer turns counting for more."""
    heard = [(each.pitch_spread, each.voiced_s) for each in rep if each.pitch_spread is not None and each.voiced_s]
    seconds = [voiced for _, voiced in heard]
    if sum(seconds) < LEAST_VOICED_S:
        return Signal(value=None, unit="semitones", reason=TOO_LITTLE if heard else NO_SOUND)
    value = fmean([spread for spread, _ in heard], seconds)
    return Signal(value=round(value, 2), unit="semitones", basis="seconds", n=len(heard))


def _signal(value: float | None, unit: str, n: int, reason: str, *, digits: int = 2, **more: object) -> Signal:
    if value is None:
        return Signal(value=None, unit=unit, reason=reason)
    return Signal.model_validate({"value": round(value, digits), "unit": unit, "basis": "seconds", "n": n, **more})


def _turn(row: VoiceTurn) -> SpokenTurn:
    return SpokenTurn(
        turn=row.turn,
        speaker=cast(Speaker, row.speaker),
        start=row.start,
        end=row.end,
        heard=row.heard,
        pitch=row.pitch,
        pauses=None if row.pauses is None else [(start, end) for start, end in row.pauses],
        latency_ms=row.latency_ms,
    )


def _recording(row: VoiceCall) -> VoiceRecording | None:
    if row.file is None or row.recording_at is None:
        return None
    return VoiceRecording(
        address=f"/api/conversations/{row.call_id}/recording",
        media_type="audio/mpeg",
        seconds=row.file_seconds or 0.0,
        agreed_at=row.recording_at,
    )


def _status(row: VoiceCall, call: Call) -> RecordingStatus:
    if row.recording_at is None:
        return "none"
    if row.file is not None:
        return "ready"
    return "running" if call.status == "open" else "preparing"
