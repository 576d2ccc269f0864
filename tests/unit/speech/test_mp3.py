"""Recordings that grow as MP3: whole at any moment, in step to the sample, sides apart."""

from __future__ import annotations

import numpy as np

from ringside.calls.live.recording import Spool
from ringside.speech import mp3
from ringside.speech.ports import RATE


def burst(seed):
    """A tenth of a second of noise."""
    return (np.random.default_rng(seed).normal(size=RATE // 10) * 6_000).astype("<i2")


def sides(rep, customer):
    return np.stack([rep, customer], axis=1).tobytes()


def played(path):
    import av  # noqa: PLC0415

    with av.open(str(path)) as file:
        assert file.streams.audio[0].codec_context.layout.name == "stereo"
        return np.concatenate([frame.to_ndarray() for frame in file.decode(audio=0)], axis=1)


def place(track, sound):
    """Second at which this sound is heard."""
    return int(np.correlate(track, sound.astype(float), "valid").argmax()) / RATE


def test_what_was_said_is_heard_at_its_second_also_after_a_gap_and_a_crash(tmp_path):
    path = tmp_path / "call.mp3"
    first, second, third = burst(1), burst(2), burst(3)
    silent = np.zeros_like(first)
    spool = Spool(path)
    spool.write(1.1, sides(first, silent))  # nobody recorded the first second
    spool.write(2.35, sides(silent, second))
    spool.close()
    with path.open("ab") as file:
        file.write(b"\xff\xf3\x88 broken off")
    again = Spool(path)  # another process goes on
    again.write(60.5, sides(third, silent))
    again.close()

    rep, customer = played(path)
    assert abs(place(rep[: 10 * RATE], first) - 1.0) < 0.001
    assert abs(place(customer[: 10 * RATE], second) - 2.25) < 0.001
    assert abs(place(rep[50 * RATE :], third) - 10.4) < 0.001
    assert np.abs(customer[RATE : RATE + 1_600]).max() < 0.02 * np.abs(rep[RATE : RATE + 1_600]).max()
    assert abs(mp3.seconds(path.stat().st_size) - 60.5) < 0.04
    assert path.stat().st_size < 0.13 * 60.5 * RATE * 4


def test_pieces_that_overlap_are_heard_once(tmp_path):
    spool = Spool(tmp_path / "call.mp3")
    sound = np.concatenate([burst(i) for i in range(4, 14)])
    both = sides(sound, sound)
    spool.write(1.0, both)
    spool.write(1.0, both)
    spool.close()
    assert abs(mp3.seconds(spool.path.stat().st_size) - 1.0) < 0.04
