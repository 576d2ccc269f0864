"""A model that does what the test says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import Any

import pytest
from fastapi import FastAPI

from ringside.ai import Answer, Models, Speaking, Waiting
from ringside.practice.replies import Replies
from ringside.practice.replying import Studio

SOURCE = "test:puppet"


class Puppet(Models):
    """Stands in for the chain of models: each call of a buyer's line plays the next script, the last one for ever.

    A script is a list of pieces; an exception is raised, an event waited for.
    """

    def __init__(self, *scripts: list[Any]) -> None:
        self.scripts = list(scripts)
        self.asked: list[Any] = []

    async def stream(self, task: Any, value: Any, caller: Any) -> AsyncGenerator[Any, None]:
        script = self.scripts[min(len(self.asked), len(self.scripts) - 1)]
        self.asked.append(value)
        yield Speaking(SOURCE, "1")
        said = ""
        for step in script:
            if isinstance(step, asyncio.Event):
                await step.wait()
            elif isinstance(step, Exception):
                raise step
            elif isinstance(step, Waiting):
                yield step
            else:
                said += step
                yield step
        yield Answer(said, SOURCE, "1", 1.0, 0.0)


@pytest.fixture
def with_model(app: FastAPI) -> Callable[..., Puppet]:
    """Lets a puppet speak for the buyers of this application."""

    def use(*scripts: list[Any]) -> Puppet:
        puppet = Puppet(*scripts)
        at = app.state.practice
        app.state.practice = Studio(at.databases, puppet, at.quotas, Replies())
        return puppet

    return use
