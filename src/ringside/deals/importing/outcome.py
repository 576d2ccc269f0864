"""Whether a word of an export means won, lost or open, in any of the languages and spellings there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from ringside.deals.importing.values import flag, missing, plain, words
from ringside.deals.schemas import DealStatus

_OPPOSITE: Mapping[str, DealStatus] = {"won": "lost", "lost": "won"}
_DENIED = re.compile(r"(?:not|no|non|never|un|did ?n[o']?t|isn'?t|לא|אין|nicht|kein|pas)[\s-]*(?P<rest>.+)")


@cache
def _phrases() -> tuple[tuple[str, DealStatus], ...]:
    """Every word with its status, the longest first."""
    statuses: tuple[DealStatus, ...] = ("lost", "won", "open")
    found = [(_spaced(str(word)), status) for status in statuses for word in words("words")[status]]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


@cache
def _exact() -> Mapping[str, DealStatus]:
    return dict(reversed(_phrases()))


def _spaced(text: str) -> str:
    """Folded words with single blanks: `ClosedWon`, `closed_won` and `Closed-Won` are the same."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)?", plain(text)))


@lru_cache(maxsize=16_384)
def status_of(text: str) -> DealStatus | None:
    """What a status or stage word says of a deal; None where it says nothing known.

    A phrase anywhere in the value counts, the longest first, so `Closed Lost - went to FormFox` is lost, and of
    `Closed` alone nothing is known.
    """
    spaced = _spaced(text)
    if not spaced or len(spaced) > 120:
        return None
    if spaced in _exact():
        return _exact()[spaced]
    padded = f" {spaced} "
    hit = next(((phrase, status) for phrase, status in _phrases() if f" {phrase} " in padded), None)
    if hit is None:
        return None
    phrase, status = hit
    before = padded[: padded.index(f" {phrase} ")].split()
    if status == "won" and before and _DENIED.fullmatch(f"{before[-1]} x"):
        return "lost"
    return status


def statuses(values: Iterable[str]) -> dict[str, DealStatus | None]:
    """What each value of an outcome column means, seen together: `Order` and `No order` are opposites."""
    given = [value for value in values if not missing(value)]
    if {plain(value) for value in given} <= {"w", "l", "o"} and len(given) > 1:
        letters: dict[str, DealStatus | None] = {"w": "won", "l": "lost", "o": "open"}
        return {value: letters[plain(value)] for value in given}
    found: dict[str, DealStatus | None] = {value: status_of(value) for value in given}
    closed = {status for status in found.values() if status in ("won", "lost")}
    unknown = [value for value, status in found.items() if status is None]
    if not unknown or closed == {"won", "lost"}:
        return found
    for value in unknown:
        if closed and (denied := _opposite(value, found)):
            found[value] = denied
    if not any(found.values()) and len(given) <= 3:
        flags = {value: flag(value) for value in given}
        if None not in flags.values() or {True, False} <= set(flags.values()):  # a lone `x` beside other words is none
            found.update({value: "won" if yes else "lost" for value, yes in flags.items() if yes is not None})
        for value in given:
            rest = _DENIED.fullmatch(_spaced(value))
            other = rest and next((o for o in given if _spaced(o) == rest["rest"]), None)
            if other:
                found[value], found[other] = "lost", "won"
    elif len(given) == 2 and len(unknown) == 1 and len(closed) == 1:
        found[unknown[0]] = "lost" if "won" in closed else "won"
    return found


def _opposite(value: str, known: Mapping[str, DealStatus | None]) -> DealStatus | None:
    rest = _DENIED.fullmatch(_spaced(value))
    if rest is None:
        return None
    status = next((s for other, s in known.items() if s and _spaced(other) == rest["rest"]), None)
    return _OPPOSITE.get(status or "")
