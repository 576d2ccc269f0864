"""What words of business databases stand for (lexicon.yaml), and codes that have names (codes.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from ringside.core.content import Loader


@dataclass(frozen=True)
class Noun:
    """What people call the rows of a table."""

    synonyms: tuple[str, ...] = ()
    he: str = ""
    he_plural: str = ""
    kind: str = ""
    seller: bool = False
    lasts: bool = False


@dataclass(frozen=True)
class State:
    """A family of values in status columns, and the rate that is reckoned with it."""

    values: frozenset[str]
    says: tuple[str, ...]
    he: tuple[str, ...]
    rate: str
    he_rate: str
    better: str


@cache
def _raw(name: str) -> dict[str, Any]:
    import yaml  # noqa: PLC0415

    text = (resources.files("ringside.metrics.model.drafting") / name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=Loader)  # noqa: S506  # nosec B506
    return loaded


@cache
def nouns() -> dict[str, Noun]:
    return {
        name: Noun(
            synonyms=tuple(entry["synonyms"]),
            he=entry["he"][0],
            he_plural=entry["he"][1],
            kind=entry.get("kind", ""),
            seller=entry.get("seller", False),
            lasts=entry.get("lasts", False),
        )
        for name, entry in _raw("lexicon.yaml")["nouns"].items()
    }


@cache
def states() -> dict[str, State]:
    return {
        name: State(
            values=frozenset(entry["values"]),
            says=tuple(entry["says"]),
            he=tuple(entry["he"]),
            rate=entry["rate"],
            he_rate=entry["he_rate"],
            better=entry.get("better", "up"),
        )
        for name, entry in _raw("lexicon.yaml")["states"].items()
    }


@cache
def words(group: str) -> frozenset[str]:
    """One of the lists of words: money, flows, secrets and so on."""
    return frozenset(_raw("lexicon.yaml")[group])


def short() -> dict[str, str]:
    """Shortened words of names, written out."""
    found: dict[str, str] = _raw("lexicon.yaml")["short"]
    return found


def glued() -> dict[str, str]:
    """Values that systems write as one word, as people write them."""
    found: dict[str, str] = _raw("lexicon.yaml")["glued"]
    return found


def deal_names() -> dict[str, dict[str, Any]]:
    """What the measures of deals are called: `en`, `he`, `synonyms`."""
    found: dict[str, dict[str, Any]] = _raw("lexicon.yaml")["deal_names"]
    return found


def column_synonyms() -> dict[str, list[str]]:
    found: dict[str, list[str]] = _raw("lexicon.yaml")["columns"]
    return found


@cache
def hebrew() -> dict[str, str]:
    """English words and short phrases of names, in Hebrew."""
    found: dict[str, str] = dict(_raw("lexicon.yaml")["words"])
    for name, noun in nouns().items():
        found.setdefault(name, noun.he)
    return found


@cache
def english() -> dict[str, str]:
    """Hebrew words of names, in English: what is decided by words is decided in English."""
    found: dict[str, str] = {he: en for en, he in _raw("lexicon.yaml")["words"].items()}
    found |= _raw("lexicon.yaml")["hebrew_also"]
    for name, noun in nouns().items():
        found.setdefault(noun.he_plural, name)
        found.setdefault(noun.he, name)
    return found


@cache
def codes() -> dict[str, dict[str, tuple[str, ...]]]:
    """Systems of codes (`countries`, `us_states`...): each code with the names it stands for."""
    return {
        system: {str(code): tuple(names) for code, names in entries.items()}
        for system, entries in _raw("codes.yaml").items()
    }
