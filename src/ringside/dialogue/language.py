"""How text is read in English and Hebrew: script, folded view with offsets, words and clauses."""

# A pattern reads best in one line, a word list as words.
# ruff: noqa: E501, SIM905

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ringside.dialogue.schemas import Language

_HEBREW = re.compile(r"[\u05d0-\u05ea]")
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+|(?<=[\u05d0-\u05ea])\"(?=[\u05d0-\u05ea])[^\W_]+)*")

_SAME_AS = {
    "\u05f3": "'", "\u05f4": '"', "\u05be": "-", "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'",
    "\u2032": "'", "\u00b4": "'", "`": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"',
    "\u00ab": '"', "\u00bb": '"', "\u2033": '"', "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-",
    "\u2014": "-", "\u2015": "-", "\u2212": "-", "\u2026": ".",
}  # fmt: skip


def detect(text: str) -> Language:
    """The language most of the letters are written in; Hebrew weighs double, since it writes few vowels."""
    sample = text[:20_000]
    return "he" if 2 * len(_HEBREW.findall(sample)) > len(_LATIN.findall(sample)) else "en"


@lru_cache(maxsize=8192)
def _fold_char(char: str) -> str:
    """Lower case, no marks (accents, niqqud, bidi and joiners), plain quotes and dashes; any space is one blank."""
    if char in _SAME_AS:
        return _SAME_AS[char]
    if char.isspace():
        return " "
    folded = (_SAME_AS.get(c, c) for c in unicodedata.normalize("NFKD", char.lower()))
    return "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Me", "Cf", "Cc", "Cs"))


@dataclass(frozen=True, slots=True)
class View:
    """Folded text; `at[i]` is where its character `i` starts in the original, `at[-1]` the original's length."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of folded characters start..end, without outer blanks or a split letter."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        if start >= end:
            return self.at[start], self.at[start]
        following = end
        while self.at[following] == self.at[end - 1]:
            following += 1
        return self.at[start], self.at[following]


def fold(text: str) -> View:
    """The folded view of `text`: runs of white space become one blank; every offset leads back to the original."""
    return _fold_cached(text) if len(text) <= 5_000 else _fold(text)


def _fold(text: str) -> View:
    chars: list[str] = []
    at: list[int] = []
    blank = True
    for i, char in enumerate(text):
        for c in _fold_char(char):
            if c == " " and blank:
                continue
            blank = c == " "
            chars.append(c)
            at.append(i)
    at.append(len(text))
    return View("".join(chars), tuple(at))


_fold_cached = lru_cache(maxsize=4096)(_fold)


def words(text: str) -> list[str]:
    """Folded words of `text`; Hebrew ones without niqqud, acronyms and contractions in one piece."""
    return _WORD.findall(fold(text).text)


def tokens(folded: str) -> list[str]:
    """Words of a text that is folded already."""
    return _WORD.findall(folded)


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """Folded words with their offsets in the original text."""
    view = fold(text)
    return [(m.group(), *view.span(m.start(), m.end())) for m in _WORD.finditer(view.text)]


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a folded view that makes one move; `asked` when it ends its sentence with a question mark."""

    start: int
    end: int
    asked: bool


_SENTENCE = re.compile(r"[^.?!;\n]*(?:[.](?=\d)[^.?!;\n]*)*[.?!;\n]*")

# Where speech without punctuation starts a new move. A question opener is not one inside another clause
# ("I know what you mean"), hence the words that may not come before it.
_EMBEDS_EN = (
    "know wonder wondering see understand about like that's is was of on in to for exactly and or if from with "
    "depends explain describe show me you us remember curious sure matter asked ask asking hear share sharing idea "
    "than as at by into no not i we they it that this which who what how so learn learned figure the a my our your "
    "why when where i'd think there mind understanding whatever just really"
).split()
_SUBJECT_EN = r"(?:you|your|you're|they|it|there|we|i|he|she|anyone|anybody|someone)"
_INVERSION_EN = (
    rf"(?:(?:do|does|did|are|have|has|can|could|would|should|shall|may|don't|isn't|aren't|wouldn't|won't|didn't|haven't|"
    rf"doesn't|will|were) {_SUBJECT_EN}|(?:is|was) (?:it|there|your|this a|now a|he|she)|(?:does|did|would|could) (?:that|this))\b"
)
_INVERTED_EN = re.compile(rf"\b{_INVERSION_EN}")
_WH_EN = re.compile(r"\b(?:how|what|which|who|where|when|why|whose)\b")
_QUESTION_START_EN = re.compile(
    rf"\b(?:(?:how|what|why|where|when|who)(?:'s| (?:is|are|was|were|do|does|did|would|could|can|will|should|has|have|"
    rf"about|else|kind|sort|many|much|long|often|made|makes|happens|happened|exactly|come|got|led|prompted))\b|"
    rf"which \w+ (?:do|does|are|is|would|did)\b|what (?:\w+ ){{1,2}}(?:do|does|are|did|would) (?:you|your|they)\b|"
    rf"{_INVERSION_EN}|(?:tell me|walk me through|talk me through|help me understand))"
)
_MARKER_EN = re.compile(
    r"\b(?:so|but|because|anyway|listen|thanks|thank you|sorry|by the way|i mean|"
    r"and (?:i|i'm|i'd|we|we're|you|you're|the|then|so|what|how|do|does|is|are|would|can|could|that|it|my|our|if|why)|"
    r"i understand|i hear|i get|i appreciate|i totally|i completely|it sounds|sounds like|that makes sense|my name is|"
    r"the reason|we help|we work|let's|how about|what about|honestly|which means|for example|i'm calling|we're|we've|"
    r"(?<=, )(?:okay|ok|alright|now|look|i|our|if you|if we|let me|well|would it|totally|we|you|it's|that's|they))\b"
)
_NO_CUT_EN = frozenset(
    "reason why that if and or the a to when because what how who which as than where but so i'm".split()
)
_QUESTION_START_HE = re.compile(
    r"(?<![\w\"'])ו?(?:מה|איך|למה|מדוע|כיצד|מתי|איפה|האם|כמה|איזה|איזו|אילו|מי|ספר לי|ספרי לי|תספר לי|תספרי לי|"
    r"תוכל|תוכלי|תוכלו|אתה יכול|את יכולה|אפשר|יש לך|יש לכם|אכפת לך|נכון ש)(?![\w\"'])"
)
_MARKER_HE = re.compile(
    r"(?<![\w\"'])(?:אז|אבל|אוקיי|אוקי|תראה|תראי|תקשיב|תקשיבי|תודה|סליחה|דרך אגב|אגב|כלומר|אני מבין|אני מבינה|"
    r"אני שומע|אני שומעת|נשמע|אנחנו|הסיבה|המוצר|המערכת|בוא|בואי|בואו|וגם|ואני|ואנחנו|ואז|ככה ש|"
    r"זה אומר|לדוגמה|למשל|קוראים לי|שמי|מדבר|מדברת|אם)(?![\w\"'])"
)
_EMBEDS_HE = (
    "יודע יודעת יודעים להבין לדעת מבין מבינה זה של על את עם לפי כל או ש תלוי להסביר לספר לראות בדיוק אבל גם לא "
    "אין כי לי לך לכם לנו אותי בערך מעניין מסקרן סקרן מתוך אני אתה אתם"
).split()
_COMMA = re.compile(r", (?=\S+ \S+ \S+)")
_STARTS = {"en": (_QUESTION_START_EN, _MARKER_EN), "he": (_QUESTION_START_HE, _MARKER_HE)}
_EMBEDS = {"en": frozenset(_EMBEDS_EN), "he": frozenset(_EMBEDS_HE)}


def clauses(view: View, language: Language) -> list[Clause]:
    """The moves of a turn in order: sentences, cut further at discourse markers and question openers."""
    found: list[Clause] = []
    for sentence in _SENTENCE.finditer(view.text):
        if not _WORD.search(sentence.group()):
            continue
        asked = "?" in sentence.group()[-4:]
        cuts = [sentence.start(), *_cuts(view.text, sentence.start(), sentence.end(), language), sentence.end()]
        pieces = list(pairwise(cuts))
        found += [Clause(a, b, asked and i == len(pieces) - 1) for i, (a, b) in enumerate(pieces)]
    return found


def _cuts(text: str, start: int, end: int, language: Language) -> list[int]:
    question, marker = _STARTS[language]
    places = {m.end(): False for m in _COMMA.finditer(text, start, end)} if language == "he" else {}
    places |= {m.start(): False for m in marker.finditer(text, start, end)}
    places |= {m.start(): True for m in question.finditer(text, start, end)}
    kept: list[int] = []
    last = start
    for place, asks in sorted(places.items()):
        if _stands_alone(text, last, place, language) and _may_cut(text, last, place, asks, language):
            kept.append(place)
            last = place
    return kept


_WINDOW = 160
"""Characters looked at around a cut, so that a line without end is read in linear time."""


def _stands_alone(text: str, last: int, place: int, language: Language) -> bool:
    """Whether the piece before a cut is a move of its own: long enough, or a known short one ("fair enough")."""
    piece = text[last : min(place, last + _WINDOW)]
    if _SUBORDINATE[language].match(piece):
        return False
    return len(_WORD.findall(piece)) >= 4 or bool(_SHORT_MOVE[language].fullmatch(piece.strip(" ,.-:")))


def _may_cut(text: str, last: int, place: int, asks: bool, language: Language) -> bool:
    near = _WORD.findall(text, max(last, place - _WINDOW), place)
    before = near[-1] if near else ""
    if text[max(last, place - 2) : place].startswith((",", "-", ":")):
        return True
    if language == "he":
        return before not in _EMBEDS["he"]
    if not asks:
        return before not in _NO_CUT_EN
    if _INVERTED_EN.match(text, place):
        # "how many people | do you have" is one question: its wh-word still waits for its verb
        open_wh = _WH_EN.search(text, max(last, place - _WINDOW), place)
        return before not in _NO_CUT_EN and (not open_wh or bool(_INVERTED_EN.search(text, open_wh.end(), place)))
    return before not in _EMBEDS["en"]


# A clause that opens with one of these waits for its main clause.
_SUBORDINATE = {
    "en": re.compile(
        r"(?:(?:so|and|but|well|okay|ok) )*(?:if|when|once|since|as|while|because|before|after|i know (?:that|you|this|it|i))\b"
    ),
    "he": re.compile(r"(?:(?:אז|אבל|ו|טוב) )*(?:אם|כש\S+|מכיוון|מאחר|ברגע ש|לפני ש|אחרי ש|אני יודע|אני יודעת)(?!\w)"),
}
_SHORT_MOVE = {
    "en": re.compile(
        r"(?:(?:oh|ah|so|well|and|but|okay|ok|right|yes|yeah|no) )*(?:(?:i|we) (?:totally |completely |really |fully )?(?:understand|hear you|see|get (?:it|that)|"
        r"appreciate (?:it|that))|got it|understood|(?:that's |totally |completely |very )*(?:fair|fair enough|understandable|reasonable|"
        r"valid|okay|ok|fine|true)|(?:that |it )?makes (?:total |perfect |complete )?sense|sorry(?: about that)?|thanks(?: \w+)?|thank you(?: \w+)?|"
        r"(?:hi|hello|hey)(?: \w+)?|good (?:morning|afternoon|evening)(?: \w+)?|how are you(?: \w+)?|good (?:point|question)|of course|sure|no|yes|yeah|"
        r"great|perfect|no problem|absolutely|not interested)"
    ),
    "he": re.compile(
        r"(?:(?:אה|אז|טוב|אוקיי|כן|לא) )*(?:(?:אני )?(?:לגמרי |ממש )?(?:מבין|מבינה|שומע|שומעת|הבנתי|מעריך|מעריכה)(?: אותך| לגמרי| אותך לגמרי)?|(?:זה )?(?:לגמרי )?(?:הגיוני|מובן|הוגן|לגיטימי|ברור)"
        r"(?: לגמרי| מאוד)?|(?:היי|הי|שלום)(?: \S+)?|בוקר טוב|צהריים טובים|ערב טוב|מה (?:שלומך|נשמע)|תודה(?: \S+)?|סליחה|בטח|ברור|לא|כן|מעולה|"
        r"יופי|אין בעיה|בסדר|(?:שאלה|נקודה) (?:טובה|מצוינת)|אתה צודק|את צודקת|לא מעוניין|לא מעוניינת)"
    ),
}
