"""Any common file becomes pieces of sound; a bad one says what is wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ringside.speech import decode
from ringside.speech.media import Note
from unit.speech.recordings import FORMATS, tone, write


def whole(*paths: Path, rate: int = 16_000) -> tuple[np.ndarray, list[str]]:
    notes: list[Note] = []
    return np.concatenate(list(decode.pieces(paths, rate, notes=notes)), axis=1), [note.code for note in notes]


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_is_decoded_with_its_channels_apart(ending: str, tmp_path: Path) -> None:
    container, codec, rate = FORMATS[ending]
    sound = np.stack([tone(2, rate, 300), tone(2, rate, 900)])
    path = write(tmp_path / f"call.{ending}", sound, rate, container, codec)
    media = decode.probe(path)
    assert (media.channels, media.has_video) == (2, ending == "mp4")
    assert media.duration_s == pytest.approx(2, abs=0.15)
    samples, notes = whole(path)
    assert samples.shape[0] == 2
    assert samples.shape[1] / 16_000 == pytest.approx(2, abs=0.1)
    assert notes == []
    loudest = [np.argmax(np.abs(np.fft.rfft(row[8_000:24_000]))) for row in samples]
    assert loudest == [pytest.approx(300, abs=2), pytest.approx(900, abs=2)]
