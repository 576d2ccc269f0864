"""Sound of recorders that cut their messages badly."""

from __future__ import annotations

import numpy as np

from ringside.calls.live.capture.plain import PlainReader


def test_half_a_sample_does_not_shift_what_follows():
    reader, tone = PlainReader(), (np.sin(np.arange(3_200) / 9) * 9_000).astype("<i2")
    clean = b"".join(sound.pcm for sound in reader.read(b"\0" + tone.tobytes()))
    reader = PlainReader()
    reader.read(b"\0" + b"\1" * 41)
    after = b"".join(sound.pcm for sound in reader.read(b"\0" + tone.tobytes()))
    assert after[-len(clean) // 2 :] == clean[-len(clean) // 2 :]
