"""Speaks with the espeak-ng library in a process of its own: run as a script, it imports nothing of the house.

Requests come as lines of JSON; each is answered by pieces of PCM16 behind their length (4 bytes, little-endian) and
a length of 0 at the end. The first 4 bytes of all are the sampling rate.
"""

from __future__ import annotations

import ctypes
import json
import struct
import sys
from typing import Any

SYNCHRONOUS = 2
BUFFER_MS = 60
UTF8 = 1
RATE, PITCH, RANGE = 1, 3, 4


def main(library: str, data: str) -> None:
    espeak = ctypes.CDLL(library)
    out = sys.stdout.buffer

    def piece(sound: Any, count: int, events: Any) -> int:
        if sound and count:
            out.write(struct.pack("<I", 2 * count) + ctypes.string_at(sound, 2 * count))
            out.flush()
        return 0

    called = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(piece)
    rate = espeak.espeak_Initialize(SYNCHRONOUS, BUFFER_MS, data.encode(), 0)
    espeak.espeak_SetSynthCallback(called)
    out.write(struct.pack("<I", max(0, rate)))
    out.flush()
    for line in sys.stdin.buffer:
        wanted = json.loads(line)
        text = wanted["text"].encode() + b"\0"
        espeak.espeak_SetVoiceByName(wanted["voice"].encode())
        for which, value in ((RATE, "speed"), (PITCH, "pitch"), (RANGE, "range")):
            espeak.espeak_SetParameter(which, wanted[value], 0)
        espeak.espeak_Synth(text, ctypes.c_size_t(len(text)), 0, 0, 0, UTF8, None, None)
        out.write(struct.pack("<I", 0))
        out.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
