"""What the analysed calls of a deal say of its qualification (MEDDPICC), with the words that show it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.calls import examine, records
from ringside.calls.models import Call
from ringside.deals import evidence
from ringside.deals.coach.listening import POINTS, Point
from ringside.deals.coach.looking import Said
from ringside.deals.facts import DealFacts
from ringside.deals.schemas import Evidence
from ringside.dialogue import rubrics
from ringside.dialogue.schemas import Transcript

LATEST = 5
"""Calls that are looked at, the latest ones."""
Card = Mapping[str, tuple[int, tuple[tuple[int, int, int], ...]]]
"""By criterion its level, and the spans (turn, start, end) that show it."""


async def heard_on_calls(session: AsyncSession, who: Principal, deal: DealFacts) -> dict[Point, Said]:
    """Each point at its best level on any call, with words only of calls the person may read; empty without calls."""
    found: dict[Point, Said] = {}
    for made in deal.calls[-LATEST:]:
        call = await session.get(Call, made.call_id)
        key = (call.report or {}).get("acts") if call else None
        acts = await records.result(session, made.call_id, "acts", key)
        if call is None or acts is None:
            continue
        transcript = records.transcript(call, await records.turns(session, call.id))
        card = await asyncio.to_thread(_card, transcript, tuple(map(tuple, acts["acts"])))
        for criterion, (level, spans) in card.items():
            point = POINTS.get(criterion)
            if point and level >= (found[point].level if point in found else 0):
                quoted = _quotes(transcript, made, spans) if records.sees(who, call.user_id) else ()
                found[point] = Said(level, quoted)
    return found


def _quotes(transcript: Transcript, made: Any, spans: tuple[tuple[int, int, int], ...]) -> tuple[Evidence, ...]:
    turns = {turn.index: turn.text for turn in transcript.turns}
    return tuple(evidence.of_call(made.call_id, made.at, t, turns[t], start, end) for t, start, end in spans[:2])


@lru_cache(maxsize=128)
def _card(transcript: Transcript, acts: tuple[tuple[Any, ...], ...]) -> Card:
    """The MEDDPICC levels of a call; what was not observed is left out."""
    judged = examine.judge(transcript, acts, rubrics.shipped()["meddpicc"])
    return {
        c["id"]: (c["level"], tuple((q["turn"], q["start"], q["end"]) for q in c["quotes"]))
        for c in judged["criteria"]
        if c["level"] is not None
    }
