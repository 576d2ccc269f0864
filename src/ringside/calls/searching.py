"""Searching what was said on calls, by words and by who said them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.accounts.principal import Principal
from ringside.calls import records, report, steps
from ringside.calls.models import Call, CallTurn
from ringside.calls.schemas import SearchHit, SearchResults
from ringside.core.paging import BadCursor, decode_cursor, encode_cursor
from ringside.dialogue.schemas import Speaker


async def search(
    session: AsyncSession,
    control: AsyncSession,
    who: Principal,
    words: str,
    speaker: Speaker | None,
    user_id: str | None,
    limit: int,
    cursor: str | None = None,
) -> SearchResults:
    """Turns in which these words were said, best first; a rep finds those of their own calls. Raises BadCursor."""
    rep = user_id if who.role in records.SEES_ALL else who.user_id
    wanted = {"speaker": speaker, "user_id": rep}
    narrowed = {name: value for name, value in wanted.items() if value is not None}
    skipped = _skipped(cursor)
    found = (await steps.TURNS.search(session, words, narrowed, skipped + limit + 1))[skipped:]
    more = encode_cursor(str(skipped + limit)) if len(found) > limit else None
    found = found[:limit]
    calls = {
        call.id: call
        for call in await session.scalars(sa.select(Call).where(Call.id.in_({hit.owner_id for hit in found})))
        if records.sees(who, call.user_id)
    }
    names = await accounts.names(control, who.tenant_id, {call.user_id for call in calls.values()})
    places = [(hit.owner_id, int(hit.key)) for hit in found if hit.owner_id in calls]
    query = sa.select(CallTurn).where(sa.tuple_(CallTurn.call_id, CallTurn.index).in_(places))
    turns = {(turn.call_id, turn.index): turn for turn in await session.scalars(query)} if places else {}
    hits = []
    for hit in found:
        turn = turns.get((hit.owner_id, int(hit.key)))
        if turn is None or turn.text != hit.text:
            continue  # the call is being read anew
        call = calls[hit.owner_id]
        hits.append(
            SearchHit.model_validate(
                {
                    "call_id": call.id,
                    "title": call.title,
                    "happened_at": call.happened_at,
                    "user": report.person(call.user_id, names),
                    "turn": turn.index,
                    "speaker": turn.speaker,
                    "label": turn.label,
                    "start": turn.start,
                    "text": turn.text,
                    "highlights": list(hit.spans),
                }
            )
        )
    return SearchResults(items=hits, next_cursor=more)


def _skipped(cursor: str | None) -> int:
    """How many hits the pages before held. Best-first has no key to continue by, and the ranking is short."""
    place = decode_cursor(cursor) or "0"
    if not place.isascii() or not place.isdigit() or len(place) > 6:
        raise BadCursor
    return int(place)
