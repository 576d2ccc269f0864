"""The words of questions in English and Hebrew: what they do, never what a business calls things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ringside.dialogue.schemas import Language
from ringside.metrics.question.text import Token, stem, tokens

LANGUAGES: tuple[Language, ...] = ("en", "he")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`phrases` leads from a first word to the phrases that start with it, each with what it does."""

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    words: Mapping[Language, Mapping[str, str]]
    rows: frozenset[str]
    earning: frozenset[str]
    levels: frozenset[str]
    verbs: Mapping[str, tuple[str, ...]]
    abbreviations: Mapping[str, str]
    noise: frozenset[str]
    date_words: frozenset[str]
    name_columns: tuple[str, ...]
    known: frozenset[str]
    numbers: Mapping[str, int]
    grains: Mapping[Language, Mapping[str, str]]
    intents: Mapping[Language, Mapping[str, str]]
    starters: Mapping[Language, Mapping[str, str]]

    def at(self, found: list[Token], i: int) -> list[tuple[int, str]]:
        """What starts at token `i`: (number of tokens, what it does), the longest first."""
        matches: dict[int, str] = {}
        for first in found[i].spellings or (found[i].text,):
            for phrase, does in self.phrases.get(first, ()):
                if _follows(found, i, phrase):
                    matches.setdefault(len(phrase), does)  # The word as it is before one without its first letters.
        return sorted(matches.items(), reverse=True)


def _follows(found: list[Token], i: int, phrase: tuple[str, ...]) -> bool:
    if i + len(phrase) > len(found):
        return False
    rest = zip(found[i + 1 : i + len(phrase)], phrase[1:], strict=True)
    return all(word in (token.spellings or (token.text,)) for token, word in rest)


@cache
def lexicon() -> Lexicon:
    """The lexicon of both languages: questions mix them ("ROI לפי region")."""
    import yaml  # noqa: PLC0415

    folder = files("ringside.metrics.question") / "lexicon"
    read = {language: yaml.safe_load((folder / f"{language}.yaml").read_text("utf-8")) for language in LANGUAGES}
    phrases: dict[str, dict[tuple[str, ...], str]] = {}
    for language in LANGUAGES:
        for does, written in read[language]["phrases"].items():
            for phrase in written:
                words = tuple(token.text for token in tokens(phrase))
                phrases.setdefault(words[0], {}).setdefault(words, does)
    both = [read[language] for language in LANGUAGES]
    return Lexicon(
        phrases={first: tuple(found.items()) for first, found in phrases.items()},
        words={language: read[language]["words"] for language in LANGUAGES},
        rows=frozenset(stem(word) for each in both for word in each["rows"]),
        levels=frozenset(stem(word) for each in both for word in each.get("levels", ())),
        earning=frozenset(stem(word) for each in both for word in each["earning"]),
        verbs={word: tuple(map(stem, said)) for each in both for word, said in each["verbs"].items()},
        abbreviations=read["en"]["abbreviations"],
        noise=frozenset(read["en"]["noise"]),
        date_words=frozenset(word for each in both for word in each["date_words"]),
        name_columns=tuple(word for each in both for word in each["name_columns"]),
        grains={language: read[language]["grains"] for language in LANGUAGES},
        intents={language: read[language]["intents"] for language in LANGUAGES},
        starters={language: read[language]["starters"] for language in LANGUAGES},
        known=frozenset(
            first for first, found in phrases.items() if found.get((first,), "verb") not in {"verb", "state"}
        ),
        numbers={word: number for each in both for word, number in each["numbers"].items()},
    )


def say(language: Language, key: str, **given: str) -> str:
    """A sentence for the asker."""
    return lexicon().words[language][key].format(**given)
