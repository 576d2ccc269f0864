"""What stands before and after a period and moves its ends: since, until, excluding the current month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ringside.metrics.periods.days import DAY, start_of, step
from ringside.metrics.periods.grammar import Reading, word
from ringside.metrics.periods.pieces import Piece, before, begins_unit
from ringside.metrics.periods.schema import Role
from ringside.metrics.query.schema import Grain

_ROLES: tuple[tuple[str, Role], ...] = (
    ("SINCE", "since"), ("ON_OR_AFTER", "since"), ("AFTER", "after"), ("AS_OF", "as_of"), ("UNTIL", "until"),
    ("BEFORE", "before"),
)  # fmt: skip


def surrounded(reading: Reading, pieces: list[Piece]) -> list[Piece]:
    """The pieces with what belongs to them; a period inside that ("excluding the current month") is none of its own."""
    out: list[Piece] = []
    for piece in pieces:
        if out and piece.start < out[-1].end:
            continue
        _lead(reading, piece)
        _tail(reading, piece)
        out.append(piece)
    return out


def repeats(reading: Reading, piece: Piece) -> bool:
    """ "every December" is a part of dates and no period."""
    if piece.atom.grain not in {"month", "day"} or piece.end - piece.start > 1:
        return False
    start = before(reading, piece.start, "PER")
    return start is not None and not piece.ranged and reading.tokens[piece.start - 1].text in {"every", "each", "כל"}


def _lead(reading: Reading, piece: Piece) -> None:
    """since, after, until, before: one end of the period is open or is today."""
    if piece.ranged:
        return
    leads = [(start, role) for name, role in _ROLES if (start := before(reading, piece.start, name)) is not None]
    if leads:
        start, role = min(leads, key=lambda lead: lead[0])
        _opened(reading, piece, role)
        piece.start = start


def _opened(reading: Reading, piece: Piece, role: Role) -> None:
    atom, today = piece.atom, reading.today
    piece.role = role
    if role == "since":
        ahead = atom.start > today
        piece.first, piece.last, piece.rolling = atom.start, None if ahead else today + DAY, not ahead or piece.rolling
    elif role == "after":
        piece.first, piece.last = atom.end, None
    elif role in {"until", "as_of"}:
        piece.first, piece.last = None, atom.end
    elif role == "before":
        piece.first, piece.last = None, atom.start


def _tail(reading: Reading, piece: Piece) -> None:
    """(excluding the current month), inclusive of 7 days ago, onwards: what moves the ends."""
    for _ in range(4):
        place = piece.end
        while place < len(reading.tokens) and reading.tokens[place].text in {",", "(", "-"}:
            place += 1
        end = _moved_end(reading, piece, place)
        if end is None:
            return
        if end < len(reading.tokens) and reading.tokens[end].text == ")" and place > piece.end:
            end += 1
        piece.end = end


def _moved_end(reading: Reading, piece: Piece, place: int) -> int | None:
    for end, _ in word("ONWARDS", reading, place):
        if (
            piece.role == "time"
            and not piece.ranged
            and not (reading.tokens[place].text == "on" and end < len(reading.tokens))
        ):
            led = before(reading, piece.start, "FROM")
            piece.start = piece.start if led is None else led
            piece.role, piece.last = "since", None
            return end
    for end, (left_out, unit) in _left_out(reading, place):
        if left_out:
            _exclude(reading, piece, unit)
        else:
            _include(reading, piece, unit)
        return end
    if piece.rolling and place < len(reading.tokens) and reading.tokens[place].text in {"from", "until", "till", "to"}:
        for end, moved in word("TODAY", reading, place + 1):
            if moved == 0 and piece.last == reading.today + DAY:
                return end
    for end, back in _included_back(reading, place):
        piece.first = back
        return end
    if piece.ranged:
        for end, _ in word("EXCLUSIVE", reading, place):
            piece.last = piece.last - DAY if piece.last and piece.atom.grain == "day" else piece.last
            return end
    return next((end for end, _ in word("BOTH", reading, place) if piece.ranged or piece.atom.grain == "day"), None)


def _left_out(reading: Reading, place: int) -> Iterator[tuple[int, tuple[bool, Grain]]]:
    """ "excluding the current week", "inclusive of today": whether it is left out, what."""
    for name, out in (("EXCLUDING", True), ("INCLUDING", False)):
        for end, _ in word(name, reading, place):
            for last, unit in _running(reading, end):
                yield last, (out, unit)


def _running(reading: Reading, place: int) -> Iterator[tuple[int, Grain]]:
    tokens = reading.tokens
    if place < len(tokens) and tokens[place].text in {"the", "ה", "את"}:
        place += 1
    for end, moved in word("TODAY", reading, place):
        if moved == 0:
            rest = range(end, len(tokens))
            yield next((i for i in rest if tokens[i].text not in {"'", "s", "date"}), len(tokens)), "day"
    for end, unit in word("THIS_UNIT", reading, place):
        yield next((last for last, _ in _current_he(reading, end)), end), unit
    for end, _ in word("CURRENT", reading, place):
        for last, unit in word("UNIT", reading, end):
            yield last, unit
        if end < len(tokens) and tokens[end].text == "date":
            yield end + 1, "day"
    for end, unit in word("UNIT", reading, place):
        yield from ((last, unit) for last, _ in _current_he(reading, end))


def _current_he(reading: Reading, place: int) -> Iterator[tuple[int, int]]:
    if place < len(reading.tokens) and reading.tokens[place].text == "ה":
        place += 1
    yield from ((end, 1) for end, _ in word("CURRENT", reading, place) if reading.language == "he")


def _included_back(reading: Reading, place: int) -> Iterator[tuple[int, date]]:
    """ "inclusive of 7 days ago": the day from which on."""
    for end, _ in word("INCLUDING", reading, place):
        for after, count in [*word("N", reading, end), *word("ARTICLE", reading, end)]:
            for last, unit in word("UNIT", reading, after):
                for stop, _ in word("AGO", reading, last):
                    yield stop, step(reading.today, unit, -count)


def _exclude(reading: Reading, piece: Piece, unit: Grain) -> None:
    """Without the running unit: as many units, but of those that are over."""
    atom = piece.atom
    begins = start_of(reading.today, unit, reading.calendar, atom.fiscal)
    if piece.last is None or piece.last <= begins:
        return
    counted = atom.rolling and atom.units and piece.role == "time" and atom.grain == unit
    piece.last = begins
    if counted and piece.first is not None and atom.end == reading.today + DAY and not begins_unit(reading, atom):
        piece.first = step(begins, unit, -atom.units)


def _include(reading: Reading, piece: Piece, unit: Grain) -> None:
    """With the running unit: as many units, the running one as the last."""
    atom, today = piece.atom, reading.today
    if not (atom.rolling and atom.units and piece.role == "time" and atom.grain == unit and unit != "day"):
        return
    if atom.end <= today + DAY and atom.units >= 1 and not begins_unit(reading, atom):
        piece.first = step(start_of(today, unit, reading.calendar, atom.fiscal), unit, 1 - atom.units)
        piece.last = today + DAY


def whole_units(reading: Reading, pieces: list[Piece], grain: Grain) -> None:
    """A row per month of "the last 6 months" means months that are over: a piece of one would mislead."""
    for piece in pieces:
        atom = piece.atom
        counted = atom.rolling and atom.units > 1 and atom.grain == grain and grain not in {"day"}
        if counted and piece.role == "time" and piece.last == reading.today + DAY and piece.first == atom.start:
            piece.last = start_of(reading.today, grain, reading.calendar)
            piece.first = step(piece.last, grain, -atom.units)
            piece.words = (
                f"last {atom.units} full {grain}s" if reading.language == "en" else
                f"{atom.units} {_HE_UNITS[grain]} המלאים האחרונים"
            )  # fmt: skip


_HE_UNITS = {"week": "השבועות", "month": "החודשים", "quarter": "הרבעונים", "half": "החציונים", "year": "השנים"}
