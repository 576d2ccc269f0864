"""What practice learns from real calls: moments to start a drill from, recent findings, objections that were met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.calls import records, report
from ringside.calls.models import Call, CallObjection
from ringside.calls.schemas import (
    CallDetail,
    CallFinding,
    CallQuote,
    CriterionShown,
    Moment,
    ObjectionsMet,
    RecentFinding,
    ResolvedObjection,
)
from ringside.core.errors import NotFound
from ringside.dialogue.evidence import quote
from ringside.dialogue.schemas import Transcript, Turn

LONGEST_ANSWER = 3
"""Turns of the rep's that may make up an answer: questions first, then what they led to."""


class NoSuchTurn(NotFound):
    slug, title = "no-such-turn", "This call has no such turn"


async def moment(session: AsyncSession, who: Principal, call_id: str, turn: int) -> Moment:
    """The moment of a call from which a drill starts: at the customer's line at or before `turn`.

    Raises UnknownCall, NoSuchTurn.
    """
    call = await records.visible(session, who, call_id)
    said = await records.turns(session, call_id)
    if not 0 <= turn < len(said):
        raise NoSuchTurn
    seen = await report.shown(session, call, said)
    transcript = records.transcript(call, said)
    line = next((t for t in reversed(transcript.turns[: turn + 1]) if t.speaker == "customer" and t.text.strip()), None)
    upto = line.index if line else turn
    reply = next((t for t in transcript.turns[upto + 1 :] if t.speaker == "rep" and t.text.strip()), None)
    finding = _about(seen.findings, {turn, upto, reply.index if reply else turn})
    objection = next((o for o in reversed(seen.objections) if upto - 1 <= o.quote.turn <= upto), None)
    criterion = finding.criterion if finding else None
    return Moment(
        call_id=call.id,
        title=call.title,
        turn=turn,
        language=transcript.language,
        transcript=seen.turns[: upto + 1],
        customer_line=_whole(transcript, line),
        objection=objection.kind if objection else None,
        rep_reply=_whole(transcript, reply),
        rubric=(call.rubric or {}).get("id"),
        finding=finding,
        criterion_id=criterion,
        skill=finding.skill if finding else None,
        needs_stated=[need for need in seen.needs_stated if need.quote.turn <= upto],
        objections=[o for o in seen.objections if o.quote.turn <= upto],
        speakers=seen.speakers,
        rep_name=call.rep_name,
    )


def _about(findings: Sequence[CallFinding], turns: set[int]) -> CallFinding | None:
    """The miss that one of these turns shows, unless people marked it wrong; else a strength."""
    here = [f for f in findings if f.turn in turns or any(q.turn in turns for q in f.quotes)]
    standing = [f for f in here if f.judgement is None or f.judgement.verdict != "wrong"]
    return min(standing, key=lambda f: (f.kind != "miss", not f.focus, f.turn), default=None)


def _whole(transcript: Transcript, turn: Turn | None) -> CallQuote | None:
    if turn is None:
        return None
    return CallQuote.model_validate(quote(transcript, turn.index, 0, len(turn.text)).model_dump())


async def recent_findings(session: AsyncSession, user_id: str, limit: int = 20) -> list[RecentFinding]:
    """What was missed in a rep's latest calls, newest call first; not what people marked wrong, nor what is unsure."""
    query = sa.select(Call).where(Call.user_id == user_id, Call.report.is_not(None), Call.score.is_not(None))
    found: list[RecentFinding] = []
    for call in await session.scalars(query.order_by(Call.happened_at.desc(), Call.id.desc()).limit(limit)):
        if len(found) >= limit:
            break
        if "speakers" in call.needs:
            continue
        seen = await report.shown(session, call, await records.turns(session, call.id))
        about = {"call_id": call.id, "call_title": call.title, "happened_at": call.happened_at}
        found += [
            RecentFinding.model_validate({**finding.model_dump(), **about})
            for finding in sorted(seen.findings, key=lambda f: (not f.focus, f.turn))
            if finding.kind == "miss" and (finding.judgement is None or finding.judgement.verdict != "wrong")
        ]
    return found[:limit]


async def objections_met(session: AsyncSession, since: datetime) -> list[ObjectionsMet]:
    """How often each kind of objection was raised on this company's calls since then and resolved, commonest first."""
    raised, resolved = sa.func.sum(CallObjection.raised), sa.func.sum(CallObjection.resolved)
    query = (
        sa.select(CallObjection.kind, raised, resolved)
        .join(Call, Call.id == CallObjection.call_id)
        .where(Call.happened_at >= since)
        .group_by(CallObjection.kind)
        .order_by(raised.desc(), CallObjection.kind)
    )
    return [
        ObjectionsMet.model_validate({"kind": kind, "raised": met, "resolved": settled})
        for kind, met, settled in await session.execute(query)
    ]


async def objections_resolved(
    session: AsyncSession, who: Principal, limit: int, call_id: str | None = None
) -> list[ResolvedObjection]:
    """Objections that were resolved on the latest calls that the caller may read, or on one. Raises UnknownCall."""
    if call_id is not None:
        found = [await records.visible(session, who, call_id)]
    else:
        settled = sa.select(CallObjection.call_id).where(CallObjection.resolved > 0)
        query = records.narrowed(who, sa.select(Call).where(Call.report.is_not(None), Call.id.in_(settled)))
        found = list(await session.scalars(query.order_by(Call.happened_at.desc(), Call.id.desc()).limit(limit)))
    resolved: list[ResolvedObjection] = []
    for call in found:
        said = await records.turns(session, call.id)
        seen = await report.shown(session, call, said)
        transcript = records.transcript(call, said)
        for objection in seen.objections:
            if objection.resolved and objection.answer and (answers := _answers(transcript, objection.answer.turn)):
                resolved.append(
                    ResolvedObjection(
                        call_id=call.id,
                        title=call.title,
                        happened_at=call.happened_at,
                        language=transcript.language,
                        kind=objection.kind,
                        objection=objection.quote,
                        objection_turn=transcript.turns[objection.quote.turn].text,
                        answers=answers,
                    )
                )
    return resolved


def _answers(transcript: Transcript, first: int) -> list[CallQuote]:
    """The rep's turns from the first answer on, for as long as they only ask."""
    answers: list[CallQuote] = []
    for turn in transcript.turns[first:]:
        if turn.speaker != "rep" or not turn.text.strip():
            continue
        whole = _whole(transcript, turn)
        answers += [whole] if whole else []
        if len(answers) == LONGEST_ANSWER or not turn.text.rstrip().endswith("?"):
            break
    return answers


async def criterion_shown(
    session: AsyncSession, who: Principal, call_id: str, criterion_id: str
) -> CriterionShown | None:
    """What a call showed of a criterion, people's word before the machine's; None when its card does not have it."""
    call = await records.visible(session, who, call_id)
    if (call.report or {}).get("scorecard") is None:
        return None
    seen: CallDetail = await report.shown(session, call, await records.turns(session, call_id))
    criterion = next((c for c in seen.scorecard.criteria if c.id == criterion_id), None) if seen.scorecard else None
    if criterion is None:
        return None
    return CriterionShown(
        call_id=call.id,
        title=call.title,
        happened_at=call.happened_at,
        criterion_id=criterion.id,
        criterion=criterion.title,
        skill=criterion.skill,
        result=criterion.override.result if criterion.override else criterion.result,
        overridden=criterion.override is not None,
        why=criterion.why,
        quotes=criterion.quotes,
    )
