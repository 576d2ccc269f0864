"""Recognisers of whole recordings, asked phrase by phrase in a call."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import numpy as np
import pytest

from peers.speech.fake_recogniser import Fail, Hang
from ringside.core.settings import Settings
from ringside.speech import streaming
from ringside.speech.codecs import pcm16
from ringside.speech.ports import RATE, Heard, Phrase, Trouble

pytestmark = pytest.mark.peer
GOOGLE = {"results": [{"alternatives": [{"transcript": "your price is too high", "confidence": 0.9}]}]}
SAID = "your price is too high"


def phrase(start: float) -> Phrase:
    tone = 0.3 * np.sin(2 * np.pi * 220 * np.arange(RATE) / RATE)
    return Phrase(0, start, start + 1.0, bytes(6_400) + pcm16(tone) + bytes(12_800), lead=0.2)


async def words(settings: Settings, count: int = 1) -> tuple[list[Heard], list[Trouble]]:
    heard: asyncio.Queue[Heard] = asyncio.Queue()
    troubles: list[Trouble] = []
    recogniser = streaming.from_settings(settings)
    hearing = await recogniser.open(1, "en", heard.put_nowait, troubles.append)
    found = []
    for number in range(count):
        hearing.ended(phrase(2.0 * number))
        async with asyncio.timeout(20):
            found.append(await heard.get())
    await hearing.close()
    await recogniser.close()
    return found, troubles


def settings(fake: Any, account: Any, listen: str, **more: Any) -> Settings:
    return Settings(
        _env_file=None,
        voice_listen=listen,
        openai_api_key="sk-secret",
        openai_base_url=f"{fake.url}/v1",
        google_speech_credentials=account,
        google_speech_base_url=fake.url,
        speech_noise_reduction=True,
        **more,
    )


@pytest.mark.parametrize(("vendor", "answer"), [("google:chirp_3", GOOGLE), ("openai-phrases", {"text": SAID})])
async def test_a_phrase_is_one_request(fake, account, vendor, answer):
    fake.does(answer)
    found, troubles = await words(settings(fake, account, vendor), 2)
    assert [(one.text, one.start, one.end) for one in found] == [(SAID, 0.0, 1.0), (SAID, 2.0, 3.0)]
    assert len(fake.heard) == 2
    assert troubles == []
    if vendor.startswith("google"):
        assert json.loads(fake.heard[0].body)["config"]["denoiserConfig"] == {"denoiseAudio": True}


@pytest.mark.parametrize("wrong", [Fail(401, {}), Fail(400, {}), Hang()], ids=["401", "400", "silence"])
async def test_the_next_hears_the_very_phrase(fake, account, wrong):
    fake.does(wrong, {"text": SAID})
    chosen = settings(fake, account, "google:chirp_3,openai-phrases", speech_seconds=0.8, speech_retries=0)
    found, troubles = await words(chosen, 2)
    assert [one.text for one in found] == [SAID, SAID]
    assert [(one.source, one.falls_to) for one in troubles] == [("google:chirp_3", "openai:gpt-4o-transcribe")]


async def test_the_real_whisper_hears_phrases_from_a_folder(tmp_path):
    pytest.importorskip("faster_whisper")
    from peers.speech.tiny_whisper import make  # noqa: PLC0415

    weights = make(tmp_path / "tiny")
    found, troubles = await words(Settings(_env_file=None, voice_listen=f"whisper:{weights}", whisper_device="cpu"), 2)
    assert [(one.source, one.final, one.language) for one in found] == [("whisper:tiny", True, "en")] * 2
    assert troubles == []
