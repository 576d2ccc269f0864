"""What is known of all tables while measures are made, and the measures so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ringside.metrics.model.drafting.views import TableView
from ringside.metrics.model.drafting.words import is_participle
from ringside.metrics.model.schema import Column, Join, Measure


@dataclass
class Drafted:
    """What is known of all tables while measures are made; `measures` grows."""

    tables: Mapping[str, TableView]
    joins: Mapping[str, tuple[Join, ...]]
    times: Mapping[str, str | None]
    currency: str
    computed: dict[str, dict[str, Column]] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)

    def add(self, name: str, measure: Measure, otherwise: str = "") -> str:
        """Its name in the model: the first, or the other where that is taken."""
        for wished in (name, otherwise, f"{otherwise or name}_{measure.table}"):
            if wished and wished not in self.measures:
                self.measures[wished[:63]] = measure
                return wished[:63]
        return name

    def short(self, table: TableView) -> str:
        """The shortest word that still means this table's rows: session of user sessions."""
        last = table.row.split()[-1]
        if last == table.row or is_participle(last):
            return table.row
        others = {
            word for other in self.tables.values() if other is not table for word in (other.row, other.row.split()[-1])
        }
        return table.row if last in others else last

    def is_fact(self, table: TableView) -> bool:
        if len(self.tables) == 1 or table.kind in {
            "sale",
            "line",
            "deal",
            "money",
            "activity",
            "target",
            "transaction",
        }:
            return True
        ways, referred = (
            len(self.joins[table.name]),
            any(join.to == table.name for joins in self.joins.values() for join in joins),
        )
        return ways > (1 if referred else 0) and (
            self.times[table.name] is not None or (not referred and table.kind not in {"person", "party"})
        )
