"""The demo company is believable, the same each time, and what is planted in its numbers is really there."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from ringside.metrics import demo
from ringside.metrics.sources import loading

TODAY = date(2025, 11, 20)


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    into = tmp_path_factory.mktemp("demo")
    loaded = loading.save_tables(demo.generate(TODAY), into)
    assert not [problem for problem in loaded.report.problems if problem.severity == "error"]
    with loading.opened(into, loaded.catalog) as opened:
        yield opened


def one(db: duckdb.DuckDBPyConnection, sql: str):
    return db.execute(sql).fetchone()


REVENUE = "sum(quantity * unit_price * (1 - discount))"


def test_a_seed_gives_the_same_company_and_another_one_another():
    first, again = demo.generate(TODAY), demo.generate(TODAY)
    assert all(first[name].equals(again[name]) for name in first)
    assert not first["order_lines"].equals(demo.generate(TODAY, seed=8)["order_lines"])


@pytest.mark.parametrize(
    ("table", "column", "other"),
    [
        ("order_lines", "customer_id", "customers"), ("order_lines", "product_id", "products"),
        ("order_lines", "rep_id", "reps"), ("opportunities", "customer_id", "customers"),
        ("activities", "opportunity_id", "opportunities"), ("targets", "region", "regions"),
        ("customers", "region", "regions"),
    ],
)  # fmt: skip
def test_everything_that_is_referred_to_exists(db, table, column, other):
    assert one(db, f"SELECT count(*) FROM {table} WHERE {column} NOT IN (SELECT {column} FROM {other})") == (0,)
    assert one(db, f"SELECT count(*) = count(DISTINCT {column}) FROM {other}") == (True,)


def test_three_years_up_to_the_day_and_nothing_after_it(db):
    low, high = one(db, "SELECT min(order_date), max(order_date) FROM order_lines")
    assert low < date(2022, 11, 10)
    assert date(2025, 11, 17) <= high <= TODAY
    assert (
        one(db, "SELECT count(*) FROM order_lines JOIN customers USING (customer_id) WHERE order_date < signup_date")[0]
        == 0
    )
    assert one(db, f"SELECT count(*) FROM opportunities WHERE closed_date > DATE '{TODAY}'") == (0,)
    assert (
        one(db, "SELECT count(*) FROM opportunities WHERE (stage IN ('Won', 'Lost')) <> (closed_date IS NOT NULL)")[0]
        == 0
    )


def test_what_is_planted_can_be_found(db):
    years = dict(db.execute(f"SELECT year(order_date), {REVENUE} FROM order_lines GROUP BY 1").fetchall())
    assert 1.05 < years[2024] / years[2023] < 1.4
    lost = "FROM order_lines JOIN customers USING (customer_id) WHERE customer_name = 'Nordstern Mutual Group'"
    assert one(db, f"SELECT max(order_date) < DATE '2025-07-01', {REVENUE} > 300000 {lost}") == (True, True)
    since = demo.month_back(TODAY, demo.FORMFOX_MONTHS)
    before, after = one(
        db,
        f"SELECT avg((stage = 'Won')::INT) FILTER (closed_date < DATE '{since}'), "
        f"avg((stage = 'Won')::INT) FILTER (closed_date >= DATE '{since}') FROM opportunities "
        "WHERE competitor = 'FormFox' AND closed_date IS NOT NULL",
    )
    assert after < 0.7 * before
    late, early = one(
        db,
        "SELECT avg(discount) FILTER (month(order_date) % 3 = 0), avg(discount) FILTER (month(order_date) % 3 <> 0) "
        "FROM order_lines JOIN customers USING (customer_id) WHERE segment = 'Enterprise'",
    )
    assert late > 1.6 * early
    assert one(db, "SELECT count(*) > 10 FROM customers WHERE regexp_matches(customer_name, '[א-ת]')") == (True,)
