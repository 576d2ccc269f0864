"""A first model from tables that nobody has seen before, and what later tables add to an edited one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from ringside.metrics.model.drafting import Draft, Evidence, drafted
from ringside.metrics.model.drafting.evidence import files_of
from ringside.metrics.model.merging import merge
from ringside.metrics.model.reading import read
from ringside.metrics.model.schema import Model
from ringside.metrics.model.writing import write
from ringside.metrics.sources import loading
from ringside.metrics.sources.schema import Catalog, ColumnProfile, Connection, StoredTable

DAY = date(2025, 3, 1)


def days(count: int, step: int = 1) -> list[date]:
    return [DAY + timedelta(days=step * index) for index in range(count)]


def money(*values: float) -> pa.Array:
    return pa.array([Decimal(f"{value:.2f}") for value in values], pa.decimal128(18, 2))


DESK: dict[str, dict[str, Any]] = {  # every column of a table begins with letters that say nothing
    "zqPerson": {
        "zqPrId": [f"P{n}" for n in range(6)],
        "zqPrName": [f"Name {n}" for n in range(6)],
        "zqPrCtry": ["DE", "FR", "IT", "IN", "US", "GB"],
        "zqPrJoinDt": days(6),
        "zqPrPwdHash": [f"x{n}" for n in range(6)],
    },
    "zqTrade": {
        "zqTrId": [f"T{n}" for n in range(12)],
        "zqTrPrId": [f"P{n % 6}" for n in range(12)],
        "zqTrDt": days(12),
        "zqTrAmt": money(*range(12)),
        "zqTrQty": list(range(12)),
        "zqTrStat": ["success", "failed", "pending"] * 4,
        "zqTrCrtdTs": [datetime(2025, 9, 9)] * 12,
    },
}
SHOP: dict[str, dict[str, Any]] = {
    "order_lines": {
        "order_id": [1, 1, 2, 2, 3, 3],
        "product_id": [1, 2, 1, 2, 1, 2],
        "qty": [1, 2, 3, 4, 5, 6],
        "unit_price": money(5, 6, 7, 8, 9, 10),
        "discount": [0.0, 0.1, 0.0, 0.2, 0.0, 0.0],
    },
    "orders": {
        "order_id": [1, 2, 3],
        "client_id": [7, 8, 7],
        "order_date": days(3),
        "shipped_date": days(3, 2),
        "status": ["delivered", "returned", "delivered"],
    },
    "clients": {"client_id": [7, 8, 9], "first_name": ["A", "B", "C"], "last_name": ["X", "Y", "Z"]},
    "products": {"product_id": [1, 2], "product_name": ["One", "Two"], "unit_cost": money(2, 3)},
    "stock_balance_daily": {
        "product_id": [1, 2, 1, 2],
        "balance": money(1, 2, 3, 4),
        "updated_at": [*days(2), *days(2)[::-1]],
    },
}
DEALS: dict[str, dict[str, Any]] = {
    "pipeline": {
        "opportunity_id": [f"{n:04X}" for n in range(8)],
        "agent": ["Ann", "Bo", "Ann", "Bo"] * 2,
        "firm": ["Acme", "Bolt", "Cora", "Acme"] * 2,
        "deal_stage": ["Won", "Lost", "Talking", "Won"] * 2,
        "begun": days(8),
        "created_date": days(8),
        "close_date": [None if n % 4 == 2 else DAY + timedelta(days=30 + n) for n in range(8)],
        "close_value": money(*range(8)),
    },
    "firms": {"firm": ["Acme", "Bolt", "Cora"], "revenue": money(100, 200, 300), "sector": ["a", "b", "a"]},
}
EXPORT: dict[str, dict[str, Any]] = {  # as sales systems write them
    "acme_crm_all_deals": {
        "Record ID": [f"{n}" for n in range(100, 108)],
        "Deal Title": [f"Deal {n}" for n in range(8)],
        "Is Won": [True, False, False, True] * 2,
        "Is Closed": [True, True, False, True] * 2,
        "Value": money(*range(8)),
        "Deal created": days(8),
        "Won time": [DAY + timedelta(days=40 + n) if n % 4 in {0, 3} else None for n in range(8)],
        "Lost time": [DAY + timedelta(days=40 + n) if n % 4 == 1 else None for n in range(8)],
        "Expected close date": [DAY + timedelta(days=90) if n % 4 == 2 else None for n in range(8)],
        "Done activities": [0, 1, 2, 3] * 2,
    },
    "acme_crm_all_activities": {
        "ID": [0, 1, 2, 3],
        "Deal": ["Deal 1", "Deal 2", "Deal 1", "Deal 7"],
        "Type": ["Call", "Demo", "Call", "Lunch"],
        "Assigned to": ["Ann", "Bo", "Ann", "Cy"],
        "Due date": days(4),
    },
    "acme_crm_all_subscriptions": {
        "ID": [0, 1, 2, 3],
        "Deal": ["Deal 1", "Deal 2", "Deal 1", "Deal 7"],
        "Status": ["active", "cancelled", "active", "cancelled"],
        "Start date": days(4),
        "End date": [None, DAY, None, DAY],
    },
}
MOVED: dict[str, dict[str, Any]] = {  # who sends and who receives is a member (7) or a vendor (8), as vouchers show
    "members": {"member_id": [1, 2, 3, 4], "name": ["A", "B", "C", "D"]},
    "vendors": {"vendor_id": [1, 2, 3, 4], "name": ["E", "F", "G", "H"]},
    "vouchers": {"voucher_id": [1, 2, 3, 4], "vendor_id": [4, 3, 2, 1]},
    "transfers": {
        "transfer_id": list(range(8)),
        "sender_id": [1, 2, 3, 4] * 2,
        "sender_type": [7, 7, 7, 7, 8, 8, 8, 8],
        "receiver_id": [4, 3, 2, 1, 4, 1, 2, 3],
        "receiver_type": [8, 8, 8, 8, 8, 7, 7, 7],
        "voucher_id": [1, 2, 3, 4, 1, None, None, None],
    },
}
PLAIN: dict[str, dict[str, Any]] = {
    "export7": {"Seller": ["Ann", "Bo"] * 3, "Status": ["Won", "6 - Lost", "Not won yet"] * 2, "Size": ["S", "L"] * 3}
}


@contextmanager
def loaded(tables: dict[str, dict[str, Any]], folder: Path) -> Iterator[tuple[Catalog, Evidence]]:
    kept = loading.save_tables({name: pa.table(columns) for name, columns in tables.items()}, folder)
    with loading.opened(folder, kept.catalog) as db:
        yield kept.catalog, Evidence(db)


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Draft]:
    found = {}
    for name, tables in (
        ("desk", DESK),
        ("shop", SHOP),
        ("deals", DEALS),
        ("export", EXPORT),
        ("moved", MOVED),
        ("plain", PLAIN),
    ):
        with loaded(tables, tmp_path_factory.mktemp(name)) as (catalog, evidence):
            found[name] = drafted(catalog, name, "EUR", evidence)
            text = write(found[name].model, found[name].notes)
            again = read(text, catalog)
            assert (again.model, again.problems) == (found[name].model, ())
    return found


def joins(model: Model, table: str) -> set[tuple[str, str, str | None]]:
    return {(join.to, join.on[0], join.role) for join in model.tables[table].joins}


def test_prefixes_and_shortened_words_are_seen_through(drafts: dict[str, Draft]) -> None:
    model = drafts["desk"].model
    trade, person = model.tables["zqTrade"], model.tables["zqPerson"]
    assert (trade.row, trade.key, trade.time) == ("trade", ("zqTrId",), "zqTrDt")
    assert (person.row, person.names, person.time) == ("person", ("zqPrName",), "zqPrJoinDt")
    assert joins(model, "zqTrade") == {("zqPerson", "zqTrPrId", None)}
    assert person.columns["zqPrCtry"].values["IN"][0] == "India"
    assert person.columns["zqPrPwdHash"].hidden
    assert trade.columns["zqTrCrtdTs"].hidden
    assert model.measures["success_rate"].format == "percent"
    assert {m.of for m in model.measures.values() if m.agg == "sum"} >= {"zqTrade.zqTrAmt", "zqTrade.zqTrQty"}


def test_codes_are_named_but_names_never_get_codes_that_are_words(drafts: dict[str, Draft]) -> None:
    for draft in drafts.values():
        for table in draft.model.tables.values():
            for column in table.columns.values():
                names = {name.casefold() for listed in column.values.values() for name in listed}
                assert not names & {"in", "it", "is", "no", "or", "me", "us", "can", "are", "per"}


def test_order_lines_count_by_the_date_of_their_order_and_earn_after_discount(drafts: dict[str, Draft]) -> None:
    model = drafts["shop"].model
    assert model.tables["order_lines"].time == "orders.order_date"
    assert model.measures["revenue"].of == (
        "order_lines.unit_price * order_lines.qty * (1 - coalesce(order_lines.discount, 0))"
    )
    assert model.measures["cost"].of == "products.unit_cost * order_lines.qty"
    assert model.measures["gross_margin"].formula == "(revenue - cost) / revenue"
    assert model.measures["average_days_to_ship"].unit == "days"
    assert model.tables["clients"].names == ("first_name", "last_name")
    assert joins(model, "clients") == set()


def test_balances_are_levels_and_prices_are_never_added_up(drafts: dict[str, Draft]) -> None:
    measures = drafts["shop"].model.measures
    balance = measures["stock_balance"]
    assert (balance.snapshot, balance.snapshot_of) == (True, ("product_id",))
    assert not any(m.agg == "sum" and (m.of or "").endswith("price") for m in measures.values())


def test_deals_are_won_by_the_day_they_closed_and_names_can_be_keys(drafts: dict[str, Draft]) -> None:
    model = drafts["deals"].model
    assert joins(model, "pipeline") == {("firms", "firm", None)}
    assert model.tables["pipeline"].row == "opportunity"
    revenue = model.measures["revenue"]
    assert (revenue.of, revenue.time, revenue.where[0].values) == ("pipeline.close_value", "close_date", ("Won",))
    assert model.measures["win_rate"].formula == "won_opportunities / (won_opportunities + lost_opportunities)"
    assert model.measures["open_opportunities"].time is None
    assert model.tables["firms"].columns["revenue"].label["en"] == "Firm revenue"


def test_exports_of_sales_systems_are_seen_through(drafts: dict[str, Draft]) -> None:
    model, deals = drafts["export"].model, "acme_crm_all_deals"
    assert {table.row for table in model.tables.values()} == {"activity", "deal", "subscription"}
    assert joins(model, "acme_crm_all_activities") == {(deals, "Deal", None)}
    assert joins(model, deals) == set()  # activities done are a number of them, and point to none
    seen = {name: (m.time, len(m.where)) for name, m in model.measures.items() if m.table == deals}
    assert (seen["won_deals"], seen["lost_deals"]) == (("Won_time", 1), ("Lost_time", 2))
    assert (seen["open_deals"], seen["pipeline"]) == (("Expected_close_date", 1), ("Expected_close_date", 1))
    activities = model.tables["acme_crm_all_activities"].columns
    assert "calls" in activities["Type"].values["Call"]
    assert "rep" in activities["Assigned_to"].synonyms


def test_states_count_by_the_day_they_came_about_and_their_rate_by_that_of_all(drafts: dict[str, Draft]) -> None:
    measures = drafts["export"].model.measures
    assert measures["cancelled_subscriptions"].time == "End_date"
    numerator = (measures["cancellation_rate"].formula or "").split(" / ")[0]
    assert (measures[numerator].time, measures[numerator].hidden) == (None, True)


def test_rows_that_are_won_and_lost_are_deals_whatever_their_table_is_called(drafts: dict[str, Draft]) -> None:
    model = drafts["plain"].model
    assert model.tables["export7"].row == "deal"
    assert model.measures["won_deals"].where[0].values == ("Won",)
    assert model.measures["lost_deals"].where[0].values == ("6 - Lost",)


def test_a_second_way_to_the_same_row_tells_what_a_type_means(drafts: dict[str, Draft]) -> None:
    ways = {(j.role, j.to): j.where[0].values for j in drafts["moved"].model.tables["transfers"].joins if j.where}
    assert ways == {
        ("sender_member", "members"): (7,),
        ("sender_vendor", "vendors"): (8,),
        ("receiver_member", "members"): (7,),
        ("receiver_vendor", "vendors"): (8,),
    }


def test_no_two_measures_are_called_the_same(drafts: dict[str, Draft]) -> None:
    for draft in drafts.values():
        said = [w.casefold() for m in draft.model.measures.values() for w in {*m.label.values(), *m.synonyms}]
        assert len(said) == len(set(said))


def test_new_tables_and_columns_are_put_in_and_every_line_of_a_person_stays(tmp_path: Path) -> None:
    some = {name: SHOP[name] for name in ("orders", "clients")}
    with loaded(some, tmp_path / "one") as (catalog, evidence):
        text = write(drafted(catalog, "Shop", "EUR", evidence).model)
        known = {name: list(table.columns) for name, table in catalog.tables.items()}
    text = text.replace("    row: order\n", "    row: order   # we never say purchase\n")
    text = "\n".join(line for line in text.splitlines() if not line.startswith("      shipped_date:")) + "\n# the end\n"
    text = _without_measure(text)
    assert read(text).model is not None
    more = {**SHOP, "orders": SHOP["orders"] | {"channel": ["web", "shop", "web"]}}
    with loaded(more, tmp_path / "two") as (catalog, evidence):
        merged = merge(text, drafted(catalog, "Shop", "EUR", evidence), known)
        now = {name: list(table.columns) for name, table in catalog.tables.items()}
        again = merge(merged.text, drafted(catalog, "Shop", "EUR", evidence), now)
    lines = merged.text.splitlines()
    assert [line for line in text.splitlines() if line not in lines] == []
    assert {"order_lines", "products", "orders.channel", "measures.revenue"} <= set(merged.added)
    model = read(merged.text).model
    assert model is not None
    assert "shipped_date" not in model.tables["orders"].columns
    assert "channel" in model.tables["orders"].columns
    assert (again.text, again.added) == (merged.text, ())


def _without_measure(text: str) -> str:
    """Without what leans on the column that was taken out."""
    lines, kept, inside = text.splitlines(), [], False
    for line in lines:
        if line.startswith("  ") and not line.startswith("   "):
            inside = "days_to_ship" in line
        if not inside and "days_to_ship" not in line:
            kept.append(line)
    return "\n".join(kept) + "\n"


def test_a_text_on_one_line_keeps_all_it_says(tmp_path: Path) -> None:
    text = "{name: Ours, tables: {orders: {key: [order_id], columns: {order_id: {type: id, label: Number}}}}}"
    with loaded(SHOP, tmp_path) as (catalog, evidence):
        merged = merge(
            text, drafted(catalog, "Shop", "EUR", evidence), {"orders": list(catalog.tables["orders"].columns)}
        )
    model = read(merged.text).model
    assert model is not None
    assert (model.name, set(model.tables["orders"].columns)) == ("Ours", {"order_id"})
    assert "products" in model.tables


def test_tables_of_a_connected_database_are_joined_by_their_profiles_alone() -> None:
    def column(name: str, low: int, high: int, *, unique: bool) -> ColumnProfile:
        return ColumnProfile(
            name=name, header=name, type="id", arrow="int64", rows=40, nulls=0, distinct=high - low + 1, min=low,
            max=high, is_unique=unique,
        )  # fmt: skip

    there = Connection(source_id="s", tenant_id="t", kind="postgres", sealed="x")
    columns = {
        "customers": [column("id", 1, 40, unique=True)],
        "orders": [column("id", 1, 40, unique=True), column("customer_id", 3, 30, unique=False)],
    }
    tables = {
        name: StoredTable(name=name, label=name, rows=40, columns={c.name: c for c in some}, connection=there)
        for name, some in columns.items()
    }
    model = drafted(Catalog(version="1", tables=tables), evidence=Evidence(files_of({}))).model
    assert joins(model, "orders") == {("customers", "customer_id", None)}
