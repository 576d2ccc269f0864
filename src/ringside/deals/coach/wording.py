"""The coach's words in English and Hebrew (words/<language>.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from ringside.dialogue.schemas import Language


@lru_cache(maxsize=2)
def table(language: Language) -> dict[str, Any]:
    """All words of a language."""
    text = (resources.files("ringside.deals.coach") / "words" / f"{language}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def fact(language: Language, name: str, **values: object) -> str:
    """A fact of the deal in a sentence. A count of one has a form of its own where the language needs one."""
    form = table(language)["facts"][name]
    if isinstance(form, dict):
        form = form["one" if values.get("n") == 1 else "other"]
    return str(form).format(**values)


def days(language: Language, n: int) -> str:
    """A number of days in words."""
    return say(language, "days", {1: "one", 2: "two"}.get(n, "other"), n=n)


def told(language: Language, action: str, part: str, slots: Mapping[str, str]) -> str:
    """A sentence about an action: its title or why it is suggested."""
    return str(table(language)["actions"][action][part]).format_map(slots)


def say(language: Language, *path: str, **values: object) -> str:
    """The phrase at `path`."""
    found: Any = table(language)
    for part in path:
        found = found[part]
    return str(found).format(**values)
