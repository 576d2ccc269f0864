"""Companies with numbers: two small shops whose tables have the same names and whose values never meet."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

AS_OF = "2025-11-20"

MODEL = """
version: 1
name: Shop
currency: EUR
tables:
  customers:
    row: customer
    key: [id]
    names: [name]
    columns:
      id: {type: id}
      name: {type: category, label: {en: Customer, he: לקוח}}
      country: {type: category, label: {en: Country, he: מדינה}}
  orders:
    row: order
    key: [id]
    time: ordered_at
    joins:
      - {to: customers, on: [customer_id]}
    columns:
      id: {type: id}
      customer_id: {type: id}
      ordered_at: {type: date, label: Order date}
      amount: {type: money}
      cost: {type: money, managers_only: true}
      note: {type: text, label: Note}
measures:
  revenue:
    label: {en: Revenue, he: הכנסות}
    synonyms: [sales, turnover]
    table: orders
    agg: sum
    of: orders.amount
    format: money
  profit:
    label: {en: Profit, he: רווח}
    table: orders
    agg: sum
    of: orders.amount - orders.cost
    format: money
  orders_count:
    label: {en: Orders, he: הזמנות}
    synonyms: [number of orders]
    table: orders
    agg: count
    format: integer
"""

CUSTOMERS = [(1, "Bakery Nord", "Germany"), (2, "Café Sud", "France"), (3, 'O\'Brien "& Sons"; --', "Ireland")]
ORDERS = [
    (1, 1, "2025-09-03", "100.00", "60.00", "They are delighted with how quickly it came, wonderful work."),
    (2, 1, "2025-10-04", "250.50", "100.00", "Everything went well, and they thanked us warmly."),
    (3, 2, "2025-10-20", "400.00", "390.00", "Terrible delay, the customer is angry and wants the money back."),
    (4, 3, "2025-11-02", "49.50", "20.00", "They complain about a broken box and a rude driver."),
    (5, 2, "2024-10-11", "300.00", "150.00", "A good first order, they are happy."),
]
FOREIGN_CUSTOMERS = [(1, "Zebrafish Holdings", "Atlantis"), (2, "Quagmire Partners", "Lemuria")]
FOREIGN_ORDERS = [
    (1, 1, "2025-10-05", "777777.77", "1.00", "Zebrafish never pays before the last reminder comes."),
    (2, 2, "2025-11-05", "888888.88", "2.00", "Quagmire asked for a discount once more."),
]
FOREIGN_WORDS = ("zebrafish", "quagmire", "atlantis", "lemuria", "777", "888", "1666666", "1,666,666", "1.67")
"""What only the other company's answers can say: names, values, totals."""


def csv(header: str, rows: list[tuple[Any, ...]]) -> bytes:
    def cell(value: Any) -> str:
        return '"' + str(value).replace('"', '""') + '"'

    return "\n".join([header, *(",".join(map(cell, row)) for row in rows)]).encode()


async def fill(owner: Any, customers: list[Any], orders: list[Any]) -> None:
    files = [
        ("files", ("customers.csv", csv("id,name,country", customers), "text/csv")),
        ("files", ("orders.csv", csv("id,customer_id,ordered_at,amount,cost,note", orders), "text/csv")),
    ]
    answer = await owner.post("/api/metrics/sources", files=files, data={"name": "Shop"})
    assert answer.status_code == 202, answer.text
    assert answer.json()["status"] == "ready", answer.text
    model = (await owner.get("/api/metrics/model")).json()
    saved = await owner.put("/api/metrics/model", json={"yaml": MODEL, "version": model.get("version")})
    assert saved.status_code == 200, saved.text


Ask = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
async def shop(owner):
    """The owner of a company with numbers."""
    await fill(owner, CUSTOMERS, ORDERS)
    return owner


@pytest.fixture
async def other_shop(other_tenant):
    """The owner of another company, with tables of the same names."""
    await fill(other_tenant, FOREIGN_CUSTOMERS, FOREIGN_ORDERS)
    return other_tenant


@pytest.fixture
def ask() -> Ask:
    async def ask(client: Any, text: str, **more: Any) -> dict[str, Any]:
        answer = await client.post("/api/metrics/chat", json={"text": text, "as_of": AS_OF} | more)
        assert answer.status_code == 200, f"{text}: {answer.text}"
        return answer.json()

    return ask
