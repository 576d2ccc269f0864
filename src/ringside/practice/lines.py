"""The buyer's stock of spoken lines, causes and hints, in English and Hebrew (lines/<language>.yaml)."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

from ringside.core import content
from ringside.dialogue.schemas import Language

_FOLDER = Path(__file__).parent / "lines"


@cache
def bank(language: Language) -> dict[str, tuple[str, ...]]:
    """All wordings by key, nested keys joined by dots."""
    flat: dict[str, tuple[str, ...]] = {}

    def walk(path: str, value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(f"{path}.{key}" if path else str(key), inner)
        elif isinstance(value, list):
            flat[path] = tuple(str(item) for item in value)
        else:
            flat[path] = (str(value),)

    walk("", content.parse((_FOLDER / f"{language}.yaml").read_text("utf-8")))
    return flat


def wordings(language: Language, key: str) -> tuple[str, ...]:
    """Every wording under a key; KeyError when there is none."""
    return bank(language)[key]


def pick(language: Language, key: str, seed: str) -> str:
    """One wording, the same for the same seed."""
    return random.Random(f"{seed}:{key}").choice(wordings(language, key))


def fill(template: str, *, female: bool, **slots: str) -> str:
    """A template with `{slots}` filled and `[male|female]` forms of the speaker chosen."""
    chosen = re.sub(r"\[([^|\]]*)\|([^\]]*)\]", lambda m: m[2] if female else m[1], template)
    return chosen.format_map(slots) if slots else chosen
