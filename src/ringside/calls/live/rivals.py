"""Competitors named by a customer, as recognisers write them: in lower case, in two words for one, a letter off."""

# A pattern reads best in one line, a word list as words.
# ruff: noqa: E501, SIM905

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ringside.calls.live.brief import Rival
from ringside.dialogue import language as lang
from ringside.dialogue.schemas import Language

LIKE_FROM = 7
"""Letters from which on one wrong letter is a mishearing, not another word."""
ALIKE_FROM = 5
"""Letters from which on a name is known by its sound."""
MOST_WORDS = 3

# Names that are words of every day are taken for the company only where somebody deals with it.
_EVERYDAY = frozenset(
    "monday friday sunday close front outreach drift apollo box slack zoom notion base clay groove copper insight "
    "insightly square stripe sage wave fresh keep act nimble pipeline harvest toast ring bolt dash linear loop lever "
    "ramp rippling gusto bill brex deel plum flow force target oracle amazon meta apple orange shell visa focus smart "
    "simple capsule streak salesmate close.io people data team one first prime core next zero rise spark bright hive "
    "basecamp discovery chorus gong call calls sense clear vision mint lime anchor priority שלישי ראשון ישיר כלל הראל מגדל "
    "פריוריטי".split()
) - {"gong", "chorus", "פריוריטי"}
_DEALS_WITH: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:\b(?:us(?:e|es|ed|ing)|try|tried|trying|with|have|had|got|from|versus|vs|against|like|than|called|chose|choose|"
        r"look(?:ed|ing)? (?:at|into)|move(?:d)? (?:to|from)|switch(?:ed|ing)? (?:to|from)|compar\w+ (?:to|with)|on|into|over|quote from|"
        r"demo (?:of|from|with)|talk(?:ed|ing)? to|spoke to|pay(?:ing)?(?: for)?|bought|buy|evaluat\w+|pilot\w*) (?:(?:the|a|an|our|your|their|some|this|that) )?)$"
    ),
    "he": re.compile(
        r"(?:(?<!\w)(?:עם|של|על|מול|לעומת|כמו|משתמש\w*|עובד\w* (?:עם|ב)|בדק\w*|ניס\w*|קיבל\w* הצעה|הצעה מ|אצל|יש לנו|לנו את|את|הצעת|עבר\w*) (?:\S+ )?[בלמהוש]{0,2})$"
    ),
}
_ARTICLE = re.compile(r"\b(?:the|a|an|my|our|your|this|that|these|every|each|his|her) ?$")
"""Companies go without: after one of these a name is taken for a word."""
_WEB = re.compile(r"(?:\.| dot )?\s?(?:com|io|ai)\b")
_ON_A_DAY = re.compile(r"\b(?:on|next|this|last|by|until|till|every|for|from|before|after|since|over) (?:the )?$")
_DAYTIME = re.compile(r"^(?: (?:morning|afternoon|evening|night|the|at|next|week|works|is|would|or|and|\d)\b)")


def named(text: str, rivals: Sequence[Rival], language: Language) -> Iterator[tuple[Rival, int, int]]:
    """Rivals that a text names, with the place in the text; each once."""
    spans = lang.word_spans(text)
    for rival in rivals:
        place = _place(text, spans, rival.name, language)
        if place:
            yield rival, *place


def _place(text: str, spans: list[tuple[str, int, int]], name: str, language: Language) -> tuple[int, int] | None:
    wanted = _plain(name)
    if len(wanted) < 2:
        return None
    for size in range(1, MOST_WORDS + 1):
        for first in range(len(spans) - size + 1):
            said = "".join(word for word, _, _ in spans[first : first + size])
            start, end = spans[first][1], spans[first + size - 1][2]
            if _same(said, wanted, language) and _meant(text, start, end, name, language):
                return start, end
    return None


@lru_cache(maxsize=512)
def _plain(name: str) -> str:
    """A name without what nobody says: blanks, endings of the web and the law."""
    folded = lang.fold(name).text.strip()
    folded = re.sub(r"\.(?:com|io|ai|co\.il|net|org)$|[,.]? (?:inc|ltd|llc|gmbh|corp|בע\"מ)\.?$", "", folded)
    return "".join(lang.tokens(folded)).replace("'", "")


def _same(said: str, wanted: str, language: Language) -> bool:
    said = said.replace("'", "")
    if said == wanted or (said.endswith("s") and said[:-1] == wanted):
        return True
    if language == "he" and len(wanted) >= 3 and said.endswith(wanted) and set(said[: -len(wanted)]) <= set("ולבמשהכ"):
        return len(said) - len(wanted) <= 2
    if len(wanted) >= ALIKE_FROM and language == "en" and _sound(said) == _sound(wanted):
        return True
    return len(wanted) >= LIKE_FROM and said[:1] == wanted[:1] and _one_off(said, wanted)


def _sound(word: str) -> str:
    """A word as it sounds, roughly: recognisers spell names they do not know by ear."""
    for spelt, heard in _SOUNDS:
        word = word.replace(spelt, heard)
    return re.sub(r"(.)\1+", r"\1", word)


_SOUNDS = (
    ("ph", "f"),
    ("ch", "k"),
    ("x", "ks"),
    ("ck", "k"),
    ("q", "k"),
    ("c", "k"),
    ("z", "s"),
    ("y", "i"),
    ("ee", "i"),
)


def _one_off(a: str, b: str) -> bool:
    """Whether two words differ in one letter: another, a missing or an added one."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return a == b
    short, long = sorted((a, b), key=len)
    at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _meant(text: str, start: int, end: int, name: str, language: Language) -> bool:
    """Whether an everyday word stands for the company; other names always do."""
    before, after = lang.fold(text[max(0, start - 40) : start]).text, lang.fold(text[end : end + 12]).text
    if _plain(name) not in _EVERYDAY and not (language == "en" and _ARTICLE.search(before)):
        return True
    if language == "en" and _WEB.match(lang.fold(text[end : end + 9]).text):
        return True
    if before and not before.endswith(" "):
        before += " " if text[start - 1 : start].isspace() else ""
    if language == "en" and _plain(name).endswith("day") and (_ON_A_DAY.search(before) or _DAYTIME.search(after)):
        return False
    return bool(_DEALS_WITH[language].search(before))
