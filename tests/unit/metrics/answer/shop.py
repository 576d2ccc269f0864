"""A small model and results of it, as the engine would give them."""

from __future__ import annotations

from datetime import date
from typing import Any

from ringside.metrics.model.schema import Column, Join, Measure, Model, Table
from ringside.metrics.query.schema import Comparison, MetricQuery, Period, Result, ResultColumn, Time

TODAY = date(2025, 11, 20)
MODEL = Model(
    currency="USD",
    tables={
        "orders": Table(
            row="order", time="day", key=("id",), joins=(Join(to="customers", on=("customer_id",)),),
            columns={
                "id": Column(type="id"), "day": Column(type="date"), "customer_id": Column(type="id"),
                "price": Column(type="money"), "quantity": Column(type="number"), "channel": Column(type="category"),
            },
        ),
        "customers": Table(
            key=("id",),
            columns={"id": Column(type="id"), "region": Column(type="category", label={"en": "Region", "he": "אזור"})},
        ),
    },
    measures={
        "revenue": Measure(label={"en": "Revenue", "he": "הכנסות"}, table="orders", agg="sum",
                           of="orders.price * orders.quantity", format="money", unit="USD"),
        "cost": Measure(label={"en": "Cost", "he": "עלות"}, table="orders", agg="sum", of="orders.price",
        format="money",
                        unit="USD", better="down"),
        "orders": Measure(label={"en": "Orders", "he": "הזמנות"}, table="orders", agg="count", format="integer"),
        "margin": Measure(label={"en": "Margin", "he": "שיעור רווח"}, formula="(revenue - cost) / revenue",
                          format="percent"),
    },
)  # fmt: skip


def column(name: str, kind: str = "measure", form: str = "money", unit: str | None = "USD") -> ResultColumn:
    measure = name.partition(":")[2] or name
    return ResultColumn.model_validate(
        {"name": name, "label": name, "kind": kind, "measure": measure, "format": form, "unit": unit}
    )


def result(*columns: ResultColumn, rows: list[tuple[Any, ...]], **rest: Any) -> Result:
    return Result(columns=columns, rows=tuple(rows), **rest)


def period(start: date, end: date) -> Period:
    return Period(start=start, end=end)


Q3, Q2 = period(date(2025, 7, 1), date(2025, 10, 1)), period(date(2025, 4, 1), date(2025, 7, 1))
REGION = column("customers.region", "dimension", "category", None)
MONTH = column("period", "period", "month", None)


def compared(measure: str = "revenue") -> MetricQuery:
    return MetricQuery(intent="compare", measures=(measure,), time=Time(period=Q3), comparison=Comparison(period=Q2))


def two(new: float | None, old: float | None, measure: str = "revenue", form: str = "money") -> Result:
    unit = "USD" if form == "money" else None
    return result(
        column(measure, form=form, unit=unit), column(f"previous:{measure}", "previous", form, unit), rows=[(new, old)]
    )
