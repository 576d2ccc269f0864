"""What the report of a call says of its live part."""

from __future__ import annotations

from collections import Counter

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.calls.live import cue_log, records
from ringside.calls.live.models import LiveCall
from ringside.calls.schemas.terms import CallPerson
from ringside.calls.schemas.whole import CallLive, CallWhisper


async def part(session: AsyncSession, call_id: str) -> CallLive | None:
    """Cues shown, used and ignored, and what was whispered; None for a call that was only recorded."""
    call = await session.get(LiveCall, call_id)
    if call is None:
        return None
    cues = await cue_log.kept(session, call_id)
    standing = Counter(cue.standing for cue in cues)
    useful = Counter(cue.useful for cue in cues)
    notes = [
        CallWhisper(by=CallPerson(user_id=note.author_id, name=""), text=note.text, at=note.at)
        for note in await records.notes(session, call_id)
    ]
    return CallLive.model_validate(
        {
            "cues": cues,
            "shown": len(cues),
            "used": standing["used"],
            "ignored": standing["ignored"],
            "dismissed": standing["dismissed"],
            "useful": useful[True],
            "not_useful": useful[False],
            "notes": notes,
            "deal_id": call.deal_id,
            "deal_name": call.deal_name,
            "contact_id": call.contact_id,
            "contact_name": call.contact_name,
            "live_source": call.source,
        }
    )
