"""A server of spoken calls whose services take no time: python -m benchmarks.voice_server PORT"""

from __future__ import annotations

import gc
import os
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import uvicorn
from fastapi import FastAPI, WebSocket

from peers.speech.call_kit import Buyer, Recogniser, Voice, Watch
from ringside.speech.pipeline.service import Call, Engine, socket_line

app = FastAPI()
ENGINE = Engine(Recogniser("we would like to know what it costs"), Voice(1.0))


class Forgetful(Watch):
    """Keeps nothing: what a session needs is to be measured, not what is written down about it."""

    def _tell(self, *what: object) -> None: ...


def call(line: object) -> Call:
    buyer = Buyer(["It is ten euros a month."])
    return Call(line, ENGINE, buyer, Forgetful(buyer), messages=lambda message: None)  # type: ignore[arg-type]


@app.websocket("/call")
async def over_a_socket(socket: WebSocket) -> None:
    await socket.accept()
    await call(socket_line(socket)).run()


@app.get("/cost")
async def cost() -> dict[str, float]:
    """CPU seconds and MB of this process so far."""
    gc.collect()
    return {"cpu": time.process_time(), "mb": megabytes()}


def megabytes() -> float:
    """Of memory that this process has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    uvicorn.run(app, port=int(sys.argv[1]), log_level="error", lifespan="off")


if __name__ == "__main__":
    main()
