"""What to practise next and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.access import Principal
from ringside.calls import service as recorded
from ringside.dialogue.evidence import NotInTranscript, verify
from ringside.dialogue.rubrics import SKILLS, Skill
from ringside.dialogue.schemas import Language
from ringside.playbook import rubrics
from ringside.practice import calls, chances, library
from ringside.practice.library import Entry
from ringside.practice.models import Call, CallReport
from ringside.practice.schemas import Expectation, QuoteView, StartFrom, Suggestion, SuggestionReason
from ringside.skills import rating
from ringside.skills import service as skills
from ringside.skills.rating import Rating
from ringside.skills.service import PastResult

RECENT = timedelta(days=30)
LOOK_BACK = 40
"""Skill results looked at: the last ten calls or so."""
HEAD_START = 0.25
FIRST_SKILL: Skill = "opening"

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "newcomer": "A first call to see where you stand: it starts easy and shows you each step.",
        "missed": "Your call “{title}” did not meet “{criterion}”.",
        "weakest": "{skill} is where your calls have the most room to grow.",
        "rusty": "It has been a while since {skill} was tested in a call.",
    },
    "he": {
        "newcomer": "שיחה ראשונה כדי לראות איפה אתם עומדים: היא מתחילה בקלות ומראה כל צעד.",
        "missed": "בשיחה ״{title}״ לא התקיים: ״{criterion}״.",
        "weakest": "{skill}: כאן יש בשיחות שלכם הכי הרבה מקום לצמוח.",
        "rusty": "עבר זמן מאז שהנושא ״{skill}״ נבחן בשיחה.",
    },
}


@dataclass(frozen=True, slots=True)
class Choice:
    entry: Entry
    expected: Expectation
    fit: float


async def next_practice(session: AsyncSession, who: Principal, now: datetime, language: Language) -> Suggestion:
    """The next scenario and level for this rep, with the words from their own calls that speak for it."""
    ratings = await skills.ratings(session, who.user_id, now)
    called = await skills.ratings(session, who.user_id, now, "call")
    past = await skills.results(session, who.user_id, LOOK_BACK)
    skill = weakest({skill: together(ratings[skill], called[skill]) for skill in SKILLS}, past, now)
    reason, moment = await _reason(session, who, skill, ratings, past, language)
    missed_in = await _scenario_of(session, moment)
    choice = choose(await library.entries(session), ratings, skill, missed_in)
    item = await library.scenario(session, who, now, language, choice.entry.scenario.id)
    return Suggestion(
        skill=skill,
        scenario=item,
        level=choice.expected.level,
        expected_success=choice.expected.probability,
        reason=reason,
        start_from=moment,
    )


def together(practised: Rating, called: Rating) -> Rating:
    """What practice and real calls say of a skill, the surer one counting more."""
    if not (practised.calls and called.calls):
        return called if called.calls else practised
    weights = [1 / known.deviation**2 for known in (practised, called)]
    value = (weights[0] * practised.value + weights[1] * called.value) / sum(weights)
    return Rating(
        value, sum(weights) ** -0.5, practised.calls + called.calls, max(filter(None, (practised.at, called.at)))
    )


def weakest(ratings: Mapping[Skill, Rating], past: Sequence[PastResult], now: datetime) -> Skill:
    """The skill to work on: the lowest rating, pulled down by what was missed lately; a newcomer begins at the start.

    A skill nothing is known about counts as average, so that what was seen to fail comes first.
    """
    known = [skill for skill in SKILLS if ratings[skill].calls]
    if not known:
        return FIRST_SKILL

    def need(skill: Skill) -> float:
        recent = [item for item in past if item.skill == skill and now - item.at <= RECENT][:5]
        missed = sum(1 - item.result for item in recent) / len(recent) if recent else 0.0
        return ratings[skill].value - 100 * missed

    return min(known, key=lambda skill: (need(skill), SKILLS.index(skill)))


def choose(
    entries: Sequence[Entry], ratings: Mapping[Skill, Rating], skill: Skill, missed_in: str | None = None
) -> Choice:
    """The scenario whose rubric trains the skill most, at the level with about two of three calls won.

    The scenario in which it was missed has a head start: what happened there is fresh.
    """
    found: list[Choice] = []
    for entry in entries:
        needed = rubrics.skills(entry.scenario.rubric)
        share = needed.get(skill, 0.0) / (sum(needed.values()) or 1.0)
        for level in entry.scenario.levels:
            expected = chances.chance(ratings, needed, entry.scenario.kind, level)
            fresh = HEAD_START if entry.scenario.id == missed_in else 0.0
            fit = share + fresh - 2 * rating.off_target(expected.probability)
            found.append(Choice(entry, expected, round(fit, 6)))
    return max(found, key=lambda choice: choice.fit)


async def _reason(
    session: AsyncSession,
    who: Principal,
    skill: Skill,
    ratings: Mapping[Skill, Rating],
    past: Sequence[PastResult],
    language: Language,
) -> tuple[SuggestionReason, StartFrom | None]:
    """Why this: a moment of the rep's own call where there is one, with its words verified once more."""
    words, name = WORDS[language], skills.TITLES[skill][language]
    if not past:
        return SuggestionReason(text=words["newcomer"]), None
    missed = [item for item in past if item.skill == skill and item.missed]
    # What happened with a customer comes before what happened in practice.
    for item in sorted(missed, key=lambda item: item.source != "call"):
        in_call = item.source == "call"
        found = await (_missed_in_call(session, who, item, language) if in_call else _missed(session, item, language))
        if found:
            return found
    text = words["weakest"] if ratings[skill].sure else words["rusty"] if _rusty(ratings[skill]) else words["weakest"]
    return SuggestionReason(text=text.format(skill=name)), None


async def _scenario_of(session: AsyncSession, moment: StartFrom | None) -> str | None:
    if moment is None or moment.conversation_id is None:
        return None
    return await session.scalar(sa.select(Call.scenario_id).where(Call.id == moment.conversation_id))


def _rusty(known: Rating) -> bool:
    return known.calls > 0 and known.deviation > rating.SURE


async def _missed_in_call(
    session: AsyncSession, who: Principal, item: PastResult, language: Language
) -> tuple[SuggestionReason, StartFrom | None] | None:
    """The same in a recorded call, by people's word where they have given one."""
    for criterion in item.missed:
        try:
            shown = await recorded.criterion_shown(session, who, item.source_id, criterion)
        except recorded.UnknownCall:
            return None
        if shown is None or shown.result != "not_met" or not shown.quotes:
            continue
        # The rep's own words show what was missed; a customer's only when there are no others.
        quote = next((quote for quote in shown.quotes if quote.speaker == "rep"), shown.quotes[0])
        text = WORDS[language]["missed"].format(title=shown.title, criterion=shown.criterion.rstrip("."))
        reason = SuggestionReason(
            text=text,
            call_id=shown.call_id,
            call_title=shown.title,
            criterion=criterion,
            quote=QuoteView.model_validate(quote.model_dump()),
            at=shown.happened_at,
        )
        return reason, StartFrom(call_id=shown.call_id, turn=quote.turn)
    return None


async def _missed(
    session: AsyncSession, item: PastResult, language: Language
) -> tuple[SuggestionReason, StartFrom | None] | None:
    """The first criterion missed in that call whose words can still be shown."""
    row = (
        await session.execute(sa.select(Call, CallReport.scorecard).join(CallReport).where(Call.id == item.source_id))
    ).one_or_none()
    if row is None:
        return None
    call: Call = row[0]
    transcript = calls.transcript(call, await calls.turns(session, call.id))
    for criterion in row[1]["criteria"]:
        if criterion["id"] not in item.missed:
            continue
        for claimed in criterion["quotes"]:
            try:
                quote = QuoteView.model_validate(verify(transcript, claimed).model_dump())
            except NotInTranscript:
                continue
            title = call.scenario["title"][call.language]
            text = WORDS[language]["missed"].format(title=title, criterion=criterion["title"].rstrip("."))
            reason = SuggestionReason(
                text=text, conversation_id=call.id, criterion=criterion["id"], quote=quote, at=call.started_at
            )
            return reason, StartFrom(conversation_id=call.id, turn=quote.turn)
    return None
