"""Comparing calls on any signal: where each stands among those of the team. Own percentiles go before bands."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.accounts.principal import Principal
from ringside.calls import records, report
from ringside.calls.models import Call
from ringside.calls.schemas import CallBand, ComparePoint, CompareRow, Comparison, Percentiles
from ringside.core.errors import Invalid
from ringside.dialogue import signals
from ringside.dialogue.signals import Band, Signal, Signals

LEAST = 5
"""Calls from which on percentiles mean anything."""
MOST_POINTS = 200
SCORE = "score"
NAMES = (SCORE, *(name for name, field in Signals.model_fields.items() if field.annotation is Signal))


class UnknownSignal(Invalid):
    slug, title = "unknown-signal", "There is no such signal"


def bands() -> dict[tuple[str, str | None], Band]:
    """Published bands by signal and basis; None where the basis does not matter."""
    return {
        ("talk_ratio", None): signals.TALK,
        ("longest_monologue", "seconds"): signals.MONOLOGUE_S,
        ("longest_monologue", "words"): signals.MONOLOGUE_WORDS,
        ("patience", None): signals.PATIENCE,
        ("questions", None): signals.QUESTIONS,
        ("pace", None): signals.PACE,
        ("response_time", None): signals.RESPONSE,
    }


async def compare(
    session: AsyncSession, control: AsyncSession, who: Principal, signal: str, user_id: str | None, rubric: str | None
) -> Comparison:
    """All calls the caller may see on one signal, or those of one rep against the team. Raises UnknownSignal."""
    if signal not in NAMES:
        raise UnknownSignal(f"It has: {', '.join(NAMES)}.", known=list(NAMES))
    query = records.narrowed(who, sa.select(Call).where(Call.status == "done"))
    if rubric:
        query = query.where(Call.rubric["id"].as_string() == rubric)
    calls = (await session.scalars(query.order_by(Call.happened_at, Call.id))).all()
    basis = _basis([_figure(call, signal) for call in calls])
    measured = [
        (call, found["value"]) for call in calls if (found := _figure(call, signal)) and found["basis"] == basis
    ]
    names = await accounts.names(control, who.tenant_id, {call.user_id for call, _ in measured})
    return compared(signal, basis, measured, names, user_id, left_out=len(calls) - len(measured))


def compared(
    signal: str,
    basis: str | None,
    measured: Sequence[tuple[Call, float]],
    names: dict[str, str],
    user_id: str | None,
    *,
    left_out: int,
) -> Comparison:
    """The comparison of measured calls, which are in the order in which they were held."""
    values = sorted(value for _, value in measured)
    by_rep: dict[str, list[float]] = defaultdict(list)
    for call, value in measured:
        by_rep[call.user_id].append(value)
    shown = [(call, value) for call, value in measured if user_id in (None, call.user_id)][-MOST_POINTS:]
    band = bands().get((signal, None)) or bands().get((signal, basis))
    unit = next((f["unit"] for call, _ in measured if (f := _figure(call, signal))), "")
    return Comparison.model_validate(
        {
            "signal": signal,
            "unit": unit,
            "basis": basis,
            "n": len(values),
            "team": CompareRow(
                user=None, n=len(values), percentiles=percentiles(values), last=measured[-1][1] if measured else None
            ),
            "reps": [
                CompareRow(
                    user=report.person(rep, names), n=len(own), percentiles=percentiles(sorted(own)), last=own[-1]
                )
                for rep, own in sorted(by_rep.items(), key=lambda item: -len(item[1]))
                if user_id in (None, rep)
            ],
            "points": [_point(call, value, values) for call, value in shown],
            "band": CallBand(**band.model_dump()) if band else None,
            "enough": len(values) >= LEAST,
            "left_out": left_out,
        }
    )


def percentiles(values: Sequence[float]) -> Percentiles:
    """Percentiles of sorted values, linear between neighbours; none of too few."""
    if len(values) < LEAST:
        return Percentiles(p50=_at(values, 0.5) if values else None)
    return Percentiles(**{f"p{share}": _at(values, share / 100) for share in (10, 25, 50, 75, 90)})


def _at(values: Sequence[float], share: float) -> float:
    place = share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return round(values[below] + (place - below) * (values[above] - values[below]), 3)


def _point(call: Call, value: float, values: Sequence[float]) -> ComparePoint:
    return ComparePoint(
        call_id=call.id,
        title=call.title,
        user_id=call.user_id,
        at=call.happened_at,
        value=value,
        percentile=round(bisect_right(values, value) / len(values), 3),
    )


def _figure(call: Call, signal: str) -> dict[str, Any] | None:
    if signal == SCORE:
        return None if call.score is None else {"value": call.score, "basis": None, "unit": "0..100"}
    found: dict[str, Any] | None = call.figures.get(signal)
    return found


def _basis(figures: Sequence[dict[str, Any] | None]) -> str | None:
    """Seconds and words cannot be compared: the basis that most of the calls have."""
    counts = Counter(figure["basis"] for figure in figures if figure)
    return max(counts, key=lambda basis: (counts[basis], basis == "seconds")) if counts else None
