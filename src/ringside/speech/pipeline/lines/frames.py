"""Sound and messages in pipecat's protobuf frames, for clients that speak them over a WebSocket."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ringside.speech.pipeline.ports import Message
from ringside.speech.silero import VoiceNotInstalled

_FRAMES = (0x0A, 0x12, 0x1A, 0x22, 0x2A)
"""First byte of the kinds of frames: text, audio, transcription, message, interruption."""


@dataclass(frozen=True, slots=True)
class Sound:
    pcm: bytes
    rate: int
    channels: int


def is_frame(data: bytes) -> bool:
    """Whether a binary message is one whole frame. Plain sound looks like one once in 2**16 pieces at most, and the
    length in it would have to fit too."""
    if len(data) < 2 or data[0] not in _FRAMES:
        return False
    size = shift = 0
    for at, byte in enumerate(data[1:6], 2):
        size |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return at + size == len(data)
    return False


def unpacked(data: bytes) -> Sound | str | None:
    """The sound or the text of a message; None for frames that mean nothing here. Raises ValueError."""
    try:
        frame = _frames().Frame.FromString(data)
    except VoiceNotInstalled:
        raise
    except Exception as error:  # protobuf's own is not worth importing it for
        raise ValueError(str(error)) from None
    match frame.WhichOneof("frame"):
        case "audio":
            return Sound(frame.audio.audio, frame.audio.sample_rate or 16_000, frame.audio.num_channels or 1)
        case "message":
            return str(frame.message.data)
    return None


def packed_sound(pcm: bytes, rate: int) -> bytes:
    frame = _frames().Frame()
    frame.audio.audio, frame.audio.sample_rate, frame.audio.num_channels = pcm, rate, 1
    return bytes(frame.SerializeToString())


def packed_message(message: Message) -> bytes:
    frame = _frames().Frame()
    frame.message.data = json.dumps(message, ensure_ascii=False)
    return bytes(frame.SerializeToString())


def _frames() -> Any:
    from ringside.speech.pipeline.quiet import frames  # noqa: PLC0415

    return frames()
