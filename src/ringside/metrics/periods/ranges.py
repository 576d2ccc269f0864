"""Two periods with a link between them are one, from the start of the first to the end of the second."""

from __future__ import annotations

from datetime import date

from ringside.metrics.periods.grammar import Atom, Reading, moved_to, word
from ringside.metrics.periods.pieces import GRAINS, Piece, before, said


def ranges(reading: Reading, pieces: list[Piece]) -> list[Piece]:
    """ "from March to June", "2022-2024", "between 1 May and 3 June": two periods with a link between are one."""
    out: list[Piece] = []
    for piece in pieces:
        before = out[-1] if out else None
        if before is not None and not before.ranged and _linked(reading, before, piece):
            out[-1] = _joined(reading, before, piece)
        else:
            out.append(piece)
    return out


def _linked(reading: Reading, left: Piece, right: Piece) -> bool:
    place, limit = left.end, right.start
    for name in ("BOTH", "EXCLUSIVE"):
        place = next((end for end, _ in word(name, reading, place) if end <= limit), place)
    while place < limit and reading.tokens[place].text in {",", "("}:
        place += 1
    if place == limit:
        return False
    ends = [end for end, _ in word("LINK", reading, place) if end == limit or _only_filler(reading, end, limit)]
    if not ends:
        return False
    said = " ".join(token.text for token in reading.tokens[place : ends[0]])
    led = before(reading, left.start, "FROM")
    if said in {"and", "ו"}:
        return led is not None and reading.tokens[led].text in {"between", "בין"}
    return said != "ל" or led is not None


def _only_filler(reading: Reading, start: int, end: int) -> bool:
    return all(
        reading.tokens[i].text in {"the", "end", "of", "and", "up", "ה", "including", "סוף"} for i in range(start, end)
    )


def _joined(reading: Reading, left: Piece, right: Piece) -> Piece:
    """From the start of the one to the end of the other; a year said only once holds for both."""
    a, b = left.atom, right.atom
    if a.of_year and not b.of_year:
        a = last_before(a, b.start)
    elif b.of_year and not a.of_year:
        b = _first_after(b, a.start)
    elif a.of_year and b.of_year:
        a = last_before(a, b.start)
    first, last = a.start, b.end
    if said(reading, "EXCLUSIVE", left.end):
        first = a.end
    if not first < last:
        first, last = b.start, a.end
    start = left.start
    led = before(reading, left.start, "FROM")
    grain = min(a.grain, b.grain, key=GRAINS.index)
    atom = Atom(a.start, b.end, grain, a.fiscal or b.fiscal, a.rolling or b.rolling, 0)
    return Piece(start if led is None else led, right.end, atom, first, last, ranged=True, rolling=atom.rolling)


def last_before(atom: Atom, day: date) -> Atom:
    for year in (day.year, day.year - 1, day.year - 2, day.year - 4, day.year - 8):
        try:
            moved = moved_to(atom, year)
        except ValueError:
            continue
        if moved.start <= day:
            return moved
    return atom


def _first_after(atom: Atom, day: date) -> Atom:
    for year in (day.year - 1, day.year, day.year + 1, day.year + 2):
        try:
            moved = moved_to(atom, year)
        except ValueError:
            continue
        if moved.start >= day:
            return moved
    return atom
