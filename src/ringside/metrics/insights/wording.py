"""What pinned answers say of themselves, in English and Hebrew. Every number is formatted from a value that is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ringside.dialogue.schemas import Language
from ringside.metrics.answer import format as formats
from ringside.metrics.answer.schema import Fact
from ringside.metrics.insights.alerting import Verdict
from ringside.metrics.insights.schemas import AlertIn, Diff
from ringside.metrics.query.schema import ResultColumn

_NAMED = 3
"""How many changes a sentence names; the rest is counted."""

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "same": "Nothing has changed since then.",
        "changed": "{label}{of} went from {before} to {after}",
        "of": " of {key}",
        "more": "{count} further numbers changed",
        "appeared": "new: {keys}",
        "gone": "no longer there: {keys}",
        "redefined": "The definitions changed too, so the numbers may differ for that reason alone.",
        "mention": "{name} mentioned you on “{title}”",
        "threshold_above": "{label} is {value}, above {limit}.",
        "threshold_below": "{label} is {value}, below {limit}.",
        "surprise_above": "{label} is {value}, far above its usual {usual} (the median of {count} earlier periods).",
        "surprise_below": "{label} is {value}, far below its usual {usual} (the median of {count} earlier periods).",
        "alert": "Alert: {title}",
    },
    "he": {
        "same": "מאז לא השתנה דבר.",
        "changed": "{label}{of}: מ־{before} ל־{after}",
        "of": " של {key}",
        "more": "עוד {count} מספרים השתנו",
        "appeared": "חדש: {keys}",
        "gone": "כבר לא מופיע: {keys}",
        "redefined": "גם ההגדרות השתנו, ולכן ייתכן שהמספרים שונים רק בגלל זה.",
        "mention": "{name} הזכיר/ה אותך ב„{title}”",
        "threshold_above": "{label}: {value}, מעל {limit}.",
        "threshold_below": "{label}: {value}, מתחת ל־{limit}.",
        "surprise_above": "{label}: {value}, הרבה מעל הרגיל, {usual} (החציון של {count} תקופות קודמות).",
        "surprise_below": "{label}: {value}, הרבה מתחת לרגיל, {usual} (החציון של {count} תקופות קודמות).",
        "alert": "התראה: {title}",
    },
}


def cells(before: Any, after: Any, column: ResultColumn, language: Language) -> tuple[str, str]:
    """Two values of a column as people read them; they read differently when they differ."""
    if before is None or after is None:
        first, second = (formats.value(one, column.format, column.unit, language) for one in (before, after))
        return first, second
    return formats.pair(before, after, column.format, column.unit, language)


def difference(diff: Diff, language: Language) -> str:
    """What a refresh changed, in a sentence or two."""
    words = WORDS[language]
    parts = [
        words["changed"].format(
            label=moved.label, of=_of(moved.key, words), before=moved.before_text, after=moved.after_text
        )
        for moved in diff.changed[:_NAMED]
    ]
    if further := len(diff.changed) - _NAMED + diff.more_changed if len(diff.changed) > _NAMED else 0:
        parts.append(words["more"].format(count=further))
    for name, keys in (("appeared", diff.appeared), ("gone", diff.gone)):
        if keys:
            parts.append(words[name].format(keys=_list(keys)))
    said = "; ".join(parts) + "." if parts else words["same"]
    return f"{said} {words['redefined']}" if diff.redefined else said


def _of(key: list[str | None], words: Mapping[str, str]) -> str:
    return words["of"].format(key=_key(key)) if key else ""


def _key(key: list[str | None]) -> str:
    return ", ".join(part or "–" for part in key)


def _list(keys: list[list[str | None]]) -> str:
    return ", ".join(map(_key, keys[:_NAMED])) + (" …" if len(keys) > _NAMED else "")


def mentioned(name: str, title: str, language: Language) -> str:
    """The head of a notice about a mention."""
    return WORDS[language]["mention"].format(name=name, title=title)


def alert(title: str, fact: Fact, rule: AlertIn, verdict: Verdict, history: int, language: Language) -> tuple[str, str]:
    """Head and text of an alert."""
    words = WORDS[language]

    def written(value: float | None) -> str:
        return formats.value(value, fact.format, fact.unit, language)

    if rule.kind == "threshold":
        side = "above" if rule.direction == "above" else "below"
    else:
        side = "above" if (verdict.deviations or 0) > 0 else "below"
    text = words[f"{rule.kind}_{side}"].format(
        label=fact.label, value=fact.text, limit=written(rule.value), usual=written(verdict.usual), count=history
    )
    return words["alert"].format(title=title), text
