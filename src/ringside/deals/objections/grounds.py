"""What may be claimed in an answer: lines of the questionnaire, documents and the customer's own words. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ringside.deals.objections.concerns import Concern, kinds
from ringside.deals.objections.history import Heard
from ringside.deals.schemas import Evidence
from ringside.dialogue import language as lang
from ringside.dialogue import topics
from ringside.dialogue.schemas import Language
from ringside.playbook.knowledge.schemas import DocumentQuote
from ringside.playbook.schemas import Answers

Role = Literal["document", "said", "competitor", "strength", "differentiator", "benefit", "price", "problem"]

FIT: Mapping[str, tuple[Role, ...]] = {
    "price": ("document", "said", "benefit", "differentiator", "price"),
    "timing": ("document", "said", "problem", "benefit"),
    "authority": ("document", "said", "benefit"),
    "need": ("document", "said", "problem", "benefit"),
    "trust": ("document", "differentiator"),
    "competitor": ("competitor", "document", "differentiator", "strength"),
    "status_quo": ("document", "said", "problem", "benefit", "differentiator"),
    "integration": ("document", "differentiator"),
    "not_interested": ("said", "problem", "benefit"),
    "send_email": ("said", "benefit", "problem"),
    "call_later": ("said", "benefit", "problem"),
}
"""What speaks to an objection of each kind, the strongest first."""
FIRST: Mapping[str, tuple[Role, ...]] = {
    "compared": ("competitor", "document", "differentiator"),
    "terms": ("document", "price"),
    "budget": ("document", "price"),
    "effort": ("document", "differentiator"),
}
"""What speaks first where this concern lies under it."""
ON_TOPIC: Mapping[str, tuple[Role, ...]] = {"integration": ("differentiator",), "price": ("differentiator",)}
"""What a kind takes only where it is about the objection itself: elsewhere it would answer past it."""
QUESTIONNAIRE = "/playbook"
ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Ground:
    """Something that may be said, word for word, and what it rests on. `name` is whose or from when it is."""

    role: Role
    text: str
    evidence: Evidence
    name: str = ""
    near: float = 0.0


def of_company(answers: Answers, named: Sequence[str]) -> list[Ground]:
    """What the questionnaire lets one say; of competitors only those that are `named`."""
    found: list[Ground] = []
    lines: tuple[tuple[Role, str], ...] = (
        ("benefit", "benefits"),
        ("differentiator", "differentiators"),
        ("problem", "problems"),
    )
    for role, field in lines:
        for place, text in enumerate(getattr(answers, field)):
            found.append(Ground(role, text, _answer(f"{field}:{place}", text)))
    for place, price in enumerate(answers.prices):
        text = f"{price.item}: {price.price}"
        found.append(Ground("price", text, _answer(f"prices:{place}", text)))
    wanted = {lang.fold(name).text.strip() for name in named}
    for place, other in enumerate(answers.competitors):
        if lang.fold(other.name).text.strip() in wanted:
            told: tuple[tuple[Role, str], ...] = (("competitor", other.answer), ("strength", other.strength))
            found += [
                Ground(role, text, _answer(f"competitors:{place}", text), other.name) for role, text in told if text
            ]
    return found


def _answer(name: str, text: str) -> Evidence:
    return Evidence(kind="answer", id=name, text=text, start=0, end=len(text), link=QUESTIONNAIRE)


def mentioned(answers: Answers, text: str) -> list[str]:
    """The company's competitors that a text names; an article before a name does not matter."""
    spoken = f" {' '.join(lang.words(text))} "
    bare = {
        other.name: " ".join(w for w in lang.words(other.name) if w not in ARTICLES) for other in answers.competitors
    }
    return [name for name, spelt in bare.items() if spelt and f" {spelt} " in spoken]


def of_documents(quotes: Sequence[DocumentQuote]) -> list[Ground]:
    """What the company's documents say. The questionnaire among them has its own lines already."""
    return [
        Ground(
            "document", quote.text.strip(),
            Evidence(kind="document", id=str(quote.passage), text=quote.text, start=quote.start, end=quote.end,
                     link="/playbook/knowledge"),
            quote.document.title, near=1.0,
        )
        for quote in quotes
        if quote.document.kind != "questionnaire"
    ]  # fmt: skip


def of_customer(needs: Sequence[Heard]) -> list[Ground]:
    """The customer's own words."""
    return [Ground("said", each.text.strip(" -–—"), each.evidence, f"{each.activity.at:%Y-%m-%d}") for each in needs]


def chosen(
    grounds: Sequence[Ground], text: str, kind: str, concern: Concern, language: Language, most: int
) -> list[Ground]:
    """The grounds to answer with, the best first, one of a role until each has had its turn."""
    order = list(dict.fromkeys((*FIRST.get(concern.id, ()), *FIT[kind])))
    about = " ".join((text, concern.listen[language], concern.ask[language], kinds()[kind].title[language]))
    near = {id(g): g.near or _near(g.text, about, language) for g in grounds}
    strict = ON_TOPIC.get(kind, ())
    fit = [g for g in grounds if g.role in order and (g.role not in strict or near[id(g)] > 0)]
    own = {id(g): lang.detect(g.text) == language for g in fit}
    by_role = {
        role: sorted((g for g in fit if g.role == role), key=lambda g: (not own[id(g)], -near[id(g)])) for role in order
    }
    rounds = [g for turn in range(most) for role in order for g in by_role[role][turn : turn + 1]]
    return sorted(rounds, key=lambda g: not own[id(g)])[:most]


def _near(text: str, about: str, language: Language) -> float:
    """How much of a line is about this: the share of its content words."""
    mine, theirs = set(topics.stems(text, language)), set(topics.stems(about, language))
    return len(mine & theirs) / max(len(mine), 1)
