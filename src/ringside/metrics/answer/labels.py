"""What measures, fields and tables are called in the asker's language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ringside.dialogue.schemas import Language
from ringside.metrics.model.reach import Ambiguous, Unreachable, resolve
from ringside.metrics.model.schema import Column, Measure, Model, Named, Table
from ringside.metrics.query.schema import MetricQuery, Result, ResultColumn

_AD_HOC = re.compile(r"^(\w+)\(([\w.:]+)\)$")
_AGGREGATES: Mapping[Language, Mapping[str, str]] = {
    "en": {"sum": "total {of}", "avg": "average {of}", "min": "lowest {of}", "max": "highest {of}",
           "median": "median {of}", "count": "{of}", "count_distinct": "different {of}"},
    "he": {"sum": "סך {of}", "avg": "ממוצע {of}", "min": "{of} (הנמוך ביותר)", "max": "{of} (הגבוה ביותר)",
           "median": "חציון {of}", "count": "{of}", "count_distinct": "{of} שונים"},
}  # fmt: skip
_PARTS: Mapping[Language, Mapping[str, str]] = {
    "en": {"hour": "hour", "weekday": "weekday", "weekend": "weekend", "day": "day of month", "week": "week",
           "month": "month", "quarter": "quarter", "half": "half year", "year": "year"},
    "he": {"hour": "שעה", "weekday": "יום בשבוע", "weekend": "סוף שבוע", "day": "יום בחודש", "week": "שבוע",
           "month": "חודש", "quarter": "רבעון", "half": "מחצית", "year": "שנה"},
}  # fmt: skip
_EXTRAS: Mapping[Language, Mapping[str, str]] = {
    "en": {"previous": "{of}, before", "change": "Change in {of}", "change_pct": "Change in {of}, %",
           "share": "Share of {of}", "rank": "Rank by {of}", "running_total": "{of}, running total",
           "target": "{of}, target"},
    "he": {"previous": "{of}, קודם", "change": "שינוי ב{of}", "change_pct": "שינוי ב{of}, %", "share": "חלק מ{of}",
           "rank": "דירוג לפי {of}", "running_total": "{of}, מצטבר", "target": "{of}, יעד"},
}  # fmt: skip


def of(named: Named, name: str, language: Language) -> str:
    """The label of a part of the model, or its name with spaces."""
    return named.label.get(language) or named.label.get("en") or capital(name.replace("_", " ").strip() or name)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def inside(text: str, language: Language) -> str:
    """A label in the middle of a sentence: revenue, but EMEA and ARR."""
    words = text.split()
    if language == "he" or not words or not words[0][1:].islower():
        return text
    return text[:1].lower() + text[1:]


def measure(model: Model, query: MetricQuery, ref: str, language: Language) -> str:
    """What a measure is called: of the model, of this question, or made on the spot from a field."""
    if ref in query.defined:
        defined = query.defined[ref]
        return defined.label or measure(model, query, defined.of, language)
    if ref in model.measures:
        return of(model.measures[ref], ref, language)
    found = _AD_HOC.match(ref)
    if found is None:
        return capital(ref.replace("_", " "))
    aggregate, path = found[1], found[2]
    if "." in path:
        text = field(model, query.subject, path, language)
    else:
        text = of(model.tables[path], path, language) if path in model.tables else path.replace("_", " ")
    return capital(_AGGREGATES[language].get(aggregate, "{of}").format(of=text))


def definition(model: Model, query: MetricQuery, ref: str) -> Measure | None:
    """The measure of the model behind a reference, if there is one."""
    if ref in query.defined:
        return definition(model, query, query.defined[ref].of)
    return model.measures.get(ref)


def column_of(model: Model, fact: str | None, path: str) -> tuple[str, Table, Column] | None:
    """The table and column at the end of a path."""
    bare = path.partition(":")[0]
    for start in [fact] if fact in model.tables else list(model.tables):
        try:
            found = resolve(model, str(start), bare)
        except (Unreachable, Ambiguous):
            continue
        table = model.tables[found.node.table]
        return found.node.table, table, table.columns[found.column]
    *_, table_name, name = bare.split(".")
    table_or_none = model.tables.get(table_name)
    if table_or_none is None or name not in table_or_none.columns:
        return None
    return table_name, table_or_none, table_or_none.columns[name]


def field(model: Model, fact: str | None, path: str, language: Language) -> str:
    """What a field is called; the part of a date instead of the date."""
    bare, _, part = path.partition(":")
    found = column_of(model, fact, path)
    if part in _PARTS[language]:
        return _PARTS[language][part]
    name = bare.rpartition(".")[2]
    return of(found[2], name, language) if found else name.replace("_", " ")


def column(model: Model, query: MetricQuery, column: ResultColumn, language: Language) -> str:
    """The head of a result column in the asker's language."""
    if column.kind == "period":
        return capital(_PARTS[language].get(query.time.grain or "", column.label))
    if column.kind == "dimension":
        return capital(field(model, query.subject, column.name, language))
    named = measure(model, query, column.measure or column.name, language)
    return named if column.kind == "measure" else _EXTRAS[language][column.kind].format(of=named)


def columns(model: Model, query: MetricQuery, result: Result, language: Language) -> tuple[ResultColumn, ...]:
    """The result's columns with labels in this language."""
    return tuple(each.model_copy(update={"label": column(model, query, each, language)}) for each in result.columns)
