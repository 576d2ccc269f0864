"""The numbers people ask a business for, as far as its tables have them."""

from __future__ import annotations

from collections.abc import Iterator

from ringside.metrics.model.drafting import lexicon
from ringside.metrics.model.drafting.book import Drafted
from ringside.metrics.model.drafting.deals import deal_measures, is_deals
from ringside.metrics.model.drafting.earned import acronym, earned
from ringside.metrics.model.drafting.naming import TIME_UNITS, full, said, staged, timed
from ringside.metrics.model.drafting.rates import rates
from ringside.metrics.model.drafting.revenue import earning
from ringside.metrics.model.drafting.views import ColumnView, TableView
from ringside.metrics.model.drafting.words import Words, hebrew, is_participle, label, plural_noun, singular, slug
from ringside.metrics.model.schema import Measure, Where


def measures(drafted: Drafted) -> dict[str, Measure]:
    """Every measure of the draft by name."""
    chosen = earning(drafted.tables, drafted.joins)
    for table in drafted.tables.values():
        _count(drafted, table)
    if chosen is not None:
        earned(drafted, chosen)
    for table in drafted.tables.values():
        if is_deals(table):
            deal_measures(drafted, table, has_revenue=chosen is not None)
    for table in drafted.tables.values():
        _states_held(drafted, table)
        used = chosen.used if chosen is not None and chosen.table == table.name else frozenset()
        _numbers(drafted, table, used)
        if drafted.is_fact(table) and not is_deals(table):
            rates(drafted, table)
    _attained(drafted)
    return drafted.measures


def _count(drafted: Drafted, table: TableView) -> None:
    noun = table.noun
    rows = label(table.plural.split())
    low = rows[:1].lower() + rows[1:]
    short = drafted.short(table)
    synonyms = [
        f"number of {plural_noun(short)}",
        f"{short} count",
        f"{table.row} count",
        f"{table.plural} count",
        f"total number of {low}",
        f"total {table.plural} count",
        f"count of {low}",
    ]
    time = drafted.times[table.name]
    words = set(table.columns[time].words) if time in table.columns else set()
    if noun is not None and noun.kind in {"person", "party"} and time and not words & {"hire", "hired", "updated"}:
        synonyms += [
            f"new {table.plural}",
            f"{table.row} signups",
            f"{table.row} sign-ups",
            f"{table.row} registrations",
        ]
    he = f"מספר {noun.he_plural}" if noun and lexicon.nouns().get(table.row) is noun else None
    drafted.add(
        slug(table.plural, "count"),
        Measure(
            label=said(f"Number of {low}", he),
            synonyms=tuple(synonyms),
            table=table.name,
            agg="count",
            format="integer",
            better=None if table.noun is None else "up",
        ),
        slug(table.name, "count"),
    )


_NOT_MEASURED = frozenset({"year", "line", "sequence", "position", "index"})


def _numbers(drafted: Drafted, table: TableView, used: frozenset[str]) -> None:
    """Sums and averages of the other numbers of a fact. Those of other tables are aggregated when asked for."""
    if not drafted.is_fact(table):
        return
    for column in table.typed("number", "money"):
        if column.name in used or column.profile.nulls == table.rows or column.last in _NOT_MEASURED:
            continue
        worth = column.type == "money" or column.last in lexicon.words("weak_money")
        if is_deals(table) and (worth or column.has("percentages")):
            continue
        if table.kind == "target" and column.type == "money":
            continue
        _number(drafted, table, column)


def _number(drafted: Drafted, table: TableView, column: ColumnView) -> None:
    words = full(table, column.words)
    text = " ".join(words)
    plain = " ".join(words[1:]) if words[0] == "total" and len(words) > 1 else text
    shape = _shape(drafted, column)
    of = f"{table.name}.{column.name}"
    if _is_level(drafted, table, column):
        swapped = _level_words(drafted, table, column)
        drafted.add(
            slug(text),
            Measure(
                label=said(label(words), hebrew(words)),
                synonyms=(*swapped, f"total {column.last}"),
                table=table.name,
                agg="sum",
                of=of,
                snapshot=True,
                snapshot_of=_levels_of(drafted, table),
                **shape,
            ),
        )
    elif can_be_summed(column, table):
        drafted.add(
            slug(text),
            Measure(
                label=said(label(words), hebrew(words)),
                synonyms=tuple(_sum_words(drafted, table, column, text)),
                table=table.name,
                agg="sum",
                of=of,
                better=_better(column),
                **shape,
            ),
            slug(table.row, text),
        )
    average = f"Average {plain}"
    he = hebrew(words)
    drafted.add(
        slug(average),
        Measure(
            label=said(average, f"{he} ממוצע" if he else None),
            synonyms=tuple(_average_words(table, words, plain, acronym(average))),
            table=table.name,
            agg="avg",
            of=of,
            better=_better(column),
            **shape,
        ),
        slug("average", table.row, plain),
    )


def _average_words(table: TableView, words: Words, plain: str, short: str) -> Iterator[str]:
    spans = timed(words, table.row) if len(words) > 1 and words[-1] in TIME_UNITS else ()
    for other in (*lexicon.column_synonyms().get(plain, ()), *staged(words), *spans):
        yield f"average {other}"
    if spans:
        yield from spans[1:]
    if short:
        yield short
    yield f"mean {plain}"
    row = table.row.split()
    rest = plain.removeprefix(f"{table.row} ")
    yield f"average {rest} per {table.row}"
    if len(row) > 1:
        yield f"average {rest} per {row[-1]}"


def _sum_words(drafted: Drafted, table: TableView, column: ColumnView, text: str) -> Iterator[str]:
    yield text.removeprefix("total ") if text.startswith("total ") else f"total {text}"
    if column.type != "money" or column.last not in {"amount", "total", "value"}:
        return
    head, *rest = table.row.split()
    if rest and is_participle(rest[-1]):
        yield from (f"{head} amount {rest[-1]}", f"total {head} amount {rest[-1]}", f"amount {rest[-1]}")
        yield from (f"total {table.plural}", f"{table.plural} total", f"{table.plural} amount")
        return
    for row in dict.fromkeys((table.row, drafted.short(table))):
        yield from (f"{row} amount", f"{row} volume", f"{row} value", f"{row} total", f"total {row} amount")
        if table.kind == "money":
            yield f"total {plural_noun(row)}"


def _level_words(drafted: Drafted, table: TableView, column: ColumnView) -> Iterator[str]:
    """`wallet user balance` is also the user wallet balance and the user balance."""
    for join in drafted.joins[table.name][:1]:
        entity = drafted.tables[join.to].row
        rest = " ".join(word for word in table.row.split() if word not in {*entity.split(), column.last, "snapshot"})
        yield from (f"{entity} {rest} {column.last}".replace("  ", " "), f"{entity} {column.last}")


def _shape(drafted: Drafted, column: ColumnView) -> dict[str, object]:
    if column.type == "money":
        unit = column.profile.unit if column.profile.unit not in {None, "percent"} else drafted.currency
        return {"format": "money", "unit": unit}
    if column.profile.unit == "percent":
        return {"format": "percent"}
    return {"format": "number"}


def _better(column: ColumnView) -> str:
    bad = {"cost", "fee", "refund", "debt", "expense", "discount", "tax", "complaint", "error", "churn", "commission"}
    return "down" if {singular(word) for word in column.words} & bad else "up"


def can_be_summed(column: ColumnView, table: TableView) -> bool:
    """Whether adding it up over rows says anything: amounts and quantities, not prices, rates, ages or scores."""
    if column.profile.unit == "percent" or column.has("percentages") or column.words[0] in {"average", "avg"}:
        return False
    if not column.has("flows"):
        return column.type == "money" and column.last not in lexicon.words("levels")
    if column.last in lexicon.words("levels") or set(column.words) & {
        "per",
        "limit",
        "maximum",
        "minimum",
        "day",
        "unit",
    }:
        return False
    return not (column.has("stocks") and column.type != "money")


def _is_snapshot(drafted: Drafted, table: TableView) -> bool:
    """Whether rows are states written down again and again, rather than events."""
    words = {singular(word) for word in table.words}
    named = words & {"snapshot", "balance", "inventory", "stock", "position", "holding"}
    return bool(named) and drafted.times[table.name] is not None and bool(drafted.joins[table.name])


def _is_level(drafted: Drafted, table: TableView, column: ColumnView) -> bool:
    listed = {singular(word) for word in lexicon.words("stocks")}
    level = bool({singular(word) for word in column.words} & listed)
    return level and drafted.times[table.name] is not None and bool(drafted.joins[table.name])


_PLACES = frozenset({"in", "on", "at", "under", "out", "available", "active", "open"})


def _states_held(drafted: Drafted, table: TableView) -> None:
    """Of states written down again and again: how many things are in one, such as cars in inventory."""
    if not _is_snapshot(drafted, table):
        return
    for column in table.typed("flag"):
        for join in drafted.joins[table.name][:1]:
            things = drafted.tables[join.to].plural
            words = [word for word in column.words if word not in {"is", "has", "was"}]
            text = " ".join((things, *(() if words[0] in _PLACES else ("with",)), *words))
            drafted.add(
                slug(text),
                Measure(
                    label=said(text[:1].upper() + text[1:]),
                    synonyms=(f"number of {text}",),
                    table=table.name,
                    agg="count",
                    where=(Where(field=f"{table.name}.{column.name}", values=(True,)),),
                    format="integer",
                    snapshot=True,
                    snapshot_of=_levels_of(drafted, table),
                ),
            )


def _levels_of(drafted: Drafted, table: TableView) -> tuple[str, ...]:
    return tuple(dict.fromkeys(column for join in drafted.joins[table.name] for column in join.on))


def _attained(drafted: Drafted) -> None:
    for table in drafted.tables.values():
        money = table.typed("money") or [c for c in table.typed("number") if c.has("weak_money")]
        if table.kind != "target" or not money:
            continue
        target = drafted.add(
            slug(table.row.split()[-1]),
            Measure(
                label=said(label(table.row.split()), table.noun.he if table.noun else None),
                synonyms=("quota", "goal", "target amount", table.plural, "יעד"),
                table=table.name,
                agg="sum",
                of=f"{table.name}.{money[0].name}",
                **_shape(drafted, money[0]),
            ),
        )
        earned = next((name for name in ("revenue", "won_amount") if name in drafted.measures), None)
        if earned:
            drafted.add(
                "attainment",
                Measure(
                    label=said("Target attainment", "עמידה ביעד"),
                    synonyms=("attainment", "quota attainment", "percent of target", "achievement"),
                    formula=f"{earned} / {target}",
                    format="percent",
                ),
            )
        return
