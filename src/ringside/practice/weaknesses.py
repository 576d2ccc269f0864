"""What brings a weakness out: objections, kind of call, manner; and which weakness somebody means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import get_args

from ringside.dialogue.language import fold
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Language, ObjectionKind
from ringside.dialogue.topics import relevance
from ringside.practice.parts import Weakness, parts
from ringside.practice.schemas import Level, ScenarioKind

SKILLS: frozenset[str] = frozenset(get_args(Skill))

OBJECTIONS: Mapping[Weakness, tuple[ObjectionKind, ...]] = {
    "opening": ("not_interested", "send_email", "call_later", "status_quo", "need"),
    "discovery": ("status_quo", "need", "timing", "trust", "price"),
    "listening": ("trust", "status_quo", "need", "timing", "price"),
    "value": ("need", "price", "status_quo", "trust", "timing"),
    "objection_handling": ("price", "trust", "status_quo", "competitor", "timing"),
    "closing": ("timing", "authority", "price", "trust", "status_quo"),
    "product_knowledge": ("integration", "trust", "competitor", "price", "need"),
    "composure": ("trust", "timing", "need", "price", "competitor"),
    "price": ("price", "need", "competitor", "authority", "timing"),
    "timing": ("timing", "status_quo", "authority", "need", "price"),
    "authority": ("authority", "timing", "price", "trust", "status_quo"),
    "need": ("need", "status_quo", "timing", "price", "trust"),
    "trust": ("trust", "competitor", "status_quo", "integration", "price"),
    "competitor": ("competitor", "status_quo", "price", "trust", "need"),
    "status_quo": ("status_quo", "need", "timing", "trust", "price"),
    "integration": ("integration", "trust", "authority", "timing", "price"),
    "not_interested": ("not_interested", "send_email", "need", "status_quo", "timing"),
    "send_email": ("send_email", "call_later", "need", "timing", "status_quo"),
    "call_later": ("call_later", "not_interested", "timing", "need", "status_quo"),
}
"""The objections that bring out a weakness: the target first, then what comes up together with it."""

KINDS: Mapping[Weakness, ScenarioKind] = {
    "opening": "cold_call",
    "discovery": "discovery",
    "listening": "discovery",
    "value": "discovery",
    "closing": "closing",
    "timing": "closing",
    "authority": "closing",
    "product_knowledge": "technical",
    "integration": "technical",
    "composure": "service",
    "not_interested": "cold_call",
    "send_email": "cold_call",
    "call_later": "cold_call",
}
"""The kind of call that trains a weakness; an objection is trained by an objection call."""

TRAITS: Mapping[Weakness, Mapping[str, float]] = {
    "opening": {"directness": 0.8, "talkativeness": 0.25, "warmth": 0.35},
    "discovery": {"talkativeness": 0.2, "scepticism": 0.55},
    "listening": {"talkativeness": 0.85, "warmth": 0.6},
    "value": {"scepticism": 0.7, "directness": 0.65},
    "objection_handling": {"scepticism": 0.75, "directness": 0.7},
    "closing": {"scepticism": 0.6, "directness": 0.3, "warmth": 0.6},
    "product_knowledge": {"scepticism": 0.65, "talkativeness": 0.6, "directness": 0.6},
    "composure": {"directness": 0.85, "warmth": 0.2, "talkativeness": 0.6},
}

OBJECTION_COUNT: Mapping[Level, int] = {"foundation": 2, "intermediate": 3, "advanced": 4, "expert": 5}

NEED_COUNT: Mapping[Level, int] = {"foundation": 2, "intermediate": 3, "advanced": 3, "expert": 4}


def read_weakness(text: str, language: Language) -> Weakness:
    """The weakness meant by a name or by a few own words; handling objections when nothing fits."""
    key = re.sub(r"[\s-]+", "_", text.strip().casefold())
    if key in OBJECTIONS:
        return next(known for known in OBJECTIONS if known == key)
    said = re.findall(r"[\w']+", fold(text).text)
    table = parts(language).weakness
    scores = {weakness: _mentions(said, part.words, language) for weakness, part in table.items()}
    best = max(scores, key=lambda weakness: (scores[weakness], weakness not in SKILLS))
    return best if scores[best] >= 0.6 else "objection_handling"


def _mentions(said: Sequence[str], words: Sequence[str], language: Language) -> float:
    """How many of the said words speak of these; an inflection counts nearly as much, a phrase a little more."""
    found = [0.0] * len(said)
    for word in words:
        wanted = fold(word).text.split()
        for i in range(len(said) - len(wanted) + 1):
            if said[i : i + len(wanted)] == wanted:
                found[i : i + len(wanted)] = [1.0 if len(wanted) == 1 else 1.2] * len(wanted)
            elif len(wanted) == 1 and (near := relevance(said[i], word, language)) > 0.7:
                found[i] = max(found[i], 0.9 * near)
    return sum(found)


def titles(weakness: Weakness, language: Language) -> str:
    """The weakness as people call it."""
    return parts(language).weakness[weakness].title


def skills_of(weakness: Weakness) -> Sequence[Skill]:
    """The skills that a weakness is about: itself, or for an objection the handling of it."""
    by_kind: Mapping[ScenarioKind, tuple[Skill, ...]] = {
        "cold_call": ("opening",),
        "discovery": ("discovery",),
        "objection": ("objection_handling",),
        "closing": ("closing", "objection_handling"),
        "technical": ("product_knowledge",),
        "service": ("composure", "listening"),
    }
    own = [skill for skill in get_args(Skill) if skill == weakness]
    return own or by_kind[KINDS.get(weakness, "objection")]
