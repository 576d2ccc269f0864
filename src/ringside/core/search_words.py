"""How text is cut into words that can be compared, in English and Hebrew. Offsets always lead into the original."""

# A word list reads best as words.
# ruff: noqa: SIM905

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer  # type: ignore[import-untyped]

# Marks that may stand inside a word and mean nothing to a search: accents, niqqud, harakat, joiners, bidi controls.
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
)
_WORD = re.compile(
    rf"[^\W_](?:[^\W_]|[{_MARKS}]"
    r"|['\u2018\u2019\u05f3`\u00b4](?=[^\W_])"  # don't, ג'ירפה
    r"|(?<=[\u05d0-\u05ea])[\"\u201c\u201d\u05f4](?=[\u05d0-\u05ea])"  # צה"ל
    r"|(?<=\d),(?=\d{3}(?!\d)))*"  # 12,000
)
_TRAILING = re.compile(rf"[{_MARKS}]+\Z")
_POSSESSIVE = re.compile(r"(?<=.)['\u2018\u2019`\u00b4]s\Z")
_HEBREW = re.compile(r"[\u05d0-\u05ea]+\Z")
_LATIN = re.compile(r"[a-z]+\Z")
_FINALS = str.maketrans("ךםןףץ", "כמנפצ")

# ו, then a conjunction, then an article or preposition: the order in which Hebrew glues small words to the next one.
_CLITICS = frozenset(
    a + b + c
    for a in ("", "ו")
    for b in ("", "ש", "כש", "מש", "לכש")
    for c in ("", "ה", "ב", "כ", "ל", "מ", "מה")
    if a + b + c
)
_LONGEST_CLITIC = max(map(len, _CLITICS))
_ENGLISH = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and where it stands in the original text."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text, in order."""
    found = []
    for match in _WORD.finditer(text):
        if folded := fold(match.group()):
            tail = _TRAILING.search(match.group())
            found.append(Word(folded, match.start(), match.start() + tail.start() if tail else match.end()))
    return found


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word without case, accents, niqqud, quotes and a possessive; nothing when nothing is left."""
    bare = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word).casefold())
    return "".join(char for char in bare if char.isalnum())


@lru_cache(maxsize=65_536)
def forms(word: str) -> frozenset[str]:
    """What else a folded word is found under: the English stem; Hebrew without glued-on small words and endings."""
    if _LATIN.match(word):
        return frozenset({_ENGLISH.stemWord(word)}) - {word}
    if _HEBREW.match(word):
        return frozenset(_hebrew_stem(base) for base in (word, *_without_clitics(word))) - {word}
    return frozenset()


def _without_clitics(word: str) -> list[str]:
    longest = min(_LONGEST_CLITIC, len(word) - 2)
    return [
        word[n:]
        for n in range(1, longest + 1)
        # What is left of a short word is rarely a word: only the article may leave two letters (הגן).
        if word[:n] in _CLITICS and (len(word) - n > 2 or word[:n] == "ה")
    ]


def _hebrew_stem(word: str) -> str:
    """Without a plural or feminine ending, and without the final shapes of letters, which an ending would undo."""
    for ending in ("ים", "ות", "ה", "ת"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            word = word[: -len(ending)]
            break
    return word.translate(_FINALS)


# Words that say little about what a question is about.
STOP_WORDS = frozenset(
    "a about all also am an and any are as at be been but by can could did do does dont for from get got had has have "
    "he her him his how i if im in into is it its just me my no not of on or our out please so some tell than that "
    "the their them then there these they this to up us very was we were what whats when where which who whose why "
    "will with would yes you your youre much many long there any "
    "אבל או אז אחרי אין איזה איך איפה אל אם אנחנו אני אתה אתם את באמת בו בין בלי גם האם הוא היא הם הן הזה הזאת זה זו "
    "זאת היה היתה הייתה היו ואם וזה ולא יש כי כל כמה כמו כן לא לגבי לו לי לכם לך לנו להיות ללא למה לפני מאוד מה מי "
    "מתי נא עד עוד על עם פה רק שהוא שהיא שזה שלו שלה שלי שלך שלכם שלנו של שם תוך אפשר".split()
)
# Words of a question that say a little: how one asks more than about what.
WEAK_WORDS = frozenset(
    "able back bring come comes find first further give gives given go goes going happen happens included include "
    "keep know last let like look make makes mean means more need needs new often old once only other own people "
    "possible put really see start takes take taking thing things time times under until use used using want ways way "
    "well when work working works "
    "אומר אחר איתכם אצלכם באיזה באיזו באילו בזמן בכלל ביותר הכי זמן יכול יכולה יכולים כדאי כולל כלול לוקח לוקחת "
    "למשל למי לעשות לקבל מותר מקבלים נותנים נמצא נמצאת נמשך נמשכת עובד עובדים עושה עושים צריך צריכה צריכים קורה "
    "קיים קיימת רוצה רוצים שאלה".split()
)
