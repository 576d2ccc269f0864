"""Embedding models over their own protocols: order, retries, spend, and settings that cannot be meant."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from peers.ai import tiny_model
from peers.ai.fake_embedder import FakeEmbedder, ServedEmbedder
from peers.ai.kit import CALLER, QuickPace
from ringside.ai import Allowance, Caller, Models
from ringside.ai.chain import ChainError
from ringside.ai.faults import Fault, FaultKind
from ringside.core.settings import Settings

pytestmark = pytest.mark.peer


@pytest.fixture(scope="module")
def served() -> Iterator[FakeEmbedder]:
    with ServedEmbedder() as embedder:
        yield embedder


@pytest.fixture
def embedder(served: FakeEmbedder) -> FakeEmbedder:
    for kept in (served.statuses, served.bodies, served.keys):
        kept.clear()
    return served


def made(entry: str, pace: QuickPace | None = None, **settings: object) -> Models:
    chosen = {"model_attempt_seconds": 50, "model_deadline_seconds": 100, **settings}
    return Models.from_settings(Settings(_env_file=None, embeddings=entry, **chosen), pace=(pace or QuickPace()).pace())


ENTRIES = {
    "openai:text-embedding-3-small": lambda url: {"openai_base_url": f"{url}/v1", "openai_api_key": "sk-1"},
    "ollama:nomic-embed-text": lambda url: {"ollama_base_url": f"{url}/v1"},
    "openai-compatible:local": lambda url: {"openai_compatible_base_url": f"{url}/v1"},
    "gemini:gemini-embedding-001": lambda url: {"gemini_base_url": url, "gemini_api_key": "sk-1"},
}


@pytest.mark.parametrize("entry", ENTRIES)
async def test_texts_become_points_in_their_order(entry, embedder):
    models = made(entry, **ENTRIES[entry](embedder.url))
    texts = [f"word{n}" for n in range(70)] + ["car", "vehicle"]
    points = await models.embeddings.embed(texts, CALLER, "document")
    assert points.shape == (72, 64)
    assert points.dtype == np.float32
    assert np.allclose(np.linalg.norm(points, axis=1), 1, atol=1e-5)
    assert points[70] @ points[71] > 0.99
    assert points[0] @ points[70] < 0.5
    again = await models.embeddings.embed(["word3"], CALLER, "question")
    assert again[0] @ points[3] > 0.999
    assert len(embedder.bodies) == 3, "64 texts at most in one request"
    await models.close()


async def test_a_busy_model_is_asked_again_and_a_wrong_key_is_not(embedder):
    pace = QuickPace()
    models = made("openai:text-embedding-3-small", pace, openai_base_url=f"{embedder.url}/v1", openai_api_key="sk-1")
    embedder.statuses[:] = [429, 503]
    assert len(await models.embeddings.embed(["a"], CALLER, "question")) == 1
    assert len(embedder.bodies) == 3
    embedder.statuses[:] = [401]
    with pytest.raises(Fault) as refused:
        await models.embeddings.embed(["a"], CALLER, "question")
    assert refused.value.kind is FaultKind.BAD_KEY
    assert len(embedder.bodies) == 4
    with pytest.raises(Fault) as resting:
        await models.embeddings.embed(["a"], CALLER, "question")
    assert resting.value.kind is FaultKind.RESTING
    assert embedder.keys[0] == "Bearer sk-1"
    await models.close()


async def test_nothing_is_asked_when_the_months_allowance_is_used_up(embedder):
    models = made("openai:text-embedding-3-small", openai_base_url=f"{embedder.url}/v1", openai_api_key="sk-1")
    nobody = Caller("tenant-1", "user-1", allowance=Allowance(tenant_usd=0))
    with pytest.raises(Fault) as refused:
        await models.embeddings.embed(["a"], nobody, "question")
    assert refused.value.kind is FaultKind.QUOTA
    assert embedder.bodies == []
    await models.close()


async def test_an_unreachable_model_is_a_fault():
    models = made("openai-compatible:local@http://127.0.0.1:9/v1", model_retries=0)
    with pytest.raises(Fault) as fault:
        await models.embeddings.embed(["a"], CALLER, "question")
    assert fault.value.kind is FaultKind.UNREACHABLE
    await models.close()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("anthropic:claude", "cannot embed"),
        ("openai:a,openai:b", "more than one"),
        ("openai:text-embedding-3-small", "RINGSIDE_OPENAI_API_KEY"),
        ("nonsense", "provider:model"),
    ],
)
def test_what_cannot_be_meant_is_said_at_the_start(entry, said):
    with pytest.raises(ChainError, match=said):
        made(entry)
    assert made("").embeddings is None


@pytest.fixture
def real(tmp_path: Path) -> Iterator[str]:
    """The address of a llama.cpp server that embeds."""
    pytest.importorskip("xllamacpp", reason="the wheel of llama.cpp's server is not installed")
    path = tmp_path / "tiny.gguf"
    tiny_model.write_model(path)
    command = [sys.executable, str(Path(tiny_model.__file__)), str(path), "--embed"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        yield next(line for line in server.stdout or () if line.startswith("ADDRESS ")).split()[1]
        server.kill()


async def test_a_real_server(real):
    models = made(f"openai-compatible:tiny@{real}/v1")
    points = await models.embeddings.embed(["one text", "another text", "one text"], CALLER, "document")
    assert points.shape[0] == 3
    assert np.allclose(points[0], points[2], atol=1e-3)
    assert not np.allclose(points[0], points[1], atol=1e-3)
    await models.close()
