"""An executive summary of a period: what moved, by how much, how unusual that is, what contributed, what to look at."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from pydantic import Field

from ringside.core.errors import AppError
from ringside.dialogue.schemas import Language
from ringside.metrics.answer import dates, labels, magnitude, narrative, scope
from ringside.metrics.answer.facts import Book
from ringside.metrics.answer.schema import Answer, Fact, Narrative, Segment
from ringside.metrics.answer.why.explaining import compared, explain
from ringside.metrics.answer.words import filled, joined, merged
from ringside.metrics.model.schema import Model, Part
from ringside.metrics.query.schema import Grain, MetricQuery, Period, Result, Time

Ask = Callable[[MetricQuery], Awaitable[Result]]
MOST = 12
"""Measures that a summary looks at, those of the model's top first."""
_TOLD, _EXPLAINED = 5, 2
_HISTORY = 12
_AT_ONCE, _MEASURES = 3, 6
"""Queries asked side by side, for the engine has others to serve; and measures in one query."""
_FEWEST = 5
"""Earlier changes from which on what is usual can be said."""
_NOTICED = 0.02
_USUAL = 1.0
"""Usual changes up to which a change is one of them."""

WORDS = {
    "en": {
        "moved": "{period}: {count} of {total} numbers moved noticeably.",
        "none": "{period}: nothing moved noticeably.",
        "steady": "Within their usual ups and downs: {names}.",
        "nothing": "There is no data for {period}.", "why": "why did {measure} change {when}?",
        "note_running": "{period} is still running: its days so far are held against as many of the period before.",
    },
    "he": {
        "moved": "{period}: {count} מתוך {total} מדדים זזו באופן מורגש.",
        "none": "{period}: שום מדד לא זז באופן מורגש.",
        "steady": "בתנודות הרגילות: {names}.",
        "nothing": "אין נתונים על {period}.", "why": "למה {measure} השתנה {when}?",
        "note_running": "{period} עדיין בעיצומה: הימים שחלפו מושווים למספר ימים זהה בתקופה הקודמת.",
    },
}  # fmt: skip


class Past(Part):
    """A measure in one earlier period."""

    start: date
    value: float


class MovedMeasure(Part):
    """One measure in a period. `surprise` is how many usual changes away this one is; None with too little history."""

    measure: str
    label: str
    value: Fact
    previous: Fact | None = None
    change: Fact | None = None
    change_pct: Fact | None = None
    surprise: float | None = None
    good: bool | None = None
    history: tuple[Past, ...] = Field(default=(), description="The periods of this size before it, the oldest first.")
    narrative: Narrative
    why: Answer | None = None
    ask: str = ""


class Summary(Part):
    """What moved, the most surprising first, then what did not."""

    period: Period
    words: str
    lead: Narrative = Field(description="The first sentence of the narrative: how many numbers moved.")
    narrative: Narrative
    facts: tuple[Fact, ...]
    moved: tuple[MovedMeasure, ...]
    steady: tuple[MovedMeasure, ...] = ()
    notes: tuple[str, ...] = ()
    parts: dict[str, MetricQuery] = Field(default={})


@dataclass(frozen=True)
class _Seen:
    """A measure as it was computed."""

    moved: MovedMeasure
    book: Book
    score: float


async def period(
    ask: Ask, model: Model, period: Period, language: Language, today: date | None = None, measures: Sequence[str] = ()
) -> Summary:
    """The summary of a period. A measure that cannot be asked is left out."""
    words = dates.period(period, language, model.calendar)
    running = today is not None and scope.is_running(period, today)
    asked = period.model_copy(update={"end": today + timedelta(days=1)}) if running and today else period
    names = tuple(measures) or tuple(name for name, each in model.measures.items() if not each.hidden)[:MOST]
    seen = await _look(ask, model, names, asked, period, language)
    noticed = sorted((each for each in seen if each.score > 0), key=lambda each: -each.score)
    steady = [each for each in seen if each.score <= 0]
    explained = (_explained(ask, model, each, place, language) for place, each in enumerate(noticed))
    told = await asyncio.gather(*explained)
    facts = {fact.id: fact for each in seen for fact in each.book.facts.values()}
    lead = _lead(language, words, noticed, steady, facts)
    segments = _text(language, lead, noticed, steady)
    notes = (WORDS[language]["note_running"].format(period=words),) if running else ()
    return Summary(
        period=period, words=words, facts=tuple(facts.values()), moved=tuple(told), notes=notes,
        lead=_narrative(lead), narrative=_narrative(segments),
        steady=tuple(each.moved for each in steady), parts={each.book.part or "": each.book.query for each in seen},
    )  # fmt: skip


async def _look(
    ask: Ask, model: Model, names: Sequence[str], asked: Period, whole: Period, language: Language
) -> list[_Seen]:
    """Measures in this period, held against the one before and their own history."""
    query = compared(MetricQuery(measures=tuple(names[:1]), time=Time(period=asked))) if names else None
    if query is None:
        return []
    if asked != whole and query.comparison is not None:
        query = query.model_copy(
            update={"comparison": query.comparison.model_copy(update={"period": _so_far(asked, whole)})}
        )
    before = _earlier(model, whole)
    doors = asyncio.Semaphore(_AT_ONCE)

    async def together(group: tuple[str, ...]) -> list[tuple[str, Result, Result | None]]:
        async with doors:
            now = await _each(ask, query, group)
            then = await _each(ask, before, tuple(now)) if before is not None and now else {}
            return [(name, result, then.get(name)) for name, result in now.items()]

    found = await asyncio.gather(*map(together, _groups(model, names)))
    results = {name: (result, then) for group in found for name, result, then in group}
    seen = []
    for name in (name for name in names if name in results):
        result, then = results[name]
        book = Book(query.model_copy(update={"measures": (name,)}), result, model, language, part=name)
        column = book.measures[0] if book.measures else None
        if column is None or not result.rows or book.number(0, column) is None:
            continue
        history = _past(before, then, name, model) if before is not None and then is not None else ()
        seen.append(_seen(book, name, book.beside("previous", column) is not None, history))
    return seen


def _groups(model: Model, names: Sequence[str]) -> list[tuple[str, ...]]:
    """Measures that are asked together: those of the same table read it once."""
    tables: dict[str, list[str]] = {}
    for name in names:
        tables.setdefault(model.measures[name].table or "", []).append(name)
    return [tuple(group) for those in tables.values() for group in _cut(those)]


def _cut(names: Sequence[str]) -> list[Sequence[str]]:
    return [names[at : at + _MEASURES] for at in range(0, len(names), _MEASURES)]


async def _each(ask: Ask, query: MetricQuery, names: tuple[str, ...]) -> dict[str, Result]:
    """What each measure is for the same query: asked in one go, or one by one where one of them cannot be asked."""
    try:
        result = await ask(query.model_copy(update={"measures": names}))
    except AppError as error:  # a measure without its table is not a reason to have no summary
        if error.status >= 500:
            raise
        if len(names) == 1:
            return {}
        return {key: value for name in names for key, value in (await _each(ask, query, (name,))).items()}
    return {name: _of(result, name) for name in names}


def _of(result: Result, measure: str) -> Result:
    """The columns of one measure."""
    kept = [
        place for place, column in enumerate(result.columns) if column.kind == "period" or column.measure == measure
    ]
    return result.model_copy(
        update={"columns": tuple(result.columns[place] for place in kept),
                "rows": tuple(tuple(row[place] for place in kept) for row in result.rows)}
    )  # fmt: skip


def _so_far(asked: Period, whole: Period) -> Period:
    """As many days of the period before as there are of a running one."""
    before = compared(MetricQuery(measures=("any",), time=Time(period=whole)))
    start = before.comparison.period.start if before and before.comparison and before.comparison.period else None
    if start is None or asked.start is None or asked.end is None:
        return asked
    return Period(start=start, end=min(start + (asked.end - asked.start), asked.start))


def _earlier(model: Model, period: Period) -> MetricQuery | None:
    """The same measure in each of the periods before this one; None for odd spans."""
    size = dates.size_of(period, model.calendar)
    if size is None or period.start is None:
        return None
    first = period.start
    for _ in range(_HISTORY + 1):
        first = _before(first, size[0])
    return MetricQuery(
        intent="trend", time=Time(period=Period(start=first, end=period.start), grain=_grain(size[0]), fiscal=size[1])
    )


def _past(query: MetricQuery, result: Result, measure: str, model: Model) -> tuple[Past, ...]:
    """A measure in the periods before this one, the oldest first."""
    book = Book(query.model_copy(update={"measures": (measure,)}), result, model, "en")
    if book.period is None or not book.measures:
        return ()
    when = book.period
    found = sorted((str(book.at(row, when))[:10], n) for row, n in book.numbers(book.measures[0]))
    return tuple(Past(start=date.fromisoformat(start), value=n) for start, n in found)


def _changes(history: Sequence[Past]) -> list[float]:
    """Relative changes from each period to the next."""
    return [new.value / old.value - 1 for old, new in pairwise(history) if old.value > 0]


def _grain(size: str) -> Grain:
    return size  # type: ignore[return-value]  # size_of gives grains only


def _before(first: date, size: str) -> date:
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(size)
    if months is None:
        return first - timedelta(days=7 if size == "week" else 1)
    at = first.year * 12 + first.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)


def _seen(book: Book, measure: str, has_before: bool, history: tuple[Past, ...]) -> _Seen:
    column = book.measures[0]
    previous = book.beside("previous", column)
    when = scope.when(book.query, book.model, book.language)
    label = narrative.label(book, column)
    if previous is None:
        told = narrative.tell(book, date.max)[0]
    else:
        told = narrative.against(book, column, previous, label, when)
    value = book.cell(0, column)
    old = book.number(0, previous) if previous and has_before else None
    new = book.number(0, column) or 0.0
    made = narrative.changes(book, value, book.cell(0, previous)) if previous and old is not None else (None, None)
    relative = (new - old) / abs(old) if old else None
    surprise = unusual(relative, _changes(history))
    score = 0.0
    if old is not None and magnitude.direction(new, old) in {"up", "down"}:
        size = min(abs(relative), 1.0) if relative is not None else 1.0
        noticed = size >= _NOTICED and (surprise is None or surprise > _USUAL)
        score = (min(surprise, 10.0) if surprise is not None else 1.0) * (1 + size) if noticed else 0.0
    found = labels.definition(book.model, book.query, measure)
    good = None
    if found is not None and found.better is not None and old is not None and new != old:
        good = (new > old) == (found.better == "up")
    segments = merged(told)
    moved = MovedMeasure(
        measure=measure, label=column.label, value=value, previous=book.cell(0, previous) if previous else None,
        change=made[0], change_pct=made[1], surprise=surprise, good=good, history=history,
        narrative=_narrative(segments),
        ask=WORDS[book.language]["why"].format(measure=labels.inside(column.label, book.language), when=when.strip()),
    )  # fmt: skip
    return _Seen(moved, book, score)


def unusual(change: float | None, history: Sequence[float]) -> float | None:
    """How many usual deviations a relative change lies from the usual one; None with too little history."""
    if change is None or len(history) < _FEWEST:
        return None
    middle = median(history)
    spread = 1.4826 * median(abs(each - middle) for each in history)
    return abs(change - middle) / max(spread, 0.01)


async def _explained(ask: Ask, model: Model, seen: _Seen, place: int, language: Language) -> MovedMeasure:
    """The first few with what contributed to them."""
    if place >= _EXPLAINED:
        return seen.moved
    why = await explain(ask, seen.book.query.model_copy(update={"intent": "why"}), model, language)
    return seen.moved.model_copy(update={"why": why})


def _lead(
    language: Language, words: str, noticed: Sequence[_Seen], steady: Sequence[_Seen], facts: dict[str, Fact]
) -> tuple[Segment, ...]:
    said = WORDS[language]
    if not noticed:
        return filled(said["none" if steady else "nothing"], bare=True, period=words)
    book = noticed[0].book
    counted = [each.moved.value for each in noticed], [each.moved.value for each in (*noticed, *steady)]
    count, total = (
        book.derive("count", each, role="count", label=said["moved"], format="integer", unit=None, name=name)
        for each, name in zip(counted, ("count(moved)", "count(all)"), strict=True)
    )
    facts |= {count.id: count, total.id: total}
    return merged(filled(said["moved"], bare=True, count=count, total=total, period=words))


def _text(
    language: Language, lead: Sequence[Segment], noticed: Sequence[_Seen], steady: Sequence[_Seen]
) -> tuple[Segment, ...]:
    text = list(lead)
    for each in noticed[:_TOLD]:
        text += [Segment(text=" "), *each.moved.narrative.segments]
    if steady:
        names = joined([(Segment(text=each.moved.label),) for each in steady[:_TOLD]], language)
        text += [Segment(text=" "), *filled(WORDS[language]["steady"], bare=True, names=names)]
    return merged(text)


def _narrative(segments: tuple[Segment, ...]) -> Narrative:
    return Narrative(segments=segments, text="".join(each.text for each in segments))
