"""A room of a LiveKit server as a line: this process joins it, and the client meets it there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, ClassVar, Literal

from ringside.core.errors import AppError
from ringside.speech.installed import present
from ringside.speech.pipeline.lines.socket import parsed
from ringside.speech.pipeline.ports import Gone, Message
from ringside.speech.pipeline.quiet import silence
from ringside.speech.ports import RATE

OUT_RATE = 24_000
QUEUE_MS = 100
"""Sound the server's side keeps ready; what is dropped is dropped there too."""
JOIN_S, WAITING_S, LEAVE_S = 20.0, 60.0, 3.0
"""Longest it may take to join the room, until the client comes there, and to leave it."""
TOKEN_LASTS = timedelta(hours=3)
MOST_WAITING = 400

Frame = Any


class LiveKitNotInstalled(AppError):
    """The SDK of LiveKit was left out when Ringside was installed."""

    status: ClassVar[int] = 503
    slug: ClassVar[str] = "livekit-not-installed"
    title: ClassVar[str] = "LiveKit is not installed"

    def __init__(self) -> None:
        super().__init__("LiveKit is not installed here: pip install 'ringside[livekit]'.")


def room_token(key: str, secret: str, room: str, identity: str) -> str:
    """Lets one participant into one room, to speak, listen and send messages."""
    if not present("livekit"):
        raise LiveKitNotInstalled
    from livekit import api  # noqa: PLC0415

    grants = api.VideoGrants(room_join=True, room=room, can_publish=True, can_subscribe=True, can_publish_data=True)
    token = api.AccessToken(key, secret).with_identity(identity).with_grants(grants).with_ttl(TOKEN_LASTS)
    return str(token.to_jwt())


class LiveKitLine:
    """pipecat's transport of LiveKit, of which only the two ends are used."""

    kind: Literal["webrtc", "websocket", "livekit"] = "livekit"
    rate = OUT_RATE
    piece_s = 0.02

    def __init__(self, url: str, token: str, room: str) -> None:
        silence()
        if not present("livekit"):
            raise LiveKitNotInstalled
        from pipecat.transports.livekit.transport import LiveKitParams, LiveKitTransport  # noqa: PLC0415

        params = LiveKitParams(
            audio_in_enabled=True,
            audio_out_enabled=True,
            audio_in_user_tracks=False,
            audio_out_queue_size_ms=QUEUE_MS,
            audio_out_10ms_chunks=2,
        )
        self._transport: Any = LiveKitTransport(url, token, room, params)
        self._joined = asyncio.Event()
        self._there = asyncio.Event()
        self._gone = asyncio.Event()
        self._frames: asyncio.Queue[Frame] = asyncio.Queue()
        self._overrun = False
        self._message: Callable[[Message], None] = _nobody
        for name, heard in (
            ("on_connected", self._inside),
            ("on_first_participant_joined", self._came),
            ("on_participant_disconnected", self._left),
            ("on_disconnected", self._left),
            ("on_data_received", self._told),
        ):
            self._transport.add_event_handler(name, heard)

    async def connected(self) -> bool:
        try:
            await asyncio.wait_for(self._joined.wait(), JOIN_S)
            await asyncio.wait_for(self._there.wait(), WAITING_S)
        except TimeoutError:
            self._gone.set()
        return not self._gone.is_set()

    async def run(self, sound: Callable[[bytes], None], message: Callable[[Message], None]) -> Gone:
        from pipecat.pipeline.pipeline import Pipeline  # noqa: PLC0415
        from pipecat.pipeline.worker import PipelineParams, PipelineWorker  # noqa: PLC0415
        from pipecat.workers.runner import WorkerRunner  # noqa: PLC0415

        self._message = message
        params = PipelineParams(audio_in_sample_rate=RATE, audio_out_sample_rate=OUT_RATE)
        pipeline = Pipeline([self._transport.input(), _tap(sound), self._transport.output()])
        worker: Any = PipelineWorker(pipeline, params=params, idle_timeout_secs=None, enable_rtvi=False)
        runner: Any = WorkerRunner(handle_sigint=False)
        running = asyncio.create_task(_held(runner, worker))
        pumping = asyncio.create_task(self._pump(worker))
        gone = asyncio.create_task(self._gone.wait())
        try:
            await asyncio.wait((running, gone), return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._left()
            pumping.cancel()
            gone.cancel()
            with suppress(Exception):
                await asyncio.wait_for(worker.cancel(), LEAVE_S)
            running.cancel()
            await asyncio.wait((running, pumping, gone), timeout=LEAVE_S)
        return "slow" if self._overrun else "left"

    def play(self, pcm: bytes) -> None:
        from pipecat.frames.frames import OutputAudioRawFrame  # noqa: PLC0415

        self._put(OutputAudioRawFrame(audio=pcm, sample_rate=OUT_RATE, num_channels=1))

    def drop(self) -> None:
        from pipecat.frames.frames import InterruptionFrame, OutputAudioRawFrame  # noqa: PLC0415

        kept = [self._frames.get_nowait() for _ in range(self._frames.qsize())]
        for frame in kept:
            if not isinstance(frame, OutputAudioRawFrame):
                self._frames.put_nowait(frame)
        self._put(InterruptionFrame())

    def tell(self, message: Message, key: str | None = None) -> None:
        from pipecat.frames.frames import OutputTransportMessageUrgentFrame  # noqa: PLC0415

        self._put(OutputTransportMessageUrgentFrame(message=message))

    async def close(self, code: int, reason: str) -> None:
        """The client is told why in a last message: a room has no close codes."""
        self.tell({"type": "closed", "code": code, "reason": reason})
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._frames.join(), 1.0)
        self._gone.set()

    def _put(self, frame: Frame) -> None:
        self._frames.put_nowait(frame)
        if self._frames.qsize() > MOST_WAITING:
            self._overrun = True
            self._gone.set()

    async def _pump(self, worker: Any) -> None:
        while True:
            frame = await self._frames.get()
            try:
                await worker.queue_frame(frame)
            finally:
                self._frames.task_done()

    async def _inside(self, transport: Any) -> None:
        self._joined.set()

    async def _came(self, transport: Any, participant: str) -> None:
        self._there.set()

    async def _left(self, *_: Any) -> None:
        self._gone.set()
        self._joined.set()
        self._there.set()

    async def _told(self, transport: Any, data: bytes, participant: str | None) -> None:
        self._message(parsed(data))


def _nobody(_: Any) -> None:
    """Nobody listens yet."""


async def _held(runner: Any, worker: Any) -> None:
    """A room that cannot be reached is a line that is gone."""
    with suppress(Exception):
        await runner.add_workers(worker)
        await runner.run()


def _tap(sound: Callable[[bytes], None]) -> Any:
    """Takes what is heard out of the pipeline."""
    from pipecat.frames.frames import InputAudioRawFrame  # noqa: PLC0415
    from pipecat.processors.frame_processor import FrameProcessor  # noqa: PLC0415

    class Tap(FrameProcessor):
        async def process_frame(self, frame: Frame, direction: Any) -> None:
            await super().process_frame(frame, direction)
            if isinstance(frame, InputAudioRawFrame):
                sound(frame.audio)
            else:
                await self.push_frame(frame, direction)

    return Tap()
