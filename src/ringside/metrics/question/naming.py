"""What measures, fields, tables and values are called in front of people."""

from __future__ import annotations

import re

from ringside.dialogue.schemas import Language
from ringside.metrics.model import reach
from ringside.metrics.model.schema import Column, Model, Named, Scalar
from ringside.metrics.query.schema import MetricQuery
from ringside.metrics.question.lexicon import say
from ringside.metrics.question.text import name_words

_AD_HOC = re.compile(r"(sum|avg|min|max|median|count|count_distinct)\((.+)\)\Z")


def label(named: Named, name: str, language: Language) -> str:
    return named.label.get(language) or named.label.get("en") or spaced(name)


def spaced(name: str) -> str:
    words = " ".join(name_words(name))
    return words[:1].upper() + words[1:]


def table(model: Model, name: str, language: Language) -> str:
    return label(model.tables[name], name, language) if name in model.tables else spaced(name)


def found(model: Model, query: MetricQuery | None, path: str) -> tuple[reach.Field, Column] | None:
    """The column a path means, seen from the subject of a query or from the table it names."""
    head = path.partition(":")[0].split(".")
    starts = [query.subject] if query is not None and query.subject else []
    for start in [*starts, head[0], *model.tables]:
        if start in model.tables:
            try:
                field = reach.resolve(model, start, path)
            except LookupError:
                continue
            return field, model.tables[field.node.table].columns[field.column]
    return None


def field(model: Model, path: str, language: Language, query: MetricQuery | None = None) -> str:
    """The label of a field; with its role or table where the label alone would not tell it from another."""
    known = found(model, query, path)
    if known is None:
        return spaced(path.rsplit(".", maxsplit=1)[-1])
    place, column = known
    text = label(column, place.column, language)
    part = f" ({place.part})" if place.part else ""
    return text + part


def full_field(model: Model, path: str, language: Language, query: MetricQuery | None = None) -> str:
    """Like `field`, with the table or role in front: for telling two apart."""
    known = found(model, query, path)
    if known is None:
        return spaced(path)
    place = known[0]
    role = place.node.joins[-1].role if place.node.joins else None
    owner = spaced(role) if role else table(model, place.node.table, language)
    return f"{owner}: {field(model, path, language, query)}"


def measure(model: Model, ref: str, language: Language, query: MetricQuery | None = None) -> str:  # noqa: PLR0911
    if query is not None and ref in query.defined:
        defined = query.defined[ref]
        if defined.label:
            return defined.label
        if defined.per:
            return f"{measure(model, defined.of, language, query)} / {measure(model, defined.per, language, query)}"
        where = ", ".join(
            f"{field(model, each.field, language, query)}: {values(model, each.field, each.values, language)}"
            for each in defined.where
        )
        return f"{measure(model, defined.of, language, query)} ({where})"
    if ref in model.measures:
        return label(model.measures[ref], ref, language)
    match = _AD_HOC.match(ref)
    if match is None:
        return spaced(ref)
    agg, of = match.groups()
    if agg == "count":
        return say(language, "number_of", name=_lower(table(model, of, language)))
    if agg == "count_distinct":
        return say(language, "distinct_of", name=_lower(counted(model, of, language, query)))
    return say(language, f"agg_{agg}", name=_lower(field(model, of, language, query)))


def counted(model: Model, path: str, language: Language, query: MetricQuery | None) -> str:
    """What distinct values of a field are: the rows of the table it points at, else its own label."""
    known = found(model, query, path)
    if known is not None:
        place = known[0]
        for join in model.tables[place.node.table].joins:
            if join.on == (place.column,) and join.to in model.tables:
                return spaced(join.role) if join.role else table(model, join.to, language)
    return field(model, path, language, query)


def values(
    model: Model, path: str, given: tuple[Scalar, ...], language: Language, query: MetricQuery | None = None
) -> str:
    known = found(model, query, path)
    aliases = known[1].values if known is not None else {}
    return ", ".join(_value(each, aliases) for each in given)


def _value(value: Scalar, aliases: dict[str, tuple[str, ...]]) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value == int(value):
        return f"{int(value):,}"
    return str(value)


def _lower(text: str) -> str:
    first = text.split(" ", maxsplit=1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]
