"""Runs the server, and says where it is once it listens."""

from __future__ import annotations

import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import uvicorn

MOST_MESSAGE = 2 * 1024 * 1024
"""Bytes of one message of a WebSocket, unpacked; no client of ours sends a quarter of it."""
GRACE_SECONDS = 5
"""How long requests under way may still take when the server is told to stop."""


class _Server(uvicorn.Server):
    """Greets after its own log lines, so that the address to visit is the last thing on the screen."""

    def __init__(self, config: uvicorn.Config, greeting: Sequence[str]) -> None:
        super().__init__(config)
        self._greeting = greeting

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(*self._greeting, sep="\n", flush=True)


def run(application: Any, greeting: Sequence[str], **options: Any) -> None:
    """Serve until told to stop. With `reload` processes come and go, so the greeting comes before the first."""
    options |= {"log_config": None, "access_log": False, "server_header": False}
    options |= {"timeout_graceful_shutdown": GRACE_SECONDS, "ws_max_size": MOST_MESSAGE}
    if options.get("reload"):
        print(*greeting, sep="\n", flush=True)
        uvicorn.run(application, **options)
        return
    server = _Server(uvicorn.Config(application, **options), greeting)
    with suppress(KeyboardInterrupt):  # how uvicorn passes Ctrl-C on, after it has stopped in order
        server.run()
    if not server.started:
        sys.exit(3)
