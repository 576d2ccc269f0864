"""How useful cues were, by kind and by rep: counted from what became of them and from what reps said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.accounts.principal import Principal
from ringside.calls.live.cue_models import LiveCue
from ringside.calls.live.cue_schemas import CueFigures, CueKindFigures, CueRepFigures, CueSummary
from ringside.calls.live.models import LiveCall
from ringside.calls.records import SEES_ALL
from ringside.calls.schemas import CallPerson

Z = 1.96
"""Of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One cue as it is counted."""

    rep: str
    call: str
    kind: str
    standing: str
    useful: bool | None


async def summary(
    session: AsyncSession, control: AsyncSession, who: Principal, days: int, user_id: str | None, now: datetime
) -> CueSummary:
    """Over calls of the last days: a rep's own; for managers and owners everybody's, or one person's."""
    wanted = user_id if who.role in SEES_ALL else who.user_id
    query = (
        sa.select(LiveCall.user_id, LiveCue.call_id, LiveCue.kind, LiveCue.standing, LiveCue.useful)
        .join(LiveCall, LiveCall.id == LiveCue.call_id)
        .where(LiveCall.created_at >= now - timedelta(days=days))
    )
    if wanted is not None:
        query = query.where(LiveCall.user_id == wanted)
    shown = [Shown(*row) for row in await session.execute(query)]
    names = await accounts.names(control, who.tenant_id, {each.rep for each in shown})
    return summed(shown, days, names)


def summed(shown: Sequence[Shown], days: int, names: Mapping[str, str]) -> CueSummary:
    """The figures of these cues, whoever was shown most first."""
    reps = Counter(each.rep for each in shown)
    return CueSummary(
        days=days,
        calls=len({each.call for each in shown}),
        total=figures(shown),
        kinds=_by_kind(shown),
        reps=[
            CueRepFigures(
                rep=CallPerson(user_id=rep, name=names.get(rep, "")),
                kinds=_by_kind(theirs := [each for each in shown if each.rep == rep]),
                **figures(theirs).model_dump(),
            )
            for rep, _ in sorted(reps.items(), key=lambda each: (-each[1], each[0]))
        ],
    )


def _by_kind(shown: Sequence[Shown]) -> list[CueKindFigures]:
    kinds = sorted({each.kind for each in shown})
    found = [(kind, figures(each for each in shown if each.kind == kind)) for kind in kinds]
    return [CueKindFigures.model_validate({"kind": kind, **each.model_dump()}) for kind, each in found]


def figures(shown: Iterable[Shown]) -> CueFigures:
    """Counts of cues, and the share that was rated useful of those that were rated."""
    cues = list(shown)
    standing = Counter(each.standing for each in cues)
    rated = [each.useful for each in cues if each.useful is not None]
    low, high = interval(sum(rated), len(rated)) if rated else (None, None)
    return CueFigures(
        shown=len(cues),
        used=standing["used"],
        ignored=standing["ignored"],
        dismissed=standing["dismissed"],
        open=standing["shown"] + standing["expired"],
        rated=len(rated),
        useful=sum(rated),
        useful_share=round(sum(rated) / len(rated), 3) if rated else None,
        low=low,
        high=high,
    )


def interval(hits: int, n: int) -> tuple[float, float]:
    """Wilson's interval for a rate over n > 0 trials (JASA 1927)."""
    rate, square = hits / n, Z * Z
    middle = (rate + square / (2 * n)) / (1 + square / n)
    half = Z * sqrt(rate * (1 - rate) / n + square / (4 * n * n)) / (1 + square / n)
    return round(max(0.0, middle - half), 3), round(min(1.0, middle + half), 3)
