"""Which of a synthesiser's voices somebody has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TypeVar

from ringside.speech.ports import Gender, Timbre

T = TypeVar("T")


def number(timbre: Timbre, most: int, salt: str = "") -> int:
    """0..most-1, always the same for the same key."""
    return int.from_bytes(sha256(f"{salt}{timbre.key}".encode()).digest()[:8]) % most


def pick(voices: Mapping[Gender, Sequence[T]], timbre: Timbre) -> T:
    """The voice of this key among those of its gender."""
    choice = voices[timbre.gender]
    return choice[number(timbre, len(choice))]
