"""Where a business earns: the table of its sales, what to add up there, what that cost, and who bought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ringside.metrics.model.drafting import lexicon
from ringside.metrics.model.drafting.views import ColumnView, TableView
from ringside.metrics.model.drafting.words import Words, singular
from ringside.metrics.model.schema import Join

_RANK = {"line": 4, "sale": 3, "transaction": 1}
_NOT_EARNED = frozenset(
    {
        "cost",
        "tax",
        "vat",
        "discount",
        "fee",
        "commission",
        "freight",
        "shipping",
        "refund",
        "tip",
        "cogs",
        "profit",
        "margin",
        "list",
        "paid",
        "balance",
        "due",
        "credit",
        "limit",
        "deposit",
    }
)
_UNIT = frozenset({"unit", "per", "list", "each", "standard"})


@dataclass(frozen=True)
class Earning:
    """The expressions of revenue, quantity and cost over the rows of `table`; `used` are its columns they take up."""

    table: str
    revenue: str
    column: Words | None
    """The words of the column added up, where it is a single one."""
    used: frozenset[str]
    quantity: str | None = None
    cost: str | None = None
    buyer: tuple[str, str] | None = None
    """The table of customers, and the field that says which."""
    order: tuple[str, str] | None = None
    """Behind order lines: the field that says which order, and what an order is called."""


def earning(tables: Mapping[str, TableView], joins: Mapping[str, tuple[Join, ...]]) -> Earning | None:
    """The best table to reckon revenue from, if there is one: lines of sales before sales before transactions."""
    found = []
    for index, table in enumerate(tables.values()):
        rank = _RANK.get(table.kind, 0)
        if not rank or (table.kind == "transaction" and _has_two_sides(table)):
            continue
        made = _earning(tables, joins, table)
        if made is not None:
            found.append((rank, bool(joins[table.name]), -index, made))
    return max(found, key=lambda one: one[:3])[3] if found else None


def _has_two_sides(table: TableView) -> bool:
    """Buying and selling, or sending and receiving: money that moves is not money that is earned."""
    sides = {"sender", "receiver", "from", "to", "payer", "payee"}
    if any(set(column.words) & sides for column in table.columns.values()):
        return True
    words = lexicon.words("two_sided")
    return any(
        column.type == "category" and {value.lower() for value in column.values} & words
        for column in table.columns.values()
    )


def _earning(
    tables: Mapping[str, TableView], joins: Mapping[str, tuple[Join, ...]], table: TableView
) -> Earning | None:
    quantity = _quantity(table)
    total = _total(table, quantity)
    used: set[str] = {quantity.name} if quantity else set()
    times = f" * {table.name}.{quantity.name}" if quantity else ""
    if total is not None:
        revenue, column = f"{table.name}.{total.name}", total.words
        used.add(total.name)
    else:
        price = _price(tables, joins, table)
        if price is None or quantity is None:
            return None
        discount = next((c for c in table.typed("number") if c.last == "discount" and _is_share(c)), None)
        off = f" * (1 - coalesce({table.name}.{discount.name}, 0))" if discount else ""
        revenue, column = f"{price}{times}{off}", None
    return Earning(
        table=table.name,
        revenue=revenue,
        column=column,
        used=frozenset(used),
        quantity=f"{table.name}.{quantity.name}" if quantity else None,
        cost=_cost(tables, joins, table, quantity),
        buyer=_buyer(tables, joins, table),
        order=_order(tables, joins, table),
    )


def _quantity(table: TableView) -> ColumnView | None:
    fits = [
        column
        for column in table.typed("number")
        if {singular(word) for word in column.words} & {singular(word) for word in lexicon.words("quantities")}
        and not set(column.words) & {"price", "stock", "returned", "id"}
    ]
    return min(fits, key=lambda column: len(column.words), default=None)


def _total(table: TableView, quantity: ColumnView | None) -> ColumnView | None:
    """The column with the whole worth of a row; a price is that only where nothing says how many."""
    own = {singular(word) for word in table.row.split()}

    def worth(column: ColumnView) -> int:
        words = {singular(word) for word in column.words}
        if words & _NOT_EARNED:
            return 0
        for score, known in ((6, {"revenue"}), (5, {"total", "subtotal"}), (4, {"amount", "value", "net", "gross"})):
            if words & known:
                return score
        if column.last in {"sales", "sale", "turnover"}:
            return 4
        if column.last == "price" and not words & _UNIT:
            return 3 if words & own or quantity is None else 0
        return 0

    scored = [(worth(column), -index, column) for index, column in enumerate(table.typed("money"))]
    best = max(scored, key=lambda one: one[:2], default=(0, 0, None))
    if best[2] is None or best[0] == 0 or (quantity is not None and best[0] == 3):
        return None
    return best[2]


def _price(tables: Mapping[str, TableView], joins: Mapping[str, tuple[Join, ...]], table: TableView) -> str | None:
    """The price of one, in the row itself or at what was sold."""
    for column in table.typed("money"):
        if column.last == "price" or set(column.words) & {"price"}:
            return f"{table.name}.{column.name}"
    for join in joins[table.name]:
        parent = tables[join.to]
        if parent.kind in {"person", "party", "sale"}:
            continue
        for column in parent.typed("money"):
            if "price" in column.words:
                return f"{join.name}.{column.name}"
    return None


def _is_share(column: ColumnView) -> bool:
    high = column.profile.max
    return isinstance(high, int | float) and high <= 1


def _cost(
    tables: Mapping[str, TableView],
    joins: Mapping[str, tuple[Join, ...]],
    table: TableView,
    quantity: ColumnView | None,
) -> str | None:
    times = f" * {table.name}.{quantity.name}" if quantity else ""
    for column in table.typed("money"):
        if column.last in {"cost", "cogs"} and not set(column.words) & {"shipping", "freight", "delivery"}:
            whole = set(column.words) & {"total", "line", "cogs"}
            return f"{table.name}.{column.name}" + ("" if whole else times)
    found = [
        f"{join.name}.{column.name}{times}"
        for join in joins[table.name]
        for column in tables[join.to].typed("money")
        if tables[join.to].kind not in {"person", "party", "sale", "deal"}
        and column.last in {"cost", "cogs"}
        and not set(column.words) & {"shipping", "total"}
    ]
    return found[0] if len(found) == 1 else None


def _buyer(
    tables: Mapping[str, TableView], joins: Mapping[str, tuple[Join, ...]], table: TableView
) -> tuple[str, str] | None:
    buyers = {"customer", "client", "account", "user", "member", "buyer", "subscriber", "patient", "guest", "company"}
    for join in joins[table.name]:
        if len(join.on) == 1 and set(tables[join.to].row.split()) & buyers and not join.where:
            return join.to, f"{table.name}.{join.on[0]}"
    for join in joins[table.name]:
        if tables[join.to].kind == "sale":
            for further in joins[join.to]:
                if len(further.on) == 1 and set(tables[further.to].row.split()) & buyers and not further.where:
                    return further.to, f"{join.name}.{further.on[0]}"
    return None


def _order(
    tables: Mapping[str, TableView], joins: Mapping[str, tuple[Join, ...]], table: TableView
) -> tuple[str, str] | None:
    for join in joins[table.name]:
        if table.kind == "line" and tables[join.to].kind == "sale" and len(join.on) == 1:
            return f"{table.name}.{join.on[0]}", tables[join.to].row
    if table.kind == "line":
        for column in table.typed("id"):
            if column.words[-1] == "id" and column.words[:-1] in {("order",), ("invoice",), ("sale",)}:
                return f"{table.name}.{column.name}", column.words[0]
    return None
