"""Stretches of a text that name one period, and how to look around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ringside.metrics.periods import counted  # noqa: F401  (the rules declare themselves)
from ringside.metrics.periods.days import start_of
from ringside.metrics.periods.grammar import Atom, Reading, longest, word
from ringside.metrics.periods.schema import Role
from ringside.metrics.query.schema import Grain

GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "half", "year")
GrainAt = tuple[tuple[int, int], Grain, bool]
"""The tokens that say it, what there is a row of, and whether it is fiscal."""


@dataclass
class Piece:
    """Tokens `start` to `end` (not included) that name one period."""

    start: int
    end: int
    atom: Atom
    first: date | None
    last: date | None
    """The day after the last one."""
    role: Role = "time"
    ranged: bool = False
    words: str | None = None
    rolling: bool = False


def pieces_of(reading: Reading) -> list[Piece]:
    found: list[Piece] = []
    place = 0
    while place < len(reading.tokens):
        no_time = reading.tokens[place].kind in {"quoted", "amount"} or _of_a_code(reading, place)
        hit = None if no_time else longest("ATOM", reading, place)
        if hit is None:
            place += 1
            continue
        end, atom = hit
        found.append(Piece(place, end, atom, atom.start, atom.end, rolling=atom.rolling))
        place = end
    return found


def _of_a_code(reading: Reading, place: int) -> bool:
    """Whether these digits end a word, such as C1 or SKU-3: in "C1 last year" nobody speaks of one last year."""
    here, back = reading.tokens[place], reading.tokens[place - 1 : place] if place else []
    if here.kind != "digits" or not here.glued or not back:
        return False
    if back[0].text == "-" and back[0].glued:
        back = reading.tokens[place - 2 : place - 1] if place > 1 else []
    return bool(back) and back[0].kind == "word" and back[0].raw.isascii()


def before(reading: Reading, end: int, name: str) -> int | None:
    """Where the longest phrase of this kind begins that ends here."""
    for back in range(min(5, end), 0, -1):
        if any(stop == end for stop, _ in word(name, reading, end - back)):
            return end - back
    return None


def said(reading: Reading, name: str, place: int) -> bool:
    return any(True for _ in word(name, reading, place))


def inside(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and span[1] > start for start, end in taken)


def chars(reading: Reading, start: int, end: int) -> tuple[int, int]:
    return reading.tokens[start].start, reading.tokens[end - 1].end


def words(reading: Reading, piece: Piece) -> str:
    return piece.words or " ".join(token.text for token in reading.tokens[piece.start : piece.end])


def begins_unit(reading: Reading, atom: Atom) -> bool:
    """Year to date and the like: only the end moves."""
    return atom.units == 1 and atom.grain != "day" and atom.start == start_of(
        reading.today, atom.grain, reading.calendar, atom.fiscal
    )  # fmt: skip
