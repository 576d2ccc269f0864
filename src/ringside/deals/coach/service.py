"""The coach of one deal: read its facts, find the steps they call for, rank them, word them."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.accounts.throttle import Throttle
from ringside.ai import Caller, Models
from ringside.ai.schemas import BUILTIN
from ringside.deals import norms
from ringside.deals import service as deals
from ringside.deals.cards import service as cards
from ringside.deals.coach import bandit, calibration, choosing, deciding, rules, variants, wording, wordsmith
from ringside.deals.coach.actions import ACTIONS, ActionId
from ringside.deals.coach.answers import Answers
from ringside.deals.coach.bandit import Arm, Odds
from ringside.deals.coach.context import Context, context
from ringside.deals.coach.deciding import Past
from ringside.deals.coach.drafting import Variant, draft
from ringside.deals.coach.learning import Learned, learned
from ringside.deals.coach.listening import listen
from ringside.deals.coach.looking import Candidate, Look
from ringside.deals.coach.models import CoachDecision, CoachStep
from ringside.deals.coach.outcomes import WINDOW
from ringside.deals.coach.qualifying import heard_on_calls
from ringside.deals.coach.schemas import CoachWish, DealCoaching, Recommendation
from ringside.deals.coach.wordsmith import ToDraft, Worded
from ringside.deals.records import pipeline
from ringside.deals.records.models import Deal
from ringside.deals.schemas import Preferences
from ringside.dialogue.schemas import Language

_answers = Answers()


@dataclass(frozen=True, slots=True)
class Desk:
    """Who asks, and with what."""

    session: AsyncSession
    who: Principal
    throttle: Throttle
    models: Models


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an answer is to be worded."""

    language: Language
    preferences: Preferences
    variant: Variant
    assigned: bool
    model: bool
    """Whether a model may word the drafts."""


@dataclass(frozen=True, slots=True)
class Slate:
    """What is suggested: the steps in their order, with odds as far as they are known."""

    decision: CoachDecision
    shown: Sequence[Candidate]
    odds: Mapping[ActionId | None, Odds]
    steps: Mapping[str, CoachStep]


async def coach(desk: Desk, deal_id: str, wish: CoachWish, now: datetime, *, model: bool) -> DealCoaching:
    """Three to five next steps for a deal, or why there are none. Raises UnknownDeal, TooManyAttempts."""
    deal = await deals.deal(desk.session, deal_id)
    wanted = await _wanted(desk, deal_id, wish, model)
    if deal.status != "open":
        return _closed(deal, wanted, now)
    known = await learned(desk.session, desk.who.tenant_id)
    asked = (desk.who.tenant_id, desk.who.user_id, deal_id, repr(wanted), f"{now:%Y%m%d%H}", rules.VERSION)
    state = await _state(desk.session, deal_id, known)
    if (answer := _answers.get((asked, state))) is not None:
        return answer
    await desk.throttle.work(desk.who.tenant_id)
    answer = await _worked_out(desk, deal_id, wanted, known, now)
    _answers.keep((asked, await _state(desk.session, deal_id, known)), answer)
    return answer


async def _wanted(desk: Desk, deal_id: str, wish: CoachWish, model: bool) -> Wanted:
    own = await cards.preferences(desk.session, desk.who.user_id)
    given = wish.model_dump(include={"tone", "length", "boldness"}, exclude_none=True)
    variant = wish.variant or variants.assigned(deal_id)
    return Wanted(
        wish.language or desk.who.language,
        own.model_copy(update=given),
        variant,
        variant == variants.assigned(deal_id),
        model and any(desk.models.stations.values()),
    )


def _closed(deal: Deal, wanted: Wanted, now: datetime) -> DealCoaching:
    day = deal.closed_at
    message = wording.say(wanted.language, "closed", f"{deal.status}" if day else f"{deal.status}_undated",
                          day=f"{day:%Y-%m-%d}" if day else "")  # fmt: skip
    return DealCoaching(
        deal_id=deal.id, status=deal.status, message=message, recommendations=[], held_back=False, basis="rules",
        outcomes=0, needed=calibration.LEAST, window_days=WINDOW.days, variant=wanted.variant,
        assigned=wanted.assigned, language=wanted.language, source=BUILTIN, at=now,
    )  # fmt: skip


async def _state(session: AsyncSession, deal_id: str, known: Learned) -> Hashable:
    """Changes with the deal, with what was done with its steps, and with what was learned."""
    steps = sa.select(sa.func.count(), sa.func.max(CoachStep.at), sa.func.max(CoachStep.status_at))
    open_ = sa.select(sa.func.count()).where(CoachStep.deal_id == deal_id, CoachStep.status == "open")
    row = (await session.execute(steps.where(CoachStep.deal_id == deal_id))).one()
    return await deals.revision(session, deal_id), tuple(row), await session.scalar(open_), known.outcomes


async def _worked_out(desk: Desk, deal_id: str, wanted: Wanted, known: Learned, now: datetime) -> DealCoaching:
    session = desk.session
    facts = await deals.load(session, deal_id, now)
    usual = await norms.present(session, desk.who.tenant_id, now)
    stages = [step.name for step in await pipeline.steps(session, wanted.language) if step.status == "open"]
    on_calls = await heard_on_calls(session, desk.who, facts)

    def found() -> tuple[list[Candidate], Context]:
        look = Look(facts, listen(facts), usual.stage(facts.stage), stages, on_calls, wanted.language)
        return rules.candidates(look), context(look)

    candidates, features = await asyncio.to_thread(found)
    slate = await _slate(session, deal_id, candidates, features, known, now)
    count = choosing.SHOWN[wanted.preferences.boldness]
    worded = await _drafts(desk, slate.shown[:count], wanted)
    return _answer(slate, worded, wanted, known, deal_id, now)


async def _slate(
    session: AsyncSession, deal_id: str, candidates: Sequence[Candidate], features: Context, known: Learned,
    now: datetime,
) -> Slate:  # fmt: skip
    """The present decision with its steps, or a fresh one. Of two requests at once one decides, the other reads it."""
    for last_try in (False, True):
        before = await deciding.past(session, deal_id)
        rest = deciding.resting(before.steps, now)
        found = choosing.most(candidates, rest)
        try:
            async with session.begin_nested():
                decision = before.decision
                if decision is None or not deciding.stands(decision, found, rest, now):
                    if decision is not None:
                        decision.closed_at = now
                    decision = deciding.decide(deal_id, before.number + 1, features, found, known, now)
                    session.add(decision)
                    await session.flush()
                return await _shown(session, decision, found, features, known, before, now)
        except IntegrityError:
            if last_try:
                raise
    raise AssertionError("unreachable")


async def _shown(
    session: AsyncSession, decision: CoachDecision, found: Sequence[Candidate], features: Context, known: Learned,
    before: Past, now: datetime,
) -> Slate:  # fmt: skip
    """The steps in the order in which they are shown; the lead stays first while its decision stands."""
    seed = deciding.seed_of(decision.deal_id, decision.number)
    odds = bandit.odds(known.posterior, features, [Arm(c.action, c.strength) for c in found], seed)
    chances = {action: o.chance for action, o in odds.items() if action} if known.enough else None
    lead: ActionId | None = next((c.action for c in found if c.action == decision.lead), None)
    order = choosing.ordered(found, lead, chances, held_back=decision.lead is None)[: choosing.MOST]
    steps = await deciding.keep_steps(session, decision, order, before, now)
    return Slate(decision, order, odds, steps)


async def _drafts(desk: Desk, shown: Sequence[Candidate], wanted: Wanted) -> list[Worded]:
    """A draft for each step. What was decided is kept first: a model may take its time, and nobody waits for a lock."""
    asked = [_to_draft(candidate, wanted) for candidate in shown]
    if not wanted.model:
        return [Worded(wordsmith.plain(one)) for one in asked]
    await desk.session.commit()
    caller = Caller(desk.who.tenant_id, desk.who.user_id, wanted.language)
    return list(await asyncio.gather(*(wordsmith.word(desk.models, caller, one, wanted.variant) for one in asked)))


def _to_draft(candidate: Candidate, wanted: Wanted) -> ToDraft:
    made = draft(
        candidate.action, candidate.slots, candidate.evidence, wanted.language, wanted.preferences, wanted.variant
    )
    return ToDraft(
        language=wanted.language,
        tone=wanted.preferences.tone,
        length=wanted.preferences.length,
        form=ACTIONS[candidate.action].form,
        step=wording.told(wanted.language, candidate.action, "title", candidate.slots),
        facts=[wording.told(wanted.language, candidate.action, candidate.why, candidate.slots)]
        + [found.text for found in candidate.evidence],
        subject=made.subject,
        draft=made.text,
    )


def _answer(
    slate: Slate, worded: Sequence[Worded], wanted: Wanted, known: Learned, deal_id: str, now: datetime
) -> DealCoaching:
    made = [one.made for one in worded if one.made is not None]
    by_model = next((one for one in worded if one.source != BUILTIN), None)
    told = by_model.made if by_model else None
    costs = [one.cost_usd for one in made if one.cost_usd is not None]
    return DealCoaching(
        deal_id=deal_id,
        status="open",
        message=_message(slate, wanted.language, known),
        recommendations=[
            _recommendation(slate, candidate, text, wanted.language, known)
            for candidate, text in zip(slate.shown, worded, strict=False)
        ],
        held_back=slate.decision.lead is None,
        basis="outcomes" if known.enough else "rules",
        outcomes=known.outcomes,
        needed=calibration.LEAST,
        window_days=WINDOW.days,
        variant=wanted.variant,
        assigned=wanted.assigned,
        language=wanted.language,
        source=by_model.source if by_model else BUILTIN,
        prompt_version=told.prompt_version if told else None,
        latency_ms=max((one.latency_ms for one in made), default=None),
        cost_usd=sum(costs) if costs else None,
        note=next((one.note for one in worded if one.note), None),
        at=now,
    )


def _message(slate: Slate, language: Language, known: Learned) -> str:
    basis = "outcomes" if known.enough else "rules"
    told = wording.say(language, "basis", basis, outcomes=known.outcomes, needed=calibration.LEAST)
    return f"{told} {wording.say(language, 'basis', 'held_back')}" if slate.decision.lead is None else told


def _recommendation(
    slate: Slate, candidate: Candidate, worded: Worded, language: Language, known: Learned
) -> Recommendation:
    action, odds = ACTIONS[candidate.action], slate.odds[candidate.action]
    chance, low, high = (calibration.corrected(p, known.correction) for p in (odds.chance, odds.low, odds.high))
    return Recommendation(
        id=slate.steps[candidate.action].id,
        action=wording.told(language, candidate.action, "title", candidate.slots),
        kind=candidate.action,
        why=wording.told(language, candidate.action, candidate.why, candidate.slots),
        evidence=list(candidate.evidence),
        confidence=round(chance, 3),
        low=round(low, 3),
        high=round(high, 3),
        basis="outcomes" if known.enough else "rules",
        effort=action.effort,
        minutes=action.minutes,
        form=action.form,
        subject=worded.draft.subject,
        draft=worded.draft.text,
        draft_source=worded.source,
        draft_note=worded.note,
        lead=candidate.action == slate.decision.lead,
    )
