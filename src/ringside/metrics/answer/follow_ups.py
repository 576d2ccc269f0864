"""What to ask next, as short questions that the parser understands in the same conversation."""

from __future__ import annotations

from collections.abc import Mapping

from ringside.dialogue.schemas import Language
from ringside.metrics.answer import labels
from ringside.metrics.answer.facts import Book
from ringside.metrics.model.reach import fields
from ringside.metrics.model.schema import Model
from ringside.metrics.query.schema import MetricQuery

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {"by": "by {field}", "per": "per {grain}", "why": "why did {measure} change?",
           "year_before": "compare with the same period last year", "only": "only {value}"},
    "he": {"by": "לפי {field}", "per": "לפי {grain}", "why": "למה {measure} השתנה?",
           "year_before": "השווה לתקופה המקבילה אשתקד", "only": "רק {value}"},
}  # fmt: skip
_GRAINS: Mapping[Language, Mapping[str, str]] = {
    "en": {"month": "month", "quarter": "quarter", "week": "week", "year": "year"},
    "he": {"month": "חודש", "quarter": "רבעון", "week": "שבוע", "year": "שנה"},
}
_MOST = 4


def suggest(book: Book) -> tuple[str, ...]:
    """Up to four questions that go on from this one."""
    query, words = book.query, WORDS[book.language]
    if not book.measures:
        return ()
    offered = []
    measure = book.measures[0]
    if query.comparison is not None and query.comparison.to == "period" and query.intent != "why":
        offered.append(words["why"].format(measure=measure.label.lower() if book.language == "en" else measure.label))
    offered += [words["by"].format(field=name) for name in _dimensions(query, book.model, book.language)[:2]]
    if query.time.grain is None and query.intent != "why":
        offered.append(words["per"].format(grain=_GRAINS[book.language]["month"]))
    if query.comparison is None and query.time.period is not None and query.time.grain is None:
        offered.append(words["year_before"])
    if len(book.keys) == 1 and len(book.result.rows) > 1 and isinstance(book.at(0, book.keys[0]), str):
        offered.append(words["only"].format(value=book.at(0, book.keys[0])))
    return tuple(dict.fromkeys(offered))[:_MOST]


def _dimensions(query: MetricQuery, model: Model, language: Language) -> list[str]:
    """Categories that the measure's table reaches and the question has not used, nearest first."""
    fact = fact_of(query, model)
    if fact is None:
        return []
    used = {labels.column_of(model, fact, path) is not None and _end(path) for path in (
        *query.dimensions, *(each.field for each in query.filters))}  # fmt: skip
    found = [
        labels.field(model, fact, field.path, language).lower()
        for field, table, column in fields(model, fact)
        if column.type == "category" and not (column.hidden or table.hidden) and field.column not in used
        and field.column not in table.names
    ]  # fmt: skip
    single = [name for name in dict.fromkeys(found) if found.count(name) == 1]
    return single


def _end(path: str) -> str:
    return path.partition(":")[0].rpartition(".")[2]


def fact_of(query: MetricQuery, model: Model) -> str | None:
    """The table that the first measure counts."""
    for ref in query.measures:
        measure = labels.definition(model, query, ref)
        if measure is not None and measure.table in model.tables:
            return measure.table
    return query.subject if query.subject in model.tables else None
