"""Voices put where they belong in time; who is the rep; what is counted; which doors open."""

from __future__ import annotations

import numpy as np
import pytest

from ringside.calls.live import doors
from ringside.calls.live.capture.people import Sides
from ringside.calls.live.capture.plain import PlainReader
from ringside.calls.live.capture.said import BadSender, Odd, Sound
from ringside.calls.live.capture.zoom import StreamRefused, checked
from ringside.calls.live.signals import Tally
from ringside.calls.live.timeline import Timeline
from ringside.dialogue.schemas import Turn
from ringside.speech.ports import RATE

TENANT, CALL = "0" * 31 + "1", "0" * 31 + "2"


def tone(value: int, seconds: float) -> bytes:
    return np.full(round(seconds * RATE), value, "<i2").tobytes()


def heard(*pieces: list[bytes]) -> list[np.ndarray]:
    out = [b"", b""]
    for piece in pieces:
        out = [a + b for a, b in zip(out, piece or [b"", b""], strict=True)]
    return [np.frombuffer(side, "<i2") for side in out]


def test_pieces_that_overtook_each_other_are_put_in_order_by_their_clock():
    line = Timeline()
    got = [line.put(0, "a", tone(100 + i, 0.02), 5.0 + 0.02 * i) for i in (0, 1, 3, 4, 2, 5, 6, 7)]
    rep, customer = heard(*got, line.rest())
    assert [int(rep[i * 320 + 160]) for i in range(8)] == [100 + i for i in range(8)]
    assert len(rep) == len(customer) == 8 * 320


def test_two_voices_of_a_side_are_mixed_and_clipped_and_sides_stay_apart():
    line = Timeline()
    got = [line.put(1, name, tone(20_000, 0.1), 0.0) for name in "ab"] + [line.put(0, "r", tone(7, 0.1), 0.0)]
    rep, customer = heard(*got, line.rest())
    assert set(customer.tolist()) == {32_767}
    assert set(rep.tolist()) == {7}


def test_what_comes_too_late_is_counted_and_changes_nothing():
    line = Timeline()
    line.put(0, "a", tone(1, 1.0), 0.0)
    before = line.at
    line.put(0, "a", tone(9, 0.1), 0.2)
    assert (line.at, line.lost) == (before, 1_600)


def test_a_side_without_sound_is_silence_and_does_not_hold_the_other_up():
    line = Timeline()
    rep, customer = heard(*[line.put(0, "a", tone(3, 0.02)) for _ in range(50)])
    assert len(rep) == len(customer) >= 0.7 * RATE
    assert not customer.any()
    line.until(3.0)
    assert line.seconds == 3.0


@pytest.mark.parametrize("seconds", [0.02, 0.25, 0.5, 1.0])
def test_the_two_sides_share_one_time_whatever_the_length_of_their_pieces(seconds):
    line, piece = Timeline(), b"\1\0" * int(seconds * RATE)
    for _ in range(int(4 / seconds)):
        line.put(0, "", piece)
        line.put(1, "", piece)
    assert line.latest == pytest.approx(4.0)


def test_a_clock_that_was_set_anew_does_not_make_an_hour_of_silence():
    line = Timeline()
    line.put(0, "a", tone(1, 0.2), 100.0)
    line.put(0, "a", tone(1, 0.2), 9_000.0)
    assert line.latest < 1


@pytest.mark.parametrize("rate", [8_000, 16_000, 24_000, 44_100, 48_000])
@pytest.mark.parametrize(("encoding", "width"), [("pcm_s16le", 2), ("mulaw", 1), ("pcm_f32le", 4)])
def test_a_recorder_may_send_any_rate_and_encoding(rate, encoding, width):
    reader = PlainReader()
    reader.read(f'{{"type":"hello","rate":{rate},"encoding":"{encoding}","layout":"interleaved","channels":2}}')
    got = [event for _ in range(50) for event in reader.read(bytes(2 * width * rate // 50))]
    for side in (0, 1):
        seconds = sum(len(e.pcm) for e in got if isinstance(e, Sound) and e.side == side) / 2 / RATE
        assert seconds == pytest.approx(1.0, abs=0.03)


def test_a_recorder_that_cannot_be_used_is_told_why():
    for wrong in ('"rate":1', '"encoding":"mp3"', '"rate":"fast"', '"channels":99'):
        with pytest.raises(BadSender, match="hello"):
            PlainReader().read(f'{{"type":"hello",{wrong}}}')
    with pytest.raises(BadSender, match="sides"):
        PlainReader().read('{"type":"hello","channels":4}')
    assert isinstance(PlainReader().read(b"x" * 300_000)[0], Odd)


def test_the_rep_is_told_by_name_and_the_host_only_stands_in():
    sides = Sides(["Sam Carter", "sam@example.com"])
    assert sides.of("1", "Dana", None, host=True) == 0
    assert sides.of("2", "Somebody", None, host=False) == 1
    assert sides.of("3", " sam  CARTER (Host)", None, host=False) == 0
    assert sides.of("1", "Dana", None, host=True) == 1


def test_interruptions_need_an_overlap_that_lasts_and_questions_are_counted():
    tally = Tally("en")
    tally.voice(0, True, 0.0)
    tally.voice(1, True, 4.0)
    tally.voice(1, False, 4.1)
    assert tally.interrupted == 0
    tally.voice(1, True, 6.0)
    tally.at(6.5)
    assert (tally.interrupted, tally.interruptions) == (1, 0)
    tally.turn(Turn(index=0, speaker="rep", text="How do you handle renewals today?", start=0, end=6), None)
    assert tally.shown(7.0).questions == 1


def test_a_door_opens_only_for_what_it_was_made_for():
    door = doors.made("key", "capture", TENANT, CALL)
    assert doors.opened("key", "capture", door) == doors.Door(TENANT, CALL)
    for key, purpose, text in (
        ("other", "capture", door), ("key", "twilio", door), ("key", "capture", door[:-2] + "AA"),
        ("key", "capture", ""), ("key", "capture", "é" * 70),
    ):  # fmt: skip
        with pytest.raises(doors.NoSuchDoor):
            doors.opened(key, purpose, text)


@pytest.mark.parametrize(
    "url",
    ["wss://zoom.us.evil.example/x", "ws://rtms.zoom.us/x", "wss://10.0.0.1/x", "wss://a@rtms.zoom.us/", "http://x"],
)
def test_an_event_leads_only_to_servers_of_zoom(url):
    assert checked("wss://rtms-sjc1.zoom.us/signalling", []) == "wss://rtms-sjc1.zoom.us/signalling"
    with pytest.raises(StreamRefused):
        checked(url, [])
