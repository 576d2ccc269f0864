"""What columns, conditions and reasons are called in English and Hebrew. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from ringside.core.content import parse
from ringside.deals.winloss.guard import Excluded
from ringside.deals.winloss.schemas import Condition
from ringside.dialogue.schemas import Language

Pair = Sequence[str]

_SHARES = frozenset({"discount", "early_discount", "late_discount", "answering", "inbound_share", "talk_ratio",
                     "discovery_coverage"})  # fmt: skip
_COUNTS = frozenset({"people", "meetings", "calls", "emails_out", "visits", "rehearsed", "close_moves", "steps_back",
                     "amount_raised", "amount_lowered", "objections_open"})  # fmt: skip


@cache
def _book() -> Any:
    return parse((files("ringside.deals.winloss") / "words.yaml").read_text(encoding="utf-8"))


def name(column: str, language: Language = "en") -> str:
    """What a column is called; a field of an import has its own header."""
    if column.startswith("custom:"):
        return column.removeprefix("custom:")
    if column.startswith("competitor:"):
        rival = column.removeprefix("competitor:")
        return f"Competitor {rival}" if language == "en" else f"מתחרה: {rival}"
    if column.startswith("asked:"):
        return ("Asked about: " if language == "en" else "שאלו על: ") + column.removeprefix("asked:")
    if column in _book()["flags"]:
        return _in(_book()["flags"][column][0], language)
    return _in(_book()["labels"].get(column, (column, column)), language)


def is_flag(column: str) -> bool:
    """Whether a column holds or does not, rather than being a figure."""
    return column in _book()["flags"] or column.startswith(("competitor:", "asked:"))


def say(condition: Condition, language: Language = "en") -> str:
    """A condition in words, such as "Only one person involved"."""
    column, cut = condition.column, condition.cut
    if condition.op == "missing":
        return f"{name(column, language)}: " + ("nothing entered" if language == "en" else "לא הוזן")
    if condition.op == "is":
        return f"{name(column, language)}: {condition.level}"
    assert cut is not None  # noqa: S101 - steps have one
    yes = condition.op == "at_least"
    if column.startswith(("competitor:", "asked:")):
        return name(column, language) if yes else _without(column, language)
    if column in _book()["flags"]:
        return _in(_book()["flags"][column][0 if yes else 1], language)
    if known := _book()["steps"].get(f"{column}|{condition.op}|{cut:g}"):
        return _in(known, language)
    return f"{name(column, language)}: {_bound(column, cut, yes, language)}"


def _without(column: str, language: Language) -> str:
    kind, _, what = column.partition(":")
    if kind == "asked":
        return f"Not asked about: {what}" if language == "en" else f"לא שאלו על: {what}"
    return f"Without competitor {what}" if language == "en" else f"בלי מתחרה: {what}"


def say_all(conditions: Iterable[Condition], language: Language = "en") -> str:
    return " · ".join(say(condition, language) for condition in conditions)


def other_side(condition: Condition, language: Language = "en") -> str:
    """What a condition is compared with."""
    if condition.op in ("is", "missing"):
        return "all others" if language == "en" else "כל השאר"
    opposite = condition.model_copy(update={"op": "below" if condition.op == "at_least" else "at_least"})
    return say(opposite, language)


def _bound(column: str, cut: float, up: bool, language: Language) -> str:
    figure = figure_of(column, cut)
    if up:
        return f"{figure} or more" if language == "en" else f"{figure} ומעלה"
    if column in _COUNTS and cut == 1:
        return "none" if language == "en" else "אין"
    return f"under {figure}" if language == "en" else f"פחות מ־{figure}"


def figure_of(column: str, value: float) -> str:
    """A figure as it is read: shares as per cent, large ones with commas."""
    if column in _SHARES:
        return f"{100 * value:.3g} %"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def reason(excluded: Excluded, language: Language = "en") -> str:
    """Why a column is not used."""
    figures = excluded.figure
    shares = [f"{100 * figure:.0f} %" for figure in figures]
    english, hebrew = _book()["reasons"][excluded.reason]
    filled = [*shares, *[""] * (2 - len(shares)), f"{figures[0]:.2f}" if figures else ""]
    other = name(excluded.other, language) if excluded.other else ""
    return str(english if language == "en" else hebrew).format(*filled, other=other)


def _in(pair: Pair, language: Language) -> str:
    return pair[0] if language == "en" else pair[1]
