"""Questions with gold answers, asked; each is right, wrong, or asked back."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from evals.metrics.compare import same
from evals.metrics.database import Database
from evals.metrics.periods import days
from ringside.core.errors import AppError
from ringside.metrics.query.schema import MetricQuery, Period
from ringside.metrics.question.schema import Understood

Outcome = Literal["right", "wrong", "asked", "refused", "broken"]


@dataclass(frozen=True)
class Case:
    """`sql` gives the gold rows, or `rows` are they; `status` instead: it must be asked back or refused.

    `understood` are parts of the understanding that must hold where rows do not tell all (why, comparisons). `after`
    are the questions of the conversation before it.
    """

    id: str
    ask: str
    sql: str | None = None
    either: str | None = None
    """Gold of another reading that is as good."""
    rows: list[list[Any]] | None = None
    status: tuple[str, ...] = ()
    understood: dict[str, Any] = field(default_factory=dict)
    after: tuple[str, ...] = ()
    ordered: bool = False


@dataclass(frozen=True)
class Judged:
    case: Case
    outcome: Outcome
    why: str = ""


def judge(database: Database, case: Case) -> Judged:
    """What came of one question."""
    try:
        context = None
        for before in case.after:
            parsed = database.ask(before, context)
            if not isinstance(parsed, Understood):
                return Judged(case, "asked", f"the question before it: {parsed}")
            context = parsed.query
        parsed = database.ask(case.ask, context)
        if not isinstance(parsed, Understood):
            fits = parsed.status in case.status
            return Judged(case, "right" if fits else parsed.status, str(parsed))
        if case.status:
            return Judged(case, "wrong", f"answered {parsed.query.model_dump_json(exclude_defaults=True)}")
        return _answered(database, case, parsed.query)
    except Exception:
        return Judged(case, "broken", traceback.format_exc(limit=-3))


def _answered(database: Database, case: Case, query: MetricQuery) -> Judged:
    said = query.model_dump_json(exclude_defaults=True)
    if misread := _misread(query, case.understood):
        return Judged(case, "wrong", f"{misread} in {said}")
    if case.sql is None and case.rows is None:
        return Judged(case, "right", said)
    try:
        result = database.run(query)
    except AppError as problem:
        return Judged(case, "refused", f"{problem} at {said}")
    golds = [database.sql(sql) for sql in (case.sql, case.either) if sql is not None]
    if case.rows is not None:
        golds.append(([""] * len(case.rows[0]) if case.rows else [], case.rows))
    if any(same(result, query, gold, len(columns), ordered=case.ordered) for columns, gold in golds):
        return Judged(case, "right", said)
    gold = golds[0][1]
    names = [column.name for column in result.columns]
    return Judged(
        case,
        "wrong",
        f"{said}\n    got {names} {result.rows[:4]} ({len(result.rows)})\n    not {gold[:4]} ({len(gold)})",
    )


def _misread(query: MetricQuery, wanted: dict[str, Any]) -> str | None:
    held = query.comparison.period if query.comparison else None
    found = {
        "intent": query.intent,
        "measures": list(query.measures),
        "days": days(query.time.period or Period()),
        "against": days(held or Period()),
        "target": query.comparison is not None and query.comparison.to == "target",
        "shown": list(query.shown),
        "grain": query.time.grain,
    }
    return next(
        (f"{name} is {found[name]}, not {value}" for name, value in wanted.items() if found[name] != value), None
    )


@dataclass(frozen=True)
class Figures:
    name: str
    judged: tuple[Judged, ...]

    def part(self, *outcomes: Outcome) -> float:
        counted = Counter(each.outcome for each in self.judged)
        return sum(counted[outcome] for outcome in outcomes) / max(len(self.judged), 1)

    def __str__(self) -> str:
        counted = Counter(each.outcome for each in self.judged)
        said = ", ".join(
            f"{counted[name]} {name}" for name in ("right", "wrong", "asked", "refused", "broken") if counted[name]
        )
        return f"{self.name}: {len(self.judged)} questions, {said} ({100 * self.part('right'):.0f} % right)"


def score(name: str, database: Database, cases: Iterable[Case]) -> Figures:
    return Figures(name, tuple(judge(database, case) for case in cases))


def show(figures: Figures, outcomes: Sequence[str] = ("wrong", "broken", "asked", "refused")) -> None:
    for each in figures.judged:
        if each.outcome in outcomes:
            print(f"  [{each.outcome}] {each.case.id}: {' > '.join((*each.case.after, each.case.ask))}\n    {each.why}")
