"""Recordings of practice calls, kept only with the rep's consent: the rep on the left channel, the buyer on the right.

While a call is open its sound lies in two plain files on this machine, one a side: what is written survives a crash,
a silence costs nothing, and a connection that comes back goes on in them. When the call has ended they become one small
file that every browser plays.
"""

from __future__ import annotations

import asyncio
import shutil
import struct
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.db import Databases
from ringside.core.files import FileStore, disk
from ringside.core.ids import is_id, new_id
from ringside.practice.models import Call
from ringside.practice.reports import Ended
from ringside.practice.voice.models import VoiceCall
from ringside.speech.ports import RATE

log = structlog.get_logger()

Side = Literal["rep", "buyer"]
SIDES: tuple[Side, Side] = ("rep", "buyer")
SUFFIX = ".mp3"
MEDIA_TYPE = "audio/mpeg"
HEAD = 44
"""Bytes of a WAV head."""
WRITE_S = 1.0
"""Sound that is held before it is written."""
DRIFT_S = 0.4
"""Pieces of sound arrive unevenly; only one this far from where the last ended has a silence before it."""
AHEAD_S = 30.0
"""A client that sends sound faster than it can have been said is not recorded further than this ahead of the clock."""
LONGEST_S = 4 * 3600.0
"""A recording is given up then: what somebody forgot to end must not fill a disk."""
BEHIND = 120
"""Seconds of sound that may wait for a slow disk; then the recording is given up."""


@dataclass(slots=True)
class _Track:
    """One side while it is written."""

    path: Path
    end: int | None = None
    """Where the sound so far ends, in samples."""
    start: int = 0
    held: bytearray = field(default_factory=bytearray)


class Tape:
    """The sound of one connection on its way to the disk. Nothing here waits for it but `close`."""

    def __init__(self, folder: Path, call_id: str, failed: Callable[[], None]) -> None:
        self._tracks = {side: _Track(track(folder, call_id, side)) for side in SIDES}
        self._failed = failed
        self._queue: asyncio.Queue[tuple[Path, int, bytes] | None] = asyncio.Queue(2 * BEHIND)
        self._broken = False
        self._writing = asyncio.ensure_future(self._write())
        self.closed = asyncio.Event()

    def sound(self, who: Literal["person", "counterpart"], pcm: bytes, at: float) -> None:
        """A piece of sound that ends (a person's, as it arrived) or begins (the counterpart's) at this second."""
        if self._broken or not pcm:
            return
        rep = who == "person"
        on = self._tracks["rep" if rep else "buyer"]
        wanted = max(0, round(at * RATE) - (len(pcm) // 2 if rep else 0))
        if at > LONGEST_S:
            self._give_up("the call is too long")
            return
        if on.end is not None and on.end - wanted > AHEAD_S * RATE:
            return
        if on.end is None or abs(wanted - on.end) > DRIFT_S * RATE:
            self._pass_on(on)
            on.start = on.end = max(wanted, on.end or 0)
        on.held += pcm
        on.end += len(pcm) // 2
        if len(on.held) >= WRITE_S * RATE * 2:
            self._pass_on(on)

    async def close(self) -> None:
        """Write what is held."""
        for on in self._tracks.values():
            self._pass_on(on)
        with suppress(asyncio.QueueFull):
            self._queue.put_nowait(None)
            await self._writing
        self._writing.cancel()
        self.closed.set()

    def _pass_on(self, on: _Track) -> None:
        if on.held:
            try:
                self._queue.put_nowait((on.path, on.start, bytes(on.held)))
            except asyncio.QueueFull:
                self._give_up("the disk is too slow")
            on.held.clear()
        on.start = on.end or 0

    async def _write(self) -> None:
        while (piece := await self._queue.get()) is not None:
            if self._broken:
                continue
            try:
                await asyncio.to_thread(write, *piece)
            except Exception as error:
                self._give_up(repr(error))

    def _give_up(self, cause: str) -> None:
        if not self._broken:
            self._broken = True
            log.warning("recording given up", cause=cause)
            self._failed()


def track(folder: Path, call_id: str, side: Side) -> Path:
    return folder / f"{call_id}.{side}.wav"


def write(path: Path, start: int, pcm: bytes) -> None:
    """Put sound into a WAV file at this sample; what lies before it and was never written is silence."""
    with disk():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("r+b" if path.exists() else "w+b") as file:
            file.seek(HEAD + 2 * start)
            file.write(pcm)


def seal(paths: tuple[Path, ...]) -> float:
    """Make whole WAV files of one length of what was written; their seconds."""
    for path in paths:
        if not path.exists():
            write(path, 0, b"")
    size = max(0, max(path.stat().st_size for path in paths) - HEAD) // 2 * 2
    for path in paths:
        with path.open("r+b") as file:
            file.truncate(HEAD + size)
            file.write(head(size))
    return size / 2 / RATE


def head(size: int) -> bytes:
    """The head of a WAV file with so many bytes of PCM16 mono at RATE."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, RATE * 2, 2, 16)
    return struct.pack("<4sI4s", b"RIFF", HEAD - 8 + size, b"WAVE") + form + struct.pack("<4sI", b"data", size)


def remove_all(folder: Path, tenant_id: str) -> None:
    """Remove the unfinished recordings of a tenant."""
    shutil.rmtree(folder / tenant_id, ignore_errors=True)


class Tapes:
    """The recordings of all tenants."""

    def __init__(self, folder: Path, databases: Databases, files: FileStore) -> None:
        self._folder = folder
        self._databases = databases
        self._files = files
        self._open: dict[str, Tape] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def open(self, tenant_id: str, call_id: str, failed: Callable[[], None]) -> Tape:
        """A tape for a connection to this call."""
        tape = self._open[call_id] = Tape(self._folder / tenant_id, call_id, failed)
        return tape

    async def ended(self, _session: AsyncSession, call: Ended) -> None:
        """A call has been scored: its recording, if there is one, is made ready in the background."""
        if self._spooled(call.tenant_id, call.conversation_id):
            self._later(self._finish_quietly(call.tenant_id, call.conversation_id))

    async def finish(self, tenant_id: str, call_id: str) -> None:
        """Make the file that is played, once the call has ended. Nothing happens when there is nothing to do."""
        lock = self._locks.setdefault(call_id, asyncio.Lock())
        try:
            async with lock:
                await self._finish(tenant_id, call_id)
        finally:
            if not lock.locked():
                self._locks.pop(call_id, None)

    async def erase(self, tenant_id: str, call_id: str, file: str | None) -> None:
        """Remove all sound of a call."""
        if tape := self._open.pop(call_id, None):
            await tape.close()
        await asyncio.to_thread(self._unlink, tenant_id, call_id)
        if file is not None:
            await self._files.delete(tenant_id, file)

    async def farewell(self, session: AsyncSession, tenant_id: str, user_id: str) -> None:
        """Remove the recordings of somebody who leaves the company."""
        theirs = (await session.scalars(sa.select(VoiceCall).where(VoiceCall.recording_by == user_id))).all()
        for row in theirs:
            await self.withdraw(tenant_id, row)

    async def withdraw(self, tenant_id: str, row: VoiceCall) -> None:
        """Take back the consent of a call's recording: nothing of its sound is left."""
        await self.erase(tenant_id, row.call_id, row.file)
        row.file = row.file_seconds = row.recording_by = row.recording_at = None

    def start(self) -> None:
        """Finish in the background what a stopped process has left, and remove what belongs to nobody any more."""
        self._later(self._sweep())

    async def drain(self) -> None:
        """Wait until everything under way is done."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _finish(self, tenant_id: str, call_id: str) -> None:
        if tape := self._open.pop(call_id, None):
            await tape.closed.wait()
        if not self._spooled(tenant_id, call_id):
            return
        async with self._databases.tenant(tenant_id) as session:
            row = await session.get(VoiceCall, call_id)
            status = await session.scalar(sa.select(Call.status).where(Call.id == call_id))
        if status == "open":
            return
        if row is not None and row.recording_at is not None and row.file is None:
            await self._encode(tenant_id, call_id)
        await asyncio.to_thread(self._unlink, tenant_id, call_id)

    async def _encode(self, tenant_id: str, call_id: str) -> None:
        from ringside.speech import rendition  # noqa: PLC0415 - PyAV, of many megabytes

        sides = self._sides(tenant_id, call_id)
        made = self._folder / tenant_id / f"{call_id}{SUFFIX}"
        name = f"{new_id()}{SUFFIX}"
        try:
            seconds = await asyncio.to_thread(seal, sides)
            await asyncio.to_thread(rendition.make, sides, made)
            await self._files.put(tenant_id, name, made)
        finally:
            made.unlink(missing_ok=True)
        async with self._databases.tenant(tenant_id) as session:
            kept = await session.scalar(
                sa.update(VoiceCall)
                .where(VoiceCall.call_id == call_id, VoiceCall.file.is_(None), VoiceCall.recording_at.is_not(None))
                .values(file=name, file_seconds=round(seconds, 2))
                .returning(VoiceCall.call_id)
            )
        if kept is None:  # erased meanwhile
            await self._files.delete(tenant_id, name)

    async def _finish_quietly(self, tenant_id: str, call_id: str) -> None:
        try:
            await self.finish(tenant_id, call_id)
        except Exception:
            # The sound stays where it is; the next who asks for it, or the next start, tries again.
            log.exception("recording could not be finished", call_id=call_id)

    async def _sweep(self) -> None:
        for folder in await asyncio.to_thread(lambda: list(self._folder.glob("*/"))):
            for call_id in {path.name.split(".")[0] for path in folder.glob("*.wav")}:
                if is_id(folder.name) and is_id(call_id):
                    await self._finish_quietly(folder.name, call_id)
            if folder.name not in await self._databases.tenants():
                await asyncio.to_thread(remove_all, self._folder, folder.name)

    def _sides(self, tenant_id: str, call_id: str) -> tuple[Path, Path]:
        return (track(self._folder / tenant_id, call_id, "rep"), track(self._folder / tenant_id, call_id, "buyer"))

    def _spooled(self, tenant_id: str, call_id: str) -> bool:
        return any(path.exists() for path in self._sides(tenant_id, call_id))

    def _unlink(self, tenant_id: str, call_id: str) -> None:
        for path in self._sides(tenant_id, call_id):
            path.unlink(missing_ok=True)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
