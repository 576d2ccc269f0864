"""pipecat, loaded when a call first needs it and without its banner and its flood of debugging lines."""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

from ringside.speech.installed import present
from ringside.speech.silero import VoiceNotInstalled


def voice_installed() -> bool:
    return present("pipecat", "aiortc", "onnxruntime")


@cache
def silence() -> None:
    """Its log is not ours: what matters is told through the ports. Raises VoiceNotInstalled."""
    if not voice_installed():
        raise VoiceNotInstalled
    from loguru import logger  # noqa: PLC0415

    logger.remove()  # before pipecat is imported, which would greet
    import pipecat  # noqa: F401, PLC0415

    logger.disable("pipecat")
    for noisy in ("aioice", "aiortc"):  # they tell of every pair of addresses they try
        logging.getLogger(noisy).setLevel(logging.WARNING)


@cache
def frames() -> Any:
    """The module of pipecat's protobuf frames."""
    silence()
    from pipecat.frames.protobufs import frames_pb2  # noqa: PLC0415

    return frames_pb2
