"""The records of one deal that a condition rests on. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ringside.deals import evidence
from ringside.deals.facts import DealFacts
from ringside.deals.schemas import Evidence
from ringside.deals.winloss import asking
from ringside.deals.winloss.schemas import Condition
from ringside.dialogue.schemas import Language

_MOST = 4
_CHANGES = {
    "close_moves": "close_on", "days_planned": "close_on", "steps_back": "stage", "stage_days": "stage",
    "amount_raised": "amount", "amount_lowered": "amount", "discount": "discount", "early_discount": "discount",
    "late_discount": "discount",
}  # fmt: skip
_ACTIVITIES = {
    "meetings": "meeting",
    "calls": "call",
    "emails_out": "email",
    "visits": "visit",
    "rehearsed": "practice",
}
_PEOPLE = frozenset({"people", "answering", "economic_buyer", "champion", "decision_maker", "blocker"})
_TALK = frozenset({"talk_ratio", "longest_monologue", "interactivity", "patience", "questions", "discovery_coverage",
                   "objections", "objections_open"})  # fmt: skip


def proofs(deal: DealFacts, conditions: Sequence[Condition], language: Language = "en") -> tuple[Evidence, ...]:
    """What shows these conditions of a deal: people, changes, activities, fields; at most four a condition."""
    found: list[Evidence] = []
    for condition in conditions:
        found += [each for each in _of(deal, condition.column, language)[-_MOST:] if each not in found]
    return tuple(found)


def _of(deal: DealFacts, column: str, language: Language) -> list[Evidence]:  # noqa: PLR0911
    if column in _PEOPLE:
        return [evidence.of_person(deal.id, person, language) for person in deal.people] or [evidence.of_deal(deal)]
    if column.startswith("competitor:") or column == "no_competitor":
        wanted = column.removeprefix("competitor:")
        rivals = [r for r in deal.competitors if column == "no_competitor" or r.name == wanted]
        return [evidence.of_competitor(deal.id, rival) for rival in rivals] or [evidence.of_deal(deal)]
    if column.startswith("asked:"):
        return _questions(deal, column.removeprefix("asked:"))
    if column in _CHANGES:
        changes = [evidence.of_change(deal.id, c, language) for c in deal.changes if c.field == _CHANGES[column]]
        return changes or [evidence.of_deal(deal)]
    if column in _TALK:
        by_id = {activity.id: activity for activity in deal.activities}
        return [evidence.of_activity(by_id[call.activity_id]) for call in deal.calls if call.activity_id in by_id]
    if column in ("amount", "amount_times"):
        return [evidence.of_field(deal, "amount", language)]
    field = column.removeprefix("custom:")
    if column.startswith("custom:") or column in evidence.FIELDS:
        return [evidence.of_field(deal, field, language)]
    kind = _ACTIVITIES.get(column)
    done = [a for a in deal.done if kind is None or a.kind == kind]
    if column in ("quiet_days", "reply_hours", "inbound_share"):
        done = [a for a in done if a.direction == "in" and (column != "reply_hours" or a.kind == "email")]
    return [evidence.of_activity(activity) for activity in done] or [evidence.of_deal(deal)]


def _questions(deal: DealFacts, topic: str) -> list[Evidence]:
    """The customer's own sentences, where the activities were loaded with their texts."""
    names = asking.known(person.name for person in deal.people)
    return [
        evidence.of_activity(activity, ask.start, ask.end)
        for activity in deal.done
        for ask in asking.of_activity(activity.kind, activity.direction, activity.text, names)
        if asking.about(ask, topic)
    ]
