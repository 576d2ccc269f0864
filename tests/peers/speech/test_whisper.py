"""The real faster-whisper on a model of a few random weights: loading, word times, channels, giving up."""

from __future__ import annotations

import asyncio
import sys
import wave

import pytest

pytest.importorskip("faster_whisper")

from peers.speech.tiny_whisper import make
from ringside.core.settings import Settings
from ringside.speech.transcription import AudioSource, FaultKind, TranscriptionRefused, from_settings
from ringside.speech.transcription.whisper import Whisper, _weights

pytestmark = pytest.mark.peer


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    return make(tmp_path_factory.mktemp("weights") / "tiny")


@pytest.fixture
def whisper(weights):
    return Whisper(weights, "whisper:tiny", device="cpu", only_speech=False)  # tones are no voices


async def test_the_real_library_reads_the_folder_and_times_its_words(whisper, sounds):
    seen = []
    found = await whisper.transcribe(sounds[2], "en", seen.append)
    assert found.source == "whisper:tiny"
    assert found.language == "en"
    assert {u.channel for u in found.utterances} <= {0, 1}
    words = [w for u in found.utterances for w in u.words]
    assert words
    assert all(0 <= w.start <= w.end <= 11 for w in words)
    assert all(w.text.startswith("w") and 0 <= w.confidence <= 1 for w in words)
    assert [u.start for u in found.utterances] == sorted(u.start for u in found.utterances)
    assert seen == [10.0, 10.0]


async def test_where_nobody_speaks_nothing_is_said(weights, tmp_path):
    silence = tmp_path / "silence.wav"
    with wave.open(str(silence), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(96_000))
    listening = from_settings(Settings(_env_file=None, speech_to_text=f"whisper:{weights}", whisper_device="cpu"))
    found = await listening.transcribe(AudioSource(paths=(silence,)), "en")
    assert found.utterances == ()
    assert found.notes == ("nothing_said",)


async def test_an_english_model_is_not_asked_for_hebrew(whisper, sounds):
    with pytest.raises(TranscriptionRefused) as refusal:
        await whisper.transcribe(sounds[1], "he")
    assert refusal.value.kind is FaultKind.UNSUPPORTED_LANGUAGE


async def test_a_folder_without_weights_is_not_looked_for_elsewhere(tmp_path, sounds):
    (tmp_path / "model.bin").write_bytes(b"no weights")
    for files in ([], ["tokenizer.json"]):
        for name in files:
            (tmp_path / name).write_text("{}")
        made = from_settings(Settings(_env_file=None, speech_to_text=f"whisper:{tmp_path}", whisper_device="cpu"))
        with pytest.raises(TranscriptionRefused) as refusal:
            await made.transcribe(sounds[1], "en")
        assert refusal.value.kind is FaultKind.MISCONFIGURED


async def test_without_the_library_it_says_how_to_install_it(monkeypatch, weights, sounds):
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    _weights.cache_clear()
    made = from_settings(Settings(_env_file=None, speech_to_text=f"whisper:{weights}"))
    with pytest.raises(TranscriptionRefused, match="ringside\\[whisper\\]") as refusal:
        await made.transcribe(sounds[1], "en")
    assert refusal.value.kind is FaultKind.NOT_INSTALLED


async def test_giving_up_stops_the_work(whisper, sounds, tmp_path):
    two = AudioSource(paths=sounds[1].paths, channels=1)
    task = asyncio.create_task(whisper.transcribe(two, "en"))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    again = await whisper.transcribe(two, "en")  # the next call is not blocked by the one given up
    assert again.source == "whisper:tiny"
