"""What customers asked about: sentences of theirs that ask or request, and the topics that recur in them. Pure."""

# ruff: noqa: E501, SIM905 - patterns and word lists read better whole

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ringside.dialogue import language as lang
from ringside.dialogue.topics import stem, stems

Term = tuple[str, str]
"""A stem and the word it was."""

_LONGEST = 20_000
_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")
_QUOTED = re.compile(r"^(?:>.*|On .{5,120} wrote:|-{2,} ?Original Message ?-{2,}|ב.{5,120} כתב[הו]?:)$", re.MULTILINE)
_LINE = re.compile(r"^[ \t]*(?P<name>[^\n:]{2,40}):[ \t]*(?P<said>[^\n]+)$", re.MULTILINE)
_REQUEST = re.compile(
    r"\b(?:(?:can|could|would|will) (?:you|it|we)|(?:do|does|is|are) (?:you|it|there|your)|please (?:send|share|confirm|explain|show|add|include|provide|tell|let)|"
    r"(?:we|i)(?: (?:would|will)|'d|'ll)? (?:need|require|want|(?<=would )like|(?<='d )like) (?:to (?:see|know|have|understand)|a|an|the|your|some)|"
    r"(?:asks?|asked|asking|wonder(?:s|ed|ing)?|wants? to know) (?:about|for|whether|if|how|where|what|when)|interested in|looking for)\b"
    r"|האם|אפשר לקבל|אפשר ל|יש לכם|תוכל|אנא|נשמח ל|נצטרך|אנחנו צריכים|מבקש|שואל|שאל[הו]? (?:אם|על)|רוצה לדעת|מעוניינ",
    re.IGNORECASE,
)  # fmt: skip
_SMALL_TALK = frozenset(
    stem(word, "en")
    for word in ("hello hi dear thanks thank please regards best day today tomorrow week weeks month months year monday tuesday wednesday "
                 "thursday friday saturday sunday meet meeting call mail email question questions send sent answer see look let help "
                 "works suit time one two three first last next company people team much many long would could anything something everyone "
                 "ask asks before behind after through another other others already also still again begin start want worry "
                 "wonder wants detail details information discuss talk speak check sure possible able option options example").split()
) | frozenset(stem(word, "he") for word in "שלום היי תודה בבקשה אנא יום שבוע חודש שנה פגישה שיחה מייל שאלה שאלות אפשר יש מחר היום ראשון שני שלישי רביעי חמישי זמן חברה".split())  # fmt: skip
_MOST = 24
_FEWEST, _SHARE, _COMMON = 8, 0.02, 0.6
_WHOLE = 0.7
"""A pair of words stands for one of them that hardly ever occurs without the other."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A sentence of a customer that asks: where it stands in its text, and what it speaks of."""

    start: int
    end: int
    terms: tuple[Term, ...]
    pairs: tuple[tuple[str, str], ...]
    """Two stems next to each other, joined, and their words."""


def asks(text: str, names: Collection[str] = (), *, talk: bool = False) -> list[Ask]:
    """The sentences of a customer that ask for something: of an e-mail of theirs, or of their lines of a written talk.

    `names`: who the customer is, folded; on a talk only what stands behind such a name is theirs, and names are no topic.
    """
    found: list[Ask] = []
    for start, end in _own_lines(text, names) if talk else _own_letter(text):
        for match in _SENTENCE.finditer(text, start, end):
            said = match.group()
            if not (said.rstrip().endswith("?") or _REQUEST.search(said)):
                continue
            first = match.start() + len(said) - len(said.lstrip())
            terms, pairs = _spoken_of(text[first : match.end()], frozenset(names))
            if terms:
                found.append(Ask(first, match.end(), terms, pairs))
    return found


def of_activity(kind: str, direction: str | None, text: str, names: Collection[str]) -> list[Ask]:
    """What a customer asked in one activity: an e-mail from them, or a call or meeting that was written down."""
    if kind in ("call", "meeting"):
        return asks(text, names, talk=True)
    return asks(text, names) if kind == "email" and direction == "in" else []


def known(names: Iterable[str]) -> frozenset[str]:
    """How people of these names may be called in a text: folded, whole and by their first name."""
    return frozenset(part for name in names for part in (lang.fold(name).text, *lang.words(name)[:1]))


def _own_letter(text: str) -> Iterator[tuple[int, int]]:
    """What was written now, without what is quoted below."""
    older = _QUOTED.search(text)
    yield 0, min(_LONGEST, older.start() if older else len(text))


def _own_lines(text: str, names: Collection[str]) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text, 0, min(_LONGEST, len(text))):
        if lang.fold(line["name"]).text in names:
            yield line.span("said")


def about(ask: Ask, name: str) -> bool:
    """Whether a sentence asks about a topic of this name."""
    return any(word == name for _, word in (*ask.terms, *ask.pairs)) or _key(name) in {
        key for key, _ in (*ask.terms, *ask.pairs)
    }


def _key(name: str) -> str:
    return " ".join(stems(name, lang.detect(name)))


def _spoken_of(sentence: str, names: frozenset[str]) -> tuple[tuple[Term, ...], tuple[tuple[str, str], ...]]:
    language = lang.detect(sentence)
    terms: list[Term] = []
    pairs: list[tuple[str, str]] = []
    before: Term | None = None
    for word in lang.words(sentence):
        core = next(iter(stems(word, language)), None)
        kept = (
            core is not None and len(core) > 2 and core not in _SMALL_TALK and not word.isdigit() and word not in names
        )
        now = (core, word) if kept and core is not None else None
        if now is not None:
            terms.append(now)
            if before is not None:
                pairs.append((f"{before[0]} {now[0]}", f"{before[1]} {now[1]}"))
        before = now
    return tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(pairs))


@dataclass(frozen=True, slots=True)
class Topic:
    """Something customers ask about: its name in their words, and the deals in which they did."""

    key: str
    name: str
    deals: frozenset[str]


def topics(asked: Mapping[str, Iterable[Ask]], own: Collection[str] = (), never: Collection[str] = ()) -> list[Topic]:
    """What recurs in the questions of several deals; the company's own words (`own`, stems) come first, those of
    `never` (rivals' names) are none.
    """
    where: dict[str, set[str]] = defaultdict(set)
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for deal_id, found in asked.items():
        for ask in found:
            for key, word in (*ask.terms, *ask.pairs):
                if never and not set(word.split()).isdisjoint(never):
                    continue
                where[key].add(deal_id)
                words[key][word] += 1
    fewest, most = max(_FEWEST, _SHARE * len(asked)), _COMMON * len(asked)
    enough = {key: deals for key, deals in where.items() if fewest <= len(deals) <= most}
    ranked = sorted(enough, key=lambda key: (not set(key.split()) & set(own), -len(enough[key]), -len(key), key))
    kept: list[Topic] = []
    for key in ranked:
        if not _said_already(key, enough, kept):
            kept.append(Topic(key, words[key].most_common(1)[0][0], frozenset(enough[key])))
        if len(kept) == _MOST:
            break
    return kept


def _said_already(key: str, enough: Mapping[str, set[str]], kept: Sequence[Topic]) -> bool:
    """Whether a longer phrase or a topic of nearly the same deals says it."""
    mine = enough[key]
    if " " not in key and any(
        key in longer.split() and len(deals) >= _WHOLE * len(mine)
        for longer, deals in enough.items() if " " in longer
    ):  # fmt: skip
        return True
    return any(len(mine & topic.deals) > 0.8 * len(mine | topic.deals) for topic in kept)
