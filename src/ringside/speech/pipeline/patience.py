"""How long a speaker is waited for, by what has been said: somebody who ends on "and" goes on. English and Hebrew."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ringside.speech.transcription.schemas import Language

_WORD = re.compile(r"[^\W\d_]+(?:['’״׳\"][^\W\d_]+)*", re.UNICODE)


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GOES_ON: dict[Language, frozenset[str]] = {
    "en": _words_of(
        "a an the and or but so because if when while that which who to of for with from in on at by as than about into"
        " our your my their his her its is are was were be been am will would can could should might do does did have"
        " has i i'm we we're you're they're it's there's let's uh um er erm hmm well like"
    ),
    "he": _words_of(
        "ו או אבל כי אם כאשר כש ש של את על עם אל מן מ ב ל ה כ אז בגלל לגבי בשביל כדי אני אנחנו אתה אתם הוא היא הם זה"
        " אה אהה אממ אמ יעני כאילו בעצם"
    ),
}
_GOING_ALONG: dict[Language, frozenset[str]] = {
    "en": _words_of("mhm mm mmm hmm uh-huh uhhuh uh huh ah aha oh ok okay right yeah yep yes sure"),
    "he": _words_of("אהה אה מממ אמ אוקיי אוקי כן נכון בסדר הבנתי ברור"),
}


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds of silence after which it is the other's turn."""

    complete: float = 0.25
    """After a sentence that the recogniser closed with a full stop or a question mark."""
    plain: float = 0.3
    unfinished: float = 1.1
    """After a word that something has to follow, or a filler."""

    def of(self, text: str, language: Language) -> float:
        if unfinished(text, language):
            return self.unfinished
        return self.complete if text.rstrip(" \"'”’").endswith((".", "?", "!", "…")) else self.plain


def unfinished(text: str, language: Language) -> bool:
    """Whether a speaker who pauses here has more to say."""
    text = text.rstrip()
    if text.endswith((",", "-", "–", "—", ":", "...", "…")):
        return True
    if text.endswith((".", "?", "!")):
        return False
    words = _words(text)
    return bool(words) and words[-1] in _GOES_ON[language]


def goes_along(text: str, language: Language) -> bool:
    """Whether this only tells the one who speaks that he is heard: "mhm", "okay, right"."""
    words = _words(text)
    return len(words) <= 2 and "?" not in text and all(word in _GOING_ALONG[language] for word in words)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))
