"""The one sentence that says why somebody is taken for the rep."""

from __future__ import annotations

from collections.abc import Sequence

from ringside.dialogue.schemas import Language

_WHY: dict[Language, dict[str, str]] = {
    "en": {
        "told": "A person said that {reps} speaks for us.",
        "channel": "{reps} speaks on the rep's channel of the recording.",
        "source": "The source itself names {reps} as ours.",
        "name": "{reps} carries a name of our company.",
        "company": "{reps} belongs to our company by name or address.",
        "label": "The label {reps} names the seller's side.",
        "words": "{reps} presents, asks and proposes as a rep does.",
        "lines": "No speakers are named; each line was given to the side it sounds like.",
        "alone": "Only one speaker is named, taken for the rep.",
        "unsure": "{reps} sounds a little more like the rep; please confirm.",
        "and": " and ",
    },
    "he": {
        "told": "נאמר לנו ש{reps} מדבר בשמנו.",
        "channel": "הדובר {reps} נשמע בערוץ של הנציג בהקלטה.",
        "source": "המקור עצמו מציין ש{reps} מטעמנו.",
        "name": "השם {reps} מוכר אצלנו בחברה.",
        "company": "לפי השם או הכתובת, {reps} מהחברה שלנו.",
        "label": "התווית {reps} היא של הצד המוכר.",
        "words": "הדובר {reps} מציג, שואל ומציע כמו נציג.",
        "lines": "אין שמות דוברים; כל שורה שויכה לצד שהיא נשמעת כמוהו.",
        "alone": "יש רק דובר אחד, והוא נחשב לנציג.",
        "unsure": "הדובר {reps} נשמע קצת יותר כמו הנציג; נא לאשר.",
        "and": " ו־",
    },
}


def sentence(how: str, reps: Sequence[str], *, sure: bool, language: Language) -> str:
    """Why these are taken for the rep's side."""
    words = _WHY[language]
    named = words["and"].join(f"“{label[:60]}”" for label in reps[:3])
    kind = "unsure" if how == "words" and not sure else how
    return words[kind].format(reps=named)
