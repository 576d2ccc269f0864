"""Our own way of asking against a real llama.cpp server. Its words are nonsense; the protocol is not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field

from peers.ai import tiny_model
from peers.ai.kit import CALLER, Line
from ringside.ai import Answer, Models, Speaking, Task
from ringside.core.settings import Settings

pytest.importorskip("xllamacpp", reason="the wheel of llama.cpp's server is not installed")
pytestmark = pytest.mark.peer

HELLO = Line(words="Hello, do you have a minute?")


class Review(BaseModel):
    """As nested as the schemas of real tasks."""

    class Step(BaseModel):
        title: str = Field(max_length=20)

    score: int = Field(ge=0, le=10)
    verdict: Literal["good", "bad"]
    steps: list[Step] = Field(min_length=1, max_length=2)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("model") / "tiny.gguf"
    tiny_model.write_model(path)
    command = [sys.executable, str(Path(tiny_model.__file__)), str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        line = next(line for line in server.stdout if line.startswith("ADDRESS "))
        yield line.split()[1]
        server.kill()


@pytest.fixture
async def models(address: str) -> AsyncIterator[Models]:
    chain = f"openai-compatible:tiny@{address}/v1"
    patient = {"model_attempt_seconds": 100, "model_deadline_seconds": 200, "model_idle_seconds": 60}
    models = Models.from_settings(Settings(_env_file=None, models=chain, **patient))
    yield models
    await models.close()


def speak(max_output_tokens: int = 40) -> Task[Line, str]:
    return Task(
        "speak", "text.v1.md", Line, str, lambda _: "Built in.", cache=False, max_output_tokens=max_output_tokens
    )


async def test_text(models: Models) -> None:
    answer = await models.run(speak(1000), HELLO, CALLER)
    assert (answer.source, answer.note) == ("openai-compatible:tiny", None)
    assert answer.value
    assert answer.cost_usd is None


async def heard(models: Models, task: Task[Line, str]) -> list[Any]:
    """What a stream yields; asked again when the model's first word is that it has nothing to say."""
    for _ in range(5):
        events = [event async for event in models.stream(task, HELLO, CALLER)]
        if events[0] == Speaking("openai-compatible:tiny", "1"):
            break
    return events


async def test_text_without_end_stops_at_the_limit(models: Models) -> None:
    answer = (await heard(models, speak(1)))[-1]
    assert (answer.complete, answer.note) == (False, "The text reached its length limit.")


async def test_stream(models: Models) -> None:
    events = await heard(models, speak(1000))
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert answer.source == "openai-compatible:tiny"
    assert "".join(event for event in events if isinstance(event, str)).rstrip() == answer.value
    assert answer.complete


async def test_structured_output_is_held_to_the_schema(models: Models) -> None:
    builtin = Review(score=0, verdict="bad", steps=[Review.Step(title="none")])
    judge: Task[Line, Review] = Task(
        "judge", "Review.v1.md", Line, Review, lambda _: builtin, cache=False, max_output_tokens=2000
    )
    answer = await models.run(judge, HELLO, CALLER)
    assert (answer.source, answer.note) == ("openai-compatible:tiny", None)
    assert isinstance(answer.value, Review)


async def test_tokens_are_counted(models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    records: list[Any] = []
    monkeypatch.setattr(models._means.recorder, "record", lambda tenant, record: records.append((tenant, record)))
    await models.run(speak(1000), HELLO, CALLER)
    ((tenant, record),) = records
    assert (tenant, record.outcome in {"answered", "repaired"}) == ("tenant-1", True)
    assert record.input_tokens > 100
    assert record.output_tokens > 1
    assert record.latency_ms > 0
