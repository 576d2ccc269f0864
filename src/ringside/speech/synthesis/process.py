"""A voice that is a process of its own: lines of JSON go in, pieces of PCM16 behind their length come out.

What the process writes first is its sampling rate (4 bytes); a piece of length 0 ends a sentence.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import struct
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence

from ringside.speech.ports import SynthesisFailed

MOST_PIECE = 1 << 24
Got = bytes | SynthesisFailed | None


class Worker:
    """Started with the first sentence, kept, and started again when it has died. Sentences are spoken in turn."""

    def __init__(
        self, source: str, command: Sequence[str], rate: int, *, starts_s: float = 10.0, stuck_s: float = 5.0
    ) -> None:
        self._source, self._command, self._rate = source, list(command), rate
        self._starts_s, self._stuck_s = starts_s, stuck_s
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._reading: set[asyncio.Task[None]] = set()

    async def speak(self, wanted: Mapping[str, str | int | float]) -> AsyncIterator[bytes]:
        """The sound of a request. Raises SynthesisFailed."""
        pieces: asyncio.Queue[Got] = asyncio.Queue()
        # Read to its end also when the listener has turned away: the next sentence begins behind it.
        task = asyncio.create_task(self._read(wanted, pieces))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)
        while (got := await pieces.get()) is not None:
            if isinstance(got, SynthesisFailed):
                raise got
            yield got

    async def _read(self, wanted: Mapping[str, str | int | float], pieces: asyncio.Queue[Got]) -> None:
        async with self._turn:
            try:
                process = await self._started()
                assert process.stdin is not None  # noqa: S101
                assert process.stdout is not None  # noqa: S101
                process.stdin.write(json.dumps(dict(wanted)).encode() + b"\n")
                while size := await self._length(process):
                    pieces.put_nowait(await process.stdout.readexactly(size))
                pieces.put_nowait(None)
            except (OSError, EOFError, ValueError, TimeoutError) as error:
                await self._stop()
                late = isinstance(error, TimeoutError)
                cause = "the speaking process did not answer" if late else "the speaking process stopped"
                pieces.put_nowait(SynthesisFailed(self._source, cause))
            except asyncio.CancelledError:
                await self._stop()
                raise

    async def _length(self, process: Process) -> int:
        assert process.stdout is not None  # noqa: S101
        async with asyncio.timeout(self._stuck_s):
            size: int = struct.unpack("<I", await process.stdout.readexactly(4))[0]
        if size > MOST_PIECE:
            raise ValueError("not a piece of sound")
        return size

    async def _started(self) -> Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        self._process = await asyncio.create_subprocess_exec(*self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        assert self._process.stdout is not None  # noqa: S101
        async with asyncio.timeout(self._starts_s):
            rate = struct.unpack("<I", await self._process.stdout.readexactly(4))[0]
        if rate != self._rate:
            raise ValueError("it speaks at another rate")
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
