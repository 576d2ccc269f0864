"""What queries compute, against the same asked by hand in plain SQL."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from query_kit import DEFINITION, YEAR, Company
from ringside.metrics.model.schema import Model
from ringside.metrics.query import problems
from ringside.metrics.query.schema import MetricQuery


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    return Company(tmp_path_factory.mktemp("company"))


def month(number: int, year: int = 2025) -> date:
    return date(year, number, 1)


FEBRUARY = {"start": "2025-02-01", "end": "2025-03-01"}
JANUARY = {"start": "2025-01-01", "end": "2025-02-01"}

BY_HAND: list[tuple[dict[str, Any], str]] = [
    ({"measures": ["revenue", "orders", "win_rate"]},
     "SELECT sum(amount), count(*), count(*) FILTER (status = 'won') / count(*) FROM orders"),
    ({"measures": ["revenue"], "dimensions": ["customers.state"]},
     "SELECT state, sum(amount) FROM orders LEFT JOIN customers c ON c.id = customer_id GROUP BY 1 "
     "ORDER BY 2 DESC NULLS LAST, 1 NULLS LAST"),
    ({"intent": "rank", "measures": ["orders"], "dimensions": ["customers.state"], "shown": ["rank"]},
     "SELECT state, count(*) n, rank() OVER (ORDER BY state IS NULL, n DESC) FROM orders LEFT JOIN customers c "
     "ON c.id = customer_id GROUP BY 1 ORDER BY state IS NULL, 2 DESC, 1"),
    ({"measures": ["revenue"], "dimensions": ["customers.name"], "each": ["customers"]},
     "SELECT name, sum(amount) FROM orders LEFT JOIN customers c ON c.id = customer_id GROUP BY c.id, 1 "
     "ORDER BY 2 DESC NULLS LAST, 1, c.id"),
    ({"measures": ["revenue"], "time": {"period": YEAR, "grain": "month"}},
     "SELECT date_trunc('month', day)::date, sum(amount) FROM orders WHERE day >= '2025-01-01' GROUP BY 1 ORDER BY 1"),
    ({"measures": ["orders"], "dimensions": ["helper.name"]},
     "SELECT r.name, count(*) FROM orders o LEFT JOIN reps r ON r.id = helper_id AND status = 'won' GROUP BY 1 "
     "ORDER BY 2 DESC, 1 NULLS LAST"),
    ({"measures": ["avg(orders.amount)", "median(orders.amount)", "count_distinct(orders.customer_id)",
                   "min(orders.amount)", "max(orders.quantity)", "avg(orders.paid)"]},
     "SELECT avg(amount), median(amount::double), count(DISTINCT customer_id), min(amount), max(quantity), "
     "avg(paid::int) FROM orders"),
    ({"measures": ["sum(orders.amount * orders.quantity)"]}, "SELECT sum(amount * quantity) FROM orders"),
    ({"measures": ["avg(orders.open_seconds)"]},
     "SELECT avg(date_part('epoch', closed) - date_part('epoch', placed)) FROM orders"),
    ({"measures": ["avg(days_between(customers.since, orders.day))"]},
     "SELECT avg(day - since) FROM orders LEFT JOIN customers c ON c.id = customer_id"),
    ({"measures": ["revenue"], "having": [{"measure": "orders", "op": ">=", "values": [2]}],
      "dimensions": ["customers.state"]},
     "SELECT state, sum(amount) FROM orders LEFT JOIN customers c ON c.id = customer_id GROUP BY 1 "
     "HAVING count(*) >= 2 ORDER BY 2 DESC NULLS LAST, 1 NULLS LAST"),
    ({"measures": ["orders"], "filters": [{"field": "customers.name", "values": ["O'Neil \"X\""]}]},
     "SELECT count(*) FROM orders JOIN customers c ON c.id = customer_id WHERE name = 'O''Neil \"X\"'"),
    ({"measures": ["orders"], "filters": [{"field": "customers.name", "op": "contains", "values": ["NEIL", "%"]}]},
     "SELECT count(*) FROM orders JOIN customers c ON c.id = customer_id WHERE name ILIKE '%neil%'"),
    ({"measures": ["orders"], "filters": [{"field": "orders.day", "op": "between",
                                            "values": ["2025-01-05", "2025-02-03"]}]},
     "SELECT count(*) FROM orders WHERE day BETWEEN '2025-01-05' AND '2025-02-03'"),
    ({"measures": ["orders"], "filters": [{"field": "orders.placed", "op": "<=", "values": ["2025-01-03"]}]},
     "SELECT count(*) FROM orders WHERE placed < '2025-01-04'"),
    ({"measures": ["orders"], "filters": [{"field": "orders.amount", "op": "!=", "values": ["30"]}]},
     "SELECT count(*) FROM orders WHERE amount != 30 OR amount IS NULL"),
    ({"measures": ["orders"], "filters": [{"field": "orders.paid", "op": "in", "values": ["yes"]}]},
     "SELECT count(*) FROM orders WHERE paid"),
    ({"measures": ["orders"], "filters": [{"field": "orders.status", "op": "null"}]},
     "SELECT count(*) FROM orders WHERE status IS NULL"),
    ({"measures": ["orders"], "dimensions": ["orders.day:weekday"]},
     "SELECT isodow(day), count(*) FROM orders GROUP BY 1 ORDER BY 1 NULLS LAST"),
    ({"measures": ["orders"], "dimensions": ["orders.placed:hour"], "filters": [
        {"field": "orders.placed:weekend", "values": [False]}]},
     "SELECT hour(placed), count(*) FROM orders WHERE isodow(placed) < 6 GROUP BY 1 ORDER BY 1"),
    ({"intent": "list", "subject": "customers", "dimensions": ["customers.name", "customers.state"],
      "each": ["customers"]},
     "SELECT name, state FROM customers ORDER BY 1, 2 NULLS LAST"),
    ({"measures": ["count(customers)"], "dimensions": ["customers.state"], "time": {"period": YEAR}},
     "SELECT state, count(*) FROM customers WHERE since >= '2025-01-01' GROUP BY 1 ORDER BY 2 DESC, 1 NULLS LAST"),
    ({"measures": ["revenue"], "dimensions": ["orders.id"],
      "top": {"field": "customers.state", "n": 1, "measure": "revenue"}},
     "SELECT o.id, amount FROM orders o JOIN customers c ON c.id = customer_id WHERE state = 'CA' ORDER BY 2 DESC"),
    ({"measures": ["refunded"], "dimensions": ["customers.state"]},
     "SELECT state, sum(refund) FROM refunds r JOIN orders o ON o.id = order_id JOIN customers c ON c.id = customer_id "
     "GROUP BY 1 ORDER BY 2 DESC"),
    ({"measures": ["revenue"], "time": {"grain": "quarter"}, "shown": ["running_total"]},
     "SELECT date_trunc('quarter', day)::date q, sum(amount), sum(sum(amount)) OVER (ORDER BY q NULLS LAST) "
     "FROM orders GROUP BY 1 ORDER BY 1 NULLS LAST"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "sql"), BY_HAND, ids=lambda value: None if isinstance(value, dict) else value[:60])
def test_query_gives_what_plain_sql_gives(company: Company, query: dict[str, Any], sql: str) -> None:
    assert close(company.rows(**query)) == close(company.by_hand(sql))


def close(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows with twelve digits of each number: the order in which floats are added up shows in later ones."""
    return [tuple(float(f"{cell:.12g}") if isinstance(cell, float) else cell for cell in row) for row in rows]


def test_facts_are_added_up_apart_and_then_laid_beside_each_other(company: Company) -> None:
    rows = company.rows(measures=["revenue", "refunded", "net"], dimensions=["customers.state"])
    # Order 4 was refunded twice; a plain join would count its 30.00 twice.
    assert rows == [("CA", 30.4, 1.5, pytest.approx(28.9)), ("TX", 30.0, 3.5, 26.5), (None, 13.5, None, 13.5)]


def test_values_of_which_nothing_counts_are_left_out(company: Company) -> None:
    assert company.rows(measures=["won"], dimensions=["orders.status"]) == [("won", 5)]
    assert len(company.rows(measures=["won", "orders"], dimensions=["orders.status"])) == 4
    assert len(company.rows(measures=["won"], dimensions=["orders.status"], empty=True)) == 4


def test_facts_that_share_no_table_meet_in_a_field_of_the_same_name(company: Company) -> None:
    for field in ("targets.state", "customers.state"):
        rows = company.rows(
            measures=["attained", "target"], dimensions=[field], order=[{"by": field, "descending": False}]
        )
        assert close(rows) == [("CA", 0.76, 40.0), ("TX", 1.5, 20.0), ("WA", 0.0, 9.0), (None, None, None)]


def test_one_measure_per_another_is_divided_after_adding_up(company: Company) -> None:
    per = {"each": {"of": "revenue", "per": "buyers", "where": [{"field": "orders.status", "values": ["won"]}]}}
    rows = company.rows(measures=["each"], defined=per, dimensions=["customers.state"])
    assert close(rows) == [("CA", 30.4), (None, 6.5), ("TX", 0.0)]


def test_a_table_may_count_by_the_date_of_another(company: Company) -> None:
    tables = DEFINITION["tables"] | {"refunds": DEFINITION["tables"]["refunds"] | {"time": "orders.day"}}
    model = Model.model_validate(DEFINITION | {"tables": tables})
    months = company.ask(model, measures=["refunded", "revenue"], time={"grain": "month", "period": YEAR})
    assert months.rows == ((month(1), 5.0, 50.0), (month(2), None, 12.5), (month(3), None, None))


def test_ratios_are_worked_out_after_adding_up_and_are_null_over_zero(company: Company) -> None:
    rows = company.rows(measures=["margin"], dimensions=["orders.status"], order=[{"by": "orders.status"}])
    assert dict(rows)["open"] is None  # nothing sold, nothing to divide by
    assert dict(rows)["won"] == pytest.approx((36.9 - 21.1) / 36.9)


def test_unknown_cost_is_not_taken_for_zero(company: Company) -> None:
    only = [{"field": "orders.id", "values": [5]}]
    assert company.rows(measures=["margin"], filters=only) == [(None,)]


def test_two_periods_are_compared_for_values_of_either(company: Company) -> None:
    result = company.ask(
        measures=["revenue", "orders"],
        dimensions=["customers.state"],
        time={"period": FEBRUARY},
        comparison={"period": JANUARY},
    )
    assert [column.name for column in result.columns] == [
        "customers.state", "revenue", "previous:revenue", "change:revenue", "change_pct:revenue",
        "orders", "previous:orders", "change:orders", "change_pct:orders",
    ]  # fmt: skip
    assert list(result.rows) == [
        (None, 12.5, None, 12.5, None, 2, 0, 2, None),
        ("CA", None, 20.0, -20.0, -1.0, 0, 1, -1, -1.0),
        ("TX", None, 30.0, -30.0, -1.0, 0, 1, -1, -1.0),
    ]


def test_periods_that_overlap_are_each_counted_whole(company: Company) -> None:
    both = {"start": "2025-01-01", "end": "2025-02-05"}
    rows = company.rows(measures=["revenue"], time={"period": YEAR}, comparison={"period": both})
    assert rows == [(62.5, 55.5, 7.0, pytest.approx(7 / 55.5))]


def test_a_period_before_all_data_is_not_a_period_of_nothing(company: Company) -> None:
    rows = company.rows(
        measures=["revenue"], time={"period": YEAR}, comparison={"period": {"start": "2001-01-01", "end": "2002-01-01"}}
    )
    assert rows == [(62.5, None, None, None)]


def test_periods_are_aligned_by_their_place(company: Company) -> None:
    rows = company.rows(
        measures=["revenue"],
        time={"period": YEAR, "grain": "month"},
        comparison={"period": {"start": "2024-01-01", "end": "2025-01-01"}},
    )
    assert [row[:3] for row in rows] == [
        (month(1), 50.0, None), (month(2), 12.5, 0.3), (month(3), None, None), (month(12), None, 10.1)
    ]  # fmt: skip


def test_change_without_comparison_is_to_the_period_before_only(company: Company) -> None:
    rows = company.rows(
        measures=["orders"], time={"grain": "month", "period": {"start": "2024-01-01"}}, shown=["change"]
    )
    assert [(row[0], row[3]) for row in rows] == [
        (month(2, 2024), None), (month(12, 2024), None), (month(1), 1), (month(2), 0), (month(3), -1)
    ]  # fmt: skip


def test_target_comes_from_the_question_or_the_measure(company: Company) -> None:
    assert company.rows(measures=["buyers"], comparison={"to": "target"}) == [(3, 4.0, -1.0, -0.25)]
    assert company.rows(measures=["buyers"], comparison={"to": "target", "target": 2}) == [(3, 2.0, 1.0, 0.5)]


def test_shares_rank_and_ties(company: Company) -> None:
    rows = company.rows(measures=["orders"], dimensions=["reps.name"], shown=["share", "rank"])
    assert rows == [("Dana", 4, 0.5, 1), ("Gil", 3, 0.375, 2), (None, 1, 0.125, 3)]
    tied = company.rows(measures=["orders"], dimensions=["orders.id"], shown=["rank"], limit=2)
    assert tied == [(1, 1, 1), (2, 1, 1)]


def test_share_of_a_limited_answer_is_of_the_whole(company: Company) -> None:
    (row,) = company.rows(measures=["orders"], dimensions=["reps.name"], shown=["share"], limit=1)
    assert row == ("Dana", 4, 0.5)
    top = {"field": "reps.name", "n": 1, "measure": "orders"}
    assert company.rows(measures=["orders"], dimensions=["reps.name"], shown=["share"], top=top) == [("Dana", 4, 0.5)]


def test_share_of_a_part_is_of_what_it_is_a_part_of(company: Company) -> None:
    defined = {"ours": {"of": "revenue", "where": [{"field": "customers.state", "values": ["CA"]}]}}
    rows = company.rows(measures=["ours"], defined=defined, shown=["share"], time={"period": YEAR, "grain": "month"})
    assert rows == [(month(1), 20.0, 0.4), (month(2), None, 0.0), (month(3), None, None)]


def test_a_share_of_a_ratio_has_no_meaning(company: Company) -> None:
    with pytest.raises(problems.NotAdditive):
        company.ask(measures=["win_rate"], dimensions=["customers.state"], shown=["share"])


def test_values_and_periods_without_rows_are_shown_when_asked_for(company: Company) -> None:
    rows = company.rows(measures=["orders", "revenue"], dimensions=["reps.name"], empty=True, order=[{"by": "orders"}])
    assert rows[-1] == ("Noa", 0, 0.0)
    periods = company.rows(measures=["orders"], time={"period": YEAR, "grain": "week"}, empty=True)
    assert len(periods) == 11  # no further than the week of today
    assert sum(count for _, count in periods) == 5


def test_months_are_filled_from_the_first_with_a_row_to_the_last_when_nobody_says_when(company: Company) -> None:
    rows = company.rows(
        measures=["orders"], time={"grain": "month"}, empty=True, shown=["change"],
        filters=[{"field": "orders.status", "values": ["won", "lost"]}],
    )  # fmt: skip
    assert (rows[0][:2], rows[1], rows[-1]) == (
        (month(2, 2024), 1), (month(3, 2024), 0, 1, -1, -1.0), (month(2), 1, 2, -1, -0.5)
    )  # fmt: skip
    assert len(rows) == 13


def test_a_level_is_that_of_the_last_day_or_of_each_ones_last(company: Company) -> None:
    rows = company.rows(measures=["balance", "held"], time={"period": YEAR, "grain": "month"})
    assert rows == [(month(1), 160.0, 160.0), (month(2), 120.0, 190.0)]
    assert company.rows(measures=["balance"]) == [(120.0,)]


def test_weeks_and_years_begin_where_the_company_says(company: Company) -> None:
    calendar = {"week_starts": "sunday", "fiscal_year_starts": 2, "timezone": "Asia/Jerusalem"}
    model = Model.model_validate(DEFINITION | {"calendar": calendar})
    weeks = company.ask(model, measures=["orders"], time={"grain": "week", "period": YEAR})
    assert [row[0] for row in weeks.rows][:2] == [date(2025, 1, 5), date(2025, 1, 19)]
    years = company.ask(
        model, measures=["orders"], time={"grain": "year", "fiscal": True, "period": {"start": "2024-01-01"}}
    )
    assert years.rows == ((date(2024, 2, 1), 4), (date(2025, 2, 1), 3))
    parts = company.ask(model, measures=["orders"], dimensions=["orders.day:year"], time={"fiscal": True})
    assert parts.rows == ((2025, 4), (2026, 3), (None, 1))
    halves = company.ask(model, measures=["orders"], time={"grain": "half", "period": {"start": "2024-01-01"}})
    assert halves.rows == ((date(2024, 1, 1), 1), (date(2024, 7, 1), 1), (date(2025, 1, 1), 5))
    # Half past eleven at night in UTC is the next day in Israel.
    days = company.ask(model, measures=["orders"], dimensions=["orders.seen:day", "orders.seen:hour"])
    assert days.rows == ((2, 1, 8),)
    next_day = {"field": "orders.seen", "period": {"start": "2025-01-02", "end": "2025-01-03"}}
    assert company.ask(model, measures=["orders"], time=next_day).rows == ((8,),)


def test_an_answer_of_no_rows_is_unknown_and_counts_are_zero(company: Company) -> None:
    future = {"period": {"start": "2031-01-01", "end": "2032-01-01"}}
    assert company.rows(measures=["revenue", "orders", "win_rate", "net"], time=future) == [(None, 0, None, None)]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"measures": ["profitability"]}, problems.UnknownName),
        ({"measures": ["revenue"], "dimensions": ["orders.colour"]}, problems.UnknownName),
        ({"measures": ["revenue"], "dimensions": ["refunds.day"]}, problems.FieldUnreachable),
        ({"measures": ["count(reps)"], "time": {"period": YEAR}}, problems.NoDate),
        ({"measures": ["sum(customers.name)"]}, problems.CannotAnswer),
        ({"measures": ["orders"], "filters": [{"field": "orders.amount", "op": ">", "values": ["much"]}]},
         problems.UnusableValue),
        ({"measures": ["orders"], "filters": [{"field": "orders.day", "op": ">", "values": ["soon"]}]},
         problems.UnusableValue),
        ({"measures": ["orders"], "dimensions": ["orders.day:hour"]}, problems.CannotAnswer),
        ({"measures": ["revenue"], "order": [{"by": "share:revenue"}]}, problems.CannotAnswer),
        ({"measures": []}, problems.CannotAnswer),
        ({"measures": ["x"], "defined": {"x": {"of": "x"}}}, problems.CannotAnswer),
    ],
)  # fmt: skip
def test_what_cannot_be_computed_is_said(
    company: Company, query: dict[str, Any], problem: type[problems.CannotAnswer]
) -> None:
    with pytest.raises(problem):
        company.ask(**query)


def test_nearest_names_are_offered(company: Company) -> None:
    with pytest.raises(problems.UnknownName) as caught:
        company.ask(measures=["revenu"])
    assert "revenue" in caught.value.extra["nearest"]


def test_a_key_that_is_there_twice_stops_a_join(company: Company, tmp_path: Path) -> None:
    model = Model.model_validate(
        DEFINITION
        | {"tables": DEFINITION["tables"] | {"customers": DEFINITION["tables"]["customers"] | {"key": ["name"]}}}
    )
    with pytest.raises(problems.DuplicateKeys) as caught:
        company.ask(
            Model.model_validate(
                model.model_dump()
                | {"tables": model.model_dump()["tables"] | {"orders": DEFINITION["tables"]["orders"] | {
                    "joins": [{"to": "customers", "on": ["status"]}]}}}
            ),
            measures=["revenue"],
            dimensions=["customers.state"],
        )  # fmt: skip
    assert caught.value.extra == {"table": "customers", "key": ["name"], "duplicates": 1}


def test_the_same_question_has_the_same_rows_in_the_same_order(company: Company) -> None:
    query = MetricQuery(measures=("orders",), dimensions=("orders.id",)).model_dump()
    assert company.rows(**query) == company.rows(**query) == [(n, 1) for n in range(1, 9)]
