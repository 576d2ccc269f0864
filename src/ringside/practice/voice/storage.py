"""What is kept of a spoken call beside its words: who held it, and when and how each turn was spoken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.dialogue.schemas import Speaker
from ringside.practice.models import CallTurn
from ringside.practice.voice.messages import Manner
from ringside.practice.voice.models import VoiceCall, VoiceTurn
from ringside.practice.voice.signals import Spoken
from ringside.speech.pipeline.ports import Latency, Said


@dataclass(frozen=True, slots=True)
class Connection:
    """One connection to a call: by whom it is heard and spoken, and whether its sound may be kept."""

    id: str
    manner: Manner
    listens: str | None
    speaks: str | None
    recording: bool

    def engine(self, latency: Latency | None) -> str:
        """What latency is reported by: who listened and spoke this time, for the first of a chain may have failed."""
        this_time = (latency.listened, latency.spoke) if latency else (None, None)
        usual = (self.listens, self.speaks)
        return " > ".join(name for one, other in zip(this_time, usual, strict=True) if (name := one or other))[:255]


async def connect(session: AsyncSession, call_id: str, by: Connection, user_id: str, now: datetime) -> VoiceCall:
    """The spoken part of a call, held by this connection from now on."""
    row = await session.get(VoiceCall, call_id)
    if row is None:
        row = VoiceCall(call_id=call_id, began_at=now, seconds=0.0)
        session.add(row)
    row.manner, row.listens, row.speaks, row.connection = by.manner, by.listens, by.speaks, by.id
    if by.recording and row.recording_at is None:
        row.recording_by, row.recording_at = user_id, now
    await session.flush()
    return row


async def holds(session: AsyncSession, call_id: str, connection: str) -> bool:
    """Whether this is still the connection that holds the call."""
    return await session.scalar(sa.select(VoiceCall.connection).where(VoiceCall.call_id == call_id)) == connection


async def spoken(session: AsyncSession, call_id: str, turn: int) -> bool:
    """Whether this turn has been heard, or heard in part."""
    return await session.get(VoiceTurn, (call_id, turn)) is not None


async def keep_rep(session: AsyncSession, call_id: str, turn: int, said: Said, manner: Manner, now: datetime) -> None:
    """The times and the sound of what the rep said."""
    measured = said.voiced_s is not None
    await session.merge(
        VoiceTurn(
            call_id=call_id,
            turn=turn,
            speaker="rep",
            at=now,
            start=round(said.start, 3),
            end=round(said.end, 3),
            source=said.source[:120],
            pitch=said.pitch,
            pitch_spread=said.pitch_spread,
            voiced_s=said.voiced_s,
            pauses=[list(pause) for pause in said.pauses] if measured else None,
            manner=manner,
        )
    )
    await _reaches(session, call_id, round(said.end, 3))


async def keep_buyer(
    session: AsyncSession,
    call_id: str,
    turn: int,
    times: tuple[float, float],
    heard: str | None,
    latency: Latency | None,
    by: Connection,
    now: datetime,
) -> None:
    """When the buyer's turn was heard, how much of it, and how long the rep waited for it."""
    await session.merge(
        VoiceTurn(
            call_id=call_id,
            turn=turn,
            speaker="customer",
            at=now,
            start=times[0],
            end=times[1],
            heard=heard,
            source=by.speaks,
            latency_ms=latency.total if latency else None,
            stages=dict(latency.stages) if latency else None,
            manner=by.manner,
            engine=by.engine(latency),
        )
    )
    await _reaches(session, call_id, times[1])


async def _reaches(session: AsyncSession, call_id: str, seconds: float) -> None:
    """Note that the call has come this far."""
    await session.execute(
        sa.update(VoiceCall).where(VoiceCall.call_id == call_id, VoiceCall.seconds < seconds).values(seconds=seconds)
    )


async def voice_turns(session: AsyncSession, call_id: str) -> Sequence[VoiceTurn]:
    """The turns that were spoken, in order."""
    query = sa.select(VoiceTurn).where(VoiceTurn.call_id == call_id).order_by(VoiceTurn.turn)
    return (await session.scalars(query)).all()


def timeline(said: Sequence[CallTurn], voiced: Sequence[VoiceTurn]) -> dict[int, Spoken]:
    """The spoken turns with their words by their number, in order, as the signals are measured from."""
    texts: Mapping[int, str] = {turn.index: turn.text for turn in said}
    return {row.turn: _spoken(row, texts[row.turn]) for row in voiced if row.turn in texts}


def _spoken(row: VoiceTurn, text: str) -> Spoken:
    pauses = None if row.pauses is None else sum(end - start for start, end in row.pauses)
    words = text if row.heard is None else row.heard
    return Spoken(cast(Speaker, row.speaker), row.start, row.end, words, pauses, cut_off=row.heard is not None)


def heard_part(text: str, heard: str) -> str:
    """The beginning of a turn's text that was heard: it ends where the words heard end, and is part of the text.

    Who speaks may have normalised spaces and signs, so words are counted, not letters.
    """
    wanted = len(heard.split())
    if not wanted:
        return ""
    at = 0
    for word in text.split()[:wanted]:
        at = text.index(word, at) + len(word)
    return text[:at]


async def text_of(session: AsyncSession, call_id: str, turn: int) -> str | None:
    """The words of a buyer's turn; None for a turn that is none."""
    row = await session.get(CallTurn, (call_id, turn))
    return row.text if row is not None and row.speaker == "customer" else None
