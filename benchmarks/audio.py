"""How fast the sound of a call is measured on one core, and in how much memory: python -m benchmarks.audio"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

import numpy as np

from benchmarks.report import at_most, row
from ringside.speech import decode

CALL = Path(__file__).parent.parent / "evals" / "audio" / "data" / "two-channel-call.ogg"
RATE = 8_000
TARGET = 60.0
FLAT_MB = 60.0
"""Most that two hours may need beyond ten minutes: the numbers kept for each 10 ms, not the sound."""

MEASURE = """
import json, os, resource, sys, time
from pathlib import Path
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from ringside.speech import rendition, sound
path, kind = Path(sys.argv[1]), sys.argv[2]
began = time.process_time()
if kind == "copy":
    rendition.make([path], path.with_suffix(".copy.mp3"))
else:
    found = sound.measure([path])
    sound.talk(found, 0)
took = time.process_time() - began
print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def recording(folder: Path, minutes: int) -> Path:
    """A real call of two channels said again and again, as telephone systems store it."""
    samples = np.concatenate(list(decode.pieces([CALL], RATE)), axis=1)
    once = (np.clip(samples.T, -1, 1) * 32767).astype("<i2")
    left, path = minutes * 60 * RATE, folder / f"{minutes}.wav"
    with wave.open(str(path), "wb") as out:
        out.setparams((2, 2, RATE, 0, "NONE", ""))
        while left > 0:
            out.writeframes(once[:left].tobytes())
            left -= len(once)
    return path


def measured(path: Path, kind: str = "signals") -> tuple[float, float]:
    """CPU seconds on one core and peak MB, in a process of its own."""
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path), kind], check=True, capture_output=True, text=True, env=alone
    )
    took, peak = json.loads(done.stdout)
    return took, peak


def main() -> int:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        took, _ = measured(recording(folder, 60))
        _, short = measured(recording(folder, 10))
        _, long = measured(recording(folder, 120))
        copied, _ = measured(folder / "10.wav", "copy")
    speed = 3600 / took
    row(
        "Audio signals of an hour of two channels at 8 kHz, one core",
        f"{took:.1f} s, {speed:.0f}x real time",
        f"{TARGET:g}x" if speed >= TARGET else f"{TARGET:g}x (MISSED)",
    )
    row(
        "Its memory, 10 minutes and 2 hours",
        f"{short:.0f} and {long:.0f} MB",
        at_most(long - short, FLAT_MB, "MB more"),
    )
    row("A copy for browsers, one core", f"{600 / copied:.0f}x real time")
    return 0 if speed >= TARGET and long - short <= FLAT_MB else 1


if __name__ == "__main__":
    sys.exit(main())
