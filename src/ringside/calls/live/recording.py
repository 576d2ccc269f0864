"""The sound of a live call on its way to a file: both sides, written as they come, so that a crash loses nothing."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import structlog

from ringside.speech import mp3
from ringside.speech.ports import RATE

log = structlog.get_logger()

SUFFIX = ".mp3"
WIDTH = 2 * mp3.CHANNELS
AT_ONCE = 64 * 1024
"""Bytes that are collected before they go to the disk: a second."""
# One thread writes for all calls: the event loop never waits for a disk, and pieces stay in order.
_writer = ThreadPoolExecutor(1, thread_name_prefix="live-recording")


def folder(data: Path) -> Path:
    return data / "live"


def spooled(data: Path, tenant_id: str, call_id: str) -> Path:
    """Where the sound of a running call is."""
    return folder(data) / tenant_id / f"{call_id}{SUFFIX}"


class Spool:
    """A file that grows. Pieces have their place in time, so that what nobody recorded is silence."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO | None = None
        self._encoder: mp3.Encoder | None = None
        self._at = 0
        """Samples a channel that are in the file or the encoder."""
        self._pieces: deque[tuple[int, bytes]] = deque()
        self._size = 0
        self.broken = False

    def write(self, end: float, pcm: bytes) -> None:
        """A piece of both sides, interleaved, that ends at this second of the call."""
        self._pieces.append((round(end * RATE) - len(pcm) // WIDTH, pcm))
        self._size += len(pcm)
        if self._size >= AT_ONCE:
            pieces, self._pieces, self._size = list(self._pieces), deque(), 0
            _writer.submit(self._put, pieces)

    def close(self) -> None:
        """Write the rest. Waits."""
        pieces, self._pieces, self._size = list(self._pieces), deque(), 0
        _writer.submit(self._put, pieces).result()
        _writer.submit(self._finish).result()

    def _put(self, pieces: list[tuple[int, bytes]]) -> None:
        if not pieces or self.broken:
            return
        try:
            file = self._opened()
            for start, pcm in pieces:
                self._place(file, start, pcm)
            file.flush()
        except Exception as error:  # a full disk must not end the call
            self.broken = True
            log.error("live recording not written", path=self.path.name, exc_info=error)

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._at = mp3.trimmed(self.path) * mp3.SAMPLES
            self._file = self.path.open("ab")
        return self._file

    def _place(self, file: BinaryIO, start: int, pcm: bytes) -> None:
        """Put a piece where it belongs: after the silence before it, without what is there already."""
        if start - self._at >= mp3.SAMPLES:
            self._end_sound(file)
            frames = (start - self._at) // mp3.SAMPLES
            file.write(mp3.silence(frames))
            self._at += frames * mp3.SAMPLES
        pcm = bytes(WIDTH * max(0, start - self._at)) + pcm[WIDTH * max(0, self._at - start) :]
        if pcm:
            self._encoder = self._encoder or mp3.Encoder()
            file.write(self._encoder.feed(pcm))
            self._at += len(pcm) // WIDTH

    def _end_sound(self, file: BinaryIO) -> None:
        if self._encoder is not None:
            file.write(self._encoder.finish())
            self._encoder = None
            self._at = -(-self._at // mp3.SAMPLES) * mp3.SAMPLES

    def _finish(self) -> None:
        file, self._file = self._file, None
        if file is None:
            return
        with suppress(OSError), file:
            if not self.broken:
                self._end_sound(file)
