"""What a rep's own calls say about a weakness: quotes for why a buyer is as they are, and lines to make one from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.access import Principal
from ringside.calls import service as recorded
from ringside.calls.schemas import CallQuote, Moment, RecentFinding
from ringside.dialogue.schemas import Language
from ringside.playbook.schemas import Answers
from ringside.practice import moments
from ringside.practice.disguise import Disguise
from ringside.practice.drafts import ObjectionDraft, PersonaDraft
from ringside.practice.parts import Weakness, parts
from ringside.practice.schemas import Because, CallCitation
from ringside.practice.weaknesses import skills_of

FINDINGS, MOMENTS = 30, 3
_CLAUSE = re.compile(r"[^.!?;,]+(?:[.!?;]+|,|$)")
SHORTEST = 3
"""Words below which a clause says nothing."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was missed, and what customers said then, in other people's names."""

    missed: list[CallCitation] = field(default_factory=list)
    objections: list[tuple[ObjectionDraft, list[CallCitation]]] = field(default_factory=list)
    need: tuple[Moment, Disguise, list[CallCitation]] | None = None


async def heard(
    session: AsyncSession, who: Principal, weakness: Weakness, language: Language, answers: Answers, seed: int
) -> Heard:
    """What the caller's own latest calls show of this weakness. Only the rep's own: others' are not theirs to see."""
    found = await recorded.recent_findings(session, who.user_id, FINDINGS)
    result = Heard()
    for finding in [item for item in found if item.skill in skills_of(weakness)][:MOMENTS]:
        moment = await recorded.moment(session, who, finding.call_id, finding.turn)
        hide = moments.disguise(moment, answers, seed)
        result.missed.extend(cited(finding.quotes, finding, hide)[: 3 - len(result.missed)])
        if moment.language == language:
            result = _took_in(result, moment, finding, hide)
    return result


def cited(quotes: Sequence[CallQuote], finding: RecentFinding, hide: Disguise) -> list[CallCitation]:
    """The quotes as they may be shown: only whole clauses without a name or a detail, at their very place."""
    shown = []
    for quote in quotes:
        spans = [match.span() for match in _CLAUSE.finditer(quote.text)]
        plain = [
            span for span in spans if _says(quote.text[slice(*span)]) and not hide.reveals(quote.text[slice(*span)])
        ]
        if plain:
            start, end = max(plain, key=lambda span: span[1] - span[0])
            text = quote.text[start:end]
            start += len(text) - len(text.lstrip())
            shown.append(
                CallCitation(
                    call_id=finding.call_id,
                    at=finding.happened_at,
                    turn=quote.turn,
                    speaker=quote.speaker,
                    start=quote.start + start,
                    end=quote.start + start + len(text.strip()),
                    text=text.strip(),
                )
            )
    return shown


def remembered(draft: PersonaDraft, seen: Heard, language: Language) -> PersonaDraft:
    """The buyer with what customers really said in place of what was made up, and where each part is from."""
    because = parts(language).because
    objections, reasons = list(draft.objections), list(draft.because)
    for objection, quotes in reversed(seen.objections):
        place = next((i for i, item in enumerate(objections) if item.kind == objection.kind), None)
        if place is None:
            continue
        objections[place] = objection
        reasons = [_grounded(item, because["heard"], quotes) if item.part == f"objections[{place}]" else item
                   for item in reasons]  # fmt: skip
    needs = list(draft.needs)
    if seen.need is not None:
        moment, hide, quotes = seen.need
        needs[0] = moments.stated(moment, hide, needs[0])
        reasons = [_grounded(item, because["heard_need"], quotes) if item.part == "needs[0]" else item
                   for item in reasons]  # fmt: skip
    reasons = [
        item.model_copy(update={"quotes": seen.missed, "why": f"{item.why} {because['missed']}"})
        if item.part == "personality" and seen.missed
        else item
        for item in reasons
    ]
    return draft.model_copy(update={"objections": objections, "needs": needs, "because": reasons})


def _took_in(known: Heard, moment: Moment, finding: RecentFinding, hide: Disguise) -> Heard:
    objections = list(known.objections)
    for objection in moments.objected(moment, hide):
        if objection.kind not in {item.kind for item, _ in objections}:
            quotes = [item.quote for item in moment.objections if item.kind == objection.kind]
            objections.append((objection, cited(quotes[-1:], finding, hide)))
    need = known.need
    if need is None and moment.needs_stated:
        quotes = [item.quote for item in moment.needs_stated]
        need = (moment, hide, cited(quotes[:2], finding, hide))
    return Heard(known.missed, objections, need)


def _grounded(reason: Because, why: str, quotes: list[CallCitation]) -> Because:
    return reason.model_copy(update={"why": f"{reason.why} {why}", "quotes": quotes})


def _says(text: str) -> bool:
    return len(text.split()) >= SHORTEST
