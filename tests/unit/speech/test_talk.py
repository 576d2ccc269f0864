"""How a call is shared, from who speaks when."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ringside.speech.schemas import Peaks, Sound, SoundSignals, Stretch
from ringside.speech.talk import talk


def sound(*said: tuple[int, float, float], seconds: float | None = None, channels: int = 2) -> Sound:
    """A measured call of (channel, start, end)."""
    stretches = sorted(said, key=lambda each: (each[1], each[0]))
    return Sound(
        duration_s=seconds or max((end for _, _, end in said), default=0.0) + 1,
        channels=channels,
        stretches=tuple(Stretch(channel=c, start=a, end=b, level=-20, pitch=None) for c, a, b in stretches),
        talk_s=tuple(round(sum(b - a for c, a, b in said if c == row), 2) for row in range(channels)),
        energy=(None,) * channels,
        peaks=Peaks(per_second=1, channels=((),) * channels),
    )


def spans(signals: SoundSignals) -> list[tuple[int, float, float]]:
    return [(turn.channel, turn.start, turn.end) for turn in signals.turns]


def test_the_definitions_on_a_small_call() -> None:
    call = sound((0, 0, 10), (1, 11, 15), (0, 15.5, 20), (0, 21, 30), (1, 29, 33), (0, 32, 40), seconds=60)
    found = talk(call, 0)
    assert found.talk_ratio == pytest.approx(31.5 / 39.5, abs=1e-4)
    assert (found.longest_monologue.start, found.longest_monologue.end) == (15.5, 30)
    assert found.longest_customer_monologue.seconds == 4
    assert found.patience == pytest.approx((0.5 - 1.0) / 2)
    assert found.responses == 2
    assert [(span.start, span.end) for span in found.interruptions] == [(32, 33)]
    assert [(span.start, span.end) for span in found.interruptions_by_customer] == [(29, 30)]
    assert found.overlap_s == 2
    assert found.switches_per_minute == 4
    assert [(gap.channel, gap.start, gap.end) for gap in found.pauses] == [(0, 20, 21)]
    assert [(gap.start, gap.end) for gap in found.silences] == [(40, 60)]
    assert found.speech_share == pytest.approx(37.5 / 60)


def test_a_back_channel_breaks_nothing_and_interrupts_nobody() -> None:
    said = [(0, 0.0, 8.0), (0, 9.0, 20.0), (1, 25.0, 30.0)]
    plain, listened = talk(sound(*said), 0), talk(sound(*said, (1, 8.2, 8.8), (1, 14.0, 14.5)), 0)
    assert listened.longest_monologue == plain.longest_monologue
    assert listened.longest_monologue.seconds == 20
    assert listened.interruptions_by_customer == ()
    assert listened.switches_per_minute == plain.switches_per_minute


def test_a_customer_turn_of_a_second_breaks_a_monologue() -> None:
    assert talk(sound((0, 0, 8), (1, 8.2, 9.3), (0, 9.5, 20)), 0).longest_monologue.seconds == 10.5


def test_digits_said_slowly_take_the_turn() -> None:
    digits = [(1, 10.0 + i, 10.4 + i) for i in range(5)]
    assert talk(sound((0, 0, 9), *digits, (0, 16, 20)), 0).longest_monologue.seconds == 9


def test_a_short_answer_before_more_begins_the_turn() -> None:
    found = talk(sound((0, 0, 10), (1, 10.5, 11), (1, 12.5, 16)), 1)
    assert spans(found)[1] == (1, 10.5, 16)
    assert found.patience == 0.5


def test_a_long_hold_ends_a_monologue() -> None:
    assert talk(sound((0, 0, 8), (0, 120, 130)), 0).longest_monologue.seconds == 10


def test_one_channel_says_nothing_of_rep_and_customer() -> None:
    found = talk(sound((0, 1, 4), (0, 6, 9), channels=1), 0)
    assert (found.talk_ratio, found.longest_monologue, found.patience, found.switches_per_minute) == (None,) * 4
    assert found.turns == ()
    assert [(gap.channel, gap.start, gap.end) for gap in found.pauses] == [(None, 4, 6)]


def test_an_unknown_rep_leaves_what_needs_none() -> None:
    found = talk(sound((0, 0, 10), (1, 11, 15)), None)
    assert (found.talk_ratio, found.talk_s, found.overlap_s) == (None, (10, 4), 0)
    assert len(found.turns) == 2


def test_a_call_in_silence_has_no_numbers_and_no_errors() -> None:
    found = talk(sound(seconds=10), 0)
    assert (found.talk_ratio, found.longest_monologue, found.speech_share) == (None, None, 0)


@st.composite
def calls(draw: st.DrawFn) -> Sound:
    """Two channels of stretches that each keep a pause between them."""
    said = []
    for channel in (0, 1):
        now = 0.0
        for gap, length in draw(st.lists(st.tuples(st.integers(40, 900), st.integers(10, 900)), max_size=25)):
            said.append((channel, round(now + gap / 100, 2), round(now + (gap + length) / 100, 2)))
            now = said[-1][2]
    return sound(*said)


@given(calls())
def test_shares_add_up_and_swapping_sides_swaps_the_answers(call: Sound) -> None:
    assume(len({stretch.start for stretch in call.stretches}) == len(call.stretches))  # who came first must be told
    swapped = sound(*((1 - s.channel, s.start, s.end) for s in call.stretches), seconds=call.duration_s)
    one, two, other = talk(call, 0), talk(call, 1), talk(swapped, 1)
    if one.talk_ratio is not None:
        assert one.talk_ratio + two.talk_ratio == pytest.approx(1, abs=2e-4)
    assert (one.talk_ratio, one.patience, one.overlap_s) == (other.talk_ratio, other.patience, other.overlap_s)
    assert (one.customer_patience, one.pauses and len(one.pauses)) == (two.patience, two.pauses and len(two.pauses))
    assert [(s.start, s.end) for s in one.interruptions] == [(s.start, s.end) for s in two.interruptions_by_customer]


@given(calls())
def test_nothing_exceeds_the_call(call: Sound) -> None:
    found = talk(call, 0)
    longest = [span for span in (found.longest_monologue, found.longest_customer_monologue) if span]
    own = [s.end - s.start for s in call.stretches if s.end - s.start >= 1]
    assert all(0 <= span.start < span.end <= call.duration_s for span in (*found.turns, *found.interruptions))
    assert all(span in found.turns for span in longest)
    assert max((span.seconds for span in longest), default=0) >= max(own, default=0) - 1e-9
    assert 0 <= found.overlap_s <= min(found.talk_s) + 1e-9
    assert 0 <= found.speech_share <= 1
    assert all(a.start <= b.start for a, b in zip(found.turns, found.turns[1:], strict=False))


@given(calls())
def test_what_is_measured_travels_as_json(call: Sound) -> None:
    found = talk(call, 0)
    assert SoundSignals.model_validate_json(found.model_dump_json()) == found
    assert Sound.model_validate_json(call.model_dump_json()) == call
