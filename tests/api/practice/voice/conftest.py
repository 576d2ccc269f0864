"""Real sockets: the application under test, served on a loopback port in the test's own event loop."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import uvicorn
import websockets
from fastapi import FastAPI

WAIT_S = 10


class Phone:
    """A client of a spoken call: what it was told, and what it says."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.told: list[dict[str, Any]] = []
        self.sound: list[bytes] = []

    async def hear(self, *kinds: str) -> dict[str, Any]:
        """The next message of one of these kinds."""
        while True:
            data = await asyncio.wait_for(self.socket.recv(), WAIT_S)
            if isinstance(data, bytes):
                self.sound.append(data)
                continue
            message = json.loads(data)
            self.told.append(message)
            if message["type"] in kinds:
                return message

    async def quiet(self, who: str) -> dict[str, Any]:
        """Wait until this side has stopped speaking."""
        while (told := await self.hear("speaking"))["on"] or told["who"] != who:
            continue
        return told

    async def send(self, kind: str, **fields: Any) -> None:
        await self.socket.send(json.dumps({"type": kind, **fields}))

    async def say(self, text: str, start: float, end: float, **fields: Any) -> dict[str, Any]:
        """Say a turn as a browser recognised it, and hear where the call stands after the answer."""
        await self.send("say", text=text, start=start, end=end, **fields)
        return await self.hear("state", "ended")

    async def gone(self) -> tuple[int, str]:
        """Wait until the server has closed; code and reason."""
        try:
            while True:
                data = await asyncio.wait_for(self.socket.recv(), WAIT_S)
                if isinstance(data, str):
                    self.told.append(json.loads(data))
        except websockets.ConnectionClosed:
            return self.socket.close_code, self.socket.close_reason

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.told if message["type"] == kind]


Call = Callable[..., Awaitable[Phone]]


@pytest.fixture
async def address(app: FastAPI) -> AsyncIterator[str]:
    """Where the application under test listens. What is said in tests takes no time, so clients run far ahead."""
    app.state.voice.ahead_s = 1e6
    options: dict[str, Any] = {"lifespan": "off", "log_config": None, "ws_ping_interval": None}
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, **options))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        serving = asyncio.ensure_future(server.serve([listening]))
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await serving


@pytest.fixture
async def call(address: str) -> AsyncIterator[Call]:
    """Connects somebody: `await call(rep, conversation_id=...)`."""
    open_now: list[Any] = []

    async def connect(who: Any = None, path: str = "/api/simulations/realtime", **query: Any) -> Phone:
        wanted = "&".join(f"{name}={value}" for name, value in query.items())
        headers = {"Authorization": who.headers["Authorization"]} if who is not None else {}
        connected = await websockets.connect(f"ws://{address}{path}?{wanted}", additional_headers=headers)
        open_now.append(connected)
        return Phone(connected)

    yield connect
    for connected in open_now:
        await connected.close()
