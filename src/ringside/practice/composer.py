"""The built-in generator: a buyer composed for one weakness, with the reason for each part. Pure; the seed decides."""

from __future__ import annotations

import random
import re

from ringside.dialogue.language import fold
from ringside.dialogue.schemas import Language, ObjectionKind
from ringside.practice import instructions
from ringside.practice.buyer.state import BRUSH_OFFS
from ringside.practice.catalogue import Gender, Traits
from ringside.practice.drafts import FactDraft, NeedDraft, ObjectionDraft, PersonaBrief, PersonaDraft, industry_id
from ringside.practice.parts import IndustryPart, Parts, parts
from ringside.practice.schemas import Because
from ringside.practice.ways import ordered
from ringside.practice.weaknesses import KINDS, NEED_COUNT, OBJECTION_COUNT, OBJECTIONS, TRAITS


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


def topic_words(text: str, language: Language, most: int = 8) -> list[str]:
    """The words of a text that a question about it would take up: the longer ones, in order."""
    least = 3 if language == "he" else 4
    found = dict.fromkeys(word for word in re.findall(r"\w+", fold(text).text) if len(word) >= least)
    return list(found)[:most] or [text[:60]]


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
