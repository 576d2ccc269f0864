"""The sound of a live call on its way to a file: both sides, written as they come, so that a crash loses nothing."""

from __future__ import annotations

import struct
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import structlog

from ringside.speech.ports import RATE

log = structlog.get_logger()

CHANNELS, WIDTH = 2, 2
HEADER = 44
FRAME = CHANNELS * WIDTH
AT_ONCE = 64 * 1024
"""Bytes that are collected before they go to the disk: half a second."""
# One thread writes for all calls: the event loop never waits for a disk, and pieces stay in order.
_writer = ThreadPoolExecutor(1, thread_name_prefix="live-recording")


def folder(data: Path) -> Path:
    return data / "live"


def spooled(data: Path, tenant_id: str, call_id: str) -> Path:
    """Where the sound of a running call is."""
    return folder(data) / tenant_id / f"{call_id}.wav"


class Spool:
    """A WAV file that grows. Pieces have their place in time, so that what nobody recorded is silence."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO | None = None
        self._pieces: deque[tuple[int, bytes]] = deque()
        self._size = 0
        self.broken = False

    def write(self, end: float, pcm: bytes) -> None:
        """A piece of both sides, interleaved, that ends at this second of the call."""
        self._pieces.append((round(end * RATE) * FRAME - len(pcm), pcm))
        self._size += len(pcm)
        if self._size >= AT_ONCE:
            pieces, self._pieces, self._size = list(self._pieces), deque(), 0
            _writer.submit(self._put, pieces)

    def close(self) -> None:
        """Write the rest, and in the head how much there is. Waits."""
        pieces, self._pieces, self._size = list(self._pieces), deque(), 0
        _writer.submit(self._put, pieces).result()
        if self._file is not None:
            _writer.submit(self._finish).result()

    def _put(self, pieces: list[tuple[int, bytes]]) -> None:
        if not pieces or self.broken:
            return
        try:
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self.path.open("r+b" if self.path.exists() else "w+b")
            for start, pcm in pieces:
                self._file.seek(HEADER + max(0, start))
                self._file.write(pcm)
            self._file.flush()
        except OSError as error:  # a full disk must not end the call
            self.broken = True
            log.error("live recording not written", path=self.path.name, exc_info=error)

    def _finish(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError), file:
                complete(file)


def complete(file: BinaryIO) -> None:
    """Put the head of a WAV before what has been written."""
    size = max(0, file.seek(0, 2) - HEADER)
    rate, width = RATE, CHANNELS * WIDTH
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", min(size + 36, 0xFFFFFFFF), b"WAVE", b"fmt ", 16, 1, CHANNELS,
                       rate, rate * width, width, 8 * WIDTH, b"data", min(size, 0xFFFFFFFF))  # fmt: skip
    file.seek(0)
    file.write(head)
