"""A remark after an answer ("and by region?", "only EMEA", "why?"), understood as a change to the query before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ringside.metrics import periods
from ringside.metrics.model.schema import Model
from ringside.metrics.query.schema import Filter, MetricComparison, MetricQuery, Order, Period, Time
from ringside.metrics.question.schema import Parsed
from ringside.metrics.question.seen import Seen
from ringside.metrics.question.vocabulary import Vocabulary

if TYPE_CHECKING:
    from ringside.metrics.question.parsing import Heard

_ADDING = frozenset({"also", "too", "further", "additionally", "גם", "וגם", "בנוסף"})


def follow(heard: Heard, context: MetricQuery, vocabulary: Vocabulary, model: Model, today: date) -> Parsed | None:  # noqa: PLR0911
    """The query before, changed by a remark; None when the text asks a question of its own."""
    from ringside.metrics.question import asking, parsing  # noqa: PLC0415

    frame = heard.frame
    own = bool(frame.wants or frame.returns) or any(
        item.of("measure") for phrase in (*frame.mentions, *frame.asked, *frame.ranked_by) for item in phrase.names
    )
    if own and heard.items[0].op not in {"followup", "more"}:
        return None
    if frame.unknown:
        return asking.unknown(heard, frame.unknown[0], vocabulary)
    fact = context.subject or _subject(context, model, vocabulary)
    if fact is None:
        return None
    reading = parsing.read(heard, vocabulary, model, fact, frozenset(), {}, inherited=context.measures)
    if reading is None or reading.assembly.troubles:
        if own:
            return None
        if reading is not None:
            return asking.settle(
                heard,
                reading,
                [reading],
                vocabulary,
                lambda forced: _settled(heard, context, vocabulary, model, today, fact, forced),
            )
        return None
    query = _changed(heard, context, reading.query, today)
    if query is None or query == context:
        return asking.no_measure(heard, vocabulary)
    return parsing.understood(heard, parsing.Reading(reading.cost, query, reading.assembly), model)


def _settled(
    heard: Heard,
    context: MetricQuery,
    vocabulary: Vocabulary,
    model: Model,
    today: date,
    fact: str,
    forced: dict[str, str],
) -> MetricQuery | None:
    from ringside.metrics.question import parsing  # noqa: PLC0415

    reading = parsing.read(heard, vocabulary, model, fact, frozenset(), forced, inherited=context.measures)
    return _changed(heard, context, reading.query, today) if reading is not None else None


def _subject(context: MetricQuery, model: Model, vocabulary: Vocabulary) -> str | None:
    for table in model.tables:
        facts = [
            fact
            for ref in context.measures
            for fact in Seen(model, table, vocabulary.lexicon, frozenset()).facts_of(ref)
        ]
        return facts[0] if facts else None
    return None


def _changed(heard: Heard, before: MetricQuery, said: MetricQuery, today: date) -> MetricQuery | None:
    """`before` with all that was said in its place."""
    adding = any(token.text in _ADDING for token in heard.tokens)
    flags = heard.frame.flags
    update: dict[str, object] = {}
    if said.measures:
        measures = (*before.measures, *said.measures) if adding else said.measures
        update |= {"measures": tuple(dict.fromkeys(measures)), "defined": {**before.defined, **said.defined}}
        if not adding:
            update["having"] = ()
    if said.dimensions:
        dims = (*before.dimensions, *said.dimensions) if adding else said.dimensions
        update |= {
            "dimensions": tuple(dict.fromkeys(dims)),
            "each": (*before.each, *said.each) if adding else said.each,
        }
    if said.filters:
        update["filters"] = _merged(before.filters, said.filters)
    if said.having:
        update["having"] = said.having
    time = _time(before, said, replaced=bool(said.dimensions) or adding)
    update["time"] = time
    if (
        said.time.grain
        and not said.dimensions
        and not adding
        and before.dimensions
        and "replace" in {i.op for i in heard.items}
    ):
        update |= {"dimensions": (), "each": ()}
    update["comparison"] = _comparison(heard, before, said, time)
    if said.shown:
        update["shown"] = tuple(dict.fromkeys((*before.shown, *said.shown)))
    update |= _order(heard, before, said, update)
    if said.empty:
        update["empty"] = True
    if "why" in flags:
        _explained(update, time, before, today)
    try:
        query = MetricQuery.model_validate({**before.model_dump(), **_plain(update)})
    except ValidationError:
        return None
    return query.model_copy(update={"intent": _intent(query, said, flags)})


def _plain(update: dict[str, object]) -> dict[str, object]:
    return {key: _dumped(value) for key, value in update.items()}


def _dumped(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_dumped(each) for each in value)
    if isinstance(value, dict):
        return {key: _dumped(each) for key, each in value.items()}
    return value.model_dump() if hasattr(value, "model_dump") else value


def _merged(before: tuple[Filter, ...], said: tuple[Filter, ...]) -> tuple[Filter, ...]:
    """A new condition takes the place of one on the same field; leaving something out comes on top."""
    fields = {each.field for each in said if each.op not in {"not_in", "!=", "not_contains"}}
    kept = [each for each in before if each.field not in fields]
    return tuple(dict.fromkeys((*kept, *said)))


def _time(before: MetricQuery, said: MetricQuery, *, replaced: bool) -> Time:
    period = said.time.period or before.time.period
    grain = said.time.grain or (before.time.grain if not replaced or before.dimensions else None)
    if replaced and said.time.grain is None and before.time.grain and not before.dimensions:
        grain = None
    return Time(field=said.time.field or before.time.field, period=period, grain=grain,
                fiscal=said.time.fiscal if said.time.period else before.time.fiscal)  # fmt: skip


def _comparison(heard: Heard, before: MetricQuery, said: MetricQuery, time: Time) -> MetricComparison | None:
    if said.comparison is not None:
        if said.comparison.to == "period" and said.comparison.period is None and time.period is not None:
            shift = (heard.when.comparison[0].shift if heard.when.comparison else None) or "previous"
            return MetricComparison(period=periods.shifted(time.period, shift))
        return said.comparison
    held = before.comparison
    if held is None or held.to == "target" or said.time.period is None or before.time.period is None:
        return held
    for moved in (periods.previous, periods.year_before):
        if held.period is not None and _same(moved(before.time.period), held.period):
            return MetricComparison(period=moved(said.time.period))
    return None


def _same(one: object, other: object) -> bool:
    return (getattr(one, "start", 0), getattr(one, "end", 0)) == (getattr(other, "start", 1), getattr(other, "end", 1))


def _order(heard: Heard, before: MetricQuery, said: MetricQuery, update: dict[str, object]) -> dict[str, object]:
    measures: tuple[str, ...] = tuple(update.get("measures", before.measures))  # type: ignore[arg-type]
    dims: tuple[str, ...] = tuple(update.get("dimensions", before.dimensions))  # type: ignore[arg-type]
    if heard.frame.ranked and measures:
        by = said.order[0].by if said.order and said.order[0].by in measures else measures[0]
        limit = heard.frame.top or said.limit or before.limit or 10
        return {"order": (Order(by=by, descending=not heard.frame.bottom),), "limit": limit}
    if said.order:
        return {"order": said.order, "limit": said.limit or before.limit}
    kept = tuple(each for each in before.order if each.by in {*measures, *dims, "period"})
    if len(kept) < len(before.order) and measures and before.limit:
        kept = (Order(by=measures[0], descending=before.order[0].descending),)
    return {"order": kept, "limit": before.limit if dims or before.time.grain else None}


def _explained(update: dict[str, object], time: Time, before: MetricQuery, today: date) -> None:
    """A change needs two periods: the one asked about, else the last whole month, and the one before it."""
    period = time.period
    if period is None or period.start is None or period.end is None:
        last = date(today.year, today.month, 1)
        start = date(last.year - (last.month == 1), last.month - 1 or 12, 1)
        period = Period(start=start, end=last)
    update["time"] = Time(field=time.field, period=period, fiscal=time.fiscal)
    update["comparison"] = update.get("comparison") or MetricComparison(period=periods.previous(period))
    update |= {"order": (), "limit": None, "shown": (), "dimensions": (), "each": ()}
    update["measures"] = before.measures[:1]


def _intent(query: MetricQuery, said: MetricQuery, flags: set[str]) -> str:  # noqa: PLR0911
    if "why" in flags:
        return "why"
    if query.comparison is not None:
        return "target" if query.comparison.to == "target" else "compare"
    if "share" in query.shown:
        return "share"
    if query.limit and query.order:
        return "rank"
    if not query.measures:
        return "list"
    if query.time.grain is not None and not query.dimensions:
        return "trend"
    return "breakdown" if query.dimensions or query.time.grain else "value"
