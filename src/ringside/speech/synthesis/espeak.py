"""espeak-ng as the voice that is always there: robotic, English only, first sound after some milliseconds.

It is under the GPL and so runs in a process of its own, by the library of espeakng-loader or as the program espeak-ng.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import struct
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from pathlib import Path

from ringside.speech.installed import place
from ringside.speech.ports import Gender, SynthesisFailed, Timbre
from ringside.speech.synthesis.process import Worker
from ringside.speech.synthesis.voices import number, pick
from ringside.speech.transcription.schemas import Language

SOURCE = "espeak"
RATE = 22_050
WORKER = Path(__file__).with_name("espeak_worker.py")
VARIANTS: dict[Gender, tuple[str, ...]] = {
    "female": ("f1", "f2", "f3", "f4", "f5", "linda", "steph", "belinda"),
    "male": ("m1", "m2", "m3", "m4", "m6", "m7", "adam", "john"),
}
ACCENTS = ("en-us", "en-gb-x-rp", "en-us", "en-gb-scotland")
PITCHES: dict[Gender, range] = {"female": range(46, 70, 4), "male": range(28, 52, 4)}
"""Of 0..99."""
SPEEDS = range(150, 176, 5)
"""Words a minute."""

Wish = dict[str, str | int]


def wish(text: str, timbre: Timbre) -> Wish:
    """What the worker is asked for: voices differ in accent, timbre, height, speed and melody."""
    pitches = PITCHES[timbre.gender]
    return {
        "text": text.replace("\0", " "),
        "voice": f"{ACCENTS[number(timbre, len(ACCENTS), 'accent')]}+{pick(VARIANTS, timbre)}",
        "pitch": pitches[number(timbre, len(pitches), "pitch")],
        "speed": SPEEDS[number(timbre, len(SPEEDS), "speed")],
        "range": 40 + 10 * number(timbre, 4, "range"),
    }


def command() -> list[str] | None:
    """How the worker is started; None where espeak-ng cannot be had."""
    found = place("espeakng_loader")
    if found is not None and found.submodule_search_locations:
        folder = Path(found.submodule_search_locations[0])
        library = next((folder / name for name in _LIBRARIES if (folder / name).is_file()), None)
        if library is not None and (folder / "espeak-ng-data").is_dir():
            return [sys.executable, "-I", str(WORKER), str(library), str(folder / "espeak-ng-data")]
    return None


_LIBRARIES = ("libespeak-ng.so", "libespeak-ng.dylib", "espeak-ng.dll")


def program() -> str | None:
    """The espeak-ng of this machine, used where the library is not installed."""
    return shutil.which("espeak-ng")


def available() -> bool:
    return command() is not None or program() is not None


class Espeak:
    """Speaks a hundred times faster than anybody listens."""

    source = SOURCE
    rate = RATE

    def __init__(self, worker: list[str] | None = None) -> None:
        chosen = worker or command()
        self._worker = Worker(SOURCE, chosen, RATE) if chosen else None

    def speaks(self, language: Language) -> bool:
        return language == "en"

    def speak(self, text: str, language: Language, timbre: Timbre) -> AsyncIterator[bytes]:
        wanted = wish(text, timbre)
        return self._worker.speak(wanted) if self._worker else _spoken_once(wanted)

    async def close(self) -> None:
        if self._worker is not None:
            await self._worker.close()


async def _spoken_once(wanted: Wish) -> AsyncIterator[bytes]:
    """The sentence by the program espeak-ng, a process for each."""
    name = program()
    if name is None:
        raise SynthesisFailed(SOURCE, "espeak-ng is not installed: pip install 'ringside[voice]'")
    asked = ["-v", wanted["voice"], "-p", wanted["pitch"], "-s", wanted["speed"], "-P", wanted["range"]]
    process = await asyncio.create_subprocess_exec(
        name, *map(str, asked), "--stdin", "--stdout", stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    assert process.stdin is not None  # noqa: S101
    assert process.stdout is not None  # noqa: S101
    try:
        process.stdin.write(str(wanted["text"]).encode())
        process.stdin.close()
        head = await process.stdout.readexactly(44)
        if head[:4] != b"RIFF" or struct.unpack("<I", head[24:28])[0] != RATE:
            raise SynthesisFailed(SOURCE, "it does not speak as expected")
        held = b""
        while piece := await process.stdout.read(8192):
            held += piece
            whole = len(held) & ~1
            yield held[:whole]
            held = held[whole:]
    except (OSError, EOFError):
        raise SynthesisFailed(SOURCE, "it stopped") from None
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        await process.wait()
