"""What listening to calls costs, besides recognising words: python -m benchmarks.ears"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.report import at_most, row
from ringside.speech import silero
from ringside.speech.ports import Timbre
from ringside.speech.synthesis.espeak import Espeak, available

CLIPS = Path(__file__).parent.parent / "evals" / "audio" / "data"
TARGET_MS, FIRST_SOUND_MS = 2.0, 30.0

MEASURE = """
import json, os, sys, time
from pathlib import Path
import numpy as np
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from ringside.speech import decode
from ringside.speech.codecs import Resampler, pcm16
from ringside.speech.endpointing import Endpointer
from ringside.speech.ports import RATE, Phrase
from ringside.speech.prosody import measure
turns = [np.concatenate(list(decode.pieces([Path(name)], RATE)), axis=1)[0] for name in sys.argv[1:]] * 3
chance, sides = np.random.default_rng(0), [[], []]
for number, turn in enumerate(turns):  # one speaks while the other's line is open
    sides[number % 2].append(turn)
    sides[1 - number % 2].append(0.0005 * chance.standard_normal(len(turn)))
sides = [pcm16(np.concatenate(side)) for side in sides]
warm = Endpointer(2)
for at in range(0, 64_000, 640):
    for channel, side in enumerate(sides):
        warm.feed(channel, side[at : at + 640])
measure(sides[0][:64_000])
ear, phrases, began = Endpointer(2), [], time.process_time()
for at in range(0, len(sides[0]), 640):
    for channel, side in enumerate(sides):
        phrases += [event for event in ear.feed(channel, side[at : at + 640]) if isinstance(event, Phrase)]
phrases += [event for event in ear.finish() if isinstance(event, Phrase)]
found = time.process_time()
for phrase in phrases:
    measure(phrase.pcm)
signals = time.process_time()
down = Resampler(48_000)
sound = bytes(96_000)
for at in range(0, len(sound), 1_920):
    down.feed(sound[at : at + 1_920])
resampled = time.process_time() - signals
seconds = sum(len(side) for side in sides) / 2 / RATE
spoken = sum(len(phrase.pcm) for phrase in phrases) / 2 / RATE
print(json.dumps({
    "ears": 1000 * (found - began) / seconds, "signals": 1000 * (signals - found) / seconds,
    "of_speech": 1000 * (signals - found) / spoken, "resampled": 1000 * resampled,
}))
"""


def measured() -> dict[str, float]:
    """CPU milliseconds for a second of one channel of a talk in turns, in a process of its own; the best of three."""
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", MEASURE, *(str(CLIPS / f"{name}.ogg") for name in ("jfk", "libri-0", "libri-1"))]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=alone).stdout)
        for _ in range(3)
    ]
    return min(runs, key=lambda run: run["ears"] + run["signals"])


async def first_sound() -> float | None:
    """Milliseconds until the robotic voice is heard, its process being up."""
    if not available():
        return None
    voice, took = Espeak(), []
    for _ in range(21):
        began = time.perf_counter()
        pieces = voice.speak("Your price is too high for us, I am afraid.", "en", Timbre(key="Dana"))
        await anext(pieces)
        took.append(1000 * (time.perf_counter() - began))
        async for _piece in pieces:
            pass
    await voice.close()
    return sorted(took[1:])[10]


def main() -> int:
    if not silero.installed():
        row("Listening to calls", "the voice extra is not installed")
        return 0
    cost = measured()
    row(
        "Pitch and pauses, CPU for a second of speech",
        f"{cost['of_speech']:.2f} ms",
        at_most(cost["of_speech"], TARGET_MS, "ms"),
    )
    row(
        "Where phrases begin and end, CPU for a second of a channel",
        f"{cost['ears']:.2f} ms",
        at_most(cost["ears"], TARGET_MS, "ms"),
    )
    row("Both, CPU for a second of a channel of a talk in turns", f"{cost['ears'] + cost['signals']:.2f} ms")
    row("48 kHz made 16 kHz, a second in pieces of 20 ms", f"{cost['resampled']:.2f} ms")
    took = asyncio.run(first_sound())
    if took is not None:
        row("Robotic voice, first sound p50", f"{took:.1f} ms", at_most(took, FIRST_SOUND_MS, "ms"))
    return 0 if max(cost["of_speech"], cost["ears"]) <= TARGET_MS and (took or 0) <= FIRST_SOUND_MS else 1


if __name__ == "__main__":
    sys.exit(main())
