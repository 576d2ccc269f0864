"""The sentences of a why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ringside.dialogue.schemas import Language
from ringside.metrics.answer import words
from ringside.metrics.answer.schema import Segment

PRICE: Mapping[Language, str] = {"en": "average price", "he": "מחיר ממוצע"}
WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "first": "By {by}, {name} contributed {part} ({share} of the change).",
        "first_alone": "By {by}, {name} contributed {part}.",
        "further_alone": "{name} contributed {part}.",
        "further": "{name} contributed {part} ({share} of the change).",
        "mix_and_rate": "Together, changes within each {by} contributed {rate}, and shifts between them {mix}.",
        "factors": "By its factors: {parts}.",
        "factor": "{name} contributed {part}",
        "spread": "No few groups stand out: what there is moved roughly in proportion.",
        "no_split": "It cannot be split further with the data there is.",
        "no_change": "There is no change to look into.",
        "no_period": "Name a period, so that its change can be looked into.",
        "no_measure": "Name a number, so that its change can be looked into.",
        "nothing": "There is no data to compare.",
        "note": "Contributions say where a change lies, not what caused it.",
    },
    "he": {
        "first": "לפי {by}, התרומה של {name}: {part} ({share} מהשינוי).",
        "first_alone": "לפי {by}, התרומה של {name}: {part}.",
        "further_alone": "התרומה של {name}: {part}.",
        "further": "התרומה של {name}: {part} ({share} מהשינוי).",
        "mix_and_rate": "בסך הכול: שינויים בתוך כל {by} תרמו {rate}, ומעברים ביניהם תרמו {mix}.",
        "factors": "לפי הגורמים: {parts}.",
        "factor": "התרומה של {name}: {part}",
        "spread": "אין קבוצות שבולטות: הכול זז פחות או יותר באותו יחס.",
        "no_split": "אי אפשר לפרק את זה עוד עם הנתונים שיש.",
        "no_change": "אין שינוי לבדוק.",
        "no_period": "יש לציין תקופה כדי לבדוק את השינוי שלה.",
        "no_measure": "יש לציין מדד כדי לבדוק את השינוי שלו.",
        "nothing": "אין נתונים להשוואה.",
        "note": "התרומות מראות היכן נמצא השינוי, ולא מה גרם לו.",
    },
}


def say(language: Language, key: str, **parts: Any) -> tuple[Segment, ...]:
    """A sentence with its parts put in; contributions keep their sign."""
    return words.filled(WORDS[language][key], bare=False, **parts)
