"""Twilio Media Streams: both tracks of a phone call as mu-law of 8 kHz, in JSON."""

from __future__ import annotations

import base64
import binascii
import json
from collections import deque
from typing import Any

from ringside.calls.live.capture.said import CUSTOMER, MOST_FRAME, REP, BadSender, Ended, Event, Odd, Sound
from ringside.speech.codecs import BadSound, Unpacker

REMEMBERED = 200
"""Sequence numbers by which a message that comes twice is told."""
ENCODINGS = {"audio/x-mulaw": "mulaw", "audio/x-alaw": "alaw", "audio/l16": "pcm_s16le"}


class TwilioReader:
    """Reads one stream. `rep_track` is the track with the rep's voice."""

    def __init__(self, rep_track: str) -> None:
        self._sides = {rep_track: REP, "outbound" if rep_track == "inbound" else "inbound": CUSTOMER}
        self._units = {track: Unpacker("mulaw", 8_000) for track in self._sides}
        self._seen: deque[str] = deque(maxlen=REMEMBERED)

    def read(self, message: str | bytes) -> list[Event]:
        told = _read(message)
        match told.get("event"):
            case "media":
                return self._media(told)
            case "start":
                self._start(told.get("start"))
            case "stop":
                return [Ended()]
            case "connected" | "mark" | "dtmf":
                pass
            case _:
                return [Odd("not a message of Twilio's")]
        return []

    def _start(self, start: Any) -> None:
        form = start.get("mediaFormat") if isinstance(start, dict) else None
        if not isinstance(form, dict):
            return
        encoding, rate = ENCODINGS.get(str(form.get("encoding", "")).lower()), form.get("sampleRate", 8_000)
        if encoding is None or not isinstance(rate, int):
            raise BadSender(f"Sound as {str(form.get('encoding'))[:40]} cannot be read; Twilio sends mu-law.")
        try:
            self._units = {track: Unpacker(encoding, rate) for track in self._sides}
        except BadSound as problem:
            raise BadSender(str(problem)) from None

    def _media(self, told: dict[str, Any]) -> list[Event]:
        media = told.get("media")
        track = media.get("track") if isinstance(media, dict) else None
        if not isinstance(media, dict) or track not in self._sides:
            return [Odd("sound of no track")]
        number = f"{told.get('sequenceNumber')}"
        if told.get("sequenceNumber") is not None:
            if number in self._seen:
                return []
            self._seen.append(number)
        try:
            [pcm] = self._units[track].feed(base64.b64decode(str(media.get("payload", "")), validate=True))
        except binascii.Error:
            return [Odd("sound that is not base64")]
        at = _seconds(media.get("timestamp"))
        return [Sound(self._sides[track], track, pcm, at)] if pcm else []


def _read(message: str | bytes) -> dict[str, Any]:
    if isinstance(message, bytes) or len(message) > MOST_FRAME:
        return {}
    try:
        told = json.loads(message)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _seconds(milliseconds: Any) -> float | None:
    text = str(milliseconds)
    return int(text) / 1000 if text.isascii() and text.isdigit() and len(text) < 12 else None
