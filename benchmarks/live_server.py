"""The application with a recogniser that takes no time, for calls that are coached live: live_server PORT DATA"""

from __future__ import annotations

import gc
import os
import sys
import time
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from benchmarks.voice_server import megabytes
from live_kit import Scripted
from ringside.app import create_app
from ringside.calls.live import lives
from ringside.core import logs
from ringside.core.settings import Settings
from ringside.speech.ports import Heard, Phrase

SAID = (
    "So tell me how do you handle renewals today and what does it cost you when one slips?",
    "Honestly this is too expensive for us.",
    "We do not have time for this before next year.",
    "I would have to ask my boss about that first.",
    "We are quite happy with what we have today.",
)


class Instant(Scripted):
    """Hears the rep ask and the customer object, each time to something else."""

    def __init__(self) -> None:
        super().__init__()
        self._turn = count()

    async def open(self, channels: int, language: Any, heard: Any, trouble: Any, words: tuple[str, ...] = ()) -> Any:
        return _Instant(heard)


class _Instant:
    def __init__(self, heard: Any) -> None:
        self._heard, self._said = heard, 0

    def feed(self, channel: int, pcm: bytes) -> None: ...

    def started(self, channel: int, at: float) -> None: ...

    def ended(self, phrase: Phrase) -> None:
        text = SAID[0]
        if phrase.channel:
            self._said += 1
            text = SAID[1 + (self._said - 1) % 4]
        where = {"channel": phrase.channel, "start": phrase.start, "end": phrase.end}
        self._heard(Heard(text=text, final=True, source="instant", **where))

    async def close(self, seconds: float = 3.0) -> None: ...


def main() -> None:
    port, data = int(sys.argv[1]), Path(sys.argv[2])
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    logs.configure(level="error")
    settings = Settings(_env_file=None, data=data, worker=False, live_lines=200, address_limit="10000/minute")
    lives.MOST_EACH = 200  # one rep holds all of them here
    app = create_app(settings)
    app.state.lives.use(Instant())

    async def cost(_: Request) -> JSONResponse:
        gc.collect()
        return JSONResponse({"cpu": time.process_time(), "mb": megabytes()})

    app.router.routes.insert(0, Route("/cost", cost))
    uvicorn.run(app, port=port, log_config=None, access_log=False)


if __name__ == "__main__":
    main()
