"""Revenue and what follows from it: order value, units, cost, profit, margin, buying customers."""

from __future__ import annotations

from typing import Any

from ringside.metrics.model.drafting import lexicon
from ringside.metrics.model.drafting.book import Drafted
from ringside.metrics.model.drafting.naming import full, said
from ringside.metrics.model.drafting.revenue import Earning
from ringside.metrics.model.drafting.views import TableView
from ringside.metrics.model.drafting.words import hebrew, label, plural_noun, slug
from ringside.metrics.model.schema import Measure


def earned(drafted: Drafted, chosen: Earning) -> None:
    """Adds the measures of the table that a business earns by."""
    table = drafted.tables[chosen.table]
    money = {"format": "money", "unit": drafted.currency}
    drafted.add(
        "revenue",
        Measure(
            label=said("Revenue", "הכנסות"),
            synonyms=(
                "total sales",
                "sales revenue",
                "sales amount",
                "total revenue",
                "turnover",
                "income",
                "sales value",
                "מחזור",
                "פדיון",
                "סך המכירות",
            ),
            description=f"The sum of {chosen.revenue}.",
            table=chosen.table,
            agg="sum",
            of=chosen.revenue,
            **money,
        ),
    )
    average, also = _average_names(table, chosen)
    drafted.add(
        slug(average),
        Measure(
            label=said(average, _he_average(chosen)),
            synonyms=also,
            table=chosen.table,
            agg="avg",
            of=chosen.revenue,
            **money,
        )
        if chosen.order is None
        else Measure(
            label=said(average, "ערך הזמנה ממוצע"),
            synonyms=also,
            formula=f"revenue / {_orders(drafted, chosen)}",
            **money,
        ),
    )
    if chosen.quantity:
        drafted.add(
            "units_sold",
            Measure(
                label=said("Units sold", "יחידות שנמכרו"),
                synonyms=("quantity sold", "total quantity", "units", "quantity", "volume sold", "items sold", "כמות"),
                table=chosen.table,
                agg="sum",
                of=chosen.quantity,
                format="number",
            ),
        )
    if chosen.cost:
        _profit(drafted, chosen, money)
    if chosen.buyer:
        parent, field_ = chosen.buyer
        rows = drafted.tables[parent].plural
        drafted.add(
            slug("buying", rows),
            Measure(
                label=said(f"Buying {rows}", "לקוחות קונים"),
                synonyms=(f"unique {rows}", f"distinct {rows}", f"number of unique {rows}", f"{rows} who bought"),
                description=f"Different {rows} with at least one {table.row}.",
                table=chosen.table,
                agg="count_distinct",
                of=field_,
                format="integer",
            ),
        )


def _he_average(chosen: Earning) -> str | None:
    he = hebrew(chosen.column) if chosen.column else None
    return f"{he} ממוצע" if he else None


def _average_names(table: TableView, chosen: Earning) -> tuple[str, tuple[str, ...]]:
    if chosen.order is not None:
        row = chosen.order[1]
        return f"Average {row} value", (f"average {row}", f"{row} value", "AOV", "average basket", "basket size")
    if chosen.column is not None:
        text = f"Average {' '.join(full(table, chosen.column))}"
        also = (f"average {table.row}", f"average {table.row} value", f"average revenue per {table.row}", acronym(text))
        return text, tuple(filter(None, also))
    return f"Average {table.row} value", (f"average {table.row}",)


def _orders(drafted: Drafted, chosen: Earning) -> str:
    """The measure that counts the different orders behind order lines."""
    column, row = chosen.order or ("", "")
    rows, noun = plural_noun(row), lexicon.nouns().get(row)
    there = slug(rows, "count") in drafted.measures
    return drafted.add(
        slug(rows, "with_lines") if there else slug(rows, "count"),
        Measure(
            label=said(f"{label(rows.split())} with lines")
            if there
            else said(f"Number of {rows}", f"מספר {noun.he_plural}" if noun else None),
            synonyms=() if there else (f"{row} count", f"{rows} count", rows),
            hidden=there,
            table=chosen.table,
            agg="count_distinct",
            of=column,
            format="integer",
        ),
    )


def acronym(text: str) -> str:
    """ASP of average sale price."""
    return "".join(word[0] for word in text.split()).upper() if len(text.split()) == 3 else ""


def _profit(drafted: Drafted, chosen: Earning, money: dict[str, Any]) -> None:
    own = str(chosen.cost).startswith(f"{chosen.table}.")
    drafted.add(
        "cost",
        Measure(
            label=said("Cost of sales", "עלות המכירות"),
            synonyms=(
                "cost of goods sold",
                "COGS",
                "עלות המכר",
                *(("cost", "total cost", "costs", "עלות") if own else ()),
            ),
            description=f"The sum of {chosen.cost}.",
            table=chosen.table,
            agg="sum",
            of=chosen.cost,
            better="down",
            **money,
        ),
    )
    drafted.add(
        "gross_profit",
        Measure(
            label=said("Gross profit", "רווח גולמי"),
            synonyms=("profit", "margin amount", "gross margin amount", "רווח"),
            formula="revenue - cost",
            **money,
        ),
    )
    drafted.add(
        "gross_margin",
        Measure(
            label=said("Gross margin", "שיעור רווח גולמי"),
            synonyms=(
                "margin",
                "gross profit margin",
                "profit margin",
                "margin percent",
                "profitability",
                "GPM",
                "מרווח",
                "רווחיות",
                "שולי רווח",
            ),
            formula="(revenue - cost) / revenue",
            format="percent",
        ),
    )
