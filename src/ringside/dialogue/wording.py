"""What scorecard, feedback and quick review say, in English and Hebrew (phrases/<language>.yaml)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from ringside.dialogue.objections import Objection
from ringside.dialogue.schemas import Language


@lru_cache(maxsize=2)
def table(language: Language) -> dict[str, Any]:
    """All phrases of a language."""
    text = (resources.files("ringside.dialogue") / "phrases" / f"{language}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def say(language: Language, *path: str, **values: object) -> str:
    """The phrase at `path`, filled in; KeyError when the language lacks it."""
    found: Any = table(language)
    for part in path:
        found = found[part]
    return str(found).format(**values)


def topic(language: Language, name: str, service: bool) -> str:
    """The topic as it is spoken about in this kind of call."""
    special = f"{name}_service"
    return special if service and special in table(language)["steps"] else name


def outcome(step: str, objections: Sequence[Objection], language: Language) -> str:
    """The call's outcome in one sentence."""
    sentence = say(language, "outcome", step)
    open_ones = [o.kind for o in objections if o.resolved is False]
    if step in ("none", "vague") and open_ones:
        kind = say(language, "kinds", open_ones[-1])
        return f"{sentence} {say(language, 'outcome', 'open_objection', kind=kind)}"
    return sentence


def not_observed(needs: str, language: Language) -> str:
    """Why a criterion could not be observed."""
    return say(language, "not_observed", needs)
