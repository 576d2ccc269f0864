"""The steps of Moonshine's two models, played by stand-ins that insist on their protocol."""

from __future__ import annotations

import wave
from types import SimpleNamespace

import numpy as np
import pytest

from ringside.speech.streaming import moonshine
from ringside.speech.streaming.moonshine import DECODER, ENCODER, END, TOKENS, Moonshine, written
from ringside.speech.transcription import AudioSource, TranscriptionRefused
from ringside.speech.transcription.faults import FaultKind

LAYERS, HEADS, DIM = 2, 8, 36
NAMES = [
    f"{layer}.{of}.{what}" for layer in range(LAYERS) for of in ("decoder", "encoder") for what in ("key", "value")
]


class Encoder:
    def get_inputs(self):
        return [SimpleNamespace(name="input_values", shape=["batch", "samples"])]

    def run(self, _, asked):
        assert asked["input_values"].shape[0] == 1
        return [np.full((1, asked["input_values"].shape[1] // 400, 16), 0.5, np.float32)]


class Decoder:
    """Says 5, 6, 7 and then the end, or goes on for ever."""

    def __init__(self, ends: bool = True) -> None:
        self.ends, self.step = ends, 0

    def get_inputs(self):
        kept = [SimpleNamespace(name=f"past_key_values.{name}", shape=["batch", HEADS, "past", DIM]) for name in NAMES]
        return [SimpleNamespace(name="input_ids", shape=[]), *kept]

    def get_outputs(self):
        return [SimpleNamespace(name=name) for name in ("logits", *(f"present.{name}" for name in NAMES))]

    def run(self, _, asked):
        assert bool(asked["use_cache_branch"][0]) == (self.step > 0)
        assert asked["input_ids"].tolist() == [[1 if self.step == 0 else 4 + self.step]]
        for name in NAMES:
            length = asked[f"past_key_values.{name}"].shape[2]
            wanted = self.step if ".decoder." in name else (asked["encoder_hidden_states"].shape[1] if self.step else 0)
            assert length == wanted, name
        self.step += 1
        logits = np.zeros((1, 1, 1_000), np.float32)
        logits[0, 0, END if self.ends and self.step == 4 else 4 + self.step] = 1
        heard = asked["encoder_hidden_states"].shape[1]
        sizes = [self.step if ".decoder." in name else (heard if self.step == 1 else 0) for name in NAMES]
        return [logits, *(np.zeros((1, HEADS, size, DIM), np.float32) for size in sizes)]


def test_tokens_come_one_by_one_with_what_was_kept_of_the_steps_before():
    assert written(Encoder(), Decoder(), np.zeros(32_000, np.float32)) == [5, 6, 7, END]


def test_a_model_that_finds_no_end_is_stopped():
    assert len(written(Encoder(), Decoder(ends=False), np.zeros(32_000, np.float32))) == 13


@pytest.fixture
def second(tmp_path):
    path = tmp_path / "phrase.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(bytes(32_000))
    return AudioSource(paths=(path,))


async def test_a_phrase_becomes_its_text(tmp_path, second, monkeypatch):
    for name in (ENCODER, DECODER, TOKENS):
        (tmp_path / name).write_bytes(b"weights")
    tokens = SimpleNamespace(decode=lambda found, skip_special_tokens: " ".join(map(str, found[:-1])))
    monkeypatch.setattr(moonshine, "_weights", lambda folder: (Encoder(), Decoder(), tokens))
    found = await Moonshine(tmp_path, "moonshine:base").transcribe(second, "en")
    assert [one.text for one in found.utterances] == ["5 6 7"]
    assert found.source == "moonshine:base"


async def test_hebrew_and_missing_or_wrong_weights_are_refused(tmp_path, second):
    ear = Moonshine(tmp_path, "moonshine:base")
    for language, kind in (("he", FaultKind.UNSUPPORTED_LANGUAGE), ("en", FaultKind.MISCONFIGURED)):
        with pytest.raises(TranscriptionRefused) as refusal:
            await ear.transcribe(second, language)
        assert refusal.value.kind is kind
    for name in (ENCODER, DECODER, TOKENS):
        (tmp_path / name).write_bytes(b"no weights")
    with pytest.raises(TranscriptionRefused) as refusal:
        await ear.transcribe(second, "en")
    assert refusal.value.kind in (FaultKind.MISCONFIGURED, FaultKind.NOT_INSTALLED)
