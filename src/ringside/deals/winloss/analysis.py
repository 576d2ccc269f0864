"""Why these deals were won or lost, as far as the data says: judged first, then explained. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ringside.deals.facts import DealFacts
from ringside.deals.winloss import asking, features
from ringside.deals.winloss.asking import Ask
from ringside.deals.winloss.effects import Effect, Explanation, explanation
from ringside.deals.winloss.grouping import group
from ringside.deals.winloss.guard import Excluded, Guarded, guard
from ringside.deals.winloss.judging import Verdict as Judged
from ringside.deals.winloss.judging import judge
from ringside.deals.winloss.patterns import Pattern, patterns
from ringside.deals.winloss.schemas import Verdict
from ringside.deals.winloss.table import Ints, Table
from ringside.dialogue import language as lang

ALPHA = 0.01
"""A signal is claimed where chance would show as much in one of a hundred companies."""
FEWEST = 40
FEWEST_OF_EACH = 12
"""Independent deals: copies count once, those of one account once."""
_TOO_GOOD = 0.95


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found. Without a signal there is no model and no effect. `deals` are the latest first."""

    deals: tuple[DealFacts, ...]
    table: Table
    guarded: Guarded
    verdict: Verdict
    judged: Judged | None = None
    explanation: Explanation | None = None
    patterns: tuple[Pattern, ...] = ()

    @property
    def effects(self) -> tuple[Effect, ...]:
        return self.explanation.effects if self.explanation else ()

    @property
    def too_good(self) -> bool:
        """So good that something known only afterwards may have slipped in."""
        return self.judged is not None and self.judged.auc.value > _TOO_GOOD


@dataclass(frozen=True, slots=True)
class Prepared:
    """Deals as they were known before they closed, the latest first, and their figures, without their records."""

    deals: tuple[DealFacts, ...]
    rows: tuple[features.Row, ...]
    open_filled: dict[str, tuple[int, int]]
    unread: bool = False
    """Texts of customers wait to be read: what they asked about is not told yet."""

    def only(self, wanted: Callable[[DealFacts], bool]) -> Prepared:
        """The deals of a cohort."""
        kept = [i for i, deal in enumerate(self.deals) if wanted(deal)]
        return replace(self, deals=tuple(self.deals[i] for i in kept), rows=tuple(self.rows[i] for i in kept))


def prepare(
    deals: Sequence[DealFacts], heard: Mapping[str, Sequence[Ask]] | None = None, own: Collection[str] = ()
) -> Prepared:
    """Figures of the closed deals among these; the open ones help to see which fields are filled at the close.

    `heard`: what customers asked, by activity; `own`: stems of the company's own words.
    """
    closed = sorted((deal for deal in deals if deal.status != "open"), key=latest, reverse=True)
    order = features.stage_order(closed)
    rows: list[features.Row] = []
    asked: dict[str, list[Ask]] = {}
    for deal in closed:
        was = features.before_close(deal)
        rows.append(features.figures(was, order, timed=was.looked_at != deal.looked_at))
        if heard:
            asked[deal.id] = [ask for activity in was.done for ask in heard.get(activity.id, ())]
    rivals = {word for deal in closed for rival in deal.competitors for word in lang.words(rival.name)}
    for topic in asking.topics(asked, own, rivals):
        for deal, row in zip(closed, rows, strict=True):
            if deal.id in topic.deals:
                row[f"asked:{topic.name}"] = 1.0
    light = tuple(replace(deal, activities=(), changes=(), calls=()) for deal in closed)
    open_deals = [deal for deal in deals if deal.status == "open"]
    return Prepared(light, tuple(rows), filled(open_deals, features.KEPT_AS_IS, features.headers(closed)))


def analyse(prepared: Prepared, *, keep: Collection[str] = (), leave: Collection[str] = (), seed: int = 0) -> Analysis:
    """Explain closed deals."""
    deals = prepared.deals
    table, guarded = tabled(prepared, keep=keep, leave=leave)
    return explain(deals, table, guarded, seed)


def tabled(prepared: Prepared, *, keep: Collection[str] = (), leave: Collection[str] = ()) -> tuple[Table, Guarded]:
    """The columns of these deals that may explain outcomes."""
    deals = prepared.deals
    columns = features.columns(deals, prepared.rows)
    won = np.array([deal.status == "won" for deal in deals], dtype=np.int64)
    groups, weights = group(columns, [deal.account_id for deal in deals])
    guarded = guard(columns, won, keep=keep, leave=leave, open_filled=prepared.open_filled)
    said = [Excluded(name, "named_after_close") for name, read in features.SAID_AT_THE_CLOSE.items()
            if sum(bool(read(deal)) for deal in deals) >= 5]  # fmt: skip
    guarded = replace(guarded, excluded=(*said, *guarded.excluded))
    return Table(tuple(deal.id for deal in deals), won, groups, guarded.columns, weights), guarded


def explain(deals: tuple[DealFacts, ...], table: Table, guarded: Guarded, seed: int = 0) -> Analysis:
    """Judge, and where there is a signal fit to all and tell effects and patterns."""
    verdict = enough(table)
    if verdict != "signal":
        return Analysis(deals, table, guarded, verdict)
    judged = judge(table, seed)
    if judged.p > ALPHA:
        return Analysis(deals, table, guarded, "no_signal", judged)
    return Analysis(deals, table, guarded, "signal", judged, explanation(table, seed), tuple(patterns(table)))


def enough(table: Table) -> Verdict:
    """Whether there is anything to judge: both outcomes, and enough of each that are independent."""
    if not len(table) or len(np.unique(table.won)) < 2:
        return "one_outcome" if len(table) >= FEWEST_OF_EACH else "too_few"
    each = [independent(table.groups[table.won == outcome]) for outcome in (0, 1)]
    if min(each) < FEWEST_OF_EACH or independent(table.groups) < FEWEST:
        return "too_few"
    return "signal"


def independent(groups: Ints) -> int:
    return len(np.unique(groups))


def filled(deals: Sequence[DealFacts], names: Collection[str], customs: Collection[str]) -> dict[str, tuple[int, int]]:
    """Of each field without a history: in how many open deals it is filled, and how many there are."""
    counts: dict[str, tuple[int, int]] = {}
    for name in names:
        counts[name] = (sum(features.KEPT_AS_IS[name](deal) not in (None, "") for deal in deals), len(deals))
    for name in customs:
        counts[f"custom:{name}"] = (sum(deal.custom.get(name) not in (None, "") for deal in deals), len(deals))
    return counts


def latest(deal: DealFacts) -> tuple[bool, float, str, str]:
    """The latest first; what has no date stands by what it says, so that a file imported twice is explained alike."""
    said = (deal.product, deal.owner_name, deal.lead_source, sorted((k, str(v)) for k, v in deal.custom.items()))
    return (
        deal.closed_at is not None, deal.closed_at.timestamp() if deal.closed_at else 0.0, repr(said), deal.id,
    )  # fmt: skip
