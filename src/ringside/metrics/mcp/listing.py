"""What can be asked, as short as an assistant needs it."""

from __future__ import annotations

from pydantic import BaseModel

from ringside.dialogue.schemas import Language
from ringside.metrics.model import reach
from ringside.metrics.model.schema import Model, Named

_MOST = 300


class MetricBrief(BaseModel):
    name: str
    label: str
    description: str = ""
    format: str
    unit: str | None = None
    table: str | None = None
    synonyms: list[str] = []


class DimensionBrief(BaseModel):
    field: str
    label: str
    type: str
    description: str = ""


class Listing(BaseModel):
    """Measures, and the fields that rows can be broken down and filtered by."""

    currency: str
    measures: list[MetricBrief]
    dimensions: list[DimensionBrief]
    tables: dict[str, str]


def listing(model: Model, language: Language, search: str = "") -> Listing:
    """Everything a model offers, or only what these words are in the names of."""
    words = search.casefold().split()

    def fits(name: str, about: Named) -> bool:
        named = " ".join((name, *about.label.values(), *about.synonyms)).casefold()
        return not about.hidden and all(word in named for word in words)

    measures = [
        MetricBrief(
            name=name,
            label=label(about, name, language),
            description=about.description,
            format=about.format,
            unit=about.unit or (model.currency if about.format == "money" else None),
            table=about.table,
            synonyms=list(about.synonyms),
        )
        for name, about in model.measures.items()
        if fits(name, about)
    ]
    shown = {name: table for name, table in model.tables.items() if not table.hidden}
    dimensions = [
        DimensionBrief(
            field=reach.Field(reach.Node(name), column).path,
            label=label(about, column, language),
            type=about.type,
            description=about.description,
        )
        for name, table in shown.items()
        for column, about in table.columns.items()
        if fits(f"{name}.{column}", about) and about.type != "id"
    ]
    tables = {name: label(table, name, language) for name, table in shown.items()}
    return Listing(currency=model.currency, measures=measures[:_MOST], dimensions=dimensions[:_MOST], tables=tables)


def label(about: Named, name: str, language: Language) -> str:
    """What people call it: in this language, else in another, else its name."""
    return about.label.get(language) or next(iter(about.label.values()), "") or name.replace("_", " ")
