"""What may lie under an objection: which concerns a kind has, which of them the words give away, and how it is told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ringside.core import content
from ringside.deals.schemas import Tone
from ringside.dialogue import language as lang
from ringside.dialogue.schemas import Language

EDGES: Mapping[Language, tuple[str, str]] = {
    # A Hebrew word may carry prefixes.
    "en": (r"(?<!\w)", r"(?!\w)"),
    "he": (r"(?<![\w])[ושהבלמכ]{0,2}", r"(?!\w)"),
}
BRUSH_OFFS = frozenset({"not_interested", "send_email", "call_later"})


@dataclass(frozen=True, slots=True)
class Concern:
    """Each text by language; `cues` are what gives it away. The open one of a kind has the id "" and no cues."""

    id: str
    title: Mapping[Language, str]
    text: Mapping[Language, str]
    listen: Mapping[Language, str]
    ask: Mapping[Language, str]
    push: Mapping[Language, str]
    cues: Mapping[Language, tuple[re.Pattern[str], ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    title: Mapping[Language, str]
    acknowledge: Mapping[Tone, Mapping[Language, str]]
    bring: Mapping[Language, str]
    """What to come back with where nothing is at hand that bears on it."""
    unsaid: Concern
    """For when the words do not tell which concern it is."""
    concerns: tuple[Concern, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """A concern that the words give away, and where: offsets in the original text."""

    concern: Concern
    weight: float
    spans: tuple[tuple[int, int], ...]


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind, as concerns.yaml says."""
    told = content.parse(files("ringside.deals.objections").joinpath("concerns.yaml").read_text(encoding="utf-8"))
    return {
        name: Kind(
            title=kind["title"],
            acknowledge=kind["acknowledge"],
            bring=kind["bring"],
            unsaid=_concern("", {**kind["open"], "title": kind["title"]}),
            concerns=tuple(_concern(each, what) for each, what in kind["concerns"].items()),
        )
        for name, kind in told.items()
    }


def _concern(name: str, told: Mapping[str, Any]) -> Concern:
    cues = {
        language: tuple(re.compile(f"{start}(?:{cue}){end}") for cue in told.get("cues", {}).get(language, ()))
        for language, (start, end) in EDGES.items()
    }
    parts = {part: told[part] for part in ("title", "text", "listen", "ask", "push")}
    return Concern(id=name, cues=cues, **parts)


def of(kind: str) -> tuple[Concern, ...]:
    """The concerns of a kind; none of an unknown one."""
    return kinds()[kind].concerns if kind in kinds() else ()


def titles(language: Language) -> dict[str, str]:
    """What kinds and concerns are called."""
    named = {name: kind.title[language] for name, kind in kinds().items()}
    return named | {each.id: each.title[language] for kind in kinds().values() for each in kind.concerns}


def seen(text: str, kind: str, language: Language) -> list[Sight]:
    """The concerns of a kind that the words give away, the plainest first.

    Longer finds tell more than single words; what several concerns share tells less.
    """
    view = lang.fold(text[:5_000])
    found: list[Sight] = []
    for concern in of(kind):
        places = _places(concern.cues[language], view.text)
        if places:
            weight = sum(1 + 0.25 * min(view.text.count(" ", a, b), 3) for a, b in places)
            found.append(Sight(concern, weight, tuple(view.span(a, b) for a, b in places)))
    return sorted(found, key=lambda each: -each.weight)


def _places(cues: Sequence[re.Pattern[str]], text: str) -> list[tuple[int, int]]:
    """Where cues stand, without overlaps: the longest of those that begin together."""
    found = sorted({m.span() for cue in cues for m in cue.finditer(text) if m.end() > m.start()},
                   key=lambda span: (span[0], -span[1]))  # fmt: skip
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
