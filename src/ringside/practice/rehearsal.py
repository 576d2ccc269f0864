"""A practice meeting against a buyer that another room describes: an outside entry, which puts nothing in the library.

The meeting is a call like any other, with its own scenario and buyer inside it; nobody else finds them anywhere.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.core.ids import new_id
from ringside.dialogue.schemas import Language, ObjectionKind
from ringside.playbook import service as playbook
from ringside.playbook.schemas import Answers
from ringside.practice import buyer, calls, creation, replying, service
from ringside.practice.catalogue import Gender, Traits
from ringside.practice.composer import compose, topic_words
from ringside.practice.disguise import usual_gender
from ringside.practice.drafts import FactDraft, NeedDraft, ObjectionDraft, PersonaBrief, PersonaDraft, to_persona
from ringside.practice.models import Call, CallReport, CallTurn, Guest, Note
from ringside.practice.parts import Weakness, parts
from ringside.practice.replying import Studio
from ringside.practice.schemas import ChatOut, Level, ScenarioKind
from ringside.practice.ways import Ways
from ringside.skills import service as skills

PREFIX = "rehearsal-"
"""What the scenario ids of such meetings begin with."""


@dataclass(frozen=True, slots=True)
class Pain:
    """What hurts, in the buyer's own words as far as they are known."""

    words: str
    costs: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """An objection that stands: its kind, and the buyer's own line where there is one."""

    kind: ObjectionKind
    line: str | None = None


@dataclass(frozen=True, slots=True)
class OutsideBuyer:
    """Who is met and why. What is left open is made up for practice."""

    key: str
    """Letters and digits that name the person within the company."""
    name: str
    role: str
    company: str
    industry: str | None
    style: str
    background: str
    title: str
    goal: str
    situation: str
    traits: Traits
    pains: Sequence[Pain]
    objections: Sequence[Held]
    facts: Sequence[tuple[str, str]]
    """(words of the question, answer)."""
    ways: Ways


async def begin(
    at: Studio, who: Principal, now: datetime, met: OutsideBuyer, level: Level, language: Language,
    keep: Callable[[AsyncSession, str], Awaitable[None]],
) -> ChatOut:  # fmt: skip
    """The opening of such a meeting; `keep` notes its id in the same transaction. Raises QuotaExceeded."""
    async with at.databases.tenant(who.tenant_id) as session:
        answers = await playbook.answers(session)
        call, state = staged(who.user_id, met, answers, level, language, secrets.randbelow(2**31), now)
        await at.quotas.use_practice_session(session, who, now)
        session.add(call)
        await session.flush()
        await keep(session, call.id)
        standing = service.pick_up(call, state)
    return await replying.begin(at, who.tenant_id, standing, service.acknowledge(standing)).answer()


def staged(
    user_id: str, met: OutsideBuyer, answers: Answers, level: Level, language: Language, seed: int, now: datetime
) -> tuple[Call, buyer.BuyerState]:
    """The call about to begin, and the buyer in it, who holds the given objections and no others. Pure."""
    kind: ScenarioKind = "objection" if met.objections else "discovery"
    weakness: Weakness = met.objections[0].kind if met.objections else "discovery"
    persona = to_persona(drafted(met, answers, level, language, seed), f"{PREFIX}{met.key}", answers.market or "b2b")
    scenario = creation.scenario(
        f"{PREFIX}{met.key}", kind, persona, weakness, language, market=answers.market or "b2b", title=met.title,
        goal=met.goal, situation=met.situation, product=answers.product,
    )  # fmt: skip
    state = buyer.start(persona, scenario, level, seed, language)
    wanted = {held.kind for held in met.objections}
    state = state.model_copy(update={"objections": tuple(o for o in state.objections if o.kind in wanted)})
    return calls.fresh(user_id, scenario, persona, state, new_id(), now), state


def drafted(met: OutsideBuyer, answers: Answers, level: Level, language: Language, seed: int) -> PersonaDraft:
    """The buyer as described, over a made-up one for what the description leaves open."""
    brief = PersonaBrief(
        weakness="discovery", weakness_text="", level=level, language=language, industry=met.industry, seed=seed,
        answers=answers,
    )  # fmt: skip
    spare = compose(brief)
    gender: Gender = usual_gender(met.name) or spare.gender
    needs = [_need(pain, spare.needs[i % len(spare.needs)], language) for i, pain in enumerate(met.pains[:4])]
    objections = [_objection(held, language) for held in met.objections[:6]]
    kinds = {item.kind for item in objections}
    padded = [*objections, *(item for item in spare.objections if item.kind not in kinds)]
    return PersonaDraft(
        name=met.name[:80], gender=gender, role=met.role[:120], company=met.company[:120],
        industry=(met.industry or spare.industry)[:80], traits=met.traits, style=met.style[:300],
        background=met.background[:600], needs=[*needs, *spare.needs][: max(2, len(needs))],
        objections=padded[: max(2, len(objections))],
        facts=[FactDraft(words=topic_words(asked, language), text=told[:600]) for asked, told in met.facts],
        triggers=spare.triggers, ways=met.ways,
    )  # fmt: skip


async def forget(session: AsyncSession, conversation_ids: Sequence[str]) -> None:
    """Erase these sessions with all that was made of them."""
    for call_id in conversation_ids:
        await skills.forget(session, call_id)
        for table in (CallReport, Guest, Note, CallTurn):
            await session.execute(sa.delete(table).where(table.call_id == call_id))
        await session.execute(sa.delete(Call).where(Call.id == call_id))


def _need(pain: Pain, spare: NeedDraft, language: Language) -> NeedDraft:
    words = topic_words(" ".join([pain.words, pain.costs or ""]), language)
    surface = parts(language).problem.surface[0].replace("{problem}", pain.words)
    return NeedDraft(
        words=words[:16], surface=surface[:600], pain=pain.words[:600], impact=(pain.costs or spare.impact)[:600]
    )


def _objection(held: Held, language: Language) -> ObjectionDraft:
    stock = parts(language).objections[held.kind]
    line = held.line if held.line and len(held.line) > 1 else stock.line
    resolves = [*stock.resolves, *(topic_words(held.line, language, most=4) if held.line else ())]
    return ObjectionDraft(kind=held.kind, line=line[:600], concern=stock.concern, resolves=resolves[:20])
