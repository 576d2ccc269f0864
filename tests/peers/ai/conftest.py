"""Vendors to talk to: protocol-true fakes on real sockets, and a small real model server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from peers.ai.fake_vendor import FakeVendor, Served
from peers.ai.kit import BUILTIN_TEXT, Line, QuickPace, Verdict
from peers.ai.vendor_dialects import DIALECTS, Dialect, OpenAICompatible
from ringside.ai import Models, Task
from ringside.ai.task import parse_prompt
from ringside.core.settings import Settings


@pytest.fixture(autouse=True)
def prompts(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(resource: str) -> Any:
        output = resource.partition(".")[0]
        return parse_prompt(resource, f"---\nversion: 1\ntier: fast\noutput: {output}\n---\nBe a buyer. RULE-{output}")

    monkeypatch.setattr("ringside.ai.task.read_prompt", read)


@pytest.fixture
def speak() -> Task[Line, str]:
    return Task("speak", "text.v1.md", Line, str, builtin=lambda _: BUILTIN_TEXT, cache=False)


@pytest.fixture
def judge() -> Task[Line, Verdict]:
    builtin = Verdict(score=0, reason=BUILTIN_TEXT)
    return Task("judge", "Verdict.v1.md", Line, Verdict, builtin=lambda _: builtin, cache=False)


@pytest.fixture(scope="session", params=DIALECTS, ids=lambda dialect: dialect.entry.partition(":")[0])
def served_vendor(request: pytest.FixtureRequest) -> Iterator[FakeVendor]:
    dialect: Dialect = request.param
    with Served(dialect) as vendor:
        yield vendor


@pytest.fixture
def vendor(served_vendor: FakeVendor) -> FakeVendor:
    served_vendor.does()
    return served_vendor


@pytest.fixture(scope="session")
def served_backup() -> Iterator[FakeVendor]:
    with Served(OpenAICompatible()) as vendor:
        yield vendor


@pytest.fixture
def backup(served_backup: FakeVendor) -> FakeVendor:
    """The second model of the chain, named openai-compatible:backup."""
    served_backup.does()
    return served_backup


@pytest.fixture
def quick() -> QuickPace:
    return QuickPace()


@pytest.fixture
async def make_models(vendor: FakeVendor, quick: QuickPace) -> Any:
    """Models with this vendor first; further entries and settings as given."""
    made: list[Models] = []

    def make(*more: str, **settings: Any) -> Models:
        # Generous, so that a busy machine is not taken for a slow vendor.
        patient = {"model_deadline_seconds": 200, "model_attempt_seconds": 100}
        chosen = patient | vendor.dialect.settings(vendor.url) | settings
        chain = ",".join((vendor.dialect.entry, *more))
        models = Models.from_settings(Settings(_env_file=None, models=chain, **chosen), pace=quick.pace())
        made.append(models)
        return models

    yield make
    for models in made:
        await models.close()
