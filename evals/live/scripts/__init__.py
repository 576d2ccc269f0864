"""Labelled scripts of live calls (the notation is at the top of train_en.txt), read into phrases with times."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ringside.dialogue.schemas import Language, Speaker

Part = Literal["train", "held", "fresh", "outside_studied", "outside_held"]
FOLDER = Path(__file__).parent
OUTSIDE = FOLDER.parent / "outside"
PER_SECOND = {"en": 2.7, "he": 2.2}
"""Words a second of ordinary speech."""
GAP = 0.6
WITHIN = 8.0

_LINE = re.compile(r"(?P<who>[RC]) (?P<marks>(?:(?:\{[^}]*\}|[@+~x][\d.]+) )*)(?P<text>.+)")
_LABEL = re.compile(r"\{(?P<maybe>\?)?(?P<kind>[a-z_]+)(?: (?P<within>[\d.]+))?\}")
_NUMBER = re.compile(r"([@+~x])([\d.]+)")


@dataclass(frozen=True, slots=True)
class Label:
    """A cue that is due while a phrase lasts or `within` seconds after it; `maybe`: it may as well not come."""

    kind: str
    within: float
    maybe: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    speaker: Speaker
    text: str
    start: float
    end: float
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    id: str
    language: Language
    part: Part
    competitors: tuple[str, ...]
    minutes: float | None
    rubric: str | None
    phrases: tuple[Phrase, ...]


@dataclass(slots=True)
class _Draft:
    id: str
    settings: dict[str, str]
    lines: list[str] = field(default_factory=list)


def scripts(part: Part, language: Language | None = None) -> list[Script]:
    """All scripts of a part, of one language or both."""
    languages: tuple[Language, ...] = (language,) if language else ("en", "he")
    return [script for spoken in languages for script in _read(part, spoken)]


def _read(part: Part, language: Language) -> list[Script]:
    passages: dict[str, list[str]] = {}
    drafts: list[_Draft] = []
    into: list[str] = []
    for line in _file(part, language).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(":: "):
            into = passages.setdefault(line[3:].strip(), [])
        elif line.startswith("== "):
            drafts.append(_draft(line[3:]))
            into = drafts[-1].lines
        else:
            into += _put_in(line, passages)
    return [_script(draft, part, language) for draft in drafts]


def _file(part: Part, language: Language) -> Path:
    if part.startswith("outside_"):
        return OUTSIDE / f"{part.removeprefix('outside_')}_{language}.txt"
    return FOLDER / f"{part}_{language}.txt"


def _draft(head: str) -> _Draft:
    """`id name=value name=value`, where a value may have blanks."""
    name, _, rest = head.partition(" ")
    pairs = re.findall(r"(\w+)=(.*?)(?= \w+=|$)", rest)
    return _Draft(name, dict(pairs))


def _put_in(line: str, passages: dict[str, list[str]]) -> list[str]:
    if not line.startswith("<<"):
        return [line]
    name, _, part = line[2:].strip().rstrip("]").partition("[")
    first, _, last = part.partition(":")
    return passages[name][int(first or 0) : int(last) if last else None]


def _script(draft: _Draft, part: Part, language: Language) -> Script:
    phrases: list[Phrase] = []
    for line in draft.lines:
        phrases.append(
            _phrase(line, phrases[-1] if phrases else None, max((p.end for p in phrases), default=0), language)
        )
    minutes = draft.settings.get("minutes")
    names = draft.settings.get("competitors", "")
    return Script(
        draft.id, language, part, tuple(name.strip() for name in names.split(",") if name.strip()),
        float(minutes) if minutes else None, draft.settings.get("rubric"), tuple(phrases),
    )  # fmt: skip


def _phrase(line: str, before: Phrase | None, silent_from: float, language: Language) -> Phrase:
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise ValueError(f"not a phrase: {line!r}")
    marks = dict(_NUMBER.findall(re.sub(r"\{[^}]*\}", "", found["marks"])))
    start = silent_from + float(marks.get("+", GAP if before else 0.0))
    if "@" in marks:
        start = float(marks["@"])
    elif "~" in marks and before is not None:
        start = before.start + float(marks["~"])
    text = found["text"].strip()
    lasts = len(text.split()) / float(marks.get("x", PER_SECOND[language]))
    labels = tuple(
        Label(m["kind"], float(m["within"] or WITHIN), bool(m["maybe"])) for m in _LABEL.finditer(found["marks"])
    )
    return Phrase("rep" if found["who"] == "R" else "customer", text, round(start, 2), round(start + lasts, 2), labels)
