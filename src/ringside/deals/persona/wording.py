"""A persona in words, in English and Hebrew, by templates. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, cast

from ringside.core import content
from ringside.deals.persona.schemas import GROUPS, PersonaSummary, PersonaTrait, Pin, Trait, TraitName
from ringside.deals.schemas import Preferences
from ringside.dialogue.schemas import Language

BUILTIN = "builtin"
SURE_ENOUGH: Mapping[int, float] = {0: 0.65, 1: 0.5, 2: 0.0}
"""By boldness: from which confidence on a trait is put into the summary and its tips."""
SENTENCES = {"short": 2, "medium": 4, "long": 7}
TIPS = {"short": 2, "medium": 3, "long": 5}
_TOLD_FIRST = (
    "channel", "decision_style", "engagement", "negotiates", "involves_others", "wants_proof", "response_time", "hours",
    "answer_rate", "length", "answers_length", "pace", "days", "initiative", "track_record",
)  # fmt: skip


@cache
def words(language: Language) -> dict[str, Any]:
    """All words of a persona in this language."""
    text = (files(__package__) / "words" / f"{language}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = content.parse(text)
    return found


def worded(trait: Trait, language: Language, pin: Pin | None = None) -> PersonaTrait:
    """The trait as it is shown; a pinned one says what the person wrote, beside what the records show."""
    known = words(language)
    value = value_of(trait, language)
    return PersonaTrait(
        id=trait.id, name=trait.name, group=GROUPS[trait.name], title=known["titles"][trait.name], status=trait.status,
        key=trait.key, value=pin.value if pin else value, why=why_of(trait, language),
        tip=None if pin else tip_of(trait, language),
        confidence=trait.confidence, n=trait.n, needed=trait.needed, at=trait.at, evidence=list(trait.evidence),
        pinned=pin is not None, pin=pin, read_value=value if pin else None,
    )  # fmt: skip


def pinned(id: str, pin: Pin, language: Language) -> PersonaTrait:
    """What a person pinned on a trait that the records no longer show."""
    name = cast(TraitName, id.partition(":")[0])
    return PersonaTrait(
        id=id, name=name, group=GROUPS[name], title=words(language)["titles"][name], status="too_little",
        value=pin.value, why="", confidence=0.0, n=0, needed=0, evidence=[], pinned=True, pin=pin,
    )  # fmt: skip


def value_of(trait: Trait, language: Language) -> str:
    """What is said of the contact, in one line."""
    known = words(language)
    if trait.status == "too_little":
        lines = known["too_little"]
        return _filled(lines.get(trait.key or trait.name, lines["usual"]), trait, language)
    if trait.name == "concern":
        return str(known["objections"][trait.key])
    if quote := trait.figures.get("quote"):
        return str(quote)
    return _filled(known["values"][trait.name][trait.key if trait.status == "known" else "mixed"], trait, language)


def why_of(trait: Trait, language: Language) -> str:
    """The rule behind the trait, with its numbers; empty where nothing is said."""
    if trait.status == "too_little":
        return ""
    lines = words(language)["why"]
    name = "channel_answered" if "top_tried" in trait.figures else trait.name
    return _filled(lines[name], trait, language)


def tip_of(trait: Trait, language: Language) -> str | None:
    """What to do with it; None where nothing follows."""
    if trait.status != "known":
        return None
    line = words(language)["tips"].get(trait.name, {}).get(trait.key)
    return None if line is None else _filled(line, trait, language)


def summary(
    name: str, touchpoints: int, traits: Sequence[PersonaTrait], language: Language, wishes: Preferences
) -> PersonaSummary:
    """The persona in a few sentences: the surest first, in the length and boldness that the reader wants."""
    lines = words(language)["summary"]
    told = chosen(traits, wishes)
    if not told:
        return PersonaSummary(text=lines["none"].format(name=name, n=touchpoints), tips=[], source=BUILTIN)
    sentences = [lines["start"].format(name=name, n=touchpoints)]
    sentences += [_sentence(trait, lines) for trait in told]
    tips = list(dict.fromkeys(trait.tip for trait in told if trait.tip and not trait.pinned))
    return PersonaSummary(text=" ".join(sentences), tips=tips[: TIPS[wishes.length]], source=BUILTIN)


def chosen(traits: Sequence[PersonaTrait], wishes: Preferences) -> list[PersonaTrait]:
    """The traits that a summary tells: what people pinned, then what is sure enough for this reader."""
    least = SURE_ENOUGH[wishes.boldness]
    sure = [t for t in traits if t.pinned or (t.status == "known" and t.confidence >= least)]
    order = {name: place for place, name in enumerate(_TOLD_FIRST)}
    plain = sorted((t for t in sure if t.name in order), key=lambda t: (not t.pinned, order[t.name]))
    quoted = [next((t for t in sure if t.name == name), None) for name in ("pain", "priority")]
    most = SENTENCES[wishes.length]
    return [*plain[:most], *(t for t in quoted if t is not None)]


def _sentence(trait: PersonaTrait, lines: Mapping[str, str]) -> str:
    if trait.name in ("pain", "priority") and not trait.pinned:
        return str(lines[trait.name]).replace("{quote}", " ".join(trait.value.split()))
    return lines["contact"].replace("{value}", trait.value.rstrip("."))


def _filled(template: str, trait: Trait, language: Language) -> str:
    """The template with the trait's numbers; channels and styles by their names."""
    known = words(language)
    values: dict[str, Any] = {"n": trait.n, "needed": trait.needed, **trait.figures}
    out = template
    for slot, value in values.items():
        shown = known["channels"].get(value) or known["styles"].get(value) if isinstance(value, str) else None
        out = out.replace("{" + slot + "}", str(shown or (f"{value:g}" if isinstance(value, float) else value)))
    out = _ONE[language][0].sub(_ONE[language][1], out)
    return out[:1].upper() + out[1:]


_ONE: dict[Language, tuple[re.Pattern[str], str]] = {
    "en": (re.compile(r"(?<![\d.,])1 (touchpoint|e-mail|message|answer|day|word)s\b"), r"1 \1"),
    "he": (re.compile(r"(?<![\d.,])1 נקודות מגע"), "נקודת מגע אחת"),
}
