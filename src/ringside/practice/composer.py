"""The built-in generator: a buyer composed for one weakness, with the reason for each part. Pure; the seed decides."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import get_args

from pydantic import BaseModel, Field

from ringside.dialogue.language import fold
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Language, ObjectionKind
from ringside.dialogue.topics import relevance
from ringside.playbook.schemas import Answers
from ringside.practice import instructions
from ringside.practice.buyer.state import BRUSH_OFFS
from ringside.practice.catalogue import Gender, Market, Persona, Traits
from ringside.practice.parts import IndustryPart, Parts, Weakness, parts
from ringside.practice.schemas import Because, Level, ScenarioKind
from ringside.practice.ways import Ways, ordered

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


class NeedDraft(BaseModel):
    """A need in three depths; `words` are what a question about it would contain."""

    words: list[str] = Field(min_length=1, max_length=16)
    surface: str = Field(min_length=2, max_length=600)
    pain: str = Field(min_length=2, max_length=600)
    impact: str = Field(min_length=2, max_length=600)


class ObjectionDraft(BaseModel):
    """`concern` is what is really behind it, `resolves` the words of an answer that meets it."""

    kind: ObjectionKind
    line: str = Field(min_length=2, max_length=600)
    concern: str = Field(min_length=2, max_length=600)
    resolves: list[str] = Field(min_length=2, max_length=20)


class FactDraft(BaseModel):
    words: list[str] = Field(min_length=1, max_length=16)
    text: str = Field(min_length=1, max_length=600)


class PersonaDraft(BaseModel):
    """A buyer in one language, as the generator or a model writes it down."""

    name: str = Field(min_length=2, max_length=80)
    gender: Gender
    role: str = Field(min_length=2, max_length=120)
    company: str = Field(min_length=1, max_length=120)
    industry: str = Field(min_length=1, max_length=80)
    traits: Traits
    style: str = Field(min_length=2, max_length=300)
    background: str = Field(min_length=2, max_length=600)
    needs: list[NeedDraft] = Field(min_length=2, max_length=6)
    objections: list[ObjectionDraft] = Field(min_length=2, max_length=8)
    facts: list[FactDraft] = Field(min_length=2, max_length=10)
    questions: list[FactDraft] = Field(default=[], max_length=6)
    triggers: list[str] = Field(min_length=1, max_length=12)
    ways: Ways = Ways()
    because: list[Because] = Field(default=[], max_length=30)


class PersonaBrief(BaseModel):
    """What a buyer is wanted for. `answers` is what the company says about itself: data, never instructions."""

    weakness: Weakness
    weakness_text: str
    level: Level
    language: Language
    industry: str | None
    seed: int
    answers: Answers
    met: dict[ObjectionKind, tuple[int, int]] = {}
    """Objections the company's reps met: how often, and how often they were resolved."""
    leanings: dict[ObjectionKind, float] = {}
    """How likely each of those is, against 1."""


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


def compose(brief: PersonaBrief) -> PersonaDraft:
    """A buyer whose objections and manner bring out the weakness."""
    rng = random.Random(f"{brief.seed}:{brief.weakness}:{brief.level}:{brief.language}")
    bank = parts(brief.language)
    name, industry = _industry(brief, bank)
    gender: Gender = rng.choice(("female", "male"))
    traits = _traits(brief, rng)
    needs, need_reasons = _needs(brief, bank, industry, rng)
    objections, objection_reasons = _objections(brief, bank, rng)
    weakness = bank.weakness[brief.weakness].title
    manner = Because(
        part="personality",
        value=", ".join(describe_traits(traits, brief.language)),
        why=bank.because["personality"].format(
            weakness=weakness, traits=", ".join(describe_traits(traits, brief.language))
        ),
    )
    amount = Because(
        part="level",
        value=bank.levels[brief.level],
        why=bank.because["level"].format(count=len(objections), needs=len(needs), level=bank.levels[brief.level]),
    )
    draft = PersonaDraft(
        name=rng.choice(bank.names[gender]),
        gender=gender,
        role=rng.choice(industry.roles),
        company=rng.choice(industry.companies),
        industry=name,
        traits=traits,
        style=bank.style[_manner(traits)],
        background=_background(bank, rng),
        needs=needs,
        objections=objections,
        facts=_facts(brief, bank, rng),
        questions=[
            FactDraft(words=list(part.topic), text=part.line)
            for part in rng.sample(bank.questions, k=_questions(brief))
        ],
        triggers=rng.sample(bank.triggers, k=4),
        because=[manner, *need_reasons, *objection_reasons, amount],
    )
    return explained(draft, brief)


def explained(draft: PersonaDraft, brief: PersonaBrief) -> PersonaDraft:
    """The draft with the instructions that bring the weakness out, and a reason for each part that has none yet."""
    bank, given = parts(brief.language), instructions.ways(brief.weakness, brief.level)
    known = {reason.part for reason in draft.because}
    more = [
        Because(part=part, value=value, why=bank.because[part])
        for part, value in (
            ("style", draft.style), ("background", draft.background), ("triggers", ", ".join(draft.triggers)),
        )
        if part not in known
    ]  # fmt: skip
    because = [*draft.because, *more, *instructions.reasons(given, brief.weakness, brief.language)]
    return draft.model_copy(update={"ways": given, "because": because})


def to_persona(draft: PersonaDraft, persona_id: str, market: Market) -> Persona:
    """The draft as a buyer of the catalogue. Raises pydantic.ValidationError when it is not a whole one."""
    return Persona.model_validate(
        {
            "id": persona_id,
            "name": draft.name,
            "gender": draft.gender,
            "role": draft.role,
            "company": draft.company,
            "industry": industry_id(draft.industry),
            "market": market,
            "traits": draft.traits.model_dump(),
            "style": draft.style,
            "background": draft.background,
            "needs": [
                {
                    "id": f"need-{i + 1}",
                    "topic": need.words,
                    "surface": need.surface,
                    "pain": need.pain,
                    "impact": need.impact,
                }
                for i, need in enumerate(draft.needs)
            ],
            "objections": [
                {
                    "kind": objection.kind,
                    "lines": objection.line,
                    "concern": objection.concern,
                    "resolves": objection.resolves,
                }
                for objection in draft.objections
            ],
            "triggers": draft.triggers,
            "ways": draft.ways.model_dump(),
            "facts": [
                {"id": f"fact-{i + 1}", "topic": fact.words, "text": fact.text} for i, fact in enumerate(draft.facts)
            ],
            "questions": [
                {"id": f"question-{i + 1}", "topic": item.words, "lines": item.text}
                for i, item in enumerate(draft.questions)
            ],
        }
    )


def describe_traits(traits: Traits, language: Language) -> list[str]:
    """The personality in a few words: what stands out, or that nothing does."""
    words = parts(language).traits
    poles = (
        (traits.directness, "blunt", "gentle"),
        (traits.talkativeness, "talkative", "quiet"),
        (traits.warmth, "warm", "cold"),
        (traits.scepticism, "sceptical", "open"),
    )
    found = [words[high] if value >= 0.65 else words[low] for value, high, low in poles if not 0.35 < value < 0.65]
    return found or [words["even"]]


def industry_id(name: str) -> str:
    """The catalogue's id of an industry people name in their own words, in either language."""
    for language in get_args(Language):
        for known, part in parts(language).industries.items():
            if known != "other" and (name == known or any(_stands(word, fold(name).text) for word in part.words)):
                return known
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:64].rstrip("-")
    return slug or "other"


def topic_words(text: str, language: Language, most: int = 8) -> list[str]:
    """The words of a text that a question about it would take up: the longer ones, in order."""
    least = 3 if language == "he" else 4
    found = dict.fromkeys(word for word in re.findall(r"\w+", fold(text).text) if len(word) >= least)
    return list(found)[:most] or [text[:60]]


def _stands(word: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fold(word).text)}(?!\w)", said) is not None


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


def _industry(brief: PersonaBrief, bank: Parts) -> tuple[str, IndustryPart]:
    wanted = brief.industry or ("" if brief.answers.customers else brief.answers.industry)
    found = industry_id(wanted) if wanted else industry_id(brief.answers.customers or brief.answers.industry or "other")
    if found in bank.industries:
        return found, bank.industries[found]
    return (brief.industry or "other"), bank.industries["other"]


def _traits(brief: PersonaBrief, rng: random.Random) -> Traits:
    wanted = TRAITS.get(brief.weakness) or TRAITS["objection_handling"]
    names = ("talkativeness", "directness", "warmth", "scepticism")
    values = {name: wanted.get(name, 0.5) + rng.uniform(-0.1, 0.1) for name in names}
    return Traits(**{name: round(min(1.0, max(0.0, value)), 2) for name, value in values.items()})


def _manner(traits: Traits) -> str:
    if traits.directness >= 0.65:
        return "blunt"
    if traits.talkativeness >= 0.65:
        return "chatty"
    return "warm" if traits.warmth >= 0.55 else "cool"


def _needs(
    brief: PersonaBrief, bank: Parts, industry: IndustryPart, rng: random.Random
) -> tuple[list[NeedDraft], list[Because]]:
    """The company's own problems first, then the industry's."""
    count = NEED_COUNT[brief.level]
    own = rng.sample(brief.answers.problems, k=min(count, len(brief.answers.problems)))
    needs = [_own_need(problem, i, brief.language, bank, rng) for i, problem in enumerate(own)]
    for part in rng.sample(industry.needs, k=min(len(industry.needs), count - len(needs))):
        needs.append(
            NeedDraft(
                words=list(part.topic),
                surface=part.surface,
                pain=_numbers(part.pain, rng),
                impact=_numbers(part.impact, rng),
            )
        )
    reasons = [
        Because(
            part=f"needs[{i}]",
            value=", ".join(need.words[:3]),
            why=bank.because["need_own" if i < len(own) else "need"],
        )
        for i, need in enumerate(needs)
    ]
    return needs, reasons


def _own_need(problem: str, i: int, language: Language, bank: Parts, rng: random.Random) -> NeedDraft:
    wording = bank.problem
    return NeedDraft(
        words=topic_words(problem, language),
        surface=wording.surface[i % len(wording.surface)].replace("{problem}", problem),
        pain=_numbers(wording.pain[i % len(wording.pain)], rng),
        impact=_numbers(wording.impact[i % len(wording.impact)], rng),
    )


def _objections(brief: PersonaBrief, bank: Parts, rng: random.Random) -> tuple[list[ObjectionDraft], list[Because]]:
    """The target first; competitors and prices are the company's own where it has named them."""
    kinds = _kinds(brief, rng)
    drafts, reasons = [], []
    for i, kind in enumerate(kinds):
        part = bank.objections[kind]
        line, resolves, why = part.line, list(part.resolves), "target" if i == 0 else "related"
        if kind == "competitor" and brief.answers.competitors:
            rival = rng.choice(brief.answers.competitors)
            line = rng.choice(bank.competitor.line).replace("{competitor}", rival.name)
            if rival.strength:
                line += " " + bank.competitor.strength.replace("{strength}", rival.strength.rstrip("."))
            resolves += topic_words(" ".join([rival.answer, *brief.answers.differentiators]), brief.language)
            why = "competitor"
        if kind == "price" and brief.answers.prices:
            price = rng.choice(brief.answers.prices)
            line = rng.choice(bank.price.line).replace("{price}", price.price).replace("{item}", price.item)
            resolves += topic_words(" ".join(brief.answers.benefits), brief.language)
            why = "price"
        drafts.append(
            ObjectionDraft(kind=kind, line=line[:600], concern=part.concern, resolves=[w for w in resolves if w][:20])
        )
        weakness = bank.weakness[brief.weakness].title
        raised, resolved = brief.met.get(kind, (0, 0))
        learned = " " + bank.because["learned"].format(raised=raised, resolved=resolved) if raised else ""
        target = bank.because["target"].format(weakness=weakness)
        reason = bank.because[why].format(weakness=weakness)
        reasons.append(
            Because(
                part=f"objections[{i}]",
                value=bank.weakness[kind].title,
                why=(f"{target} {reason}" if i == 0 and why != "target" else reason) + learned,
            )
        )
    return drafts, reasons


def _kinds(brief: PersonaBrief, rng: random.Random) -> list[ObjectionKind]:
    """The objection that is the point, then what comes up with it: the likelier, the more often it is met in vain."""
    target, *usual = OBJECTIONS[brief.weakness]
    also = [kind for kind in sorted(brief.leanings) if kind not in (target, *usual) and kind not in BRUSH_OFFS]
    drawn = random.Random(f"{rng.random()}:leanings") if brief.leanings else rng
    rest = ordered([*usual, *also], brief.leanings, drawn) if brief.leanings else usual
    return [target, *rest][: OBJECTION_COUNT[brief.level]]


def _facts(brief: PersonaBrief, bank: Parts, rng: random.Random) -> list[FactDraft]:
    facts = [FactDraft(words=list(part.topic), text=_numbers(part.text, rng, wide=True)) for part in bank.facts]
    if brief.answers.competitors:
        rival = rng.choice(brief.answers.competitors)
        text = bank.competitor.fact.replace("{competitor}", rival.name)
        facts.insert(0, FactDraft(words=list(bank.competitor.topic), text=text))
    return facts


def _questions(brief: PersonaBrief) -> int:
    return 4 if KINDS.get(brief.weakness) == "technical" else 2


def _background(bank: Parts, rng: random.Random) -> str:
    here = rng.randint(2, 9)
    return rng.choice(bank.background).format(years=here + rng.randint(4, 12), here=here)


def _numbers(text: str, rng: random.Random, *, wide: bool = False) -> str:
    """The text with its numbers drawn. Only the two slots are filled: other braces are somebody's words."""
    n = rng.randint(6, 40) if wide else rng.randint(3, 9)
    return text.replace("{n}", str(n)).replace("{m}", str(rng.randint(2, 6)))


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
