"""Real customers made unrecognisable: names, companies, places, numbers and addresses replaced, the same ones alike.

There is no list of all names, so a word counts as one by how it is used: its capital in the middle of a sentence, the
label of a speaker, an introduction ("this is ... from ..."), a form of address, or a first name people know. Where in
doubt it is replaced: a buyer with one odd word is better than a customer who can be found out.
"""

# A pattern reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal, get_args

from ringside.core import content
from ringside.dialogue.reader import en as english
from ringside.dialogue.reader import he as hebrew
from ringside.dialogue.schemas import Language
from ringside.practice.catalogue import Gender
from ringside.practice.parts import parts

Kind = Literal["person", "company", "place"]

_WORD = re.compile(r"[^\W\d_][\w'’\"״׳&-]*[^\W_]|[^\W\d_]")
_SENTENCE = re.compile(r"[.!?:;\n–—]+\s*|^\s*|[\"“(]\s*")
_EMAIL = r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"
_SPOKEN_EMAIL = r"[\w.-]+(?: dot [\w-]+)* at [\w-]+ dot (?:com|net|org|io|co)\b(?: dot \w{2})?"
_URL = r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|net|org|io|co\.il|co\.uk|de|ai|gov|edu)\b(?:/\S*)?"
_CODE = r"\b(?=\w*\d)(?=\w*[A-Za-z])[A-Za-z0-9-]{5,}\b"
_TIME = r"\b\d{1,2}:\d{2}\b"
_NUMBER = r"\+?\d(?:[\d.,\-\s()]*\d)?"
_DETAIL = re.compile(
    f"(?P<email>{_EMAIL}|{_SPOKEN_EMAIL})|(?P<url>{_URL})|(?P<code>{_CODE})|(?P<time>{_TIME})|(?P<number>{_NUMBER})",
    re.IGNORECASE,
)
_SPOKEN = {
    "thirteen": "fourteen", "fourteen": "sixteen", "fifteen": "eighteen", "sixteen": "fourteen", "seventeen": "thirteen",
    "eighteen": "fifteen", "nineteen": "seventeen", "twenty": "thirty", "thirty": "forty", "forty": "sixty",
    "fifty": "seventy", "sixty": "forty", "seventy": "eighty", "eighty": "fifty", "ninety": "sixty",
    "עשרים": "שלושים", "שלושים": "ארבעים", "ארבעים": "שישים", "חמישים": "שבעים", "שישים": "ארבעים", "שבעים": "שמונים",
    "שמונים": "חמישים", "תשעים": "שישים", "מאתיים": "שלוש מאות", "אלפיים": "שלושת אלפים",
}  # fmt: skip
_SPOKEN_WORD = re.compile(rf"(?<!\w)([והבלמשכ]?)({'|'.join(_SPOKEN)})(?!\w)", re.IGNORECASE)

_VERBS = frozenset(("will", "may", "hope", "grant", "chase", "sue", "drew", "pat", "april", "june", "dawn", "rich"))
"""Names that begin a sentence as something else far more often."""

_ONE = r"[^\W\d_][\w'’-]+"
_CAPITAL = rf"(?-i:[A-Z]){_ONE}"
_GREETINGS = frozenset(("hi", "hello", "hey", "dear", "thanks", "bye", "mr", "mrs", "ms", "dr"))
_GREETED = re.compile(
    rf"(?<!\w)(?:hi|hello|hey|good (?:morning|afternoon|evening)|שלום|היי|הי)[\s,]+({_ONE})", re.IGNORECASE
)
_FIRM = r"(?:bank|insurance|inc|corp|corporation|ltd|limited|llc|gmbh|company|group|solutions|systems|technologies)"
_HEBREW, _LATIN = re.compile("[א-ת]"), re.compile(r"[A-Z][A-Za-z&]{2,}")
_NAME = rf"(?P<first>{_ONE})(?:\s+(?P<last>{_ONE}))?"
_NAME_HE = rf"(?P<first>{_ONE})(?:\s+(?P<last>(?!מ){_ONE}))?"
_ORG = r"(?P<org>[^\W\d_][\w'’״\"&-]+)"
_FROM = rf"(?:\s+(?:and i'm |and i am |calling |over |here )?(?:from|at|with)\s+(?:the\s+)?{_ORG})?"
_FROM_HE = rf"(?:\s+מ(?:חברת\s+)?-?{_ORG})?"
_INTRODUCED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<sure>my name is|my name's|name is|mr\.?|mrs\.?|ms\.?|miss|dr\.?)\s+{_NAME}{_FROM}",
        rf"\b(?:this is|i'm|i am|it's|speaking with|speaking to|speak to|speak with)\s+{_NAME}{_FROM}",
        rf"\b(?P<sure>hi|hello|hey|dear|thanks|good (?:morning|afternoon|evening))[\s,]+(?P<first>(?!(?:there|every|all|team|folks|guys|again)){_CAPITAL})",
        rf"\b(?P<sure>this is|i'm|i am|it's)\s+(?P<first>{_ONE})(?:\s+(?P<last>{_ONE}))?\s+(?:calling |over |here )?from\s+(?:the\s+)?{_ORG}",
        rf"(?<!\w)(?P<sure>מדבר|מדברת|אני|כאן|זה|זאת)\s+(?P<first>{_ONE})(?:\s+(?P<last>{_ONE}))?(?:\s+{_ONE})?\s+מחברת\s+{_ORG}",
        rf"(?<!\w)(?P<sure>שלום|היי|הי)\s+(?P<first>(?!לך|לכם|לכולם){_ONE}),",
        rf"\b(?:from|calling|at|with|by|for|is)\s+(?P<org>(?:[^\W\d_][\w'’&-]+\s+){{1,3}}{_FIRM})\b",
        rf"(?<!\w)(?P<sure>שמי|השם שלי|קוראים לי|מר|גברת|גב'|אדון)\s+{_NAME_HE}{_FROM_HE}",
        rf"(?<!\w)(?:מדבר|מדברת|אני|כאן|זה|זאת)\s+{_NAME_HE}{_FROM_HE}",
        rf"(?<!\w)[מבלהוש]?חברת\s+{_ORG}",
        rf"(?<!\w)[בלמה]?(?:בנק|ביטוח)\s+{_ORG}",
        r"(?<!\w)[בלמה]?רחוב\s+(?P<place>[^\W\d_][\w'’״\"-]+)",
    )
)


class Disguise:
    """Calling it disguises a text. What `lines` and `labels` show to be names is replaced alike in every text."""

    def __init__(
        self, lines: Sequence[str], language: Language, seed: int, labels: Iterable[str] = (), keep: Iterable[str] = ()
    ) -> None:
        self._rng = random.Random(f"disguise:{seed}:{language}")
        self._language = language
        self._factor = self._rng.choice((0.6, 0.7, 0.8, 1.2, 1.3, 1.4))
        self._kept = {word.casefold() for text in keep for word in _WORD.findall(text)}
        self._numbers: dict[str, str] = {}
        self._entities = self._found(lines, labels)
        self._new = self._renamed()
        self._pattern = self._matching()

    @property
    def originals(self) -> frozenset[str]:
        """The names found, as they stand in the source, in lower case."""
        return frozenset(word for words in self._entities for word in words)

    def __call__(self, text: str) -> str:
        text = self._pattern.sub(self._name, text) if self._pattern else text
        text = _DETAIL.sub(self._detail, text)
        return _SPOKEN_WORD.sub(lambda found: found[1] + _like(found[2], _SPOKEN[found[2].casefold()]), text)

    def reveals(self, text: str) -> bool:
        """Whether the text says anything that would have to be replaced."""
        return self(text) != text

    def company_in(self, text: str) -> str | None:
        """What the first company named in a text has become; None when it names none."""
        said = text.casefold()
        places = {
            found.start(): " ".join(words)
            for words, kind in self._entities.items()
            if kind == "company" and (found := re.search(rf"(?<!\w){re.escape(' '.join(words))}(?!\w)", said))
        }
        return self._new[places[min(places)]] if places else None

    def greeted_in(self, text: str) -> str | None:
        """What the person greeted by name in a text is called now; None when nobody is."""
        names = (found[1] for found in _GREETED.finditer(text))
        known = (name for name in names if (name.casefold(),) in self._entities or _gender(name))
        return next((self(name) for name in known if self.reveals(name)), None)

    # what is a name

    def _found(self, lines: Sequence[str], labels: Iterable[str]) -> dict[tuple[str, ...], Kind]:
        known = _known()
        found: dict[tuple[str, ...], Kind] = {}
        for label in labels:
            words = [w for w in _WORD.findall(label) if w.casefold() not in known["generic"] and len(w) > 1]
            self._add(found, words, "person")
        lower = {word for line in lines for word in _WORD.findall(line) if word.islower()}
        for line in lines:
            for pattern in _INTRODUCED:
                for match in pattern.finditer(line):
                    self._add_introduced(found, match.groupdict())
            for words, kind in self._capitalised(line, lower):
                self._add(found, words, kind)
            for word in _WORD.findall(line):
                if _gender(word) and not _ambiguous(word):
                    self._add(found, [_bare(word)], "person")
            self._add_surnames(found, line)
            if _HEBREW.search(line):  # there a word in Latin letters is a name unless it is one everybody uses
                for word in _LATIN.findall(line):
                    self._add(found, [word], "company")
        return found

    def _add(self, found: dict[tuple[str, ...], Kind], words: Sequence[str], kind: Kind) -> None:
        key = tuple(word.casefold().removesuffix("'s").removesuffix("’s") for word in words)
        key = tuple(word for word in key if word not in self._kept and word not in _known()["common"])
        if key and (key not in found or kind == "place") and any(len(word) > 1 for word in key):
            found[key] = kind

    def _add_introduced(self, found: dict[tuple[str, ...], Kind], said: dict[str, str | None]) -> None:
        """Who an introduction names; "this is fine with me" introduces nobody."""
        first, last, org, place = (said.get(part) or "" for part in ("first", "last", "org", "place"))
        if first:
            known = first[0].isupper() or _gender(first) or _ambiguous(first)
            if not (said.get("sure") or known) or first.casefold() in _function_words():
                return
            surname = last[:1].isupper() or (last and not _idle(last))
            self._add(found, [first, *([last] if surname else [])], "person")
        if org and not _idle(org.split()[0]):
            self._add(found, org.split(), "company")
        if place:
            self._add(found, [place], "place")

    def _capitalised(self, line: str, lower: set[str]) -> Iterator[tuple[list[str], Kind]]:
        starts = {match.end() for match in _SENTENCE.finditer(line)}
        run: list[re.Match[str]] = []
        for match in [*_WORD.finditer(line), None]:
            if match is not None and self._is_capital(match, starts, lower):
                gap = line[run[-1].end() : match.start()] if run else " "
                if gap in (" ", " & ", "-"):
                    run.append(match)
                    continue
            if run:
                yield [m[0] for m in run], _kind(line, run)
            run = [match] if match is not None and self._is_capital(match, starts, lower) else []

    def _is_capital(self, match: re.Match[str], starts: set[int], lower: set[str]) -> bool:
        word = match[0]
        if not word[0].isupper() or any(char.isdigit() for char in word):
            return False
        plain = word.casefold().removesuffix("'s").removesuffix("’s")
        if plain in _known()["common"] or plain in self._kept or plain in _function_words() or "'" in plain[-3:]:
            return False
        if match.start() in starts:
            return bool(_gender(word) or (_ambiguous(word) and plain not in _VERBS)) and plain not in lower
        return plain not in lower or bool(_gender(word))

    def _add_surnames(self, found: dict[tuple[str, ...], Kind], line: str) -> None:
        words = _WORD.findall(line)
        for one, other in pairwise(words):
            if _gender(one) and other in _known()["surnames"]:
                self._add(found, [_bare(one), other], "person")

    # what it becomes

    def _renamed(self) -> dict[str, str]:
        """A replacement for every word of every name, and for companies and places of several words as a whole."""
        source = {word for words in self._entities for word in words}
        parts_of = [word for word in source if len(word) > 2]

        def fresh(name: str) -> bool:
            return not any(word in name.casefold() for word in parts_of)

        bank = parts(self._language)
        people = {
            gender: [name for name in bank.names[gender] if fresh(name)] or list(bank.names[gender])
            for gender in ("female", "male")
        }
        firms = [name for industry in bank.industries.values() for name in industry.companies if fresh(name)]
        places = [place for place in _known_places(self._language) if fresh(place)]
        for pool in (*people.values(), firms, places):
            self._rng.shuffle(pool)
        new: dict[str, str] = {}
        for words, kind in sorted(self._entities.items(), key=lambda item: (-len(item[0]), item[0])):
            if kind == "person":
                gender = _gender(words[0]) or self._rng.choice(("female", "male"))
                first, _, last = _next(people[gender]).partition(" ")
                for place, word in enumerate(words):
                    new.setdefault(word, last if place and last else first)
            else:
                name = _next(firms if kind == "company" else places)
                new.setdefault(" ".join(words), name)
                for word in words:
                    new.setdefault(word, name)
        return new

    def _matching(self) -> re.Pattern[str] | None:
        phrases = sorted(self._new, key=lambda phrase: (-len(phrase), phrase))
        if not phrases:
            return None
        options = "|".join(r"[\s-]+(?:&\s+)?".join(map(re.escape, phrase.split())) for phrase in phrases)
        return re.compile(rf"(?<!\w)([והבלמשכ]?-?)({options})(?!\w)", re.IGNORECASE)

    def _name(self, match: re.Match[str]) -> str:
        said = match[2]
        key = re.sub(r"[\s&-]+", " ", said.casefold())
        if said.isascii() and said.islower() and _ambiguous(said):
            return match[0]  # "will", "may": in small letters that is no name
        first = next(iter(key.split()), "")
        # Letters that match each other need not fold alike; whatever it is, it is not left standing.
        spare = next(iter(self._new.values()))
        return match[1] + next((self._new[k] for k in (key, said.casefold(), first) if k in self._new), spare)

    def _detail(self, match: re.Match[str]) -> str:
        said = match[0]
        if match["time"] or said.casefold() in self._kept:
            return said
        if match["email"]:
            return self._once(said, lambda: f"contact{self._rng.randint(10, 99)}@example.com")
        if match["url"]:
            return "example.com"
        return self._once(said, lambda: self._number(said))

    def _once(self, said: str, make: Any) -> str:
        if said not in self._numbers:
            self._numbers[said] = make()
        return self._numbers[said]

    def _number(self, said: str) -> str:
        """Digits for digits: a long number is drawn anew, an amount scaled to one of the same size."""
        digits = re.sub(r"\D", "", said)
        if len(digits) < 2 or (len(digits) == 2 and int(digits) <= 12):
            return said
        amount = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+|\d{2,6}", said)
        if amount:
            most = 10 ** len(digits) - 1
            least = 10 ** (len(digits) - 1)
            scaled = round(int(digits) * self._factor)
            if scaled > most:
                scaled = round(int(digits) * 0.8)
            elif scaled < least:
                scaled += least
            keep = len(digits) - len(digits.rstrip("0"))
            scaled = scaled // 10**keep * 10**keep or int(digits)
            drawn = str(scaled if scaled != int(digits) else scaled + 10**keep)
        else:
            drawn = "".join(self._rng.choice("123456789") if i == 0 else self._rng.choice("0123456789")
                            for i, _ in enumerate(digits))  # fmt: skip
            drawn = drawn if drawn != digits else drawn[::-1]
        fresh = iter(drawn[-len(digits) :].rjust(len(digits), "1"))
        new = "".join(next(fresh) if char.isdigit() else char for char in said)
        return re.sub("[A-Za-z]", lambda letter: _shifted(letter[0]), new) if re.search("[A-Za-z]", said) else new


@cache
def _known() -> dict[str, frozenset[str]]:
    data = _names()
    return {key: frozenset(map(str, data[key])) for key in ("common", "generic", "surnames")}


@cache
def _names() -> dict[str, Any]:
    text = (files("ringside.practice.parts") / "names.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = content.parse(text)
    return found


@cache
def _function_words() -> frozenset[str]:
    return frozenset(english.FUNCTION_WORDS) | frozenset(hebrew.FUNCTION_WORDS)


@cache
def _genders() -> dict[str, str]:
    data = _names()
    return {
        name: gender for language in ("en", "he") for gender in ("female", "male") for name in data[language][gender]
    }


@cache
def _unsure() -> frozenset[str]:
    return frozenset(name for language in ("en", "he") for name in _names()[language]["ambiguous"])


def _idle(word: str) -> bool:
    """Whether a word is none of a name: one of the grammar, or a verb by its ending."""
    plain = word.casefold()
    return plain in _function_words() or (
        word.isascii() and word.islower() and plain.endswith(("ing", "ed", "ly", "ks"))
    )


def _known_places(language: Language) -> list[str]:
    return list(_names()["places"][language])


def _bare(word: str) -> str:
    """The name in a word: Hebrew prefixes and an English possessive off."""
    plain = word.casefold().removesuffix("'s").removesuffix("’s")
    if plain in _genders() or not plain or plain[0] not in "והבלמשכ":
        return plain
    return plain[1:] if plain[1:] in _genders() else plain


def _gender(word: str) -> str | None:
    return _genders().get(_bare(word))


def usual_gender(name: str) -> Gender | None:
    """Whose name it usually is, for the forms of speech; None where that is not known."""
    words = name.split()
    known = _gender(words[0]) if words and not _ambiguous(words[0]) else None
    return next((gender for gender in get_args(Gender) if gender == known), None)


def _ambiguous(word: str) -> bool:
    plain = word.casefold()
    return _bare(plain) in _unsure() or (_bare(plain) != plain and not plain.isascii() and len(plain) <= 3)


def _kind(line: str, run: Sequence[re.Match[str]]) -> Kind:
    """Who or what capitalised words in this place name."""
    before = re.findall(r"\w+", line[: run[0].start()].casefold())[-2:]
    if _gender(run[0][0]) or _ambiguous(run[0][0]):
        return "person"
    if re.fullmatch(_FIRM, run[-1][0], re.IGNORECASE):
        return "company"
    if before and (
        before[-1] in _GREETINGS or before in (["good", "morning"], ["good", "afternoon"], ["thank", "you"])
    ):
        return "person"
    if before and before[-1] in ("in", "near", "around", "outside"):
        return "place"
    return "company"


def _next(pool: list[str]) -> str:
    """The next of a pool, which goes round."""
    name = pool.pop(0)
    pool.append(name)
    return name


def _like(said: str, new: str) -> str:
    return new.capitalize() if said[:1].isupper() else new


def _shifted(letter: str) -> str:
    first = "a" if letter.islower() else "A"
    return chr((ord(letter) - ord(first) + 7) % 26 + ord(first))
