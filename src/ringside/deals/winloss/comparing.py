"""Two cohorts side by side, and one against the rest of the company. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist, median

import numpy as np

from ringside.deals.facts import DealFacts
from ringside.deals.schemas import Interval
from ringside.deals.winloss import words
from ringside.deals.winloss.composing import cycles, share
from ringside.deals.winloss.conditions import holds, of_term
from ringside.deals.winloss.encoding import by_key, terms
from ringside.deals.winloss.schemas import CohortBenchmark, CohortDifference
from ringside.deals.winloss.table import Bools, Floats, Table
from ringside.dialogue.schemas import Language

_FEWEST = 8
_MOST = 12
_SHARE = 0.05
_NORMAL = NormalDist()


def differences(table: Table, in_a: Bools, in_b: Bools, language: Language) -> list[CohortDifference]:
    """What is more frequent in one of two cohorts, and what is won more often in one; what is sure first."""
    columns = by_key(table.columns)
    found: list[tuple[float, CohortDifference]] = [_rates(table, in_a, in_b, language)]
    for term in terms(table):
        if term.op == "rank":
            continue
        condition = of_term(term)
        rows = holds(condition, columns[term.column])
        if rows is None:
            continue
        name = words.say(condition, language)
        p, interval = _apart(rows, in_a, in_b)
        a, b = float(rows[in_a].mean()), float(rows[in_b].mean())
        found.append((p, CohortDifference(name=name, kind="share", a=round(a, 4), b=round(b, 4),
                                          difference=interval, sure=False,
                                    conditions=(condition,))))  # fmt: skip
        if min((rows & in_a).sum(), (rows & in_b).sum()) >= _FEWEST:
            p, interval = _apart(table.won == 1, rows & in_a, rows & in_b)
            a, b = float(table.won[rows & in_a].mean()), float(table.won[rows & in_b].mean())
            found.append((p, CohortDifference(name=name, kind="win_rate", a=round(a, 4), b=round(b, 4),
                                              difference=interval,
                                        sure=False, conditions=(condition,))))  # fmt: skip
    return _marked(found)


def _rates(table: Table, in_a: Bools, in_b: Bools, language: Language) -> tuple[float, CohortDifference]:
    p, interval = _apart(table.won == 1, in_a, in_b)
    name = "All deals" if language == "en" else "כל העסקאות"
    a, b = float(table.won[in_a].mean()), float(table.won[in_b].mean())
    return p, CohortDifference(
        name=name, kind="win_rate", a=round(a, 4), b=round(b, 4), difference=interval, sure=False
    )


def _apart(rows: Bools, in_a: Bools, in_b: Bools) -> tuple[float, Interval]:
    """Chance of such a difference of shares, and the difference (b minus a) with its interval."""
    sizes = np.array([in_a.sum(), in_b.sum()], dtype=float)
    hits = np.array([(rows & in_a).sum(), (rows & in_b).sum()], dtype=float)
    shares = hits / np.maximum(sizes, 1)
    whole = hits.sum() / max(sizes.sum(), 1.0)
    null = float(np.sqrt(max(whole * (1 - whole), 1e-9) * (1 / sizes).sum()))
    smoothed = (hits + 1) / (sizes + 2)
    error = float(np.sqrt((smoothed * (1 - smoothed) / sizes).sum()))
    difference = float(shares[1] - shares[0])
    p = 2 * (1 - _NORMAL.cdf(abs(difference) / max(null, 1e-9)))
    interval = Interval(value=round(difference, 4), low=round(max(-1.0, difference - 1.96 * error), 4),
                        high=round(min(1.0, difference + 1.96 * error), 4), n=int(sizes.sum()))  # fmt: skip
    return p, interval


def _marked(found: Sequence[tuple[float, CohortDifference]]) -> list[CohortDifference]:
    """Sure where it holds after all that was compared (Benjamini and Hochberg); the most telling first."""
    ordered = sorted(found, key=lambda each: each[0])
    passed = max((i for i, (p, _) in enumerate(ordered, 1) if p <= _SHARE * i / len(ordered)), default=0)
    marked = [one.model_copy(update={"sure": i < passed}) for i, (_, one) in enumerate(ordered)]
    kept: dict[tuple[str, str], CohortDifference] = {}
    for one in marked:  # of the steps of one figure the most telling
        condition = one.conditions[0] if one.conditions else None
        step = condition is not None and condition.op == "at_least"
        kept.setdefault((one.kind, condition.column if step and condition else one.name), one)
    return list(kept.values())[:_MOST]


def benchmarks(
    cohort: Sequence[DealFacts], company: Sequence[DealFacts], alike: Sequence[DealFacts], language: Language
) -> list[CohortBenchmark]:
    """Win rate and length of the cycle of a cohort, of all closed deals, and of the most alike ones outside it."""
    en = language == "en"
    return [
        CohortBenchmark(name="Win rate" if en else "שיעור זכייה", value=_won(cohort), company=_won(company),
                  comparable=_won(alike)),
        CohortBenchmark(name="Days to the close" if en else "ימים עד הסגירה", value=_days(cohort),
                        company=_days(company),
                  comparable=_days(alike)),
    ]  # fmt: skip


def _won(deals: Sequence[DealFacts]) -> Interval | None:
    return share(sum(deal.status == "won" for deal in deals), len(deals))


def _days(deals: Sequence[DealFacts]) -> Interval | None:
    """A median with the interval that order statistics give."""
    days = sorted(cycles(deals))
    if len(days) < _FEWEST:
        return None
    spread = 0.98 * np.sqrt(len(days))
    low, high = int(max(0, np.floor(len(days) / 2 - spread))), int(min(len(days) - 1, np.ceil(len(days) / 2 + spread)))
    return Interval(value=round(median(days), 1), low=round(days[low], 1), high=round(days[high], 1), n=len(days))


def alike(table: Table, inside: Bools) -> Bools:
    """As many deals outside a cohort as are in it (at least 20), those whose fields are most usual in it."""
    outside = np.flatnonzero(~inside)
    usual: Floats = np.zeros(len(table))
    for column in table.columns:
        if column.kind == "category" and not column.control:
            sizes = np.bincount(column.values[inside], minlength=len(column.levels)) / max(1, inside.sum())
            usual += sizes[column.values]
        elif column.key in ("amount", "amount_times", "employees"):
            known = column.known()
            logs = np.log1p(np.abs(np.where(known, column.values, 0.0)))
            centre = float(np.median(logs[inside & known])) if (inside & known).any() else 0.0
            usual += np.where(known, np.exp(-np.abs(logs - centre)), 0.0)
    chosen = outside[np.argsort(-usual[outside], kind="stable")[: max(20, int(inside.sum()))]]
    out = np.zeros(len(table), dtype=bool)
    out[chosen] = True
    return out
