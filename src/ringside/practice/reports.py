"""What is found in a finished call: acts, signals, scorecard and feedback, computed and stored once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core import events
from ringside.core.db import Databases
from ringside.dialogue import acts as reader
from ringside.dialogue import feedback, scorecard, signals
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Act, LogEntry, Transcript
from ringside.playbook import rubrics
from ringside.practice import calls, chances
from ringside.practice.calls import UnknownConversation
from ringside.practice.catalogue import Persona, Scenario
from ringside.practice.models import Call, CallReport, CallTurn, VoiceTurn
from ringside.practice.schemas import Level, Outcome
from ringside.practice.together import playing
from ringside.practice.voice import storage
from ringside.skills import service as skills
from ringside.skills.service import Observed

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Scored:
    outcome: Outcome | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in one call, ready to be stored."""

    acts: list[Any]
    signals: dict[str, Any]
    scorecard: dict[str, Any]
    feedback: list[Any]
    score: float | None
    skills: dict[Skill, Observed]


@dataclass(frozen=True, slots=True)
class Ended:
    """A session that has just been scored."""

    tenant_id: str
    conversation_id: str
    started_at: datetime
    ended_at: datetime
    turns: int
    score: float | None


Told = Callable[[AsyncSession, Ended], Awaitable[None]]


async def score(databases: Databases, tenant_id: str, call_id: str, now: datetime, told: Sequence[Told] = ()) -> Scored:
    """The score of an ended call; computed by whoever asks first. Raises UnknownConversation."""
    async with databases.tenant(tenant_id) as session:
        query = sa.select(Call, CallReport.call_id).outerjoin(CallReport, CallReport.call_id == Call.id)
        row = (await session.execute(query.where(Call.id == call_id))).one_or_none()
        if row is None:
            raise UnknownConversation
        call: Call = row[0]
        if row[1] is not None or call.status != "ended":
            return Scored(cast(Outcome | None, call.outcome), call.score)
        said = await calls.turns(session, call_id)
        spoken = await storage.voice_turns(session, call_id)
    try:
        findings = await asyncio.to_thread(examine, call, said, spoken)
    except Exception:
        # The call itself is safe and stays readable; the next look at it tries again.
        log.exception("call could not be scored", call_id=call_id)
        return Scored(cast(Outcome | None, call.outcome), None)
    try:
        async with databases.tenant(tenant_id) as session:
            await store(session, call, findings, now)
            ended = Ended(tenant_id, call.id, call.started_at, call.ended_at or now, call.turns, findings.score)
            for tell in told:
                await tell(session, ended)
    except IntegrityError:
        pass  # somebody else stored the same findings first, or the call was deleted meanwhile
    else:
        events.publish(tenant_id, call.user_id, "practice.scored", {"conversation_id": call_id})
    return Scored(cast(Outcome | None, call.outcome), findings.score)


def examine(call: Call, said: Sequence[CallTurn], spoken: Sequence[VoiceTurn] = ()) -> Findings:
    """What is found in these turns, by their times where they were spoken. The same call gives the same findings."""
    transcript = calls.transcript(call, said, spoken)
    scenario, persona = Scenario.model_validate(call.scenario), Persona.model_validate(call.persona)
    rubric = rubrics.shipped(scenario.rubric)
    log = playing.certain(said, [LogEntry.model_validate(entry) for turn in said for entry in turn.log or ()])
    read = reader.read_all(transcript)
    first = max(0, call.replayed - 1) if call.origin else 0
    if first:
        # What a rep did in the real call is scored there; here it only says what the customer's last words were.
        transcript, read, log = _from(transcript, read, log, first)
    measured = signals.measure(transcript, read, [need.topic.of(transcript.language) for need in persona.needs])
    card = scorecard.score(transcript, read, rubric, log)
    steps = feedback.steps(transcript, read, measured, card, log)
    return Findings(
        acts=[_moved(act.model_dump(mode="json"), first) for act in read],
        signals=measured.model_dump(mode="json"),
        scorecard=_moved(card.model_dump(mode="json"), first),
        feedback=[_moved(step.model_dump(mode="json"), first) for step in steps],
        score=card.score,
        # Nobody knows how hard a person made it: what was practised with one moves no rating.
        skills={} if playing.by_person(said) else skills.observed(card, rubric, since=call.replayed - first),
    )


def _from(
    transcript: Transcript, acts: Sequence[Act], log: Sequence[LogEntry], first: int
) -> tuple[Transcript, list[Act], list[LogEntry]]:
    """The call from this turn on, as if it had begun there."""
    turns = tuple(turn.model_copy(update={"index": turn.index - first}) for turn in transcript.turns[first:])
    return (
        Transcript(turns=turns, language=transcript.language),
        [act.model_copy(update={"turn": act.turn - first}) for act in acts if act.turn >= first],
        [entry.model_copy(update={"turn": entry.turn - first}) for entry in log if entry.turn >= first],
    )


def _moved(found: Any, by: int) -> Any:
    """The same findings with every turn counted from the call's beginning again."""
    if isinstance(found, list):
        return [_moved(item, by) for item in found]
    if not isinstance(found, dict):
        return found
    return {
        key: value + by if key == "turn" and isinstance(value, int) else _moved(value, by)
        for key, value in found.items()
    }


async def store(session: AsyncSession, call: Call, findings: Findings, now: datetime) -> None:
    session.add(
        CallReport(
            call_id=call.id,
            acts=findings.acts,
            signals=findings.signals,
            scorecard=findings.scorecard,
            feedback=findings.feedback,
            made_at=now,
        )
    )
    await session.flush()
    await session.execute(sa.update(Call).where(Call.id == call.id).values(score=findings.score))
    scenario = Scenario.model_validate(call.scenario)
    opponent = chances.difficulty(scenario.kind, cast(Level, call.level))
    await skills.record(session, call.user_id, "practice", call.id, opponent, findings.skills, call.ended_at or now)
