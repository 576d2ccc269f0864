"""Whether a model that speaks says what was decided. Text in, verdict out; English and Hebrew."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['״׳\"][^\W\d_]+)*", re.UNICODE)
_END = re.compile(r"[.?!…]+[\"'”’)]*(?=\s|$)")


def _these(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOT = _these(
    "no not never none nobody nothing neither nor cannot can't don't doesn't didn't won't wouldn't isn't"
    " aren't wasn't shouldn't couldn't haven't hasn't without לא אין אל אינו אינה אינם אף שום בלי מבלי"
)
_YES = _these("yes yeah sure agreed deal absolutely כן בטח בהחלט מסכים מסכימה סגור")
_NUMBERS = _these(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy"
    " eighty ninety hundred thousand million percent half double שניים שלושה ארבעה חמישה עשרה עשרים"
    " שלושים ארבעים חמישים מאה אלף מיליון אחוז חצי כפול"
)
_SMALL = _these(
    "a an the and or but so if of to in on at for with from by as is are was were be been am do does did"
    " have has had i you he she it we they me him her us them my your his its our their this that these"
    " those well oh okay just then hm hmm um uh look את של על עם אל מן כי אם גם זה זאת הוא היא הם אני אתה אנחנו יש"
)
SHARE = 0.6
"""Of the words that carry meaning, so many have to be among those that were decided."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence that may be heard; `end` is where it ends in what was spoken."""

    text: str
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    pieces: tuple[Piece, ...]
    broken: str | None
    """Why what follows them may not be heard."""


def breaks(spoken: str, decided: tuple[str, ...]) -> str | None:
    """Why a spoken sentence says something else than what was decided; None when it does not.

    Figures, refusals and consent have to be those that were decided; other words may differ a little.
    """
    said, meant = words(spoken), words(" ".join(decided))
    if not said:
        return None
    known = set(meant)
    for word in said:
        if (word[0].isdigit() or word in _NUMBERS) and word not in known:
            return f'it says "{word}", which was not decided'
    near = _nearest(said, decided)
    if _count(said, _NOT) % 2 != _count(near, _NOT) % 2:
        return "it denies what was not denied, or the other way round"
    if _count(said, _YES) and not _count(meant, _YES):
        return "it consents, which was not decided"
    weighty = [word for word in said if word not in _SMALL]
    if weighty and sum(word in known for word in weighty) < SHARE * len(weighty):
        return "it says something else"
    return None


def verdict(spoken: str, done: bool, decided: tuple[str, ...], broken: Callable[[str], str | None]) -> Verdict:
    """What may be heard of a text as far as it has come.

    Word for word what was decided is let through at once; other wording sentence by sentence, when it is complete.
    """
    if (pieces := _verbatim(spoken, done, decided)) is not None:
        return Verdict(pieces, None)
    found: list[Piece] = []
    at = 0
    for end in [match.end() for match in _END.finditer(spoken)] + ([len(spoken)] if done else []):
        sentence = spoken[at:end].strip()
        at = end
        if not sentence:
            continue
        if words(sentence) and (cause := broken(sentence)) is not None:
            return Verdict(tuple(found), cause)
        found.append(Piece(sentence, end))
    return Verdict(tuple(found), None)


def missing(spoken: str, decided: tuple[str, ...]) -> tuple[int, ...]:
    """Which of the decided sentences were not said, by their words."""
    said = set(words(spoken))

    def covered(sentence: str) -> bool:
        wanted = [word for word in words(sentence) if word not in _SMALL] or words(sentence)
        return not wanted or sum(word in said for word in wanted) >= SHARE * len(wanted)

    return tuple(i for i, sentence in enumerate(decided) if not covered(sentence))


def words(text: str) -> list[str]:
    return [word.replace(",", "") for word in _WORD.findall(text.lower().replace("’", "'"))]


def _verbatim(spoken: str, done: bool, decided: tuple[str, ...]) -> tuple[Piece, ...] | None:
    """The decided sentences begun so far, when every word is theirs; the last word may still be growing."""
    matches = list(_WORD.finditer(spoken.replace("’", "'")))
    said = words(spoken)
    lengths = list(accumulate(len(words(sentence)) for sentence in decided))
    meant = words(" ".join(decided))
    if len(said) > len(meant) or said[:-1] != meant[: max(0, len(said) - 1)]:
        return None
    if said and not (meant[len(said) - 1] == said[-1] or (not done and meant[len(said) - 1].startswith(said[-1]))):
        return None
    pieces = []
    for sentence, length in zip(decided, lengths, strict=True):
        if len(said) >= length:
            whole = (
                len(spoken) if len(said) == length and (done or len(said) == len(meant)) else matches[length - 1].end()
            )
            pieces.append(Piece(sentence, whole))
        else:
            if not pieces or len(said) > lengths[len(pieces) - 1]:
                pieces.append(Piece(sentence, len(spoken)))
            break
    return tuple(pieces) if said else ()


def _nearest(said: list[str], decided: tuple[str, ...]) -> list[str]:
    """Words of the decided sentence that has most of these words."""
    found = set(said) - _SMALL
    return max((words(sentence) for sentence in decided), key=lambda each: len(found & set(each)), default=[])


def _count(these: list[str], those: frozenset[str]) -> int:
    return sum(word in those for word in these)
