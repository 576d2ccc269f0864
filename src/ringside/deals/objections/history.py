"""What this customer's own history says to an objection: words of theirs to build on, and what to know first. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import islice

from ringside.deals import evidence
from ringside.deals.facts import ActivityFact, ChangeFact, ContactFacts, DealFacts
from ringside.deals.objections import kinds
from ringside.deals.objections.schemas import WorthKnowing
from ringside.deals.objections.words import words
from ringside.deals.schemas import Evidence
from ringside.dialogue import acts as reader
from ringside.dialogue import language as lang
from ringside.dialogue import orders
from ringside.dialogue.objections import BY_WORDING
from ringside.dialogue.schemas import Act, Language, Turn
from ringside.playbook.knowledge.passages import sentences

LATEST = 12
"""Activities with words of theirs that are read, the latest first."""
MOST_READ = 3_000
"""Characters of one that are read."""
SAYABLE = (5, 40)
"""Words that a sentence of theirs must and may have to be said back to them."""
TALKS = frozenset({"call", "meeting"})
NEEDS = ("need_impact", "need_pain")
DECIDES = ("economic_buyer", "decision_maker")

_LABEL = re.compile(r"^[ \t]*(?P<name>[^\n:]{2,40}):[ \t]*(?P<said>[^\n]+)$", re.MULTILINE)
_OLDER = re.compile(
    r"^(?:>|-{2,}\s*(?:original|forwarded)|(?:on|from|am|ב-?)\b.{0,80}(?:wrote|כתב\w?)\s*:|_{8,})",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence of the customer's: where it stands, and what it does there."""

    activity: ActivityFact
    start: int
    end: int
    act: Act

    @property
    def text(self) -> str:
        return self.activity.text[self.start : self.end]

    @property
    def evidence(self) -> Evidence:
        return evidence.of_activity(self.activity, self.start, self.end)


def heard(activities: Sequence[ActivityFact], names: Collection[str], who: str | None) -> list[Heard]:
    """What the customer has said of needs and against it, the latest first. `who`: a contact, theirs before others'."""
    theirs = [a for a in reversed(activities) if a.text and (a.kind in TALKS or _from_them(a))]
    theirs.sort(key=lambda a: who is not None and who not in (a.from_id, *a.contact_ids))
    known = frozenset(part for name in names for part in (lang.fold(name).text, *lang.words(name)[:1]))
    found: list[Heard] = []
    for activity in islice((a for a in theirs if next(_own_words(a, known), None)), LATEST):
        text = orders.without(activity.text)
        for start, end in _own_words(activity, known):
            found += [Heard(activity, start + a, start + b, act) for a, b, act in _read(text[start:end])]
    return found


def _from_them(activity: ActivityFact) -> bool:
    return activity.kind == "email" and activity.direction == "in"


def _own_words(activity: ActivityFact, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where an activity has words of the customer's: an e-mail of theirs, or their lines of a written-down talk."""
    if _from_them(activity):
        older = _OLDER.search(activity.text)
        yield 0, min(older.start() if older else len(activity.text), MOST_READ)
    elif activity.kind in TALKS:
        for line in _LABEL.finditer(activity.text[: 2 * MOST_READ]):
            if lang.fold(line["name"]).text in names:
                yield line.span("said")


@lru_cache(maxsize=4_096)
def _read(text: str) -> tuple[tuple[int, int, Act], ...]:
    """Needs and objections in words of the customer's: where each sentence that holds one stands, and what it is."""
    language = lang.detect(text)
    acts = reader.read(Turn(index=0, speaker="customer", text=text), None, language)
    telling = [a for a in acts if a.certain and (a.kind in NEEDS or (a.objection and a.confidence >= BY_WORDING))]
    found = []
    for start, end in sentences(text):
        here = [a for a in telling if start <= (a.start + a.end) // 2 < end]
        if here:
            # What objects is an objection, whatever need it speaks of besides: it is never said back as a reason.
            objecting = [a for a in here if a.objection] or here
            found.append((start, end, _told(max(objecting, key=lambda a: a.confidence), text[start:end], language)))
    return tuple(found)


def _told(act: Act, said: str, language: Language) -> Act:
    """The act, its kind of objection as the objection itself would be read."""
    if act.objection is None:
        return act
    return act.model_copy(update={"objection": kinds.read(said, language).chances[0][0]})


def needs(said: Sequence[Heard], language: Language) -> list[Heard]:
    """Needs in the customer's words that can be said back: what it costs them before what hurts, no questions."""
    least, most = SAYABLE
    fit = [
        each for each in said
        if each.act.kind in NEEDS and least <= len(lang.words(each.text)) <= most and "?" not in each.text
        and lang.detect(each.text) == language
    ]  # fmt: skip
    return sorted(fit, key=lambda each: NEEDS.index(each.act.kind))


def worth_knowing(
    facts: DealFacts | ContactFacts, said: Sequence[Heard], kind: str, language: Language
) -> list[WorthKnowing]:
    """What to know before answering an objection of this kind, each with the records that say so."""
    told = words(language).history
    found: list[WorthKnowing] = []
    before = [each for each in said if each.act.objection == kind]
    if before:
        text = told["before"].format(times=len(before), day=_day(before[0].activity.at))
        found.append(WorthKnowing(text=text, evidence=[each.evidence for each in before[:3]]))
    if isinstance(facts, DealFacts):
        found += _of_deal(facts, kind, language)
    planned = [a for a in facts.activities if a.at > facts.looked_at and a.kind in ("meeting", "call")]
    if planned:
        first = planned[0]
        text = told["meeting"].format(day=_day(first.at))
        found.append(WorthKnowing(text=text, evidence=[evidence.of_activity(first)]))
    return found


def _of_deal(deal: DealFacts, kind: str, language: Language) -> Iterator[WorthKnowing]:
    told = words(language).history
    if kind == "price":
        yield from _of_price(deal, language)
    if kind in ("competitor", "price") and deal.competitors:
        named = ", ".join(c.name for c in deal.competitors)
        shown = [evidence.of_competitor(deal.id, c) for c in deal.competitors[:3]]
        yield WorthKnowing(text=told["competitors"].format(names=named), evidence=shown)
    if kind == "authority" and deal.people:
        deciding = [p for p in deal.people if p.role in DECIDES]
        shown = [evidence.of_person(deal.id, p, language) for p in (deciding or deal.people)[:3]]
        text = told["deciders"].format(names=", ".join(p.name for p in deciding)) if deciding else told["no_decider"]
        yield WorthKnowing(text=text, evidence=shown)
    if kind in ("timing", "call_later"):
        moved = [c for c in deal.changes if c.field == "close_on" and c.before and c.after and c.after > c.before]
        if moved:
            shown = [evidence.of_change(deal.id, c, language) for c in moved[-3:]]
            yield WorthKnowing(text=told["postponed"].format(times=len(moved)), evidence=shown)


def _of_price(deal: DealFacts, language: Language) -> Iterator[WorthKnowing]:
    told = words(language).history
    cut = [c for c in deal.changes if _lowered(c)]
    if cut:
        shown = [evidence.of_change(deal.id, c, language) for c in cut[-3:]]
        yield WorthKnowing(text=told["price_moved"].format(times=len(cut)), evidence=shown)
    elif deal.discount:
        text = told["discount"].format(share=f"{100 * deal.discount:.3g} %")
        yield WorthKnowing(text=text, evidence=[evidence.of_field(deal, "discount", language)])


def _lowered(change: ChangeFact) -> bool:
    """Whether a change made the deal cheaper for the customer."""
    try:
        before, after = Decimal(change.before or ""), Decimal(change.after or "")
    except InvalidOperation:
        return change.field == "discount" and change.before is None and bool(change.after)
    return (change.field == "amount" and after < before) or (change.field == "discount" and after > before)


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"
