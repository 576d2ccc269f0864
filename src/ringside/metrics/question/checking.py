"""What is wrong with a query as this model sees it: names that do not exist or cannot be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringside.metrics.model import reach
from ringside.metrics.model.schema import Model
from ringside.metrics.query.schema import MetricQuery
from ringside.metrics.question.lexicon import lexicon
from ringside.metrics.question.seen import Seen

_AD_HOC = re.compile(r"(sum|avg|min|max|median|count|count_distinct)\(([^()]+)\)\Z")
_EXTRAS = ("change", "change_pct", "share", "rank", "running_total", "previous", "target")


def faults(query: MetricQuery, model: Model) -> list[str]:
    """Every name of the query that this model does not bear out, in words; none when it can be run."""
    return list(_faults(query, model))


def _faults(query: MetricQuery, model: Model) -> Iterator[str]:
    subject = query.subject
    if subject is not None and subject not in model.tables:
        yield f"subject: no table {subject}"
        return
    if not query.measures and query.intent != "list":
        yield "measures: none given"
    for ref in _measures(query):
        yield from _measure(ref, query, model)
    starts = [subject] if subject else sorted({fact for ref in query.measures for fact in _facts(ref, query, model)})
    for path in _fields(query):
        if not any(_reached(model, start, path) for start in starts or list(model.tables)):
            yield f"{path}: no such field of {subject or 'any table'}"
    for order in query.order:
        plain = order.by.partition(":")[2] if order.by.partition(":")[0] in _EXTRAS else order.by
        if plain not in {*query.measures, *query.dimensions, "period"}:
            yield f"order: {order.by} is not shown"
    roles = {join.name for table in model.tables.values() for join in table.joins} | set(model.tables)
    yield from (f"each: no table or role {name}" for name in query.each if name not in roles)


def _measures(query: MetricQuery) -> Iterator[str]:
    yield from query.measures
    yield from (each.measure for each in query.having)
    yield from ([query.top.measure] if query.top else [])
    for each in query.defined.values():
        yield each.of
        yield from ([each.per] if each.per else [])


def _measure(ref: str, query: MetricQuery, model: Model) -> Iterator[str]:
    if ref in query.defined or (ref in model.measures and not model.measures[ref].hidden):
        return
    match = _AD_HOC.match(ref)
    if match is None:
        yield f"{ref}: no such measure"
    elif match[1] == "count" and match[2] not in model.tables:
        yield f"{ref}: no such table"
    elif match[1] != "count" and not any(
        _reached(model, start, match[2]) for start in ([query.subject] if query.subject else model.tables)
    ):
        yield f"{ref}: no such field"


def _facts(ref: str, query: MetricQuery, model: Model) -> tuple[str, ...]:
    if ref in query.defined:
        return _facts(query.defined[ref].of, query, model) if query.defined[ref].of != ref else ()
    if ref in model.measures and model.tables:
        return Seen(model, next(iter(model.tables)), lexicon(), frozenset()).facts_of(ref)
    match = _AD_HOC.match(ref)
    head = match[2].split(".")[0] if match else ""
    return (head,) if head in model.tables else ()


def _fields(query: MetricQuery) -> Iterator[str]:
    yield from query.dimensions
    yield from (each.field for each in query.filters)
    yield from (each.field for part in query.defined.values() for each in part.where)
    yield from ([query.time.field] if query.time.field else [])
    yield from ([query.top.field] if query.top else [])


def _reached(model: Model, start: str, path: str) -> bool:
    try:
        return start in model.tables and reach.resolve(model, start, path) is not None
    except LookupError:
        return False
