"""Sentences spoken by vendors' own protocols and by processes on this machine, with everything that goes wrong."""

from __future__ import annotations

import json
import sys
import textwrap
from typing import Any

import pytest

from peers.speech import tone_words
from peers.speech.fake_recogniser import Cut, Fail, Garbage, Hang
from peers.speech.fake_voices import FakeVoices, serving
from ringside.core.settings import Settings
from ringside.speech import synthesis
from ringside.speech.ports import SynthesisFailed, Timbre, Trouble
from ringside.speech.synthesis import chain, espeak, local
from ringside.speech.synthesis.process import Worker

pytestmark = pytest.mark.peer
VENDORS = ("openai:gpt-4o-mini-tts", "deepgram:aura-2", "google:chirp3-hd", "polly:neural", "kokoro", "piper")
DANA = Timbre(key="Dana", gender="female")
TEXT = "one two three price"


@pytest.fixture(scope="module")
def vendors():
    with serving() as fake:
        yield fake


@pytest.fixture
def spoken(vendors: FakeVoices) -> FakeVoices:
    vendors.does()
    return vendors


@pytest.fixture
async def voices(spoken, account):
    opened = []

    def make(names: str, **more: Any):
        for name in ("kokoro", "piper"):
            names = names.replace(name, f"{name}:{spoken.url}/{'v1' if name == 'kokoro' else 'piper'}")
        chosen: dict[str, Any] = {
            "voice_speak": names,
            "openai_api_key": "sk-secret",
            "openai_base_url": f"{spoken.url}/v1",
            "deepgram_api_key": "dg-secret",
            "deepgram_base_url": spoken.url,
            "google_speech_credentials": account,
            "google_voice_base_url": spoken.url,
            "transcribe_region": "eu-central-1",
            "transcribe_access_key_id": "AKIASECRET",
            "transcribe_secret_access_key": "aws-secret",
            "polly_endpoint_url": spoken.url,
        }
        voice = synthesis.from_settings(Settings(_env_file=None, **(chosen | more)))
        opened.append(voice)
        return voice

    yield make
    for voice in opened:
        await voice.close()


async def said(voice, text=TEXT, language="en", timbre=DANA) -> str:
    """What a listener understands."""
    sound = b"".join([piece async for piece in voice.speak(text, language, timbre)])
    return " ".join(word.word for word in tone_words.understood(sound, voice.rate))


@pytest.mark.parametrize("vendor", VENDORS)
async def test_every_vendor_speaks_the_sentence(voices, vendor):
    voice = voices(vendor)
    assert await said(voice) == TEXT
    assert voice.source == vendor


async def test_what_vendors_are_asked_for(spoken, voices):
    for vendor in VENDORS:
        for key in ("Dana", "Avi", "Noa", "Ben"):
            await said(voices(vendor), timbre=Timbre(key=key, gender="male" if key in ("Avi", "Ben") else "female"))
    asked = [
        body.get("voice") or query.get("model") or body.get("VoiceId") or "piper" for _, query, _, body in spoken.asked
    ]
    for at in range(0, 20, 4):
        assert len({str(voice) for voice in asked[at : at + 4]}) >= 3  # people are told apart
    heads = [headers.get("authorization", "") for _, _, headers, _ in spoken.asked]
    assert heads[0] == "Bearer sk-secret"
    assert heads[4] == "Token dg-secret"


@pytest.mark.parametrize("vendor", VENDORS)
async def test_hebrew_is_spoken_by_those_who_can(spoken, voices, vendor):
    voice = voices(vendor)
    if vendor.startswith(("openai", "google")):
        assert voice.speaks("he")
        assert await said(voice, language="he") == TEXT
    else:
        assert not voice.speaks("he")
        with pytest.raises(SynthesisFailed, match="Hebrew"):
            await said(voice, language="he")
        assert spoken.asked == []


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("wrong", [Fail(429), Fail(503), Fail(401), Garbage()], ids=["429", "503", "401", "garbage"])
async def test_the_next_speaks_when_one_fails_and_the_call_is_told(spoken, voices, vendor, wrong):
    other = "openai:gpt-4o-mini-tts" if not vendor.startswith("openai") else "deepgram:aura-2"
    times = 2 if wrong == Fail(503) else 1
    spoken.does(*[wrong] * times, None)
    troubles: list[Trouble] = []
    voice = synthesis.telling(voices(f"{vendor},{other}"), troubles.append)
    assert await said(voice) == TEXT
    assert [(one.source, one.falls_to) for one in troubles] == [(vendor, other)]
    assert "secret" not in troubles[0].cause
    assert voice.source == other
    spoken.does(None)
    assert await said(voice) == TEXT  # who has just failed is not asked again
    assert len(troubles) == 1


async def test_a_sentence_cut_off_in_the_middle_is_gone_on_with(spoken, voices):
    spoken.does(Cut(), None)
    text = " ".join(tone_words.WORDS * 3)
    troubles: list[Trouble] = []
    voice = synthesis.telling(voices("openai,deepgram"), troubles.append)
    heard = (await said(voice, text)).split()
    assert heard[:12] == list(tone_words.WORDS)
    assert heard[-12:] == list(tone_words.WORDS)
    assert len(heard) < 2 * 36  # not all of it again
    assert [one.falls_to for one in troubles] == ["deepgram:aura-2"]


async def test_who_does_not_answer_is_replaced_in_time(spoken, voices, monkeypatch):
    monkeypatch.setattr(chain, "FIRST_S", 0.5)
    spoken.does(Hang(), None)
    troubles: list[Trouble] = []
    assert await said(synthesis.telling(voices("openai,deepgram"), troubles.append)) == TEXT
    assert "in time" in troubles[0].cause


async def test_a_fault_that_passes_is_not_even_noticed(spoken, voices):
    spoken.does(Fail(503), None)
    troubles: list[Trouble] = []
    assert await said(synthesis.telling(voices("openai"), troubles.append)) == TEXT
    assert troubles == []


async def test_with_nobody_left_it_says_why(spoken, voices):
    spoken.does(Fail(401))
    troubles: list[Trouble] = []
    with pytest.raises(SynthesisFailed, match="key") as failure:
        await said(synthesis.telling(voices("openai,deepgram"), troubles.append))
    assert failure.value.source == "deepgram:aura-2"
    assert [one.falls_to for one in troubles] == ["deepgram:aura-2", None]


async def test_a_sentence_nobody_waits_for_any_more_is_let_go(spoken, voices):
    pieces = voices("openai").speak(" ".join(tone_words.WORDS * 20), "en", DANA)
    assert await anext(pieces)
    await pieces.aclose()
    assert await said(voices("openai")) == TEXT


KOKORO = """
    import numpy as np
    class Kokoro:
        def __init__(self, model, voices):
            print("loading", model)  # libraries talk; that is no sound
            assert model.endswith(".onnx") and "voices" in voices
        def create(self, text, voice, speed, lang):
            at = np.arange(24_000 * len(text.split()) // 5) / 24_000
            return (0.3 * np.sin(2 * np.pi * (200 if voice[1] == "f" else 100) * at)).astype(np.float32), 24_000
"""
PIPER = """
    from types import SimpleNamespace
    class SynthesisConfig:
        def __init__(self, speaker_id, length_scale):
            self.speaker_id = speaker_id
    class PiperVoice:
        config = SimpleNamespace(sample_rate=22_050)
        @staticmethod
        def load(path): return PiperVoice()
        def synthesize(self, text, config):
            if text == "die": raise SystemExit(1)
            for word in text.split():
                yield SimpleNamespace(audio_int16_bytes=bytes([config.speaker_id, 0]) * 2_205)
"""


@pytest.fixture
def libraries(tmp_path, monkeypatch):
    """The two libraries as far as they are used, which cannot be had without their weights."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "kokoro_onnx.py").write_text(textwrap.dedent(KOKORO))
    (folder / "piper.py").write_text(textwrap.dedent(PIPER))
    monkeypatch.setenv("PYTHONPATH", str(folder))


async def test_kokoro_from_a_folder_speaks_in_a_process_of_its_own(libraries, tmp_path):
    for name in ("kokoro.onnx", "voices.bin"):
        (tmp_path / name).write_bytes(b"weights")
    voice = local.Kokoro(tmp_path, "kokoro")
    sound = b"".join([piece async for piece in voice.speak("a b c d e", "en", DANA)])
    assert len(sound) == 48_000
    await voice.close()


async def test_piper_from_a_file_lives_on_after_its_process_died(libraries, tmp_path):
    model = tmp_path / "en.onnx"
    model.write_bytes(b"weights")
    told = {"audio": {"sample_rate": 22_050}, "num_speakers": 4, "language": {"code": "en_US"}}
    (tmp_path / "en.onnx.json").write_text(json.dumps(told))
    voice = local.Piper(model, "piper:en")
    assert not voice.speaks("he")
    assert b"".join([piece async for piece in voice.speak("a b", "en", DANA)])[:2] < b"\x04"
    with pytest.raises(SynthesisFailed, match="stopped"):
        _ = [piece async for piece in voice.speak("die", "en", DANA)]
    assert len(b"".join([piece async for piece in voice.speak("a b", "en", DANA)])) == 2 * 2 * 2_205
    await voice.close()


def test_weights_that_are_not_there_are_refused_at_once(tmp_path):
    for name in (f"kokoro:{tmp_path}", f"piper:{tmp_path}/none.onnx", "openai", "google"):
        with pytest.raises(SynthesisFailed, match="set up"):
            synthesis.from_settings(Settings(_env_file=None, voice_speak=name))


@pytest.mark.skipif(espeak.command() is None, reason="espeakng-loader is not installed")
async def test_espeak_really_speaks_each_key_in_a_voice_of_its_own():
    voice = espeak.Espeak()
    sounds = {}
    for key in ("Dana", "Noa", "Avi"):
        for again in (1, 2):
            timbre = Timbre(key=key, gender="male" if key == "Avi" else "female")
            sounds[key, again] = b"".join(
                [piece async for piece in voice.speak("Your price is too high.", "en", timbre)]
            )
    for key in ("Dana", "Noa", "Avi"):
        assert 1.0 < len(sounds[key, 1]) / 2 / voice.rate < 3.0
    assert len({sounds[key, 1] for key in ("Dana", "Noa", "Avi")}) == 3
    await voice.close()


async def test_a_listener_who_turns_away_does_not_disturb_the_next():
    voice = espeak.Espeak()
    pieces = voice.speak("One sentence that nobody hears to its end, as happens in every call.", "en", DANA)
    await anext(pieces)
    await pieces.aclose()
    sound = b"".join([piece async for piece in voice.speak("Yes.", "en", DANA)])
    assert len(sound) / 2 / voice.rate < 1.5
    await voice.close()


@pytest.mark.parametrize("program", ["import sys; sys.exit(1)", "print('no sound at all, only text')", "input()"])
async def test_a_process_that_is_no_voice_is_found_out(program):
    worker = Worker("strange", [sys.executable, "-c", program], 22_050, starts_s=0.5, stuck_s=0.5)
    with pytest.raises(SynthesisFailed, match="strange"):
        _ = [piece async for piece in worker.speak({"text": "hello"})]
    await worker.close()
