"""How names are searched and compared: whatever the case, the marks and the blanks."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ringside.dialogue.language import fold

LONGEST = 200


def folded(name: str, longest: int = LONGEST) -> str:
    """A name as it is searched and matched: lower case, no marks, single blanks."""
    return fold(name).text.strip()[:longest]


def with_words(text: str, *columns: Any) -> list[sa.ColumnElement[bool]]:
    """Conditions that every word of a search stands in at least one of these folded columns."""
    return [
        sa.or_(*(column.contains(word, autoescape=True) for column in columns)) for word in folded(text).split()[:8]
    ]
