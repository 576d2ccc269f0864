"""Questions over the demo company in English and Hebrew, with gold rows by plain SQL: `demo.yaml`, `demo_held.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from evals.metrics.asking import Case, Figures, score
from evals.metrics.database import Database, opened
from ringside.metrics.demo import generate

TODAY = date(2025, 11, 20)
FOLDER = Path(__file__).parent
_VIEWS = (
    """CREATE VIEW sold AS SELECT l.*, c.customer_name, segment, industry, country, region, product_name, category,
    rep_name, team, l.quantity * l.unit_price * (1 - l.discount) AS rev, l.quantity * p.unit_cost AS cost,
    year(order_date) AS y, date_trunc('month', order_date)::DATE AS m, date_trunc('quarter', order_date)::DATE AS q
    FROM order_lines l JOIN customers c USING (customer_id) JOIN products p USING (product_id)
    JOIN reps USING (rep_id)""",
    """CREATE VIEW deals AS SELECT o.*, customer_name, segment, industry, country, region, rep_name, team
    FROM opportunities o JOIN customers USING (customer_id) JOIN reps USING (rep_id)""",
)


def score_demo(*, drafted: bool = False) -> list[Figures]:
    """With the model that the demo company comes with, or with a drafted one."""
    model = Path(str(files("ringside.metrics").joinpath("demo_model.yaml")))
    how = "drafted model" if drafted else "model"
    if not drafted and not model.exists():
        return []
    with opened(generate(TODAY), TODAY, None if drafted else model) as database:
        _prepare(database)
        return [
            score(f"demo {language}{held} ({how})", database, cases(FOLDER / name, language))
            for name, held in (("demo.yaml", ""), ("demo_held.yaml", " held out"))
            for language in ("en", "he")
        ]


def _prepare(database: Database) -> None:
    for view in _VIEWS:
        database.gold.execute(view)


def cases(file: Path, part: str) -> Iterator[Case]:
    listed: list[dict[str, Any]] = yaml.safe_load(file.read_text("utf-8"))[part]
    for i, each in enumerate(listed, 1):
        yield Case(
            id=f"{part}-{i}",
            ask=each["ask"],
            sql=each.get("sql"),
            either=each.get("either"),
            status=tuple(each.get("status", ())),
            understood=each.get("understood", {}),
            after=tuple(each.get("after", ())),
            ordered=each.get("ordered", False),
        )
