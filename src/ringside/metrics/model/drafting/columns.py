"""What each column is: an id, a category, text, a number, money, a date or a flag; and whether it is asked about."""

from __future__ import annotations

import re
from dataclasses import replace

from ringside.metrics.model.drafting import lexicon
from ringside.metrics.model.drafting.views import ColumnView, TableView, with_columns
from ringside.metrics.model.drafting.words import singular
from ringside.metrics.model.schema import ColumnType

_INITIALS = re.compile(r"[a-z]{1,2}id")
_NO_INITIALS = frozenset({"bid", "kid", "lid", "paid", "said", "avid", "acid", "void", "grid", "laid"})
_SHORT_TEXT = 60
_FEW = 12
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-.*|[0-9a-f]{24,}", re.I)


def typed(table: TableView) -> TableView:
    """The table with the type of every column, and with those hidden that nobody asks about."""
    columns = {}
    for name, column in table.columns.items():
        found = _type(column, table)
        columns[name] = replace(column, type=found, hidden=_hidden(column, table))
    return with_columns(table, columns)


def _type(column: ColumnView, table: TableView) -> ColumnType:
    profile = column.profile
    if column.is_date:
        return "date" if profile.arrow.startswith("date") else "datetime"
    if profile.arrow.startswith("bool"):
        return "flag"
    if is_id(column):
        return "id"
    if column.is_number:
        return _numeric(column, table)
    return _textual(column)


def is_id(column: ColumnView) -> bool:
    """By its name, or by values that only tell rows apart."""
    if column.last in lexicon.words("ids") and not (column.last == "key" and column.profile.distinct < _FEW):
        return True
    return not column.has("texts") and (_named_as_id(column) or _all_random(column))


def _named_as_id(column: ColumnView) -> bool:
    profile = column.profile
    if column.last == "reference":
        return profile.distinct > 0.5 * (profile.rows - profile.nulls)
    if column.last in {"number", "no"} and len(column.words) > 1 and (profile.is_unique or column.is_text):
        return True
    initials = _INITIALS.fullmatch(column.last) is not None and column.last not in _NO_INITIALS
    coded = any(word in lexicon.words("codes") for word in column.words[-2:])
    return (column.is_integer and initials) or (column.is_number and coded)


def _all_random(column: ColumnView) -> bool:
    sample = [str(value) for value in column.profile.sample]
    return column.is_text and len(sample) > 1 and all(_UUID.fullmatch(value) for value in sample)


def _numeric(column: ColumnView, table: TableView) -> ColumnType:
    profile = column.profile
    two = column.is_integer and profile.distinct <= 2 and {str(v) for v in column.values} <= {"0", "1"}
    if two and (column.words[0] in {"is", "has", "was", "can", "did"} or column.has("two_sided") or _said_yes(column)):
        return "flag"
    coded = column.last in lexicon.words("categories") and not column.has("flows")
    if column.is_integer and coded and profile.distinct <= 50:
        return "category"
    return "money" if is_money(column, table) else "number"


def _said_yes(column: ColumnView) -> bool:
    return column.last.endswith("ed") or column.last in {"active", "flag", "enabled", "placebo"}


def is_money(column: ColumnView, table: TableView) -> bool:
    words = set(column.words)
    if column.profile.unit:
        return column.profile.unit != "percent"
    rate = column.has("percentages") or ({"per", "to"} & words and not words & {"price", "cost"})
    if rate or (column.last in {"discount", "tax", "vat", "margin", "commission"} and _fraction(column)):
        return False
    other = any(singular(word) in lexicon.words("not_money") for word in column.words)
    strong = lexicon.words("strong_money")
    if words & strong:
        return not other or column.last in strong | _TOTALS
    if not words & lexicon.words("weak_money") or other or (table.noun is None and not _plain_amount(column)):
        return False
    return all(view.last != "unit" for view in table.columns.values())  # an amount with a unit beside it is none


def _fraction(column: ColumnView) -> bool:
    """Whether all values lie between nothing and the whole."""
    low, high = column.profile.min, column.profile.max
    return isinstance(low, int | float) and isinstance(high, int | float) and low >= 0 and 0 < high <= 1


_TOTALS = frozenset({"amount", "total", "value", "sum"})


def _plain_amount(column: ColumnView) -> bool:
    return column.last in _TOTALS | {"sales", "net", "gross", "target", "quota"}


def _textual(column: ColumnView) -> ColumnType:
    profile = column.profile
    if profile.nulls == profile.rows:
        return "category"
    if column.words[-1] in lexicon.words("texts") and column.last not in {"name"}:
        return "text"
    texts = [str(value) for value in (*profile.sample, *column.values)]
    longest = sorted(len(text) for text in texts)[int(len(texts) * 0.9)] if texts else 0
    if longest > _SHORT_TEXT:
        return "text"
    if profile.is_unique and any(word in lexicon.words("codes") for word in column.words) and longest > _FEW:
        return "id"
    return "category"


def _hidden(column: ColumnView, table: TableView) -> bool:
    if (column.has("secrets") or column.words[-2:] == ("api", "key")) and not column.is_number:
        return True
    if is_loading(column) and any(
        view.is_date and not is_loading(view) and view.profile.nulls < view.profile.rows
        for view in table.columns.values()
    ):
        return True
    return column.words[-2:] == ("user", "agent") or (column.has("technical") and not column.has("names"))


def is_loading(column: ColumnView) -> bool:
    """Whether a date is when a row was loaded rather than when something happened."""
    if not column.is_date:
        return False
    words = set(column.words)
    if words & lexicon.words("loading"):
        return True
    constant = column.profile.distinct <= 1 and column.profile.rows > 3 and not column.profile.nulls
    return constant or (column.name.lower().split("_")[0] in {"crtd", "crt", "upd", "updt"} and "timestamp" in words)
