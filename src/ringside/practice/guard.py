"""What a model may not make a buyer say. Every rule can be asked of a growing prefix, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from ringside.core import content
from ringside.dialogue import topics
from ringside.dialogue.language import detect, fold, words
from ringside.dialogue.reader import en
from ringside.dialogue.schemas import Frozen, Language
from ringside.practice.buyer.state import Intent
from ringside.practice.catalogue import HERE
from ringside.practice.speech import plain

_FOREIGN = re.compile(r"[^\W\d_A-Za-zא-ת]")
_NEGATED = {
    "en": re.compile(
        r"\b(not|n't|never|no|why|before|if|unless|without|cannot|hardly|instead of|too early|what for)\b|n't\b"
    ),
    "he": re.compile(r"(?:^|\s)(לא|אין|למה|לפני|אם|בלי|אל|מדוע|במקום)(?:\s|$)"),
}
_MERRY = re.compile(
    r"\b(why not|no problem|no worries|not a problem|not bad|if you like|no doubt)\b|למה לא|אין בעיה|לא רע"
)
_SHORT_TIMES = re.compile(
    r"(?:\b\w+|\d+) (?:more )?(?:minutes?|mins?|seconds?|secs?|moments?|times|things|questions?)\b|\bone\b|"
    r"(?:חצי |שתי |\S+ )?(?:דקה|דקות|שנייה|שניות|רגע|דברים|שאלות|פעמים)"
)


class Violation(Frozen):
    """The rule a line breaks, and the words that break it."""

    rule: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.rule}: {self.detail}" if self.detail else self.rule


def check(text: str, intent: Intent) -> Violation | None:
    """What is wrong with a line or with its beginning; None when it may be said."""
    spoken = fold(text).text.strip()
    if not words(text):
        return Violation(rule="empty")
    if len(text.split()) > intent.cap:
        return Violation(rule="too_long", detail=f"more than {intent.cap} words")
    return (
        _wrong_language(text, spoken, intent)
        or _forbidden("meta", spoken, intent)
        or _forbidden("form", spoken, intent)
        or _forbidden("coaching", spoken, intent)
        or _forbidden("inversion", spoken, intent)
        or _agrees(spoken, intent)
        or (None if intent.may_end else _forbidden("ending", spoken, intent))
        or _leaks(text, intent)
        or _obeys(text, intent)
        or _repeats(text, intent)
    )


def check_sentence(sentence: str, so_far: str, intent: Intent) -> Violation | None:
    """The same for one more sentence after what was already let through."""
    return check(f"{so_far} {sentence}".strip(), intent)


def check_whole(text: str, intent: Intent) -> Violation | None:
    """What is wrong with a complete line: as check, and it must say what was to be said."""
    return check(text, intent) or (None if conveys(text, intent) else Violation(rule="says_something_else"))


def out_of_role(spoken: str, decided: str) -> str | None:
    """The rule broken by who speaks as a model or a coach where the words decided do not; None otherwise."""
    told, meant = fold(spoken).text, fold(decided).text
    return next((rule for rule in ("meta", "coaching") if (hit := _found(rule, told)) and hit not in meant), None)


def conveys(text: str, intent: Intent) -> bool:
    """Whether enough of every part that carries the meaning is in the words."""
    said = set(topics.stems(text, intent.language))
    for part in intent.convey:
        wanted = set(topics.stems(part, intent.language))
        needed = 0 if len(wanted) < 2 else max(1, round(0.34 * len(wanted)))
        if sum(any(_same(stem, other) for other in said) for stem in wanted) < needed:
            return False
    return True


@cache
def _patterns(rule: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _lexicon()[rule])


@cache
def _lexicon() -> dict[str, Any]:
    lexicon: dict[str, Any] = content.parse((HERE / "lines" / "guard.yaml").read_text("utf-8"))
    return lexicon


def _found(rule: str, spoken: str) -> str:
    for pattern in _patterns(rule):
        match = pattern.search(spoken)
        if match:
            return match[0]
    return ""


def _forbidden(rule: str, spoken: str, intent: Intent) -> Violation | None:
    """A pattern that neither what must be said nor the built-in line has."""
    hit = _found(rule, spoken)
    if not hit or hit in fold(intent.line).text:
        return None
    return Violation(rule=rule, detail=hit)


def _wrong_language(text: str, spoken: str, intent: Intent) -> Violation | None:
    letters = sum(char.isalpha() for char in text)
    foreign = len(_FOREIGN.findall(spoken))
    if letters and foreign / letters > 0.15:
        return Violation(rule="wrong_language")
    tokens = words(text)
    if detect(text) != intent.language and not {*tokens} <= set(words(f"{intent.name} {intent.company}")):
        return Violation(rule="wrong_language")
    if intent.language == "en" and len(tokens) >= 5:
        common = sum(token in en.FUNCTION_WORDS or token in words(intent.line) for token in tokens)
        if common / len(tokens) < 0.15:
            return Violation(rule="wrong_language")
    return None


def _agrees(spoken: str, intent: Intent) -> Violation | None:
    """Agreement where none was decided. "Why should we meet?" is none, "why not, let's meet" is."""
    if intent.may_agree:
        return None
    for sentence in re.split(r"(?<=[.!?;])\s+|,\s*(?:but|so|then)\s", _MERRY.sub(" ", spoken)):
        hit = _found("agreement", sentence)
        if hit and not _NEGATED[intent.language].search(sentence) and not sentence.rstrip().endswith("?") \
                and hit not in fold(intent.line).text:  # fmt: skip
            return Violation(rule="agreement", detail=hit)
    return None


def _leaks(text: str, intent: Intent) -> Violation | None:
    """Unearned pain or impact: shared words with it, or numbers and consequences nobody has mentioned."""
    language = intent.language
    open_texts = (intent.line, *intent.convey, *intent.revealed, *intent.said, intent.rep, intent.role, intent.company)
    known = _stems(open_texts, language)
    said = set(topics.stems(text, language)) - known
    for hidden in intent.withheld:
        secret = _stems([hidden], language) - known
        shared = {stem for stem in secret if any(_same(stem, other) for other in said)}
        if len(shared) >= max(2, round(0.25 * len(secret))):
            return Violation(rule="leak", detail=", ".join(sorted(shared)))
    if intent.withheld:
        new = _numbers(_SHORT_TIMES.sub(" ", fold(text).text), language) - _numbers(" ".join(open_texts), language)
        if new and not intent.may_agree:
            return Violation(rule="leak", detail=f"numbers {', '.join(sorted(new))}")
        told = fold(" ".join((*intent.convey, intent.line, *intent.revealed, *intent.said))).text
        for word in _lexicon()["consequence"][language]:
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", fold(text).text) and word not in told:
                return Violation(rule="leak", detail=word)
    return None


def _obeys(text: str, intent: Intent) -> Violation | None:
    """After an instruction in the rep's words, only what was to be said counts as an answer."""
    if not _found("injection", fold(intent.rep).text):
        return None
    stems = set(topics.stems(text, intent.language))
    allowed = _stems([intent.line, *intent.convey], intent.language)
    from_rep = stems & _stems([intent.rep], intent.language) - allowed
    if from_rep or (stems and not stems & allowed):
        return Violation(rule="obeys_the_rep", detail=", ".join(sorted(from_rep)))
    return None


def _repeats(text: str, intent: Intent) -> Violation | None:
    earlier = [plain(part) for line in intent.said for part in (line, *re.split(r"(?<=[.!?])\s+", line))]
    for sentence in (text, *re.split(r"(?<=[.!?])\s+", text)):
        mine = plain(sentence)
        if len(mine.split()) >= 4 and any(fuzz.ratio(mine, old) >= 90 for old in earlier if len(old.split()) >= 4):
            return Violation(rule="repeats", detail=sentence)
    if any(plain(text) == plain(line) for line in intent.said):
        return Violation(rule="repeats", detail=text)
    return None


def _stems(texts: Iterable[str], language: Language) -> set[str]:
    return {stem for text in texts for stem in topics.stems(text, language)}


def _same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 4 and (one.startswith(other) or other.startswith(one)))


def _numbers(text: str, language: Language) -> set[str]:
    """Numbers above one, written as digits or as words."""
    found = {digits for digits in re.findall(r"\d+(?:[.,]\d+)?", text) if digits not in ("0", "1")}
    names: dict[str, str] = _lexicon()["numbers"][language]
    for word in words(text):
        bare = word if word in names else word.lstrip("והבלמש") if language == "he" else word
        if bare in names:
            found.add(names[bare])
    return found
