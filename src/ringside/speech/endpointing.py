"""Where phrases begin and end while they are spoken, several channels side by side. Sound in, events out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ringside.speech.ports import RATE, Phrase
from ringside.speech.silero import WINDOW, Silero, VoiceNotInstalled

__all__ = ["Detector", "Endpointer", "Event", "Started", "VoiceNotInstalled"]

Floats = NDArray[np.float32]

BYTES = 2 * WINDOW
WINDOW_S = WINDOW / RATE
BEGINS, GOES_ON = 0.5, 0.35
"""Chance of speech from which a phrase begins, and down to which it goes on."""
BEFORE_S = 0.3
"""Sound kept from before a phrase, where its soft first consonant is."""
LATE = 7
"""Windows (224 ms) a channel may be behind the others before what is missing counts as silence."""

QUIET_DB, LOUDEST_FLOOR_DB = -66.0, -40.0
ABOVE_DB = 4.0
"""What rises less above the channel's background is not even shown to the model."""
RISE_DB = 1.0 * WINDOW_S
"""The background is taken to grow by at most 1 dB a second; it falls at once."""
RESTED = 16
"""Windows that were not shown after which the model begins anew."""


@dataclass(frozen=True, slots=True)
class Started:
    """Somebody began to speak; `at` is where, a little before it could be told."""

    channel: int
    at: float


Event = Started | Phrase


class Detector(Protocol):
    """Tells how likely windows of WINDOW samples are speech."""

    def __call__(self, windows: Floats, channels: Sequence[int], /) -> Floats: ...

    def rest(self, channel: int, /) -> None: ...


@dataclass(slots=True)
class _Channel:
    """What is remembered of a channel; positions are in windows."""

    waiting: bytearray = field(default_factory=bytearray)
    kept: bytearray = field(default_factory=bytearray)
    """The sound of the phrase, or what may turn out to be just before one."""
    at: int = 0
    missing: int = 0
    """Windows of the last gap that were taken for silence; if their sound comes late it is put where it belongs."""
    steady: int = 0
    """Windows since the last gap."""
    speaking: bool = False
    run: int = 0
    """Windows of speech in a row, or of silence while speaking."""
    first: int = 0
    lead: int = 0
    spoken: int = 0
    floor: float = QUIET_DB
    hidden: int = RESTED


class Endpointer:
    """Phrases of some channels: speech of at least `start_s`, ended by silence of `stop_s`.

    A phrase of more than `longest_s` is cut without a pause, and the next begins where it ends.
    """

    def __init__(
        self,
        channels: int = 1,
        *,
        start_s: float = 0.16,
        stop_s: float = 0.4,
        longest_s: float = 25.0,
        detector: Detector | None = None,
    ) -> None:
        self._channels = [_Channel() for _ in range(channels)]
        self._detector = detector or Silero(channels)
        self._starts = max(1, round(start_s / WINDOW_S))
        self._stops = max(1, round(stop_s / WINDOW_S))
        self._longest = max(self._starts + self._stops, round(longest_s / WINDOW_S))
        self._before = BYTES * (self._starts + math.ceil(BEFORE_S / WINDOW_S))
        self._clock = 0

    @property
    def now(self) -> float:
        """Seconds of the session that have been listened to."""
        return self._clock * WINDOW_S

    def speaking(self, channel: int) -> bool:
        return self._channels[channel].speaking

    def spoken_s(self, channel: int) -> float:
        """Seconds of speech on a channel so far."""
        return self._channels[channel].spoken * WINDOW_S

    def feed(self, channel: int, pcm: bytes) -> list[Event]:
        """What is known by this piece of a channel's sound, of any length."""
        self._channels[channel].waiting += pcm
        events: list[Event] = []
        while self._ready(events):
            pass
        return events

    def until(self, at: float) -> list[Event]:
        """No more sound will come for the time before this second: what is missing counts as silence."""
        events: list[Event] = []
        while self._clock < math.floor(at / WINDOW_S + 1e-6):
            self._step(range(len(self._channels)), events)
        return events

    def cut(self, channel: int) -> list[Event]:
        """What is being said on this channel ends now, without waiting for a pause."""
        events: list[Event] = []
        one = self._channels[channel]
        one.waiting += bytes(-len(one.waiting) % BYTES)
        while one.waiting:
            self._step(range(len(self._channels)), events)
        if one.speaking:
            events.append(self._phrase(channel, one, one.at - one.run))
        return events

    def finish(self) -> list[Event]:
        """The call is over: what is being said on any channel ends now."""
        return [event for channel in range(len(self._channels)) for event in self.cut(channel)]

    def _ready(self, events: list[Event]) -> bool:
        """Listens to a window of what has come, if there is one to listen to."""
        whole = [len(one.waiting) // BYTES for one in self._channels]
        least, most = min(whole), max(whole)
        if most > least:
            first = whole.index(most)
            if self._channels[first].missing and most > least + 1:
                self._catch_up(first, most - least, events)
                return True
        if least or most >= LATE or (most and self._known_silent(whole)):
            self._step(range(len(self._channels)), events)
            return True
        return False

    def _known_silent(self, whole: Sequence[int]) -> bool:
        """Whether all that is missing is of channels in whose silence one is already: they are not waited for again."""
        lagging = (one for one, has in zip(self._channels, whole, strict=True) if not has)
        return all(one.missing and not one.steady for one in lagging)

    def _catch_up(self, channel: int, ahead: int, events: list[Event]) -> None:
        """Sound that was given up comes after all: the channel alone goes on, in the time it was spoken."""
        one = self._channels[channel]
        behind = min(one.missing, ahead)
        one.at -= behind
        self._step([channel], events)
        one.missing = behind - 1
        one.at += one.missing

    def _step(self, channels: Sequence[int], events: list[Event]) -> None:
        """One window of each of these channels."""
        shown: list[int] = []
        sounds: list[Floats] = []
        for channel in channels:
            one = self._channels[channel]
            raw = self._taken(one, alone=len(channels) < len(self._channels))
            one.kept += raw
            one.at += 1
            sound = np.frombuffer(raw, "<i2").astype(np.float32)
            sound *= 1 / 32768
            if self._worth_showing(one, sound):
                if one.hidden >= RESTED:
                    self._detector.rest(channel)
                one.hidden = 0
                shown.append(channel)
                sounds.append(sound)
            else:
                one.hidden += 1
        if len(channels) == len(self._channels):
            self._clock += 1
        windows = sounds[0][np.newaxis] if len(sounds) == 1 else np.stack(sounds) if sounds else None
        told = self._detector(windows, shown).tolist() if windows is not None else []
        chances = dict(zip(shown, told, strict=True))
        for channel in channels:
            self._heard(channel, chances.get(channel, 0.0), events)

    def _taken(self, one: _Channel, *, alone: bool) -> bytes:
        raw = bytes(one.waiting[:BYTES]) if len(one.waiting) >= BYTES else b""
        del one.waiting[: len(raw)]
        if raw and not alone:
            one.steady += 1
            if one.steady >= LATE:
                one.missing = 0
        elif not raw:
            one.missing = 1 if one.steady else one.missing + 1
            one.steady = 0
        return raw.ljust(BYTES, b"\0")

    def _worth_showing(self, one: _Channel, sound: Floats) -> bool:
        power = float(sound @ sound) / WINDOW
        level = 10 * math.log10(power + 1e-10)
        one.floor = min(max(level, QUIET_DB), one.floor + RISE_DB, LOUDEST_FLOOR_DB)
        return level > one.floor + ABOVE_DB

    def _heard(self, channel: int, chance: float, events: list[Event]) -> None:
        one = self._channels[channel]
        if one.speaking:
            voiced = chance > GOES_ON
            one.spoken += voiced
            one.run = 0 if voiced else one.run + 1
            if one.run >= self._stops:
                events.append(self._phrase(channel, one, one.at - one.run))
            elif one.at - one.first >= self._longest:
                events.append(self._phrase(channel, one, one.at))
                one.speaking, one.first, one.lead = True, one.at, 0
            return
        one.run = one.run + 1 if chance > BEGINS else 0
        if one.run >= self._starts:
            one.speaking, one.first = True, one.at - one.run
            one.lead = len(one.kept) // BYTES - one.run
            one.spoken += one.run
            one.run = 0
            events.append(Started(channel, round(one.first * WINDOW_S, 3)))
        elif len(one.kept) > self._before:
            del one.kept[: -self._before]

    def _phrase(self, channel: int, one: _Channel, end: int) -> Phrase:
        found = Phrase(
            channel=channel,
            start=round(one.first * WINDOW_S, 3),
            end=round(max(one.first + 1, end) * WINDOW_S, 3),
            pcm=bytes(one.kept),
            lead=round(one.lead * WINDOW_S, 3),
        )
        one.kept.clear()
        one.speaking, one.run = False, 0
        return found
