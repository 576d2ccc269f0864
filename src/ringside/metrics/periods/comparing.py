"""What a period is held against: another one, the same days a year before, the period before it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from ringside.metrics.periods.days import DAY, start_of, step
from ringside.metrics.periods.grammar import Atom, Reading, longest, moved_to, word
from ringside.metrics.periods.moving import shifted
from ringside.metrics.periods.pieces import GRAINS, GrainAt, Piece, before, said, words
from ringside.metrics.periods.ranges import last_before
from ringside.metrics.periods.schema import Shift
from ringside.metrics.query.schema import Period

Held = tuple[int, int, Period | None, Shift | None, str]
"""First token, token after the last, the period if it is known, how far back it lies, its words if they differ."""


def compared(reading: Reading, pieces: list[Piece], grain: GrainAt | None) -> tuple[list[Piece], Held | None]:
    """The pieces that are asked about, and what they are held against."""
    same = _same(reading, pieces) or _over_unit(reading, pieces)
    if same is not None:
        start, end, shift, explicit = same
        rest = [piece for piece in pieces if piece.end <= start or piece.start >= end]
        held = shifted(_period(rest[0]), shift) if rest and not _longer(rest[0], shift) else None
        return rest, (start, end, explicit or held, shift, "")
    for i, piece in enumerate(pieces):
        if (begins := _vs(reading, pieces, i)) is not None:
            rest = pieces[:i] + pieces[i + 1 :]
            return rest, _against(reading, rest, piece, begins)
    _shared_years(reading, pieces)
    if grain is not None or not _speaks_of_change(reading):
        return pieces, None
    if len(pieces) == 2 and _and_between(reading, pieces):
        return _two(reading, pieces)
    return _from_to(reading, pieces) if len(pieces) == 1 and pieces[0].ranged else (pieces, None)


def _two(reading: Reading, pieces: list[Piece]) -> tuple[list[Piece], Held | None]:
    """ "Compare Q1 and Q2": the later is held against the earlier."""
    left, right = pieces
    if left.first == right.first:
        return pieces, None
    if (left.first or date.min) < (right.first or date.min):
        return [right], (left.start, right.start, _period(left), None, words(reading, left))
    return [left], (left.end, right.end, _period(right), None, words(reading, right))


def _longer(piece: Piece, shift: Shift) -> bool:
    """Whether a period holds several of the units: "month over month this year" is about each month."""
    return shift in GRAINS and GRAINS.index(shift) < GRAINS.index(piece.atom.grain)


def _period(piece: Piece) -> Period:
    to_date = piece.rolling and piece.atom.units == 1
    return Period(start=piece.first, end=piece.last, words=f"{piece.atom.grain}", to_date=to_date)


def _same(reading: Reading, pieces: list[Piece]) -> tuple[int, int, Shift, Period | None] | None:
    """ "(vs) the same quarter last year", "בתקופה המקבילה אשתקד", "vs the previous period"."""
    for place in range(len(reading.tokens)):
        for name in ("SAME", "SAME_HE"):
            for end, _ in word(name, reading, place):
                start = _vs_before(reading, place)
                unit = next(((stop, u) for stop, u in word("UNIT", reading, end)), None)
                tail = unit[0] if unit else end
                hit = _same_of(reading, tail) or _same_of(reading, end)
                if hit is not None:
                    return start, hit[0], hit[1], None
                if name == "SAME_HE":
                    return start, end, "year", None
        for name in ("PERIOD_BEFORE", "UNIT_BEFORE"):
            start = _vs_before(reading, place)
            if start == place and not (place and reading.tokens[place - 1].text in {"the", "a", "ה"}):
                continue
            for end, shift in word(name, reading, place):
                if start < place:
                    return start, end, shift, None
    return None


def _same_of(reading: Reading, place: int) -> tuple[int, Shift] | None:
    """What follows "the same quarter": "last year", "of the previous month", "a year ago"."""
    tokens = reading.tokens
    while place < len(tokens) and tokens[place].text in {"of", "in", "the", "a", "one", "ב", "של", "ה"}:
        place += 1
    for name in ("LAST", "PAST"):
        for end, _ in word(name, reading, place):
            for last, unit in word("UNIT", reading, end):
                return last, unit
    for last, unit in word("UNIT", reading, place):
        for end, _ in word("AGO", reading, last):
            return end, unit
        after = last + (last < len(tokens) and tokens[last].text == "ה")
        for end, _ in word("LAST", reading, after):
            return end, unit
        if last < len(tokens) and tokens[last].text in {"before", "prior"}:
            return last + 1, unit
    for end, _ in word("LAST_YEAR_WORD", reading, place):
        return end, "year"
    return None


def _vs_before(reading: Reading, place: int) -> int:
    """Where "compared to the" begins that ends here; the place itself where there is none."""
    at = place
    while at and reading.tokens[at - 1].text in {"the", "a", "with", "to", "in", "ה", "ב", "ל", "that", "of", "one"}:
        start = before(reading, at, "VS")
        if start is not None:
            return start
        at -= 1
    start = before(reading, at, "VS")
    return place if start is None else start


def _over_unit(reading: Reading, pieces: list[Piece]) -> tuple[int, int, Shift, Period | None] | None:
    for place in range(len(reading.tokens)):
        for end, shift in word("OVER_UNIT", reading, place):
            if not any(piece.start < end and piece.end > place for piece in pieces):
                return place, end, shift, None
    return None


def _vs(reading: Reading, pieces: list[Piece], i: int) -> int | None:
    """Where the words begin that hold others against this piece."""
    piece = pieces[i]
    start = _vs_before(reading, piece.start)
    if start == piece.start:
        return None
    said = reading.tokens[start].text
    if said in {"over", "than", "against", "v"} and not i:
        before = reading.tokens[start - 1].text if start else ""
        changed = start and any(end == start for end, _ in word("CHANGED", reading, start - 1))
        if said == "over" and not changed:
            return None
        if said == "than" and before not in {"more", "less", "fewer", "higher", "lower", "better", "worse", "greater"}:
            return None
    if said in {"over"} and i and reading.tokens[piece.start].text in {"the"}:
        return None
    return start


_PRIOR = frozenset(("previous", "prior", "preceding", "קודם", "קודמת", "הקודם", "הקודמת"))
_LISTS = frozenset(("and", "or", ",", "&", "/", "ו", "או"))


def _against(reading: Reading, rest: list[Piece], piece: Piece, start: int) -> Held:
    """This piece as what the first of the rest is held against."""
    previous_unit = _is_previous_unit(reading, piece)
    if not rest:
        shift: Shift | None = piece.atom.grain if previous_unit else None
        return start, piece.end, None if shift else _period(piece), shift, words(reading, piece)
    base = rest[0]
    shorter = GRAINS.index(base.atom.grain) < GRAINS.index(piece.atom.grain)
    clipped = base.last == reading.today + DAY and base.atom.units == 1 and base.atom.grain == piece.atom.grain
    part = base.first and base.last and piece.first and base.atom.start < base.atom.end
    if previous_unit and part and (shorter or clipped):
        return start, piece.end, shifted(_period(base), piece.atom.grain), piece.atom.grain, ""
    prior = any(token.text in _PRIOR for token in reading.tokens[piece.start : piece.end])
    if previous_unit and part and not shorter and base.atom.grain == piece.atom.grain and (
        (prior and not base.rolling) or piece.atom.start == base.atom.start
    ):  # fmt: skip
        return start, piece.end, shifted(_period(base), "previous"), "previous", ""
    counted = piece.rolling and base.rolling and piece.atom.units > 1
    if prior and counted and (piece.atom.units, piece.atom.grain) == (base.atom.units, base.atom.grain):
        return start, piece.end, shifted(_period(base), "previous"), "previous", ""
    _same_year(base, piece)
    if piece.rolling and (piece.first, piece.last) == (base.first, base.last):
        return start, piece.end, shifted(_period(base), "year"), "year", ""
    return start, piece.end, _period(piece), None, words(reading, piece)


def _is_previous_unit(reading: Reading, piece: Piece) -> bool:
    """Whether it is last month, last year and the like."""
    atom = piece.atom
    running = start_of(reading.today, atom.grain, reading.calendar, atom.fiscal)
    return atom.rolling and atom.units == 1 and not piece.ranged and atom.start == step(running, atom.grain, -1)


def _same_year(base: Piece, held: Piece) -> None:
    """A year said only once holds for both sides of a comparison."""
    a, b = base.atom, held.atom
    if a.of_year and not b.of_year and not b.rolling and a.grain == b.grain and not base.ranged:
        _become(base, moved_to(a, b.start.year))
    elif b.of_year and not a.of_year and not held.ranged and base.first is not None:
        _become(held, last_before(b, base.first))


def _become(piece: Piece, atom: Atom) -> None:
    piece.atom, piece.first, piece.last = atom, atom.start, atom.end


def _and_between(reading: Reading, pieces: list[Piece]) -> bool:
    left, right = pieces
    between = [reading.tokens[i].text for i in range(left.end, right.start)]
    one_kind = (
        left.atom.grain == right.atom.grain and left.role == right.role == "time" and not (left.ranged or right.ranged)
    )
    return one_kind and bool(between) and set(between) <= {"and", "with", "to", "ו", "in", "the", "ל", "ב", "ה", "-"}


def _shared_years(reading: Reading, pieces: list[Piece]) -> None:
    """ "Q1 and Q2 2024": the year that is said last holds for those listed before it."""
    for left, right in reversed(list(pairwise(pieces))):
        a, b = left.atom, right.atom
        between = {reading.tokens[i].text for i in range(left.end, right.start)}
        if (
            between <= _LISTS
            and a.of_year
            and not b.of_year
            and not b.rolling
            and a.grain == b.grain
            and not left.ranged
        ):
            _become(left, moved_to(a, b.start.year))


def _speaks_of_change(reading: Reading) -> bool:
    return any(said(reading, "CHANGED", place) for place in range(len(reading.tokens)))


def _from_to(reading: Reading, pieces: list[Piece]) -> tuple[list[Piece], Held | None]:
    """ "How did it change from Q1 to Q2": the later is held against the earlier."""
    piece = pieces[0]
    inner = [
        (place, hit)
        for place in range(piece.start, piece.end)
        if (hit := longest("ATOM", reading, place)) and hit[0] <= piece.end
    ]
    if len(inner) < 2:
        return pieces, None
    left, right = inner[0], inner[-1]
    right = next(each for each in inner if each[1][0] == piece.end)
    a, b = left[1][1], right[1][1]
    first, last = piece.first, piece.last
    if a.grain != b.grain or (a.grain == "day" and a.units > 1) or first is None or last is None:
        return pieces, None
    earlier = Period(start=first, end=step(first, a.grain, 1))
    later = Piece(right[0], piece.end, b, step(last, b.grain, -1), last, rolling=piece.rolling)
    if earlier.end is not None and later.first is not None and earlier.end > later.first:
        return pieces, None
    text = " ".join(token.text for token in reading.tokens[left[0] : left[1][0]])
    return [later], (piece.start, right[0], earlier, None, text)
