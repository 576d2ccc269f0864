"""What may be claimed in an answer: lines of the questionnaire, documents and the customer's own words. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ringside.deals.objections.concerns import Concern, seen
from ringside.deals.objections.history import Heard
from ringside.deals.schemas import Evidence
from ringside.dialogue import language as lang
from ringside.dialogue import topics
from ringside.dialogue.schemas import Language
from ringside.playbook.knowledge.schemas import DocumentQuote
from ringside.playbook.schemas import Answers

Role = Literal["document", "said", "competitor", "strength", "differentiator", "benefit", "price", "problem"]


@dataclass(frozen=True, slots=True)
class Fit:
    """Which grounds answer a concern: those that bear on it whatever they say, the strongest first, and those that
    do so only where they touch it in their words."""

    bears: tuple[Role, ...] = ()
    touches: tuple[Role, ...] = ("document",)


FIT: Mapping[str, Fit] = {
    "price": Fit(("said", "benefit"), ("document", "differentiator")),
    "compared": Fit(("competitor", "differentiator")),
    "terms": Fit(("price",)),
    "timing": Fit(("said",), ("document", "benefit", "differentiator")),
    "authority": Fit(("said", "benefit")),
    "group": Fit(("said",)),
    "need": Fit(("said", "problem")),
    "fit": Fit((), ("document", "differentiator")),
    "trust": Fit((), ("document", "differentiator")),
    "competitor": Fit(("competitor", "differentiator")),
    "relationship": Fit(("said",)),
    "status_quo": Fit(("said", "problem")),
    "effort": Fit((), ("document", "differentiator", "benefit")),
    "integration": Fit((), ("document", "differentiator")),
    "not_interested": Fit(("said", "problem")),
    "send_email": Fit(("said",), ()),
    "call_later": Fit(("said",), ()),
}
"""By concern, else by kind."""
SHARED = 2
"""Content words a ground must share with the objection to touch it, where no word of the concern is in it."""
QUESTIONNAIRE = "/playbook"
ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Ground:
    """Something that may be said, word for word, and what it rests on.

    `name` is whose or from when it is, of a price what it is for.
    """

    role: Role
    text: str
    evidence: Evidence
    name: str = ""


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
        found.append(Ground("price", text, _answer(f"prices:{place}", text), price.item))
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
            quote.document.title,
        )
        for quote in quotes
        if quote.document.kind != "questionnaire"
    ]  # fmt: skip


def of_customer(needs: Sequence[Heard], answers: Answers, language: Language) -> list[Ground]:
    """The customer's own words about what the company is there for.

    Where the questionnaire speaks another language than they do, nobody can tell, and all may stand.
    """
    ours = " ".join((answers.product, *answers.problems, *answers.benefits, *answers.differentiators))
    known = set(topics.stems(ours, language)) if lang.detect(ours) == language else set()
    return [
        Ground("said", each.text.strip(" -–—"), each.evidence, f"{each.activity.at:%Y-%m-%d}")
        for each in needs
        if not known or known & set(topics.stems(each.text, language))
    ]


def chosen(
    grounds: Sequence[Ground], text: str, kind: str, concern: Concern, language: Language, most: int
) -> list[Ground]:
    """The grounds that bear on the concern, the best first, one of a role before a second; none rather than a poor one.

    Something that touches the objection in its own words goes before what speaks to its kind in general.
    """
    fit = FIT.get(concern.id) or FIT[kind]
    cues = concern if concern.id else None
    near = {id(g): _near(g, text, kind, cues, language) for g in grounds}
    fitting = [g for g in grounds if g.role in fit.bears or (g.role in fit.touches and near[id(g)] >= SHARED)]
    order = (*fit.bears[:1], *fit.touches, *fit.bears[1:])
    ranked = sorted(fitting, key=lambda g: (order.index(g.role), not _own(g, language), -near[id(g)]))
    turns: dict[Role, int] = {}
    rounds = []
    for ground in ranked:
        turns[ground.role] = turns.get(ground.role, 0) + 1
        rounds.append((turns[ground.role], ground))
    in_turn = [ground for _, ground in sorted(rounds, key=lambda each: each[0])]
    return sorted(in_turn, key=lambda g: not _own(g, language))[:most]


def _own(ground: Ground, language: Language) -> bool:
    return lang.detect(ground.text) == language


def _near(ground: Ground, text: str, kind: str, concern: Concern | None, language: Language) -> int:
    """How much a ground touches an objection: words they share; a word of the concern, in any language, is plenty."""
    mine, theirs = set(topics.stems(ground.text, language)), set(topics.stems(text, language))
    given_away = {sight.concern.id for sight in seen(ground.text, kind, lang.detect(ground.text))}
    about = concern.id in given_away if concern else bool(given_away)
    return len(mine & theirs) + SHARED * about
