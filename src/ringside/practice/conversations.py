"""Looking back at calls: the history, one call in full, and its deletion."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.accounts.access import Principal
from ringside.core.paging import Page, newest_first
from ringside.dialogue.evidence import NotInTranscript, Quote, quote, verify
from ringside.dialogue.schemas import CONFIDENCE_FLOOR, Language, LogEntry, Transcript
from ringside.dialogue.signals import Signals
from ringside.practice import calls, follow_up, library, replying
from ringside.practice.calls import Tally
from ringside.practice.catalogue import Persona, Scenario
from ringside.practice.models import Call, CallReport, CallTurn, Guest, Note, VoiceCall, VoiceTurn
from ringside.practice.moments import Origin
from ringside.practice.schemas import (
    ActView,
    BuyerMind,
    ColleagueCard,
    ConversationDetail,
    ConversationItem,
    DetailedTurn,
    Feedback,
    FollowUp,
    LogView,
    Outcome,
    Person,
    QuoteView,
    ScorecardView,
    StartFrom,
    StepView,
)
from ringside.practice.voice import report as voice_report
from ringside.skills import service as skills

log = structlog.get_logger()


Erase = Callable[[str, str, str | None], Awaitable[None]]
"""Removes the sound of a call: tenant, call and the name of its file, if it has one."""


@dataclass(frozen=True, slots=True)
class Filter:
    scenario: str | None = None
    min_score: float | None = None
    max_score: float | None = None
    outcome: Outcome | None = None
    user: str | None = None

    def narrow(self, query: sa.Select[tuple[Call]]) -> sa.Select[tuple[Call]]:
        conditions = [
            Call.scenario_id == self.scenario if self.scenario else None,
            Call.score >= self.min_score if self.min_score is not None else None,
            Call.score <= self.max_score if self.max_score is not None else None,
            Call.outcome == self.outcome if self.outcome else None,
            Call.user_id == self.user if self.user else None,
        ]
        return query.where(*[condition for condition in conditions if condition is not None])


async def history(
    session: AsyncSession, control: AsyncSession, who: Principal, wish: Filter, limit: int, cursor: str | None
) -> Page[ConversationItem]:
    """Past calls, newest first: a rep's own; for managers and owners everybody's in the company."""
    query = wish.narrow(sa.select(Call))
    if who.role not in calls.SEES_ALL:
        query = query.where(Call.user_id == who.user_id)
    rows, following = await newest_first(session, query, Call.id, limit, cursor)
    names = await accounts.names(control, who.tenant_id, {call.user_id for call in rows})
    return Page(items=[_item(call, names) for call in rows], next_cursor=following)


async def detail(session: AsyncSession, control: AsyncSession, who: Principal, call_id: str) -> ConversationDetail:
    """One call in full. What the buyer was thinking, and the score, are there once it has ended."""
    call = await calls.visible(session, who, call_id)
    said = await calls.turns(session, call_id)
    report = await session.get(CallReport, call_id) if call.status == "ended" else None
    names = await accounts.names(control, who.tenant_id, {call.user_id})
    shown = _Shown(call, said)
    last = said[-1].answer if said and said[-1].answer else None
    scenario = Scenario.model_validate(call.scenario)
    language = cast(Language, call.language)
    full = ConversationDetail(
        **_item(call, names).model_dump(exclude={"turns"}),
        turns=shown.turns(report.acts if report else []),
        state=calls.sidebar(call, Tally.model_validate(call.tally), call.turns),
        reply_pending=call.pending is not None,
        hint=last["hint"] if last and call.status == "open" else None,
        goal=scenario.goal.of(language),
        situation=scenario.situation.of(language),
        learning_goals=list(scenario.learning_goals.of(language)),
        scorecard=shown.scorecard(report.scorecard) if report else None,
        signals=Signals.model_validate(report.signals) if report else None,
        feedback=Feedback(steps=shown.steps(report.feedback)) if report else None,
        buyer_log=shown.log() if report else None,
        start_mind=BuyerMind.model_validate(call.start_mind) if report else None,
        start_minds=_start_minds(call, language) if report else None,
        voice=await voice_report.of_call(session, call, said),
        follow_up=await _follow_up(session, who, call) if report else None,
    )
    if shown.dropped:
        log.warning("quotes dropped", call_id=call_id, count=shown.dropped)
    return full


async def _follow_up(session: AsyncSession, who: Principal, call: Call) -> FollowUp | None:
    if call.origin is None:
        return None
    return await follow_up.of(session, who, call, Origin.model_validate(call.origin), who.language)


async def delete(session: AsyncSession, who: Principal, call_id: str, erase: Erase) -> None:
    """Delete one's own call with its turns, its report, its sound and what skills noted about it."""
    call = await calls.own(session, who, call_id)
    voice = await session.get(VoiceCall, call_id)
    if voice is not None:
        await erase(who.tenant_id, call_id, voice.file)
    await skills.forget(session, call.id)
    for table in (CallReport, Guest, Note, VoiceTurn, VoiceCall, CallTurn):
        await session.execute(sa.delete(table).where(table.call_id == call_id))
    await session.delete(call)


class _Shown:
    """A call made ready to be shown: every quote is looked up in the stored turns once more, or left out."""

    def __init__(self, call: Call, said: Sequence[CallTurn]) -> None:
        self.call = call
        self.said = said
        self.transcript: Transcript = calls.transcript(call, said)
        self.dropped = 0

    def turns(self, acts: Sequence[dict[str, Any]]) -> list[DetailedTurn]:
        by_turn: dict[int, list[ActView]] = {}
        for act in acts:
            by_turn.setdefault(act["turn"], []).append(ActView.model_validate({**act, "certain": _certain(act)}))
        return [
            DetailedTurn(
                **replying.seen(turn).model_dump(),
                acts=by_turn.get(turn.index, []),
                replayed=turn.index < self.call.replayed,
                **_made(turn),
            )
            for turn in self.said
        ]

    def scorecard(self, card: dict[str, Any]) -> ScorecardView:
        criteria = [{**item, "quotes": self._checked(item["quotes"])} for item in card["criteria"]]
        return ScorecardView.model_validate({**card, "criteria": criteria})

    def steps(self, steps: Sequence[dict[str, Any]]) -> list[StepView]:
        """Feedback whose words can be shown; a step with none of its quotes left is no evidence for anything."""
        checked = [(step, self._checked(step["quotes"])) for step in steps]
        return [StepView.model_validate({**step, "quotes": quotes}) for step, quotes in checked if quotes]

    def log(self) -> list[LogView]:
        entries = [LogEntry.model_validate(entry) for turn in self.said for entry in turn.log or ()]
        return [LogView(**entry.model_dump(), quote=self._words(entry)) for entry in entries]

    def _words(self, entry: LogEntry) -> QuoteView | None:
        if entry.start is None or entry.end is None:
            return None
        try:
            return _view(quote(self.transcript, entry.turn, entry.start, entry.end))
        except NotInTranscript:
            self.dropped += 1
            return None

    def _checked(self, quotes: Sequence[dict[str, Any]]) -> list[QuoteView]:
        found = []
        for claimed in quotes:
            try:
                found.append(_view(verify(self.transcript, claimed)))
            except NotInTranscript:
                self.dropped += 1
        return found


def _view(found: Quote) -> QuoteView:
    return QuoteView.model_validate(found.model_dump())


def _certain(act: dict[str, Any]) -> bool:
    return float(act["confidence"]) >= CONFIDENCE_FLOOR


def _made(turn: CallTurn) -> dict[str, Any]:
    """How a customer turn came about."""
    if turn.answer is None:
        return {}
    reply, made = turn.answer["reply"], turn.answer.get("made", {})
    return {
        "prompt_version": reply["prompt_version"],
        "latency_ms": reply["latency_ms"],
        "rejected": made.get("rejected", 0),
        "note": made.get("note"),
    }


def _colleagues(call: Call, language: Language) -> list[ColleagueCard]:
    if not call.colleagues:
        return []
    others = [Persona.model_validate(other) for other in call.colleagues]
    return library.table(Scenario.model_validate(call.scenario), others, language)


def _start_minds(call: Call, language: Language) -> dict[str, BuyerMind] | None:
    """What each of several buyers felt before the call, by name."""
    others = call.start_mind.get("others")
    if not others:
        return None
    chair = Persona.model_validate(call.persona).name.of(language)
    return {name: BuyerMind.model_validate(mind) for name, mind in {chair: call.start_mind, **others}.items()}


def _item(call: Call, names: dict[str, str]) -> ConversationItem:
    language = cast(Language, call.language)
    moment = None
    if call.origin is not None:
        moment = StartFrom(call_id=call.origin["call_id"], turn=call.origin["turn"])
    elif call.restarted_call is not None:
        moment = StartFrom(conversation_id=call.restarted_call, turn=call.restarted_turn or 0)
    return ConversationItem.model_validate(
        {
            "id": call.id,
            "scenario_id": call.scenario_id,
            "title": call.scenario["title"][language],
            "kind": call.scenario["kind"],
            "persona": library.card(Persona.model_validate(call.persona), language),
            "colleagues": _colleagues(call, language),
            "level": call.level,
            "language": language,
            "status": call.status,
            "outcome": call.outcome,
            "score": call.score,
            "turns": call.turns,
            "started_at": call.started_at,
            "ended_at": call.ended_at,
            "user": Person(id=call.user_id, name=names.get(call.user_id, "")),
            "restarted_from": moment,
        }
    )
