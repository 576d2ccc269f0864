"""An analysis as it is answered: named, counted, with examples. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

import numpy as np

from ringside.deals.facts import DealFacts
from ringside.deals.schemas import Interval
from ringside.deals.winloss import conditions, words
from ringside.deals.winloss.analysis import Analysis, independent
from ringside.deals.winloss.effects import Effect
from ringside.deals.winloss.encoding import by_key
from ringside.deals.winloss.patterns import Pattern, lower_bound
from ringside.deals.winloss.schemas import (
    ChanceBin,
    CohortSummary,
    DealRef,
    ExcludedField,
    WinLossFactor,
    WinLossPattern,
    WinLossQuality,
)
from ringside.deals.winloss.table import Bools, Floats, Ints
from ringside.dialogue.schemas import Language

EXAMPLES = 5


def ref(deal: DealFacts) -> DealRef:
    return DealRef(
        id=deal.id, name=deal.name, status=deal.status, account=deal.account_name,
        amount=None if deal.amount is None else float(deal.amount), currency=deal.currency, closed_at=deal.closed_at,
    )  # fmt: skip


def factors(found: Analysis, language: Language) -> list[WinLossFactor]:
    """The factors, what is sure and large first."""
    return [_factor(effect, found, language) for effect in found.effects]


def _factor(effect: Effect, found: Analysis, language: Language) -> WinLossFactor:
    won = found.table.won
    where = np.ones(len(won), dtype=bool)
    if effect.setting is not None:
        where = conditions.all_hold([effect.setting], by_key(found.table.columns), len(won))
    without = where & ~effect.rows
    return WinLossFactor(
        key=conditions.key(effect.conditions),
        name=words.say_all(effect.conditions, language),
        theme=effect.theme,
        effect=round(100 * effect.value, 1), low=round(100 * effect.low, 1), high=round(100 * effect.high, 1),
        sure=effect.sure,
        won=int(won[effect.rows].sum()), lost=int((1 - won[effect.rows]).sum()),
        win_rate=_rate(won, effect.rows), rate_without=_rate(won, without),
        conditions=effect.conditions,
        against=_against(effect, language),
        examples=_examples(found, effect.rows, outcome=int(effect.value > 0)),
    )  # fmt: skip


def _against(effect: Effect, language: Language) -> str:
    if len(effect.conditions) == 1:
        return words.other_side(effect.conditions[0], language)
    if effect.setting is not None:
        other = words.other_side(effect.conditions[0], language)
        return f"{other} · {words.say(effect.setting, language)}"
    return "all others" if language == "en" else "כל השאר"


def patterns(found: Analysis, language: Language) -> list[WinLossPattern]:
    return [_pattern(pattern, found, language) for pattern in found.patterns]


def _pattern(pattern: Pattern, found: Analysis, language: Language) -> WinLossPattern:
    won = found.table.won
    return WinLossPattern(
        key=conditions.key(pattern.conditions), name=words.say_all(pattern.conditions, language),
        outcome=pattern.outcome, conditions=pattern.conditions,
        won=int(won[pattern.rows].sum()), lost=int((1 - won[pattern.rows]).sum()),
        share=round(pattern.share, 4), bound=round(pattern.bound, 4), base=round(pattern.base, 4),
        examples=_examples(found, pattern.rows, outcome=int(pattern.outcome == "won")),
    )  # fmt: skip


def _rate(won: Ints, rows: Bools) -> float:
    return round(float(won[rows].mean()), 4) if rows.any() else 0.0


def _examples(found: Analysis, rows: Bools, outcome: int) -> tuple[str, ...]:
    """The latest deals of which it holds and that ended as it would have them."""
    places = np.flatnonzero(rows & (found.table.won == outcome))[:EXAMPLES]
    return tuple(found.table.ids[place] for place in places.tolist())


def excluded(found: Analysis, language: Language) -> list[ExcludedField]:
    return [
        ExcludedField(name=words.name(each.column, language), column=each.column, reason=each.reason,
                      why=words.reason(each, language))
        for each in found.guarded.excluded
    ]  # fmt: skip


def quality(found: Analysis, language: Language) -> WinLossQuality:
    table, judged = found.table, found.judged
    copies = len(table) - round(float(table.weights.sum()))
    return WinLossQuality(
        deals=len(table), won=int(table.won.sum()), lost=int((1 - table.won).sum()),
        groups=independent(table.groups) if len(table) else 0, copies=copies,
        folds=judged.folds if judged else 0, p=judged.p if judged else None,
        base_brier=round(judged.base_brier, 4) if judged else None,
        calibration=bins(judged.chances, table.won) if judged else (),
        controls=tuple(words.name(c.key, language) for c in table.columns if c.control),
        uneven=tuple(words.name(key, language) for key in found.guarded.uneven),
        too_good=found.too_good,
    )  # fmt: skip


def bins(chances: Floats, won: Ints, most: int = 10) -> tuple[ChanceBin, ...]:
    """Deals in bins of about equal size by the chance they were given, and how many of each were won."""
    count = max(1, min(most, len(chances) // 20))
    order = np.argsort(chances, kind="stable")
    return tuple(
        ChanceBin(predicted=round(float(chances[part].mean()), 4), won=round(float(won[part].mean()), 4), n=len(part))
        for part in np.array_split(order, count)
        if len(part)
    )


def summary(deals: Sequence[DealFacts]) -> CohortSummary:
    """What a cohort is, counted."""
    won = sum(deal.status == "won" for deal in deals)
    amounts: dict[str, list[float]] = defaultdict(list)
    for deal in deals:
        if deal.amount is not None:
            amounts[deal.currency or ""].append(float(deal.amount))
    return CohortSummary(
        deals=len(deals), won=won, lost=len(deals) - won, win_rate=share(won, len(deals)),
        amount={currency: median(values) for currency, values in sorted(amounts.items())},
        cycle_days=_middle(cycles(deals)),
    )  # fmt: skip


def cycles(deals: Iterable[DealFacts]) -> list[float]:
    """Days from the beginning to the close, where both are known."""
    return [
        (deal.closed_at - deal.created_at).total_seconds() / 86_400
        for deal in deals
        if deal.closed_at is not None and deal.closed_at > deal.created_at
    ]


def _middle(values: Sequence[float]) -> float | None:
    return round(median(values), 1) if values else None


def share(hits: int, count: int) -> Interval | None:
    """A share with Wilson's interval."""
    if not count:
        return None
    sizes = np.array([float(count)])
    low = float(lower_bound(np.array([float(hits)]), sizes, 1.96)[0])
    high = 1 - float(lower_bound(np.array([float(count - hits)]), sizes, 1.96)[0])
    return Interval(
        value=hits / count, low=max(0.0, min(low, hits / count)), high=min(1.0, max(high, hits / count)), n=count
    )


def named(found: Analysis, ids: Iterable[str]) -> list[DealRef]:
    """The deals that are mentioned by id."""
    wanted = set(ids)
    return [ref(deal) for deal in found.deals if deal.id in wanted]
