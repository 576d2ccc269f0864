"""A text about numbers read again: where it mentions which facts and names, and which numbers are left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ringside.metrics.answer.claims import SCALES
from ringside.metrics.answer.schema import Fact
from ringside.metrics.answer.words import unsigned

Kind = Literal["fact", "number", "measure", "dimension", "period", "known"]
_SCALE = "|".join(sorted(map(re.escape, SCALES), key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?P<sign>[-+])?\s?(?P<money>[$€£₪¥])?(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?|\.\d+)"
    rf"(?:\s?(?P<scale>{_SCALE})(?!\w))?\s?(?P<unit>%|percent(?:age points?)?|points?|pp\b|x\b|אחוזים|אחוז|נקודות)?",
    re.IGNORECASE,
)
_FURTHER = re.compile(rf"\s?(?:%|(?:{_SCALE}|percent|points?|אחוזים|אחוז|x|pp)(?!\w))", re.IGNORECASE)
_PLAIN = str.maketrans(
    {"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{LEFT-TO-RIGHT MARK}": None,
     "\N{RIGHT-TO-LEFT MARK}": None, "\N{MINUS SIGN}": "-", "\N{EN DASH}": "-",
     "’": "'", "‘": "'"}
)  # fmt: skip


@dataclass(frozen=True)
class Mention:
    """Characters of a text that name something: a fact by its text, a name, or a number without a fact."""

    start: int
    end: int
    text: str
    kind: Kind
    facts: tuple[Fact, ...] = ()
    names: frozenset[str] = frozenset()
    number: re.Match[str] | None = None


@dataclass
class Reading:
    """`left` is the text with mentions blanked out, so that a word in a name claims nothing."""

    text: str
    left: str
    mentions: list[Mention] = field(default_factory=list)

    def within(self, start: int, end: int) -> list[Mention]:
        return [each for each in self.mentions if each.start >= start and each.end <= end]


def plain(text: str) -> str:
    """A text in the spelling it is compared in."""
    return text.translate(_PLAIN).lower()


def read(text: str, facts: Sequence[Fact], known: Iterable[str] = ()) -> Reading:
    """Where facts and names stand in a text; of overlapping ones the longest."""
    text = plain(text)
    reading = Reading(text, text)
    taken = [False] * len(text)
    found: list[Mention] = []
    for phrase, kind, about in sorted(_phrases(facts, known), key=lambda each: -len(each[0])):
        for start in _places(phrase, text, numeric=kind == "fact"):
            end = start + len(phrase)
            if any(taken[start:end]):
                continue
            taken[start:end] = [True] * (end - start)
            found.append(Mention(start, end, phrase, kind, tuple(about), frozenset({phrase})))
    left = "".join("\N{BULLET}" if used else each for used, each in zip(taken, text, strict=True))
    for match in _NUMBER.finditer(left):
        found.append(Mention(match.start("digits"), match.end(), match.group().strip(), "number", number=match))
    reading.left = _NUMBER.sub(lambda match: "\N{BULLET}" * len(match.group()), left)
    reading.mentions = sorted(found, key=lambda each: each.start)
    return reading


def _phrases(facts: Sequence[Fact], known: Iterable[str]) -> Iterable[tuple[str, Kind, list[Fact]]]:
    """Every spelling with what it may stand for. A value that is also a name counts as the name."""
    by_phrase: dict[tuple[str, Kind], list[Fact]] = {}

    def add(phrase: str | None, kind: Kind, fact: Fact | None) -> None:
        if phrase and plain(phrase).strip():
            about = by_phrase.setdefault((plain(phrase).strip(), kind), [])
            if fact is not None:
                about.append(fact)

    for fact in facts:
        if fact.role == "dimension":
            add(fact.text, "dimension", fact)
            add(fact.label, "known", None)
        elif fact.role == "period":
            add(fact.text, "period", fact)
        else:
            add(fact.text, "fact", fact)
            if fact.role in {"change", "contribution"}:
                add(unsigned(fact.text), "fact", fact)
            add(fact.label, "measure", None)
        for name in fact.of:
            add(name, "dimension", None)
        add(fact.period, "period", None)
    for phrase in known:
        add(phrase, "known", None)
    order: dict[Kind, int] = {"dimension": 0, "period": 1, "measure": 2, "known": 3, "fact": 4, "number": 5}
    return [(phrase, kind, about) for (phrase, kind), about in sorted(by_phrase.items(), key=lambda e: order[e[0][1]])]


def _places(phrase: str, text: str, *, numeric: bool) -> Iterable[int]:
    at = text.find(phrase)
    while at >= 0:
        if _stands_alone(text, at, at + len(phrase), phrase):
            yield at
        at = text.find(phrase, at + 1)


def _stands_alone(text: str, start: int, end: int, phrase: str) -> bool:  # noqa: PLR0911
    before, after = text[start - 1 : start], text[end : end + 1]
    if phrase[0].isdigit() or phrase[0] in "-+$€£₪¥.":
        # 12 is not in 112, nor in 3.12, nor in $12 or -12.
        if before and (before.isdigit() or before in "$€£₪¥" or re.search(r"\d[.,]$", text[:start])):
            return False
        if phrase[0].isdigit() and re.search(r"(?:^|\s)-$", text[:start]):
            return False
        if before and before.isalpha() and before.isascii():
            return False
    elif before and (before.isalnum() or before == "_") and not _is_prefixed(text, start):
        return False
    if after == "%":
        return False
    if phrase[-1].isdigit():
        if after.isdigit() or re.match(r"[.,]\d", text[end:]) or _FURTHER.match(text[end:]):
            return False
        return not (after.isalpha() and after.isascii())
    return not (after.isalnum() and phrase[-1].isalnum())


def _is_prefixed(text: str, start: int) -> bool:
    """Whether only Hebrew prefix letters stand between this place and the word's beginning."""
    return re.search(r"(?<![\w])[ובלמהשכ]{1,3}$", text[:start]) is not None


def value_of(mention: Mention) -> tuple[float, float, str]:
    """A number as written: its value, half of its last digit, and whether it is money, percent, times or plain."""
    number = mention.number
    if number is None:
        raise ValueError("only a number has a value")
    digits = number["digits"].replace(",", "")
    scale = SCALES[number["scale"].lower()] if number["scale"] else 1.0
    decimals = len(digits.partition(".")[2])
    unit = (number["unit"] or "").lower()
    kind = "money" if number["money"] else "times" if unit == "x" else "plain"
    if unit in {"%", "percent", "אחוז", "אחוזים", "pp", "נקודות"} or unit.startswith(("percent", "point")):
        kind, scale = "percent", 0.01
    value = float(digits) * scale * (-1 if number["sign"] == "-" else 1)
    return value, 0.5 * 10**-decimals * scale, kind
