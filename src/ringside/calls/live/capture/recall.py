"""Recall.ai: a bot in the meeting sends everybody's sound apart, PCM16 of 16 kHz, in JSON."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from ringside.calls.live.capture.people import Sides
from ringside.calls.live.capture.said import MOST_FRAME, Event, Odd, Sound, clock


class RecallReader:
    """Reads one connection of a bot."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides

    def read(self, message: str | bytes) -> list[Event]:
        if len(message) > MOST_FRAME:
            return [Odd("a message that is too long")]
        try:
            told = json.loads(message)
            kind, data = told["event"], told["data"]["data"]
        except (ValueError, RecursionError, KeyError, TypeError):
            return [Odd("not a message of Recall.ai's")]
        if kind == "audio_separate_raw.data" and isinstance(data, dict):
            return self._sound(data)
        if isinstance(kind, str) and kind.startswith("participant_events.") and isinstance(data, dict):
            self._side(data.get("participant"))
            return []
        return [Odd("an event that was not asked for")]

    def _side(self, person: Any) -> tuple[int, str, str | None] | None:
        if not isinstance(person, dict) or person.get("id") is None:
            return None
        name, email = person.get("name"), person.get("email")
        name = name if isinstance(name, str) else None
        email = email if isinstance(email, str) else None
        id = str(person["id"])[:64]
        return self._sides.of(id, name, email, host=person.get("is_host") is True), id, name

    def _sound(self, data: dict[str, Any]) -> list[Event]:
        found = self._side(data.get("participant"))
        try:
            pcm = base64.b64decode(str(data.get("buffer", "")), validate=True)
        except binascii.Error:
            return [Odd("sound that is not base64")]
        if found is None:
            return [Odd("sound of nobody")]
        side, id, name = found
        stamp = data.get("timestamp")
        at = clock(stamp.get("relative"), 1e6) if isinstance(stamp, dict) else None
        return [Sound(side, id, pcm[: len(pcm) & ~1], at, name)] if len(pcm) > 1 else []
