"""A recogniser to talk to, sound to send it, and time that passes at once."""

# A sample reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import json
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from peers.speech.fake_recogniser import FakeRecogniser, Served
from ringside.core.settings import Settings
from ringside.speech.transcription import AudioSource, Transcriber, from_settings
from ringside.speech.transcription.asking import Pace

RATE = 16_000


@pytest.fixture(scope="session")
def served() -> Iterator[FakeRecogniser]:
    with Served() as fake:
        yield fake


@pytest.fixture
def fake(served: FakeRecogniser) -> FakeRecogniser:
    served.does()
    return served


@pytest.fixture(scope="session")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> dict[int, AudioSource]:
    """Ten seconds in which side 0 sounds from 1 to 3 and from 6 to 8 s, side 1 from 4 to 5 s; together on one channel."""
    time = np.arange(10 * RATE) / RATE
    tone = (0.3 * np.sin(2 * np.pi * 220 * time)).astype(np.float32)
    first = tone * (((time >= 1) & (time < 3)) | ((time >= 6) & (time < 8)))
    second = tone * ((time >= 4) & (time < 5))
    folder = tmp_path_factory.mktemp("sounds")
    made = {}
    for channels, sides in ((1, [first + second]), (2, [first, second])):
        path = folder / f"{channels}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(channels)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((np.stack(sides, axis=1) * 32767).astype("<i2").tobytes())
        made[channels] = AudioSource(paths=(path,), channels=channels)
    return made


@pytest.fixture(scope="session")
def account(tmp_path_factory: pytest.TempPathFactory, served: FakeRecogniser) -> Path:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    told = {
        "client_email": "ringside@p.example",
        "project_id": "p-1",
        "private_key_id": "k",
        "private_key": key.decode(),
    }
    path = tmp_path_factory.mktemp("google") / "account.json"
    path.write_text(json.dumps({**told, "token_uri": f"{served.url}/token"}))
    return path


@pytest.fixture
def slept() -> list[float]:
    """The pauses that were made before another try; none of them takes time."""
    return []


@pytest.fixture
async def made(fake: FakeRecogniser, account: Path, slept: list[float]) -> Any:
    """Recognisers by name, each talking to the fake; further settings as given."""
    opened: list[Transcriber] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    def make(name: str, **more: Any) -> Transcriber:
        chosen: dict[str, Any] = {
            "speech_to_text": name,
            "speech_seconds": 20,
            "openai_api_key": "sk-secret",
            "openai_base_url": f"{fake.url}/v1",
            "deepgram_api_key": "dg-secret",
            "deepgram_base_url": fake.url,
            "google_speech_credentials": account,
            "google_speech_base_url": fake.url,
            "transcribe_bucket": "bucket",
            "transcribe_region": "eu-central-1",
            "transcribe_access_key_id": "AKIASECRET",
            "transcribe_secret_access_key": "aws-secret",
            "transcribe_endpoint_url": fake.url,
        }
        settings = Settings(_env_file=None, **(chosen | more))
        pace = Pace(sleep=sleep, chance=lambda: 0.5, retries=settings.speech_retries)
        transcriber = from_settings(settings, pace)
        assert transcriber is not None
        opened.append(transcriber)
        return transcriber

    yield make
    for transcriber in opened:
        await transcriber.close()
