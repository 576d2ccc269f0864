"""Live calls over real sockets: the application listens on the loopback; what is said is heard by a script."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from fastapi import FastAPI

from live_kit import Line, Scripted, connected, served

Connect = Callable[..., Awaitable[Line]]


@pytest.fixture
def recogniser(app: FastAPI) -> Scripted:
    """Who listens in these tests; give it its script before anybody speaks."""
    scripted = Scripted()
    app.state.lives.use(scripted)
    return scripted


@pytest.fixture
async def address(app: FastAPI, recogniser: Scripted) -> AsyncIterator[str]:
    async with served(app) as where:
        yield where


@pytest.fixture
async def connect(address: str) -> AsyncIterator[Connect]:
    """Opens a socket: `await connect(path, who)`."""
    lines: list[Line] = []

    async def open_line(path: str, who: Any = None, **headers: str) -> Line:
        lines.append(await connected(address, path, who, **headers))
        return lines[-1]

    yield open_line
    for line in lines:
        await line.close()
