"""Questions by somebody who did not know how they are read, over databases described by the tool alone.

The gold is SQL over the CSV files themselves, so that what loading does to them counts too. `blind.yaml` may be read to
learn from; `blind_held.yaml` is for measuring only and its texts are not for whoever works on the understanding.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import yaml

from evals.metrics.asking import Case, Figures, Judged, judge
from evals.metrics.blind_tables import DATABASES
from evals.metrics.database import Database, opened
from evals.metrics.small import TODAY, write

PARTS = {"": Path(__file__).parent / "blind.yaml", "held out ": Path(__file__).parent / "blind_held.yaml"}


def score_blind(only: str | None = None, today: date = TODAY) -> list[Figures]:
    """Figures by database and half."""
    return list(_scored(only, today))


def _scored(only: str | None, today: date) -> Iterator[Figures]:
    listed = {part: yaml.safe_load(file.read_text("utf-8")) for part, file in PARTS.items()}
    for name, make in DATABASES.items():
        if only not in {None, name}:
            continue
        with tempfile.TemporaryDirectory() as folder:
            write(make(random.Random(name)), Path(folder))
            with opened(Path(folder), today) as database:
                database.gold = _over(Path(folder))
                for part, questions in listed.items():
                    judged = tuple(_best(database, f"{name}-{i}", each) for i, each in enumerate(questions[name], 1))
                    yield Figures(f"blind {name} {part}(drafted model)", judged)


def _over(folder: Path) -> duckdb.DuckDBPyConnection:
    """The files as a plain database reads them."""
    db = duckdb.connect()
    for file in folder.glob("*.csv"):
        db.execute(f"CREATE TABLE \"{file.stem}\" AS SELECT * FROM read_csv('{file}', header = true)")
    return db


def _best(database: Database, name: str, listed: dict[str, Any]) -> Judged:
    """Right by any of the gold readings; several stand where one careful person may say this and another that."""
    golds = listed.get("sql") or [None]
    case = Case(
        name, listed["ask"], status=tuple(listed.get("status", ())), after=tuple(listed.get("after", ())),
        understood=listed.get("understood", {}), ordered=listed.get("ordered", False),
    )  # fmt: skip
    tried = [judge(database, replace(case, sql=sql)) for sql in ([golds] if isinstance(golds, str) else golds)]
    return next((each for each in tried if each.outcome == "right"), tried[0])
