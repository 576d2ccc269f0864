"""How two speakers share a call, from the stretches they speak. Pure; docs/audio.md has the definitions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ringside.speech.schemas import Gap, Sound, SoundSignals, Span, Stretch

BACK_CHANNEL_S = 1.0
"""A stretch under this is listening ("mm-hm"), and neither takes the turn nor breaks the other's."""
BREATH_S = 1.0
"""Short stretches no further apart are one phrase: digits of a number, said slowly."""
NEAR_S = 3.0
"""A short answer no further from its speaker's turn belongs to it."""
PAUSE_S = 0.5
SILENCE_S = 3.0
TURN_ENDS_S = 10.0
"""After so long a silence the same speaker begins a new turn: somebody was on hold."""
INTO_S = 0.2
"""Less overlap than this is two people changing turns."""


def talk(sound: Sound, rep_channel: int | None) -> SoundSignals:
    """The signals of a measured call; `rep_channel` is 0 or 1, None when it is not known or there is one channel."""
    both = sound.channels == 2
    rep = rep_channel if both and rep_channel in {0, 1} else None
    customer = None if rep is None else 1 - rep
    taken = turns(sound.stretches) if both else ()
    spoken = sum(sound.talk_s)
    talk_ratio = sound.talk_s[rep] / spoken if rep is not None and spoken else None
    responses = gaps(taken, rep)
    switches = sum(a.channel != b.channel for a, b in pairwise(taken))
    overlap = _overlap(sound) if both else 0.0
    return SoundSignals(
        duration_s=sound.duration_s,
        rep_channel=rep,
        speech_share=_rounded(min((spoken - overlap) / sound.duration_s, 1.0), 4) or 0.0,
        talk_ratio=_rounded(talk_ratio, 4),
        talk_s=sound.talk_s,
        longest_monologue=longest(taken, rep),
        longest_customer_monologue=longest(taken, customer),
        interruptions=interruptions(sound, rep),
        interruptions_by_customer=interruptions(sound, customer),
        overlap_s=_rounded(overlap) if both else None,
        patience=_rounded(median(responses)) if responses else None,
        responses=len(responses),
        customer_patience=_rounded(median(answers)) if (answers := gaps(taken, customer)) else None,
        turns=taken,
        switches_per_minute=_rounded(60 * switches / sound.duration_s) if both else None,
        pauses=pauses(sound, taken),
        silences=silences(sound),
        energy=sound.energy,
    )


def _rounded(value: float | None, digits: int = 2) -> float | None:
    return None if value is None else round(value, digits)


def turns(stretches: Sequence[Stretch]) -> tuple[Span, ...]:
    """The call as turns, in order: each speaker's phrases up to the other's next turn.

    A back-channel takes no turn. A short phrase beside its speaker's own turn belongs to it ("Yes. ... It's a Ford").
    """
    phrases = _phrases(stretches)
    taking = [i for i, phrase in enumerate(phrases) if phrase.speech >= BACK_CHANNEL_S]
    taken: list[Span] = []
    for i, phrase in enumerate(phrases):
        if phrase.speech < BACK_CHANNEL_S and not _beside_own(phrases, taking, i):
            continue
        last = taken[-1] if taken else None
        if last is not None and last.channel == phrase.channel and phrase.start - last.end < TURN_ENDS_S:
            taken[-1] = Span(channel=last.channel, start=last.start, end=max(last.end, phrase.end))
        else:
            taken.append(Span(channel=phrase.channel, start=phrase.start, end=phrase.end))
    return tuple(taken)


@dataclass
class _Phrase:
    """Stretches of one speaker a breath apart with nobody between them."""

    channel: int
    start: float
    end: float
    speech: float


def _phrases(stretches: Sequence[Stretch]) -> list[_Phrase]:
    phrases: list[_Phrase] = []
    reached = [0.0, 0.0]
    for each in stretches:
        seconds, last = each.end - each.start, phrases[-1] if phrases else None
        alone = each.start >= reached[1 - each.channel] and last is not None and last.start >= reached[1 - each.channel]
        if last is not None and last.channel == each.channel and alone and each.start - last.end < BREATH_S:
            last.end, last.speech = each.end, last.speech + seconds
        else:
            phrases.append(_Phrase(each.channel, each.start, each.end, seconds))
        reached[each.channel] = max(reached[each.channel], each.end)
    return phrases


def _beside_own(phrases: Sequence[_Phrase], taking: Sequence[int], i: int) -> bool:
    """Whether a short phrase stands free between turns, one of which is its own speaker's."""
    short, place = phrases[i], bisect_left(taking, i)
    before = phrases[taking[place - 1]] if place else None
    after = phrases[taking[place]] if place < len(taking) else None
    free = (before is None or short.start >= before.end or before.channel == short.channel) and (
        after is None or short.end <= after.start or after.channel == short.channel
    )
    near = (before is not None and before.channel == short.channel and short.start - before.end < NEAR_S) or (
        after is not None and after.channel == short.channel and after.start - short.end < NEAR_S
    )
    return free and near


def longest(taken: Sequence[Span], channel: int | None) -> Span | None:
    """The longest turn of a channel, None when it has none."""
    return max((turn for turn in taken if turn.channel == channel), key=lambda turn: turn.seconds, default=None)


def gaps(taken: Sequence[Span], channel: int | None) -> list[float]:
    """Seconds from the other's end to the start of each turn of a channel; negative where it began before."""
    return [b.start - a.end for a, b in pairwise(taken) if b.channel == channel and a.channel != channel]


def interruptions(sound: Sound, channel: int | None) -> tuple[Span, ...]:
    """Where a channel began a turn while the other was speaking, and how long both spoke."""
    if channel is None:
        return ()
    found, others = [], sound.on(1 - channel)
    begins, quiet_since = [other.start for other in others], float("-inf")
    for each in sound.on(channel):
        fresh, quiet_since = each.start - quiet_since > PAUSE_S, each.end
        place = bisect_left(begins, each.start)
        if not fresh or not place or each.end - each.start < BACK_CHANNEL_S:
            continue
        until = min(others[place - 1].end, each.end)
        if until - each.start > INTO_S:
            found.append(Span(channel=channel, start=each.start, end=until))
    return tuple(found)


def _overlap(sound: Sound) -> float:
    """Seconds both channels speak at once."""
    mine, theirs, total = sound.on(0), sound.on(1), 0.0
    i = j = 0
    while i < len(mine) and j < len(theirs):
        total += max(0.0, min(mine[i].end, theirs[j].end) - max(mine[i].start, theirs[j].start))
        if mine[i].end < theirs[j].end:
            i += 1
        else:
            j += 1
    return total


def pauses(sound: Sound, taken: Sequence[Span]) -> tuple[Gap, ...]:
    """Where a speaker paused inside a turn and nobody else spoke; of one channel, every pause between speech."""
    if sound.channels == 1:
        return tuple(gap for gap in _silent(sound, PAUSE_S) if gap.start > 0 and gap.end < sound.duration_s)
    found, begins = [], [turn.start for turn in taken]
    for silence in _silent(sound, PAUSE_S):
        place = bisect_left(begins, silence.start)
        if place and silence.end < taken[place - 1].end:
            found.append(Gap(channel=taken[place - 1].channel, start=silence.start, end=silence.end))
    return tuple(found)


def silences(sound: Sound) -> tuple[Gap, ...]:
    """Long stretches in which nobody speaks, at the ends of the call too."""
    return tuple(_silent(sound, SILENCE_S))


def _silent(sound: Sound, least: float) -> list[Gap]:
    found, reached = [], 0.0
    for start, end in [*((each.start, each.end) for each in sound.stretches), (sound.duration_s, sound.duration_s)]:
        if start - reached > least:
            found.append(Gap(channel=None, start=round(reached, 2), end=round(start, 2)))
        reached = max(reached, end)
    return found
