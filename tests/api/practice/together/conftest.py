"""Real sockets to sessions held together."""

from __future__ import annotations

from api.practice.voice.conftest import address, call

__all__ = ["address", "call"]
