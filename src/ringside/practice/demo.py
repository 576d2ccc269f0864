"""Content of the demo tenant: a filled questionnaire, and calls held by scripted reps over the past days."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.ai.schemas import BUILTIN
from ringside.core import clock
from ringside.core.content import parse
from ringside.core.ids import new_id
from ringside.dialogue import acts
from ringside.dialogue.schemas import Frozen, Language, Turn
from ringside.playbook import service as playbook
from ringside.playbook.schemas import Answers, QuestionnaireChange
from ringside.practice import calls, catalogue, difficulty, reports, speech
from ringside.practice.buyer import minds
from ringside.practice.calls import Owed, Standing, Tally
from ringside.practice.models import Call
from ringside.practice.schemas import Level
from ringside.practice.wording import Worded

MOST_TURNS = 14
"""Rep turns after which a scripted rep hangs up."""
PACE = timedelta(seconds=9)


class DemoCall(Frozen):
    style: str
    scenario: str
    level: Level
    seed: int
    days_ago: int


class Style(Frozen, extra="allow"):
    """How a rep speaks: the lines for each moment of a call, used one after the other."""

    language: Language

    def line(self, moment: str, used: dict[str, int]) -> str | None:
        """The next line for this moment, else a try at closing; None when the rep has run out of things to say."""
        for wanted in (moment, "ask"):
            lines: list[str] = (self.model_extra or {})[wanted]
            number = used.get(wanted, 0)
            if number < len(lines):
                used[wanted] = number + 1
                return lines[number]
        return None


class DemoContent(Frozen):
    questionnaire: Answers
    styles: dict[str, Style]
    calls: dict[str, tuple[DemoCall, ...]]


async def prepare(session: AsyncSession, principal: Principal) -> None:
    """The demo content of one person; nothing where it is there already."""
    content = _content()
    if principal.role == "owner" and not (await playbook.answers(session)).product:
        change = QuestionnaireChange(answers=content.questionnaire, version=0)
        await playbook.save_questionnaire(session, change, principal.user_id, clock.now())
    for number, call in enumerate(content.calls.get(_part(principal), ())):
        key = f"demo-{number}"
        known = sa.select(Call.id).where(Call.user_id == principal.user_id, Call.start_key == key)
        if await session.scalar(known) is None:
            await _hold(session, principal, call, content.styles[call.style], key)


@cache
def _content() -> DemoContent:
    text = (files("ringside.practice") / "demo.yaml").read_text(encoding="utf-8")
    return DemoContent.model_validate(parse(text))


def _part(principal: Principal) -> str:
    return f"rep_{principal.language}" if principal.role == "rep" else principal.role


async def _hold(session: AsyncSession, who: Principal, plan: DemoCall, style: Style, key: str) -> None:
    """One whole call, as if it had been held then."""
    at = clock.now().replace(hour=9, minute=12, second=0, microsecond=0) - timedelta(days=plan.days_ago)
    scenario = catalogue.catalogue().scenarios[plan.scenario]
    persona = catalogue.catalogue().personas[scenario.persona]
    state = minds.start([persona], scenario, plan.level, plan.seed, style.language)
    reaction = minds.open(state)
    call = calls.fresh(who.user_id, scenario, persona, state, new_id(at), at)
    call.start_key, call.pending = key, Owed.by(reaction, 0).model_dump(mode="json")
    session.add(call)
    await session.flush()
    standing = Standing(call, reaction.state, Tally(), Owed.by(reaction, 0))
    used: dict[str, int] = {}
    for _ in range(MOST_TURNS):
        at = await _reply(session, standing, at)
        text = style.line(difficulty.moment(minds.lead(standing.state)), used)
        if standing.owed.status == "ended" or text is None:
            break
        at += PACE
        turn = Turn(index=call.turns, speaker="rep", text=text)
        said = standing.owed.intent.line
        read = acts.read(turn, Turn(index=call.turns - 1, speaker="customer", text=said), style.language)
        reaction = minds.react(standing.state, turn, read)
        standing = await calls.add_rep_turn(session, call, text, read, reaction, None, at)
    else:
        at = await _reply(session, standing, at)
    await session.refresh(call)
    call.status, call.outcome, call.ended_at, call.pending = "ended", call.outcome or "ended", at, None
    await session.flush()
    await reports.store(session, call, reports.examine(call, await calls.turns(session, call.id)), at)


async def _reply(session: AsyncSession, standing: Standing, at: datetime) -> datetime:
    """The buyer's words, stored; when they were said."""
    at += PACE
    worded = Worded(speech.say(standing.owed.intent), BUILTIN, speech.BUYER.words.version, 0.0)
    await calls.add_reply(session, standing, standing.state, worded, at)
    await session.refresh(standing.call)
    return at
