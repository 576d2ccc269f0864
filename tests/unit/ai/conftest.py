"""A room without vendors: models that follow a script, and time that only passes when somebody sleeps."""

from __future__ import annotations

from typing import Any

import pytest

from ringside.ai import Task
from ringside.ai.task import parse_prompt
from unit.ai.kit import Clock, Question, Verdict


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def prompts(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(resource: str) -> Any:
        output, tier = resource.split(".")[:2]
        return parse_prompt(resource, f"---\nversion: 1\ntier: {tier}\noutput: {output}\n---\nAnswer.")

    monkeypatch.setattr("ringside.ai.task.read_prompt", read)


@pytest.fixture
def speak() -> Task[Question, str]:
    return Task("speak", "text.fast.md", Question, str, builtin=lambda q: f"Built in: {q.text}", cache=False)


@pytest.fixture
def judge() -> Task[Question, Verdict]:
    return Task("judge", "Verdict.smart.md", Question, Verdict, builtin=lambda _: Verdict(score=0))
