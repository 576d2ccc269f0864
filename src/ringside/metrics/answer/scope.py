"""What an answer is narrowed to, and when, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from ringside.dialogue.schemas import Language
from ringside.metrics.answer import dates, labels
from ringside.metrics.answer import format as formats
from ringside.metrics.answer.words import WORDS
from ringside.metrics.model.schema import Model
from ringside.metrics.query.schema import Filter, MetricQuery, Period

_TESTS: Mapping[Language, Mapping[str, str]] = {
    "en": {"not_in": "without {values}", "!=": "without {values}", ">": "{field} above {values}",
           ">=": "{field} at least {values}", "<": "{field} below {values}", "<=": "{field} at most {values}",
           "between": "{field} from {values} to {upper}", "contains": "{field} with “{values}”",
           "not_contains": "{field} without “{values}”", "starts_with": "{field} starting with “{values}”",
           "null": "without {field}", "not_null": "with {field}", "true": "{field}", "false": "not {field}",
           "in": "{field} {values}"},
    "he": {"not_in": "ללא {values}", "!=": "ללא {values}", ">": "{field} מעל {values}",
           ">=": "{field} לפחות {values}", "<": "{field} מתחת ל־{values}", "<=": "{field} לכל היותר {values}",
           "between": "{field} מ־{values} עד {upper}", "contains": "{field} עם „{values}”",
           "not_contains": "{field} בלי „{values}”", "starts_with": "{field} שמתחיל ב„{values}”",
           "null": "ללא {field}", "not_null": "עם {field}", "true": "{field}", "false": "לא {field}",
           "in": "{field} {values}"},
}  # fmt: skip


def named(query: MetricQuery, model: Model, language: Language) -> str:
    """The filters as they follow a measure's label: " for EMEA (amount above 1,000)"."""
    words = WORDS[language]
    plain = [each for each in query.filters if _is_naming(each, query, model)]
    text = ""
    if plain:
        said = [words["or"].join(_values(each, query, model, language)) for each in plain]
        text = words["scope"].format(names=said[0] if len(said) == 1 else ", ".join(said))
    rest = [
        _test(each, query, model, language)
        for each in query.filters
        if each not in plain and not _is_silent(each, query, model)
    ]
    return text + (words["scope_rest"].format(tests=", ".join(rest)) if rest else "")


def _is_silent(each: Filter, query: MetricQuery, model: Model) -> bool:
    """Whether a test only says that a row belongs to another at all, which nobody asks in words."""
    found = labels.column_of(model, query.subject, each.field)
    return each.op == "not_null" and found is not None and found[2].type == "id"


def _is_naming(each: Filter, query: MetricQuery, model: Model) -> bool:
    found = labels.column_of(model, query.subject, each.field)
    texts = all(isinstance(value, str) for value in each.values)
    return each.op in {"in", "="} and texts and ":" not in each.field and (found is None or found[2].type != "flag")


def _values(each: Filter, query: MetricQuery, model: Model, language: Language) -> list[str]:
    found = labels.column_of(model, query.subject, each.field)
    part = each.field.partition(":")[2]
    column = found[2] if found else None
    kind = part or ("money" if column and column.type == "money" else "number")
    unit = (column.unit or model.currency) if column and column.type == "money" else column.unit if column else None
    return [
        formats.value(_as_date(value, column.type if column else ""), kind, unit, language, calendar=model.calendar)
        for value in each.values
    ]


def _as_date(value: object, type: str) -> object:
    if type in {"date", "datetime"} and isinstance(value, str):
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            return value
    return value


def _test(each: Filter, query: MetricQuery, model: Model, language: Language) -> str:
    field = labels.field(model, query.subject, each.field, language)
    field = field[:1].lower() + field[1:] if language == "en" and field[1:2].islower() else field
    values = _values(each, query, model, language)
    op = each.op
    if op in {"in", "="} and len(each.values) == 1 and isinstance(each.values[0], bool):
        op = "true" if each.values[0] else "false"  # type: ignore[assignment]
    key = "in" if op in {"in", "="} else op
    if op == "between" and len(values) > 1:
        return _TESTS[language]["between"].format(field=field, values=values[0], upper=values[1])
    return _TESTS[language][key].format(field=field, values=WORDS[language]["or"].join(values))


def when(query: MetricQuery, model: Model, language: Language) -> str:
    """The period of a question as it follows a value: " in Q3 2025"; nothing when it is all of time."""
    return at(query.time.period, model, language, fiscal=query.time.fiscal)


def then(query: MetricQuery, model: Model, language: Language) -> str:
    """The period a question is compared with, likewise."""
    return at(query.comparison.period if query.comparison else None, model, language, fiscal=query.time.fiscal)


def at(period: Period | None, model: Model, language: Language, *, fiscal: bool = False) -> str:
    """A period as it follows a value."""
    if period is None or (period.start is None and period.end is None):
        return ""
    text = dates.period(period, language, model.calendar, fiscal=fiscal)
    before, after = dates.during(text, period, language, model.calendar)
    return f"{before}{text}{after}"


def is_running(period: Period | None, today: date) -> bool:
    """Whether a period has begun and goes on after today; one that ends today, such as the past month, does not."""
    if period is None or period.end is None or (period.start is not None and period.start > today):
        return False
    return period.end > today + timedelta(days=1)


def not_begun(period: Period | None, today: date) -> bool:
    return period is not None and period.start is not None and period.start > today


def elapsed(period: Period, today: date) -> int:
    """Days of a period up to and including today."""
    if period.start is None or period.end is None:
        return 0
    return max(0, (min(period.end, today + timedelta(days=1)) - period.start).days)


def names(query: MetricQuery, model: Model, language: Language) -> tuple[str, ...]:
    """What an answer may name although no fact is called so: its measures, fields, filters and periods."""
    said = [labels.measure(model, query, ref, language) for ref in query.measures]
    for each in query.filters:
        said += [_test(each, query, model, language), *_values(each, query, model, language)]
        said += [labels.field(model, query.subject, each.field, language)]
    said += [str(value) for each in query.filters for value in each.values]
    said += [labels.field(model, query.subject, path, language) for path in query.dimensions]
    comparison = query.comparison.period if query.comparison else None
    for period in (query.time.period, comparison):
        if period is not None:
            said += [dates.period(period, language, model.calendar, fiscal=query.time.fiscal)]
    return tuple(dict.fromkeys(said))
