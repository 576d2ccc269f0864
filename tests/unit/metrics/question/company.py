"""A small company to ask questions about: orders, refunds, customers, reps."""

# A question and what it means read best in one line.
# ruff: noqa: E501

from __future__ import annotations

from datetime import date

from ringside.metrics.model.schema import Column, Join, Measure, Model, Table, Where
from ringside.metrics.question.vocabulary import Vocabulary, build

TODAY = date(2025, 11, 20)


def column(kind: str, label: str = "", *, unit: str | None = None, **values: tuple[str, ...]) -> Column:
    return Column.model_validate({"type": kind, "label": label or {}, "unit": unit, "values": values})


MODEL = Model(
    name="Lamp House",
    currency="EUR",
    tables={
        "customers": Table(
            row="customer",
            synonyms=("client", "לקוח", "לקוחות"),
            label={"en": "Customers", "he": "לקוחות"},
            key=("id",),
            names=("name",),
            time="signup_date",
            columns={
                "id": column("id"),
                "name": column("category", "Customer name"),
                "segment": Column(type="category", label={"en": "Segment", "he": "פלח"}),
                "country": column("category", "Country", US=("United States", "USA"), DE=("Germany", "גרמניה")),
                "status": column("category", "Customer status"),
                "signup_date": column("date", "Signup date"),
            },
        ),
        "reps": Table(
            row="rep",
            label={"en": "Reps", "he": "נציגים"},
            synonyms=("salesperson", "נציג"),
            key=("id",),
            names=("first_name", "last_name"),
            columns={
                "id": column("id"),
                "first_name": column("category", "First name"),
                "last_name": column("category", "Last name"),
                "team": column("category", "Team"),
                "hire_date": column("date", "Hire date"),
            },
        ),
        "orders": Table(
            row="order",
            label={"en": "Orders", "he": "הזמנות"},
            synonyms=("הזמנה",),
            key=("id",),
            time="order_date",
            joins=(Join(to="customers", on=("customer_id",)), Join(to="reps", on=("rep_id",))),
            columns={
                "id": column("id"),
                "customer_id": column("id"),
                "rep_id": column("id"),
                "order_date": column("date", "Order date"),
                "shipped_date": column("date", "Shipped date"),
                "status": column("category", "Order status"),
                "channel": column("category", "Channel"),
                "amount": column("money", "Amount"),
                "quantity": column("number", "Quantity"),
            },
        ),
        "refunds": Table(
            row="refund",
            label={"en": "Refunds"},
            key=("id",),
            time="refund_date",
            joins=(Join(to="orders", on=("order_id",)),),
            columns={
                "id": column("id"),
                "order_id": column("id"),
                "refund_date": column("date", "Refund date"),
                "refund_amount": column("money", "Refund amount"),
                "reason": column("category", "Reason"),
            },
        ),
    },
    measures={
        "revenue": Measure(
            table="orders", agg="sum", of="orders.amount", format="money", synonyms=("sales", "total sales", "turnover"),
            label={"en": "Revenue", "he": "הכנסות"},
        ),
        "order_count": Measure(table="orders", agg="count", label={"en": "Number of orders", "he": "מספר הזמנות"}),
        "average_order": Measure(
            formula="revenue / order_count", format="money", label={"en": "Average order value"}, synonyms=("AOV",)
        ),
        "open_orders": Measure(
            table="orders", agg="count", label={"en": "Open orders"},
            where=(Where(field="orders.status", op="not_in", values=("delivered", "cancelled")),),
        ),
        "refunded": Measure(
            table="refunds", agg="sum", of="refunds.refund_amount", format="money", better="down",
            label={"en": "Refunded amount"},
        ),
    },
)  # fmt: skip

VALUES = {
    ("customers", "name"): ["Acme Lighting", "Borealis GmbH", "Cedar & Sons", "Delta"],
    ("customers", "segment"): ["Enterprise", "Mid-market", "Small business"],
    ("customers", "country"): ["US", "DE", "FR", "IL"],
    ("customers", "status"): ["active", "closed"],
    ("reps", "first_name"): ["Maya", "Tom", "Dana"],
    ("reps", "last_name"): ["Levi", "Fischer", "Green"],
    ("reps", "team"): ["North", "South"],
    ("orders", "status"): ["pending", "delivered", "cancelled", "returned"],
    ("orders", "channel"): ["Web", "Partner", "Phone (outbound)", "Phone (inbound)"],
    ("refunds", "reason"): ["damaged", "late", "active"],
}


def vocabulary() -> Vocabulary:
    return build(MODEL, VALUES)
