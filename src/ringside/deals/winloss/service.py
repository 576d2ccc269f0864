"""Why deals are won and lost: a deal, a cohort, two cohorts; and the deals behind each statement."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.ai import Caller, Models
from ringside.core.errors import Invalid
from ringside.deals import evidence
from ringside.deals.facts import DealFacts
from ringside.deals.records.loading import load, load_many
from ringside.deals.schemas import Evidence
from ringside.deals.winloss import cohorts, comparing, composing, conditions, dealing, features, narrating, telling
from ringside.deals.winloss.analysis import Analysis, Prepared, analyse, tabled
from ringside.deals.winloss.encoding import by_key
from ringside.deals.winloss.proofs import proofs
from ringside.deals.winloss.quietly import on_one_core
from ringside.deals.winloss.schemas import (
    Cohort,
    CohortBenchmark,
    CohortDifference,
    ToldFact,
    WinLossDeals,
    WinLossDrill,
    WinLossIn,
    WinLossOut,
    WinLossStory,
)
from ringside.dialogue.schemas import Language

_PAGE = 50
_QUOTED = 3
_KEPT = 24
_analysed: OrderedDict[str, Analysis] = OrderedDict()
"""Analyses by company, state of its deals, and question."""


class StillOpen(Invalid):
    slug, title = "deal-still-open", "This deal has not closed yet"

    def __init__(self) -> None:
        super().__init__("Ask for its probability to win instead.")


class Desk:
    """Where a question is answered: the company's records, and what words the answer."""

    def __init__(self, session: AsyncSession, tenant_id: str, models: Models | None, caller: Caller | None) -> None:
        self.session, self.tenant_id, self.models, self.caller = session, tenant_id, models, caller
        self.unread = False
        """Whether texts of customers wait to be read."""


async def answer(desk: Desk, asked: WinLossIn, language: Language, now: datetime) -> WinLossOut:
    """The explanation that was asked for. Raises UnknownDeal and StillOpen."""
    if asked.deal_id is not None:
        return await _deal(desk, asked, asked.deal_id, language, now)
    prepared, state = await cohorts.figures(desk.session, desk.tenant_id, now)
    desk.unread = prepared.unread
    mine = cohorts.chosen(prepared, asked.cohort)
    found = await _analyse(desk, state, mine, asked)
    out = await _quoted(desk.session, _cohort(found, asked, prepared, language, now, state), now)
    if asked.compare is not None:
        out = _compared(out, prepared, mine, cohorts.chosen(prepared, asked.compare), asked, language)
    return await _worded(desk, out)


async def _quoted(session: AsyncSession, out: WinLossOut, now: datetime) -> WinLossOut:
    """With the customers' own words where a factor is something they asked about."""
    asked = [factor for factor in out.factors if factor.theme == "asked"]
    ids = list(dict.fromkeys(each for factor in asked for each in factor.examples[:_QUOTED]))
    if not ids:
        return out
    deals = {deal.id: features.before_close(deal) for deal in await load_many(session, ids, now, texts=True)}
    quotes = {
        factor.key: tuple(
            quote
            for each in factor.examples[:_QUOTED] if each in deals
            for quote in proofs(deals[each], factor.conditions, out.language)[:1]
        )
        for factor in asked
    }  # fmt: skip
    told = [factor.model_copy(update={"quotes": quotes.get(factor.key, ())}) for factor in out.factors]
    return out.model_copy(update={"factors": told})


async def _analyse(desk: Desk, state: str, prepared: Prepared, asked: WinLossIn) -> Analysis:
    cohort = None if asked.cohort == Cohort() else asked.cohort
    question = repr((cohort, sorted(asked.include), sorted(asked.leave)))
    key = f"{desk.tenant_id}/{state}/{question}"
    found = _analysed.get(key)
    if found is None:
        found = await asyncio.to_thread(
            on_one_core, analyse, prepared, keep=_columns(asked.include), leave=_columns(asked.leave)
        )
        _analysed[key] = found
        while len(_analysed) > _KEPT:
            _analysed.popitem(last=False)
    return found


def _columns(names: Sequence[str]) -> frozenset[str]:
    """Columns as they are named in an answer or by their header."""
    return frozenset({*names, *(f"custom:{name}" for name in names)})


def _cohort(
    found: Analysis, asked: WinLossIn, prepared: Prepared, language: Language, now: datetime, state: str
) -> WinLossOut:
    judged = found.judged
    factors, patterns = composing.factors(found, language), composing.patterns(found, language)
    quality, summary = composing.quality(found, language), composing.summary(found.deals)
    auc = None if judged is None else (judged.auc.value, judged.auc.low, judged.auc.high)
    facts = telling.cohort(found.verdict, summary, quality, auc, factors, patterns, language)
    mentioned = [*(i for one in factors for i in one.examples), *(i for one in patterns for i in one.examples)]
    named = composing.named(found, mentioned)
    return WinLossOut(
        kind="cohort", signal="yes" if found.verdict == "signal" else "no", verdict=found.verdict,
        **_scores(found), factors=factors, patterns=patterns, excluded=composing.excluded(found, language),
        **_story(facts), quality=quality, cohort=summary,
        benchmarks=_benchmarks(found, asked, prepared, language), deals=named,
        evidence=_examples(found, [i for one in factors for i in one.examples[:2]]),
        language=language, as_of=now, version=state,
    )  # fmt: skip


def _scores(found: Analysis) -> dict[str, float | None]:
    judged = found.judged
    if judged is None:
        return {}
    return {
        "auc": round(judged.auc.value, 4), "auc_low": round(judged.auc.low, 4), "auc_high": round(judged.auc.high, 4),
        "brier": round(judged.brier.value, 4), "brier_low": round(judged.brier.low, 4),
        "brier_high": round(judged.brier.high, 4),
    }  # fmt: skip


def _story(facts: list[ToldFact]) -> dict[str, object]:
    text = " ".join(fact.text for fact in facts)
    return {
        "narrative": text,
        "told": WinLossStory(text=text, source="builtin", facts=tuple(facts)),
        "source": "builtin",
    }


def _examples(found: Analysis, ids: Sequence[str]) -> tuple[Evidence, ...]:
    by_id = {deal.id: deal for deal in found.deals}
    return tuple(evidence.of_deal(by_id[each]) for each in dict.fromkeys(ids) if each in by_id)


def _benchmarks(found: Analysis, asked: WinLossIn, prepared: Prepared, language: Language) -> list[CohortBenchmark]:
    """Against all closed deals and the comparable ones: where the cohort is not all of them."""
    if not found.deals or len(found.deals) == len(prepared.deals):
        return []
    table, _ = tabled(prepared)
    mine = {deal.id for deal in found.deals}
    inside = np.array([deal.id in mine for deal in prepared.deals])
    alike = comparing.alike(table, inside)
    comparable = [prepared.deals[i] for i in np.flatnonzero(alike).tolist()]
    return comparing.benchmarks(found.deals, prepared.deals, comparable, language)


def _compared(
    out: WinLossOut, prepared: Prepared, a: Prepared, b: Prepared, asked: WinLossIn, language: Language
) -> WinLossOut:
    """The same answer with a second cohort beside it."""
    first, second = composing.summary(a.deals), composing.summary(b.deals)
    differences: list[CohortDifference] = []
    if a.deals and b.deals:
        table, _ = tabled(prepared, keep=_columns(asked.include), leave=_columns(asked.leave))
        of_a, of_b = {deal.id for deal in a.deals}, {deal.id for deal in b.deals}
        in_a = np.array([deal.id in of_a for deal in prepared.deals])
        in_b = np.array([deal.id in of_b for deal in prepared.deals])
        differences = comparing.differences(table, in_a, in_b, language)
    facts = telling.comparison(first, second, differences, language)
    return out.model_copy(
        update={"kind": "comparison", "compared": second, "differences": differences, **_story(facts)}
    )


async def _deal(desk: Desk, asked: WinLossIn, deal_id: str, language: Language, now: datetime) -> WinLossOut:
    deal = await load(desk.session, deal_id, now)
    if deal.status == "open":
        raise StillOpen
    prepared, state = await cohorts.figures(desk.session, desk.tenant_id, now)
    found = await _analyse(desk, state, prepared, asked)
    return await _worded(desk, _one(found, deal, language, now, state))


def _one(found: Analysis, deal: DealFacts, language: Language, now: datetime, state: str) -> WinLossOut:
    row = found.table.ids.index(deal.id)
    was = features.before_close(deal)
    factors = dealing.factors(found, row, was, language)
    chance = dealing.chance(found, row)
    similar = dealing.similar(found, row, language)
    summary, quality = composing.summary(found.deals), composing.quality(found, language)
    facts = telling.deal(deal.name, deal.status == "won", chance.value if chance else None, factors, language)
    if found.verdict != "signal":
        auc = None if found.judged is None else (found.judged.auc.value, found.judged.auc.low, found.judged.auc.high)
        facts += telling.cohort(found.verdict, summary, quality, auc, [], [], language)[1:]
    shown = [each for factor in factors if factor.sure for each in factor.evidence]
    return WinLossOut(
        kind="deal", signal="yes" if found.verdict == "signal" else "no", verdict=found.verdict,
        **_scores(found), factors=composing.factors(found, language), excluded=composing.excluded(found, language),
        **_story(facts), quality=quality, cohort=summary, deal=composing.ref(deal), chance=chance, of_deal=factors,
        similar=similar, evidence=tuple(dict.fromkeys(shown)), deals=[one.deal for one in similar],
        language=language, as_of=now, version=state,
    )  # fmt: skip


async def _worded(desk: Desk, out: WinLossOut) -> WinLossOut:
    if desk.models is None or desk.caller is None:
        return out
    return await narrating.narrate(desk.models, desk.caller, out)


async def drill(
    session: AsyncSession, tenant_id: str, asked: WinLossDrill, cursor: str | None, now: datetime
) -> WinLossDeals:
    """The closed deals of a cohort of which conditions hold, the latest first."""
    prepared, _ = await cohorts.figures(session, tenant_id, now)
    mine = cohorts.chosen(prepared, asked.cohort)
    columns = features.columns(mine.deals, mine.rows) if mine.deals else []
    rows = conditions.all_hold(asked.conditions, by_key(columns), len(mine.deals))
    met = [mine.deals[i] for i in np.flatnonzero(rows).tolist()]
    shown = [deal for deal in met if asked.outcome in (None, deal.status)]
    start = int(cursor) if cursor and cursor.isdecimal() and len(cursor) < 9 else 0
    following = start + _PAGE
    return WinLossDeals(
        items=[composing.ref(deal) for deal in shown[start:following]],
        won=sum(deal.status == "won" for deal in met), lost=sum(deal.status == "lost" for deal in met),
        next_cursor=str(following) if following < len(shown) else None,
    )  # fmt: skip
