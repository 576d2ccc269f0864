"""What goes into a load and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ringside.metrics.sources.schema import Catalog, Report


@dataclass(frozen=True, slots=True)
class Named:
    """A file and what it was called by whoever sent it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Loaded:
    catalog: Catalog
    report: Report
    rejected: str | None = None
    """The file with everything that was not taken over, if anything."""

    def for_managers(self) -> Loaded:
        """The same, with tables that are for managers only."""
        tables = {name: table.model_copy(update={"managers_only": True}) for name, table in self.catalog.tables.items()}
        return replace(self, catalog=self.catalog.model_copy(update={"tables": tables}))
