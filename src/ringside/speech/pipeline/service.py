"""Spoken calls: answer a client, give the line to a Call with an engine and a counterpart, and run it.

Nothing heavy is imported before the first call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.websockets import WebSocket

from ringside.speech.endpointing import VoiceNotInstalled
from ringside.speech.pipeline.call import Call, Ending
from ringside.speech.pipeline.engine import BROWSER, Engine
from ringside.speech.pipeline.lines.livekit import LiveKitLine, LiveKitNotInstalled, room_token
from ringside.speech.pipeline.lines.socket import SocketLine
from ringside.speech.pipeline.lines.webrtc import BadOffer, Candidate, IceServer, UnknownLine, add_candidates, answered
from ringside.speech.pipeline.patience import Patience
from ringside.speech.pipeline.ports import Line
from ringside.speech.pipeline.quiet import voice_installed
from ringside.speech.ports import RATE

if TYPE_CHECKING:
    from ringside.core.settings import Settings

__all__ = [
    "BROWSER",
    "Answer",
    "BadOffer",
    "Call",
    "Candidate",
    "Ending",
    "Engine",
    "IceServer",
    "LiveKitNotInstalled",
    "Patience",
    "UnknownLine",
    "VoiceMissing",
    "add_candidates",
    "answer_offer",
    "engine_from_settings",
    "livekit_line",
    "room_token",
    "socket_line",
    "voice_installed",
]

VoiceMissing = VoiceNotInstalled


@dataclass(frozen=True, slots=True)
class Answer:
    """To a WebRTC offer, and the line it opens."""

    sdp: str
    type: str
    pc_id: str
    line: Line


async def answer_offer(sdp: str, kind: str, ice: Sequence[IceServer] = ()) -> Answer:
    """Without `ice` no server is asked for the way. Raises BadOffer, VoiceMissing."""
    line, answer, answer_kind = await answered(sdp, kind, ice)
    return Answer(sdp=answer, type=answer_kind, pc_id=line.id, line=line)


def socket_line(socket: WebSocket, rate: int = RATE) -> Line:
    """An accepted WebSocket; `rate` samples a second both ways. Raises BadSound for a rate that cannot be."""
    return SocketLine(socket, rate)


def livekit_line(url: str, token: str, room: str) -> Line:
    """A room of a LiveKit server that this process joins. Raises LiveKitNotInstalled, VoiceMissing."""
    return LiveKitLine(url, token, room)


def engine_from_settings(settings: Settings) -> Engine:
    """What is configured to listen and speak. Raises what a misconfigured provider raises."""
    from ringside.speech import streaming, synthesis  # noqa: PLC0415
    from ringside.speech.pipeline import realtime  # noqa: PLC0415

    listens, speaks = streaming.from_settings(settings), synthesis.from_settings(settings)
    return Engine(listens, speaks, realtime.from_settings(settings))
