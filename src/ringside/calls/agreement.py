"""How far people agree with the machine: share and Cohen's kappa per criterion, and how many findings were right."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from statistics import NormalDist

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.calls import judgements, records
from ringside.calls.models import Call, CallJudgement, CallOverride
from ringside.calls.schemas import Agreement, CriterionAgreement, FindingAgreement

LEAST = 10
"""Judgements of a criterion from which on kappa is worth showing."""
_Z = NormalDist().inv_cdf(0.975)

Pair = tuple[str, str]
"""What the machine found and what the person said."""


async def agreement(session: AsyncSession, who: Principal) -> Agreement:
    """Agreement over all calls the caller may see. Confirmations count as much as corrections."""
    seen = records.narrowed(who, sa.select(Call.id))
    rows = await session.scalars(sa.select(CallOverride).where(CallOverride.call_id.in_(seen)))
    counting = judgements.counting(rows, lambda row: (row.call_id, row.rubric, row.criterion))
    pairs: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    titles: dict[tuple[str, str], str] = {}
    for row in counting.values():
        pairs[row.rubric, row.criterion].append((row.machine, row.result))
        titles[row.rubric, row.criterion] = row.title
    items = [
        summed_up(rubric, criterion, titles[rubric, criterion], said) for (rubric, criterion), said in pairs.items()
    ]
    everything = [pair for said in pairs.values() for pair in said]
    return Agreement(
        items=sorted(items, key=lambda item: (item.rubric, -item.n, item.criterion)),
        overall=summed_up("", "", "", everything),
        findings=await _findings(session, seen),
        least=LEAST,
    )


def summed_up(rubric: str, criterion: str, title: str, pairs: Sequence[Pair]) -> CriterionAgreement:
    """Agreement on one criterion; kappa only from LEAST judgements on, and where the results vary at all."""
    counts = Counter(pairs)
    n = len(pairs)
    table: dict[str, dict[str, int]] = defaultdict(dict)
    for (machine, person), count in sorted(counts.items()):
        table[machine][person] = count
    agreed = sum(count for (machine, person), count in counts.items() if machine == person)
    found = kappa(counts) if n >= LEAST else None
    return CriterionAgreement(
        rubric=rubric,
        criterion=criterion,
        title=title,
        n=n,
        agreement=round(agreed / n, 3) if n else None,
        kappa=None if found is None else round(found[0], 3),
        low=None if found is None else round(found[1], 3),
        high=None if found is None else round(found[2], 3),
        enough=n >= LEAST,
        table=dict(table),
    )


def kappa(counts: Mapping[Pair, int]) -> tuple[float, float, float] | None:
    """Cohen's kappa with its 95 % interval (Fleiss, Cohen and Everitt 1969); None where chance alone agrees."""
    n = sum(counts.values())
    names = sorted({name for pair in counts for name in pair})
    machine = {a: sum(counts.get((a, b), 0) for b in names) / n for a in names}
    person = {b: sum(counts.get((a, b), 0) for a in names) / n for b in names}
    agreed = sum(counts.get((a, a), 0) for a in names) / n
    chance = sum(machine[a] * person[a] for a in names)
    if chance >= 1 - 1e-12:
        return None
    value = (agreed - chance) / (1 - chance)
    on = sum(counts.get((a, a), 0) / n * ((1 - chance) - (machine[a] + person[a]) * (1 - agreed)) ** 2 for a in names)
    off = (1 - agreed) ** 2 * sum(
        counts.get((a, b), 0) / n * (person[a] + machine[b]) ** 2 for a in names for b in names if a != b
    )
    variance = (on + off - (agreed * chance - 2 * chance + agreed) ** 2) / (n * (1 - chance) ** 4)
    spread = _Z * math.sqrt(max(0.0, variance))
    return value, max(-1.0, value - spread), min(1.0, value + spread)


async def _findings(session: AsyncSession, seen: sa.Select[tuple[str]]) -> list[FindingAgreement]:
    rows = await session.scalars(sa.select(CallJudgement).where(CallJudgement.call_id.in_(seen)))
    counting = judgements.counting(rows, lambda row: (row.call_id, row.finding))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in counting.values():
        counts[row.source][row.verdict] += 1
    return [
        FindingAgreement(source=source, right=said["right"], wrong=said["wrong"])
        for source, said in sorted(counts.items())
    ]
