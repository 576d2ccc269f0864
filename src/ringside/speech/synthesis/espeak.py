"""espeak-ng as the voice that is always there: robotic, English only, first sound after some milliseconds.

It is under the GPL and so runs in a process of its own, by the library of espeakng-loader or as the program espeak-ng.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import struct
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from importlib.util import find_spec
from pathlib import Path

from ringside.speech.ports import Gender, SynthesisFailed, Timbre
from ringside.speech.synthesis.voices import number, pick
from ringside.speech.transcription.schemas import Language

SOURCE = "espeak"
RATE = 22_050
WORKER = Path(__file__).with_name("espeak_worker.py")
STARTS_S, STUCK_S = 10.0, 5.0
MOST_PIECE = 1 << 20
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
    found = find_spec("espeakng_loader")
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
    """One worker, started with the first sentence, that speaks a hundred times faster than anybody listens."""

    source = SOURCE
    rate = RATE

    def __init__(self, worker: list[str] | None = None) -> None:
        self._command = worker or command()
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._reading: set[asyncio.Task[None]] = set()

    def speaks(self, language: Language) -> bool:
        return language == "en"

    async def speak(self, text: str, language: Language, timbre: Timbre) -> AsyncIterator[bytes]:
        if self._command is None:
            async for piece in _spoken_once(wish(text, timbre)):
                yield piece
            return
        pieces: asyncio.Queue[bytes | SynthesisFailed | None] = asyncio.Queue()
        # Read to its end also when the listener has turned away: the next sentence begins behind it.
        task = asyncio.create_task(self._read(wish(text, timbre), pieces))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)
        while (got := await pieces.get()) is not None:
            if isinstance(got, SynthesisFailed):
                raise got
            yield got

    async def _read(self, wanted: Wish, pieces: asyncio.Queue[bytes | SynthesisFailed | None]) -> None:
        async with self._turn:
            try:
                process = await self._started()
                stdin, stdout = process.stdin, process.stdout
                assert stdin is not None  # noqa: S101
                assert stdout is not None  # noqa: S101
                stdin.write(json.dumps(wanted).encode() + b"\n")
                async with asyncio.timeout(STUCK_S + len(str(wanted["text"])) / 1000):
                    while size := struct.unpack("<I", await stdout.readexactly(4))[0]:
                        if size > MOST_PIECE:
                            raise ValueError("not a piece of sound")
                        pieces.put_nowait(await stdout.readexactly(size))
                pieces.put_nowait(None)
            except (OSError, EOFError, ValueError, TimeoutError) as error:
                await self._stop()
                cause = "the speaking process did not answer" if isinstance(error, TimeoutError) else "it stopped"
                pieces.put_nowait(SynthesisFailed(self.source, cause))
            except asyncio.CancelledError:
                await self._stop()
                raise

    async def _started(self) -> Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        assert self._command is not None  # noqa: S101
        self._process = await asyncio.create_subprocess_exec(*self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        assert self._process.stdout is not None  # noqa: S101
        async with asyncio.timeout(STARTS_S):
            rate = struct.unpack("<i", await self._process.stdout.readexactly(4))[0]
        if rate != RATE:
            raise ValueError("the library speaks at another rate")
        return self._process

    async def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def close(self) -> None:
        for task in list(self._reading):
            task.cancel()
        await asyncio.gather(*self._reading, return_exceptions=True)
        await self._stop()


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
