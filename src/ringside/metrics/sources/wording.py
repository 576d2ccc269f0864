"""Problems of a load in words."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from ringside.core.content import parse
from ringside.dialogue.schemas import Language
from ringside.metrics.sources.schema import Problem, Severity
from ringside.metrics.sources.schemas import ProblemOut

_SEVERITY: dict[Severity, Any] = {"error": "error", "warning": "warning", "note": "info"}


@cache
def _texts() -> dict[str, dict[str, dict[Language, str]]]:
    return parse((files("ringside.metrics.sources") / "wording.yaml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def problem(found: Problem, language: Language) -> ProblemOut:
    """A problem with what it is and what to do about it."""
    known = _texts()[found.what]
    words = {name: _texts()["words"].get(str(value), {}).get(language, value) for name, value in found.details.items()}
    filled = {"column": found.column, "row": found.row, "value": found.value, "count": found.count, **words}
    return ProblemOut(
        code=found.what,
        severity=_SEVERITY[found.severity],
        table=found.table,
        column=found.column,
        row=found.row,
        value=found.value,
        values=list(found.examples),
        count=found.count,
        what=known["what"][language].format(**filled),
        fix=known["fix"][language].format(**filled),
    )


class _Blank(dict[str, str]):
    """What a failure alone cannot say is left out; the report says it."""

    def __missing__(self, key: str) -> str:
        return "…"


def failure(code: str | None, language: Language) -> str | None:
    """Why a load failed."""
    return None if code is None else _texts()[code]["what"][language].format_map(_Blank())
