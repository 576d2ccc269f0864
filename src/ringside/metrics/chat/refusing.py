"""Why a question has no answer, in the asker's language: problems themselves speak English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ringside.core.errors import AppError
from ringside.dialogue.schemas import Language
from ringside.metrics.answer import labels
from ringside.metrics.model.schema import Model

_HEBREW: Mapping[str, tuple[str, ...]] = {
    "internal": ("לא הצלחנו לענות על השאלה. אפשר לשאול שוב.",),
    "no-numbers": ("אין עדיין נתונים לשאול עליהם; העלו קובץ או חברו מסד נתונים.",),
    "cannot-answer": (
        "בטבלה {table} אין עוד עמודה {column}.",
        "אי אפשר למיין לפי {by}, שאינו אחת העמודות.",
        "אי אפשר לחשב את זה מהנתונים שלכם.",
    ),
    "unknown-name": (
        "אין בנתונים שלכם מספר או שדה כזה. אולי התכוונתם ל: {nearest}?",
        "אין בנתונים שלכם מספר או שדה כזה.",
    ),
    "field-unreachable": ("אי אפשר לפלח את {fact} לפי {field}: אין קשר ביניהם בנתונים.", "אי אפשר לפלח כך את המספרים."),
    "field-ambiguous": ("אפשר להבין זאת בכמה דרכים: {choices}.", "ייתכן שהכוונה לאחד מכמה שדות."),
    "no-date": ("לשורות של {table} אין תאריך שלפיו אפשר לפלח.", "לשורות האלה אין תאריך."),
    "unusable-value": ("אחד הערכים אינו מתאים לשדה שלו.",),
    "not-additive": ("אי אפשר לחבר יחד ערכים של {measure}.", "אי אפשר לחבר יחד את הערכים האלה."),
    "no-data": ("הטבלה {table} אינה טעונה.", "אין כרגע נתונים לשאול עליהם. אפשר לנסות שוב בעוד רגע."),
    "duplicate-keys": (
        "בטבלה {table} יש מפתחות שמופיעים יותר מפעם אחת ({duplicates}), ולכן שורות היו נספרות פעמיים. "
        "תקנו את הטבלה, או את הצירוף במודל.",
        "יש מפתחות שמופיעים יותר מפעם אחת, ולכן שורות היו נספרות פעמיים.",
    ),
    "too-much-data": ("הזיכרון אינו מספיק לשאלה הזאת. נסו תקופה קצרה יותר או פחות פירוט.",),
    "took-too-long": ("החישוב נמשך זמן רב מדי. אולי תקופה קצרה יותר תעזור.",),
    "metrics-busy": ("מחושבות כרגע שאלות רבות. נסו שוב בעוד רגע.",),
    "source-unavailable": ("מסד הנתונים המחובר לא ענה.",),
    "query-refused": ("בדיקת בטיחות עצרה את השאילתה הזאת.",),
}  # fmt: skip
"""By kind of problem, sentences from the most to the least that it may say; the first whose names are known is said."""


def say(problem: AppError, language: Language, model: Model | None = None) -> str:
    """The reason as a sentence."""
    sentences = _HEBREW.get(problem.slug, ())
    if language == "en" or not sentences:
        return problem.detail
    known = {name: _called(value, model, language) for name, value in problem.extra.items() if value}
    fitting = [text for text in sentences if set(_NAMES.findall(text)) <= known.keys()]
    return fitting[0].format_map(known) if fitting else sentences[-1]


@contextmanager
def worded(language: Language, model: Model | None = None) -> Iterator[None]:
    """Puts the problems that are raised inside into this language."""
    try:
        yield
    except AppError as problem:
        problem.detail = say(problem, language, model)
        raise


_NAMES = re.compile(r"\{(\w+)\}")


def _called(value: Any, model: Model | None, language: Language) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_called(item, model, language) for item in value)
    name = str(value)
    if model is None:
        return name
    if name in model.tables:
        return labels.of(model.tables[name], name, language)
    if name in model.measures:
        return labels.of(model.measures[name], name, language)
    table, _, column = name.rpartition(".")
    table = table.rpartition(".")[2]
    columns = model.tables[table].columns if table in model.tables else {}
    return labels.of(columns[column], column, language) if column in columns else name
