"""Labelled lines, their groups and the variant that speech recognition would write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ringside.dialogue import language as lang
from ringside.dialogue.schemas import Language, Speaker, Turn

DATA = Path(__file__).parent / "data"
_PUNCTUATION = re.compile(r"[^\w\s'\"]|(?<!\w)['\"]|['\"](?!\w)")


@dataclass(frozen=True)
class Line:
    """One labelled turn; `accept` are acts that are neither demanded nor counted as false alarms.

    Of a line with `never` only that is known: acts it surely is not.
    """

    text: str
    speaker: Speaker
    language: Language
    previous: str
    acts: frozenset[str]
    objection: str | None
    register: str
    accept: frozenset[str] = frozenset()
    group: int = 0
    never: frozenset[str] = frozenset()

    @property
    def turn(self) -> Turn:
        return Turn(index=1, speaker=self.speaker, text=self.text)

    @property
    def before(self) -> Turn | None:
        other: Speaker = "customer" if self.speaker == "rep" else "rep"
        return Turn(index=0, speaker=other, text=self.previous) if self.previous else None

    def unpunctuated(self) -> Line:
        """The same line in lower case and without punctuation."""
        return replace(self, text=strip(self.text), previous=strip(self.previous))


def strip(text: str) -> str:
    """Text as a recogniser writes it: lower case, no punctuation."""
    return " ".join(_PUNCTUATION.sub(" ", text.lower()).split())


def load(pattern: str) -> list[Line]:
    """The lines of all data files that match; a line and its spoken rendering share a group."""
    found: list[Line] = []
    group = 0
    for path in sorted(DATA.glob(pattern)):
        last: set[str] = set()
        for row in _rows(path):
            spoken = set(lang.words(row["text"]))
            if not (row["register"] == "asr" and len(spoken & last) >= 0.6 * len(last or {""})):
                group += 1
                last = spoken
            found.append(_line(row, group))
    return found


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for text in file:
            if text.strip():
                yield json.loads(text)


def _line(row: dict[str, Any], group: int) -> Line:
    kind = row.get("kind", row.get("objection"))
    brush_off = kind in ("not_interested", "send_email", "call_later")
    acts = row.get("acts", ["brush_off" if brush_off else "objection"])
    return Line(
        text=row["text"],
        speaker=row["speaker"],
        language=row["language"],
        previous=row.get("previous") or "",
        acts=frozenset(acts),
        objection=kind,
        register=row["register"],
        accept=frozenset(row.get("accept") or ()),
        group=group,
        never=frozenset(row.get("never") or ()),
    )
