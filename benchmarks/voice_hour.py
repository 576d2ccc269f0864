"""An hour of a spoken call as fast as can be computed; prints MB after 10 and 60 minutes: -m benchmarks.voice_hour"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from benchmarks.voice import TURN_S, phrase
from benchmarks.voice_server import Forgetful, megabytes
from peers.speech.call_kit import Buyer, Recogniser, Voice, silence
from ringside.speech.pipeline.service import Call, Engine
from unit.speech.pipeline.stage import Wire, play


class Through(Wire):
    """Keeps nothing of what passes."""

    def play(self, pcm: bytes) -> None: ...

    def drop(self) -> None: ...


async def call() -> None:
    pcm, seconds = phrase()
    buyer = Buyer(["It is ten euros a month."])
    wire = Through()
    engine = Engine(Recogniser("we would like to know what it costs"), Voice(1.0))
    held = Call(wire, engine, buyer, Forgetful(buyer), messages=lambda message: None)
    running = asyncio.create_task(held.run())
    turn = pcm + silence(TURN_S - seconds)
    sizes = []
    for minutes in (10, 60):
        while held.at < minutes * 60:
            await wire.hear(turn)
            del buyer.said[:-1], buyer.heard[:-1], buyer.times[:-1]
        gc.collect()
        sizes.append(megabytes())
    wire.leave()
    await running
    if buyer.turn < 60 * 60 / TURN_S * 0.9:
        sys.exit(f"only {buyer.turn} turns were answered")
    print(json.dumps(sizes))


if __name__ == "__main__":
    play(call)
