"""Public questions over two small databases (defog-ai/sql-eval, Apache-2.0): `python -m evals.metrics.given`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from evals.metrics.asking import Case, Figures, score
from evals.metrics.database import opened

TODAY = date(2025, 11, 20)
MODELS = Path(__file__).parent / "models"
_ORDERED = re.compile(
    r"\b(?:order(?:ed)?|sort(?:ed)?|ascending|descending|starting from|first to|most to least|top)\b", re.I
)


def score_given(public: Path, *, drafted: bool) -> list[Figures]:
    """With our models, or with models that the tool drafted alone. Nothing where the set is not at hand."""
    folder = public / "metrics_questions"
    if not folder.exists():
        return []
    questions = json.loads((folder / "questions.json").read_text("utf-8"))
    figures = []
    for name in sorted({each["db"] for each in questions}):
        file = None if drafted else MODELS / f"{name}.yaml"
        if file is not None and not file.exists():
            continue
        with opened(folder / name, TODAY, file) as database:
            how = "drafted model" if drafted else "model"
            figures.append(score(f"{name} ({how})", database, _cases(questions, name)))
    return figures


def _cases(questions: list[dict[str, object]], name: str) -> Iterator[Case]:
    for each in questions:
        if each["db"] == name and each.get("gold_rows") is not None:
            text = str(each["question"])
            rows = each["gold_rows"]
            yield Case(str(each["id"]), text, rows=rows, ordered=bool(_ORDERED.search(text)))  # type: ignore[arg-type]
