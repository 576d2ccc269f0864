"""What cues say, in English and Hebrew (cue_words.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from ringside.dialogue.schemas import Language

MOST_EAR_WORDS = 8


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    text = (resources.files("ringside.calls.live") / "cue_words.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def say(language: Language, kind: str, case: str, part: str, words: Mapping[str, object]) -> str:
    """The `text`, `why` or `ear` of a cue; KeyError where there is none."""
    return str(_table()[language][kind][case][part]).format(**words)


def cases(kind: str) -> list[str]:
    """The cases a kind of cue comes in."""
    return list(_table()["en"][kind])
