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
CONSONANTS = 5
"""Consonants from which on a name is known by them; one fewer where the words beside it speak of a company."""
LETTERS_OFF = 3
MOST_WORDS = 3

# Names that are words of every day are taken for the company only where somebody deals with it.
_EVERYDAY = frozenset(
    "monday friday sunday close front outreach drift apollo box slack zoom notion base clay groove copper insight "
    "insightly square stripe sage wave fresh keep act nimble pipeline harvest toast ring bolt dash linear loop lever "
    "ramp rippling gusto bill brex deel plum flow force target oracle amazon meta apple orange shell visa focus smart "
    "simple capsule streak salesmate close.io people data team one first prime core next zero rise spark bright hive "
    "basecamp discovery chorus gong call calls sense clear vision mint lime anchor priority workday tide otis opera locus "
    "zero mews monzo starling compass greenhouse workable indeed seek pilot pulse beacon bridge atlas summit echo canvas blackboard "
    "clever schoology procure buildertrend aspire jobber front intercom drip mention buffer later sprout bamboo justworks paycor "
    "paycom paychex trinet remote papaya oyster velocity global relay flex convoy project44 motive verizon sprint three orange "
    "ee sky virgin tesco boots next gap banana amber octopus eon shell bulb ovo root lemonade hippo wise revolut chase discover "
    "capital ally synergy elevate concur expensify divvy airbase mercury found novo lili north south nest tempo asana trello "
    "smartsheet airtable wrike height shortcut craft coda roam reflect superhuman spike hey missive help scout zen desk fin ada "
    "podium birdeye yext reputation thrive kajabi teachable thinkific docebo absorb degreed cornerstone litmos moodle buzz "
    "פועלים הפועלים לאומי דיסקונט מזרחי משוב עודכנית מנורה הפניקס פניקס הכשרה איילון שלמה דן אגד עלית פלאפון סלולר פרטנר הוט יס ברק נטו "
    "מקס כאל רמזור שחר אלדן שגריר פוינטר מגן כוכב גל אופק ניצן אורן תפוז מטרה שער מפתח דלתא פז דור סונול יד שלישי ראשון ישיר כלל הראל מגדל "
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
_ARTICLE_NEAR = re.compile(
    r"\b(?:the|a|an|my|our|your|this|that|these|every|each|his|her|next|last|per|one|two|three|whole|full|long) (?:\w+ )?$"
)
_PRODUCT = re.compile(
    r"^(?:'s)? ?(?:quote|offer|contract|proposal|deal|demo|rep|reps|guy|guys|people|lot|account|portal|system|app|software|"
    r"platform|plan|licen[sc]e\w*|subscription|terminals?|reader|integration|renewal|invoice)\b"
)
"""What companies have, not words."""
_HAD = re.compile(r"^(?:'s)? ?(?:we|i)(?:'ve| have)? (?:had|used?|got|been)\b")
_PERSON: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:uncle|aunt|auntie|cousin|brother|sister|nephew|niece|grandad|granddad|grandpa|grandma|mate|friend|colleague|mister|mr|"
        r"mrs|ms|miss|sir|captain|sergeant|father|professor|son|daughter|husband|wife|dog|cat|named) $"
    ),
    "he": re.compile(
        r"(?<!\w)(?:דוד|דודה|אחי|אחותי|גיסי|הגיס|חבר שלי|חברה שלי|הבן|הבת|אדון|מר|גברת|הכלב|החתול|הבן שלי|הבת שלי) $"
    ),
}
"""Whoever has that name then is no company."""
_A_WORD: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"^ ?of\b"),
    "he": re.compile(
        r"^ ?(?:של(?:י|ך|נו|כם|הם|הן|ה|ו)|(?:מ?אוד )?(?:טוב|טובה|מצוין|מצוינת|חיובי|חיובית|שלילי|גרוע|נהדר|גבוה|ישן|חדש|יפה)ה?)(?!\w)"
    ),
}
"""What follows a word and hardly a name: whose it is, or how."""
_WEB = re.compile(r"(?:\.| dot )?\s?(?:com|io|ai)\b")
_ON_A_DAY = re.compile(r"\b(?:on|next|this|last|by|until|till|every|for|from|before|after|since|over) (?:the )?$")
_DAYTIME = re.compile(r"^(?: ?(?:morning|afternoon|evening|night|the|at|next|week|works|is|would|or|and|\d)\b)")


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
            heard = _same(said, wanted, language)
            if not heard and language == "en" and (alike := _rhymes(said.removesuffix("'s"), wanted)) >= CONSONANTS - 1:
                heard = alike >= CONSONANTS or _beside_one(text, start, end)
            if not heard and language == "en" and len(wanted) == ALIKE_FROM - 1 and _sound(said) == _sound(wanted):
                heard = _beside_one(text, start, end)
            if heard and _meant(text, start, end, name, language, size > _words_of(name)):
                return start, end
    return None


def _words_of(name: str) -> int:
    return len(lang.tokens(name))


@lru_cache(maxsize=512)
def _plain(name: str) -> str:
    """A name without what nobody says: blanks, endings of the web and the law."""
    folded = lang.fold(name).text.strip()
    folded = re.sub(r"\.(?:com|io|ai|co\.il|net|org)$|[,.]? (?:inc|ltd|llc|gmbh|corp|בע\"מ)\.?$", "", folded)
    return "".join(lang.tokens(folded)).replace("'", "")


def _same(said: str, wanted: str, language: Language) -> bool:
    said = said.removesuffix("'s").replace("'", "")
    if said == wanted or (said.endswith("s") and said[:-1] == wanted):
        return True
    if language == "he" and len(wanted) >= 3 and said.endswith(wanted) and set(said[: -len(wanted)]) <= set("ולבמשהכ"):
        return len(said) - len(wanted) <= 2
    if len(wanted) >= ALIKE_FROM and language == "en" and _sound(said) == _sound(wanted):
        return True
    return len(wanted) >= LIKE_FROM and said[:1] == wanted[:1] and _one_off(said, wanted)


def _sound(word: str) -> str:
    """A word as it sounds, roughly: recognisers spell names they do not know by ear."""
    word = re.sub(r"^x", "z", word)
    for spelt, heard in _SOUNDS:
        word = word.replace(spelt, heard)
    return re.sub(r"(.)\1+", r"\1", word)


def _rhymes(said: str, wanted: str) -> int:
    """How many consonants two words have that differ only in which vowels they have ("shine", "schein"), else 0."""
    if abs(len(said) - len(wanted)) > LETTERS_OFF or said[:1] not in _BEGINS.get(wanted[:1], wanted[:1]):
        return 0
    heard = _beats(said)
    return len(heard.replace("a", "")) if heard == _beats(wanted) else 0


def _beside_one(text: str, start: int, end: int) -> bool:
    """Whether the words beside a place speak of a company."""
    after = lang.fold(text[end : end + 24]).text
    return bool(
        _PRODUCT.match(after) or _HAD.match(after) or _DEALS_WITH["en"].search(lang.fold(text[:start]).text[-40:])
    )


@lru_cache(maxsize=4096)
def _beats(word: str) -> str:
    """Consonants as they sound, with one mark for the vowels between them."""
    word = re.sub(r"^c(?=[bdfgjkmnpqstvwxz])", "se", word)  # the letter by its name
    word = re.sub(r"sch|sh", "S", word)
    word = re.sub(r"ph", "f", re.sub(r"c(?=[eiy])", "s", word))
    word = re.sub(r"ck|ch|c|q", "k", word).replace("x", "ks").replace("z", "s")
    word = re.sub(r"(?<=[aeiou])h|(?<=\w{3})e$", "", word)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyw]+", "a", word))


_BEGINS = {"c": "cks", "k": "kcq", "s": "sczx", "x": "xzs", "z": "zsx", "q": "qkc", "f": "fp", "p": "pf"}
"""Letters a name may begin with as it is heard."""
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


def _meant(text: str, start: int, end: int, name: str, language: Language, split: bool) -> bool:
    """Whether words that could be a company's name stand for the company; `split`: heard in more words than it has."""
    before, after = lang.fold(text[max(0, start - 40) : start]).text, lang.fold(text[end : end + 24]).text
    if before and not before.endswith(" "):
        before += " " if text[start - 1 : start].isspace() else ""
    everyday = _plain(name) in _EVERYDAY
    if _PERSON[language].search(before) or (everyday and _A_WORD[language].match(after)):
        return False
    english = language == "en"
    if english and (_ARTICLE_NEAR if split else _ARTICLE).search(before):
        return bool(_PRODUCT.match(after)) or (not everyday and not split and bool(_DEALS_WITH["en"].search(before)))
    if not everyday:
        return True
    if english and _WEB.match(after):
        return True
    if english and _plain(name).endswith("day") and (_ON_A_DAY.search(before) or _DAYTIME.search(after)):
        return False
    return bool(_DEALS_WITH[language].search(before))
