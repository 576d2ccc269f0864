"""What a measured recording says about rep and customer: whose channel is whose, and signals without any word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ringside.calls import wording
from ringside.calls.hearing import CHANNEL
from ringside.calls.models import Call
from ringside.calls.schemas import CallSound, CallSpeaker, ImportNote, SoundChannel, SoundFigure, Waveform
from ringside.dialogue import signals as words
from ringside.dialogue.schemas import Language, Speaker
from ringside.dialogue.signals import Band, Signal
from ringside.speech.schemas import Sound, SoundSignals
from ringside.speech.talk import talk

ONE_CHANNEL = "The recording has one channel, which does not tell the speakers apart."
BY_SOUND = "Measured in the sound."

# Words in the names of files that say whose side of a call they hold.
_REP = re.compile(r"(?<![a-z])(?:agent|rep|sales|seller|host|ours|us|me|mic)(?![a-z])|נציג|מוכר|סוכן")
_CUSTOMER = re.compile(r"(?<![a-z])(?:caller|customer|client|prospect|buyer|guest|them|remote)(?![a-z])|לקוח|מתקשר")


@dataclass(frozen=True, slots=True)
class Side:
    """The rep's channel, and whether somebody or something said so."""

    channel: int | None
    sure: bool


def rep_side(call: Call, sound: Sound | None, roles: Mapping[str, Speaker] | None = None) -> Side:
    """Which channel is the rep's: as people said, the upload, the words, or the names of the files say."""
    if sound is None or sound.channels != 2:
        return Side(None, False)
    for named, sure in ((call.roles, True), (roles or {}, True)):
        for channel in (0, 1):
            role = named.get(CHANNEL.format(channel + 1))
            if role is not None and (named is call.roles or call.rep_channel is None):
                return Side(channel if role == "rep" else 1 - channel, sure)
    if call.rep_channel is not None:
        return Side(call.rep_channel, True)
    audio = [str(file["filename"]).lower() for file in call.media if file.get("kind") != "transcript"]
    if len(audio) == 2:
        marks = [bool(_REP.search(name)) - bool(_CUSTOMER.search(name)) for name in audio]
        if marks[0] != marks[1]:
            return Side(int(marks[1] > marks[0]), True)
    return Side(0, False)


def joined(measured: dict[str, Any], sound: Sound, side: Side, rep_words: int) -> dict[str, Any]:
    """The signals with what the sound says in the place of what would be told from the times of words."""
    heard = talk(sound, side.channel)
    return measured | {name: signal.model_dump(mode="json") for name, signal in _signals(heard, rep_words).items()}


def _signals(heard: SoundSignals, rep_words: int) -> dict[str, Signal]:
    rep = heard.rep_channel
    if rep is None:
        return {}
    longest = heard.longest_monologue
    spoken = heard.talk_s[rep]
    held = sum(turn.seconds for turn in heard.turns if turn.channel == rep)
    paused = sum(gap.end - gap.start for gap in heard.pauses if gap.channel == rep)
    n = len(heard.turns)
    found = {
        "talk_ratio": _signal(heard.talk_ratio, "0..1", n, words.TALK),
        "longest_monologue": _signal(longest.seconds if longest else None, "s", n, words.MONOLOGUE_S),
        "interactivity": _signal(heard.switches_per_minute, "1/min", n),
        "patience": _signal(heard.patience, "s", heard.responses, words.PATIENCE),
        "interruptions": _signal(len(heard.interruptions), "count", n),
        "hesitation": _signal(min(1.0, paused / held) if held else None, "0..1", len(heard.pauses)),
    }
    if rep_words and spoken >= 1:
        found["pace"] = _signal(60 * rep_words / spoken, "wpm", rep_words, words.PACE)
    return found


def _signal(value: float | None, unit: str, n: int, band: Band | None = None) -> Signal:
    if value is None:
        return Signal(value=None, unit=unit, basis="seconds", band=band, n=n, reason="Nothing of this was heard.")
    return Signal(value=round(value, 3), unit=unit, basis="seconds", band=band, n=n, reason=BY_SOUND)


def without_words(measured: dict[str, Any], sound: Sound) -> dict[str, Any]:
    """Signals of a call nobody has written down: what only words tell is unknown, not zero."""
    needs_words = "Needs the words of the call."
    by_sound = ("talk_ratio", "longest_monologue", "interactivity", "patience", "interruptions", "hesitation")
    out = dict(measured)
    for name, signal in measured.items():
        if isinstance(signal, dict) and "unit" in signal:
            reason = ONE_CHANNEL if name in by_sound and sound.channels == 1 else needs_words
            out[name] = {**signal, "value": None, "basis": None, "n": 0, "reason": reason}
    return out


def shown(sound: Sound | None, side: Side, language: Language) -> CallSound | None:
    """What was measured in the sound, as the report shows it to a reader of this language."""
    if sound is None:
        return None
    heard = talk(sound, side.channel)
    total = sum(sound.talk_s)
    longest = (heard.longest_monologue, heard.longest_customer_monologue)
    channels = []
    for index in range(sound.channels):
        energy = sound.energy[index]
        run = next((span for span in longest if span is not None and span.channel == index), None)
        channels.append(
            SoundChannel(
                index=index,
                role=_role(index, side),
                talk_s=sound.talk_s[index],
                share=round(sound.talk_s[index] / total, 3) if total else None,
                longest_s=round(run.seconds, 2) if run else None,
                energy={} if energy is None else {"level": energy.level, "spread": energy.level_spread},
                pitch={} if energy is None else {"median": energy.pitch, "spread": energy.pitch_spread},
            )
        )
    return CallSound(
        duration_s=sound.duration_s,
        channels=channels,
        signals=_figures(heard, language),
        notes=[
            wording.sound_note(
                ImportNote(
                    where="" if note.at is None else f"{note.at:.0f} s", what=note.detail, code=note.code, at=note.at
                ),
                language,
            )
            for note in sound.notes
        ],
    )


def _role(channel: int, side: Side) -> Speaker | None:
    if side.channel is None:
        return None
    return "rep" if channel == side.channel else "customer"


def _figures(heard: SoundSignals, language: Language) -> dict[str, SoundFigure]:
    figures = {
        "talk_ratio": (heard.talk_ratio, "0..1", len(heard.turns)),
        "longest_monologue": (heard.longest_monologue.seconds if heard.longest_monologue else None, "s", None),
        "longest_customer_monologue": (
            heard.longest_customer_monologue.seconds if heard.longest_customer_monologue else None, "s", None,
        ),
        "interactivity": (heard.switches_per_minute, "1/min", len(heard.turns)),
        "patience": (heard.patience, "s", heard.responses),
        "customer_patience": (heard.customer_patience, "s", None),
        "interruptions": (float(len(heard.interruptions)) if heard.rep_channel is not None else None, "count", None),
        "interruptions_by_customer": (
            float(len(heard.interruptions_by_customer)) if heard.rep_channel is not None else None, "count", None,
        ),
        "overlap": (heard.overlap_s, "s", None),
        "pauses": (float(len(heard.pauses)), "count", None),
        "silences": (float(len(heard.silences)), "count", None),
        "speech_share": (heard.speech_share, "0..1", None),
    }  # fmt: skip
    return {
        name: SoundFigure(
            value=None if value is None else round(value, 3),
            unit=unit,
            n=n,
            reason=wording.reason(ONE_CHANNEL, language) if value is None and heard.rep_channel is None else None,
        )
        for name, (value, unit, n) in figures.items()
    }


def speakers(sound: Sound, side: Side) -> list[CallSpeaker]:
    """Who is on a call of which only the sound is known."""
    total = sum(sound.talk_s)
    turns = talk(sound, side.channel).turns
    return [
        CallSpeaker(
            label=CHANNEL.format(channel + 1),
            role=_role(channel, side),
            turns=sum(turn.channel == channel for turn in turns),
            talk_share=round(sound.talk_s[channel] / total, 3) if total else None,
        )
        for channel in range(sound.channels)
    ]


def waveform(sound: Sound) -> Waveform:
    """Peaks and stretches of speech to draw."""
    return Waveform(
        duration_s=sound.duration_s,
        seconds_per_peak=1 / sound.peaks.per_second,
        channels=[[round(peak / 255, 3) for peak in row] for row in sound.peaks.channels],
        speech=[[(s.start, s.end) for s in sound.on(channel)] for channel in range(sound.channels)],
    )
