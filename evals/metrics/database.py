"""A database to ask: tables loaded, described and read as the product does it, without a server."""

from __future__ import annotations

import datetime
import decimal
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from ringside.metrics import question
from ringside.metrics.model import drafting, reading
from ringside.metrics.model.schema import Model
from ringside.metrics.query.engine import run_local
from ringside.metrics.query.schema import MetricQuery, Result
from ringside.metrics.question.schema import Parsed
from ringside.metrics.sources import loading


@dataclass
class Database:
    """`gold` is a plain connection over the same Parquet files, for SQL written by hand."""

    folder: Path
    catalog: Any
    model: Model
    vocabulary: Any
    gold: duckdb.DuckDBPyConnection
    today: datetime.date

    def ask(self, text: str, context: MetricQuery | None = None) -> Parsed:
        return question.parse(text, self.vocabulary, self.model, self.today, context)

    def run(self, query: MetricQuery) -> Result:
        files = {name: [self.folder / file for file in table.files] for name, table in self.catalog.tables.items()}
        return run_local(files, self.model, query, self.today)

    def sql(self, statement: str) -> tuple[list[str], list[list[Any]]]:
        """Columns and rows of hand-written SQL, in which `:today` is the day it is asked on."""
        found = self.gold.execute(statement.replace(":today", f"DATE '{self.today}'"))
        return [column[0] for column in found.description or ()], [
            [plain(cell) for cell in row] for row in found.fetchall()
        ]


@contextmanager
def opened(given: Path | Mapping[str, Any], today: datetime.date, model_file: Path | None = None) -> Iterator[Database]:
    """A folder of files, or Arrow tables by name. Without a model file the model is drafted by the tool alone."""
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "stored"
        loaded = loading.load([given], into) if isinstance(given, Path) else loading.save_tables(given, into)
        catalog = loaded.catalog
        with loading.opened(into, catalog) as db:
            model = drafting.draft(catalog, "Company", evidence=drafting.Evidence(db))
            if model_file is not None:
                model = _read(model_file, catalog)
            yield Database(
                into, catalog, model, question.vocabulary.build(model, _values(into, catalog, model)), db, today
            )


def _read(file: Path, catalog: Any) -> Model:
    read = reading.read(file.read_text("utf-8"), catalog)
    if read.model is None:
        raise SystemExit(f"{file}: {[problem.reason for problem in read.problems]}")
    return read.model


def _values(folder: Path, catalog: Any, model: Model) -> dict[tuple[str, str], list[str]]:
    """What stands in the columns of text, for the vocabulary."""
    return {
        (name, column): loading.values(folder, stored, column)
        for name, table in model.tables.items()
        if (stored := catalog.tables.get(table.source or name)) is not None
        for column, about in table.columns.items()
        if about.type in {"category", "text", "id"} and column in stored.columns
    }


def plain(cell: Any) -> Any:
    """A cell as JSON has it: dates in ISO, decimals as floats."""
    if isinstance(cell, decimal.Decimal):
        return float(cell)
    if isinstance(cell, datetime.datetime):
        return cell.isoformat() if cell.time() != datetime.time() else cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, datetime.date) else cell
