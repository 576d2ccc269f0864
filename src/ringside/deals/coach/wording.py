"""The coach's words in English and Hebrew (words/<language>.yaml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from ringside.dialogue.schemas import Language

_JOINED = re.compile(r"(?<![\u0590-\u05FF])([בהוכלמש])(\{(\w+)\})")
_LATIN = re.compile(r"[A-Za-z]")


@lru_cache(maxsize=2)
def table(language: Language) -> dict[str, Any]:
    """All words of a language."""
    text = (resources.files("ringside.deals.coach") / "words" / f"{language}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def fill(form: str, slots: Mapping[str, object]) -> str:
    """A sentence with its slots filled. Hebrew's one-letter words are kept apart from a name in other letters."""
    apart = _JOINED.sub(lambda hit: f"{hit[1]}־{hit[2]}" if _LATIN.match(str(slots[hit[3]])) else hit[0], form)
    return apart.format_map(slots)


def fact(language: Language, name: str, **values: object) -> str:
    """A fact of the deal in a sentence. A count of one has a form of its own where the language needs one."""
    form = table(language)["facts"][name]
    if isinstance(form, dict):
        form = form["one" if values.get("n") == 1 else "other"]
    return fill(str(form), values)


def days(language: Language, n: int) -> str:
    """A number of days in words."""
    return say(language, "days", {1: "one", 2: "two"}.get(n, "other"), n=n)


def told(language: Language, action: str, part: str, slots: Mapping[str, str]) -> str:
    """A sentence about an action: its title or why it is suggested."""
    return fill(str(table(language)["actions"][action][part]), slots)


def say(language: Language, *path: str, **values: object) -> str:
    """The phrase at `path`."""
    found: Any = table(language)
    for part in path:
        found = found[part]
    return fill(str(found), values)
