"""A text read for time: periods and what stands around them, comparisons, grains and parts of dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ringside.dialogue.language import detect
from ringside.dialogue.schemas import Language
from ringside.metrics.model.schema import Calendar, DatePart
from ringside.metrics.periods import atoms, lexicon  # noqa: F401  (the rules declare themselves)
from ringside.metrics.periods.days import DAY, start_of, step, weekday_number
from ringside.metrics.periods.grammar import Atom, Reading, longest, moved_to, word
from ringside.metrics.periods.moving import shifted
from ringside.metrics.periods.schema import Found, PartSpan, Role, Shift, Span
from ringside.metrics.periods.text import tokens
from ringside.metrics.query.schema import Grain, MetricComparison, Period

_LONGEST = 20_000
_GRAINS = ("day", "week", "month", "quarter", "half", "year")
_ROLES: tuple[tuple[str, Role], ...] = (("SINCE", "since"), ("ON_OR_AFTER", "since"), ("AFTER", "after"), ("AS_OF", "as_of"),
                                        ("UNTIL", "until"), ("BEFORE", "before"))  # fmt: skip


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


def find(text: str, calendar: Calendar, today: date, language: Language | None = None) -> Found:
    """All that this text says of time, as seen from `today`. Never raises, whatever the text."""
    cut = text[:_LONGEST]
    reading = Reading(tokens(cut, lexicon.known()), calendar, today, language or detect(cut))
    grain = _grain(reading)
    pieces = _ranges(reading, _pieces(reading))
    pieces = _surrounded(reading, [piece for piece in pieces if not _repeats(reading, piece)])
    grain = _each_of(reading, pieces) or grain
    if grain is not None:
        _whole(reading, pieces, grain[1])
    pieces, held = _compared(reading, pieces, grain)
    taken = [(piece.start, piece.end) for piece in pieces] + ([held[:2]] if held else [])
    if grain is not None and _inside(grain[0], taken):
        grain = _grain(reading, taken)
    return Found(
        tuple(_span(reading, piece, text) for piece in pieces),
        _comparison(reading, held, text),
        _grain_span(reading, grain, text),
        tuple(_parts(reading, taken)),
    )


def _pieces(reading: Reading) -> list[Piece]:
    found: list[Piece] = []
    place = 0
    while place < len(reading.tokens):
        hit = None if reading.tokens[place].kind in {"quoted", "amount"} else longest("ATOM", reading, place)
        if hit is None:
            place += 1
            continue
        end, atom = hit
        found.append(Piece(place, end, atom, atom.start, atom.end, rolling=atom.rolling))
        place = end
    return found


# Ranges


def _ranges(reading: Reading, pieces: list[Piece]) -> list[Piece]:
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
    led = _before(reading, left.start, "FROM")
    if said in {"and", "ו"}:
        return led is not None and reading.tokens[led].text in {"between", "בין"}
    if said == "ל" and led is None:
        return False
    return True


def _only_filler(reading: Reading, start: int, end: int) -> bool:
    return all(
        reading.tokens[i].text in {"the", "end", "of", "and", "up", "ה", "including", "סוף"} for i in range(start, end)
    )


def _joined(reading: Reading, left: Piece, right: Piece) -> Piece:
    """From the start of the one to the end of the other; a year said only once holds for both."""
    a, b = left.atom, right.atom
    if a.of_year and not b.of_year:
        a = _last_before(a, b.start)
    elif b.of_year and not a.of_year:
        b = _first_after(b, a.start)
    elif a.of_year and b.of_year:
        a = _last_before(a, b.start)
    first, last = a.start, b.end
    if _said(reading, "EXCLUSIVE", left.end):
        first = a.end
    if not first < last:
        first, last = b.start, a.end
    start = left.start
    led = _before(reading, left.start, "FROM")
    grain = min(a.grain, b.grain, key=_GRAINS.index)
    atom = Atom(a.start, b.end, grain, a.fiscal or b.fiscal, a.rolling or b.rolling, 0)
    return Piece(start if led is None else led, right.end, atom, first, last, ranged=True, rolling=atom.rolling)


def _last_before(atom: Atom, day: date) -> Atom:
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


# What stands before and after


def _surrounded(reading: Reading, pieces: list[Piece]) -> list[Piece]:
    """The pieces with what belongs to them; a period inside that ("excluding the current month") is none of its own."""
    out: list[Piece] = []
    for piece in pieces:
        if out and piece.start < out[-1].end:
            continue
        _lead(reading, piece)
        _tail(reading, piece)
        out.append(piece)
    return out


def _repeats(reading: Reading, piece: Piece) -> bool:
    """ "every December" is a part of dates and no period."""
    if piece.atom.grain not in {"month", "day"} or piece.end - piece.start > 1:
        return False
    start = _before(reading, piece.start, "PER")
    return start is not None and not piece.ranged and reading.tokens[piece.start - 1].text in {"every", "each", "כל"}


def _before(reading: Reading, end: int, name: str) -> int | None:
    """Where the longest phrase of this kind begins that ends here."""
    for back in range(min(5, end), 0, -1):
        if any(stop == end for stop, _ in word(name, reading, end - back)):
            return end - back
    return None


def _said(reading: Reading, name: str, place: int) -> bool:
    return any(True for _ in word(name, reading, place))


def _lead(reading: Reading, piece: Piece) -> None:
    """since, after, until, before: one end of the period is open or is today."""
    if piece.ranged:
        return
    leads = [(start, role) for name, role in _ROLES if (start := _before(reading, piece.start, name)) is not None]
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
            led = _before(reading, piece.start, "FROM")
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
            while end < len(tokens) and tokens[end].text in {"'", "s", "date"}:
                end += 1
            yield end, "day"
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
    if counted and piece.first is not None and atom.end == reading.today + DAY and not _begins_unit(reading, atom):
        piece.first = step(begins, unit, -atom.units)


def _begins_unit(reading: Reading, atom: Atom) -> bool:
    """Year to date and the like: only the end moves."""
    return atom.units == 1 and atom.grain != "day" and atom.start == start_of(
        reading.today, atom.grain, reading.calendar, atom.fiscal
    )  # fmt: skip


def _include(reading: Reading, piece: Piece, unit: Grain) -> None:
    """With the running unit: as many units, the running one as the last."""
    atom, today = piece.atom, reading.today
    if not (atom.rolling and atom.units and piece.role == "time" and atom.grain == unit and unit != "day"):
        return
    if atom.end <= today + DAY and atom.units >= 1 and not _begins_unit(reading, atom):
        piece.first = step(start_of(today, unit, reading.calendar, atom.fiscal), unit, 1 - atom.units)
        piece.last = today + DAY


def _whole(reading: Reading, pieces: list[Piece], grain: Grain) -> None:
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


# Comparisons: (first token, token after the last, period or None, shift)

_Held = tuple[int, int, Period | None, Shift | None, str]


def _compared(
    reading: Reading, pieces: list[Piece], grain: tuple[tuple[int, int], Grain, bool] | None
) -> tuple[list[Piece], _Held | None]:
    """The pieces that are asked about, and what they are held against."""
    same = _same(reading, pieces) or _over_unit(reading, pieces)
    if same is not None:
        start, end, shift, explicit = same
        rest = [piece for piece in pieces if piece.end <= start or piece.start >= end]
        base = _base(rest)
        held = shifted(base, shift) if base and not _longer(rest[0], shift) else None
        return rest, (start, end, explicit or held, shift, "")
    for i, piece in enumerate(pieces):
        start = _vs(reading, pieces, i)
        if start is not None:
            rest = pieces[:i] + pieces[i + 1 :]
            return rest, _against(reading, rest, piece, start)
    _shared_years(reading, pieces)
    if len(pieces) == 2 and _speaks_of_change(reading) and _and_between(reading, pieces) and grain is None:
        later, earlier = sorted(pieces, key=lambda piece: piece.first or date.min, reverse=True)
        start, end = min(pieces[0].start, pieces[1].start), max(pieces[0].end, pieces[1].end)
        held = _period(earlier)
        first = earlier.start if earlier is pieces[0] else pieces[0].end
        last = pieces[1].start if earlier is pieces[0] else end
        if later.first != earlier.first and start < end:
            return [later], (first, last, held, None, _words(reading, earlier))
    if grain is None and len(pieces) == 1 and pieces[0].ranged and _speaks_of_change(reading):
        return _from_to(reading, pieces)
    return pieces, None


def _longer(piece: Piece, shift: Shift) -> bool:
    """Whether a period holds several of the units: "month over month this year" is about each month."""
    return shift in _GRAINS and _GRAINS.index(shift) < _GRAINS.index(piece.atom.grain)


def _base(pieces: list[Piece]) -> Period | None:
    return _period(pieces[0]) if pieces else None


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
        start = _before(reading, at, "VS")
        if start is not None:
            return start
        at -= 1
    start = _before(reading, at, "VS")
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


_PRIOR = frozenset(["previous", "prior", "preceding", "קודם", "קודמת", "הקודם", "הקודמת"])


def _against(reading: Reading, rest: list[Piece], piece: Piece, start: int) -> _Held:
    base = rest[0] if rest else None
    previous_unit = piece.atom.rolling and piece.atom.units == 1 and not piece.ranged and (
        piece.atom.start == step(start_of(reading.today, piece.atom.grain, reading.calendar, piece.atom.fiscal), piece.atom.grain, -1)
    )  # fmt: skip
    if base is None:
        shift: Shift | None = piece.atom.grain if previous_unit else None
        return start, piece.end, None if shift else _period(piece), shift, _words(reading, piece)
    shorter = _GRAINS.index(base.atom.grain) < _GRAINS.index(piece.atom.grain)
    clipped = base.last == reading.today + DAY and base.atom.units == 1 and base.atom.grain == piece.atom.grain
    part = base.first and base.last and piece.first and base.atom.start < base.atom.end
    if previous_unit and part and (shorter or clipped):
        return start, piece.end, shifted(_period(base), piece.atom.grain), piece.atom.grain, ""
    prior = any(token.text in _PRIOR for token in reading.tokens[piece.start : piece.end])
    if previous_unit and part and not shorter and base.atom.grain == piece.atom.grain and (
        (prior and not base.rolling) or piece.atom.start == base.atom.start
    ):  # fmt: skip
        return start, piece.end, shifted(_period(base), "previous"), "previous", ""
    _same_year(base, piece)
    if piece.rolling and (piece.first, piece.last) == (base.first, base.last):
        return start, piece.end, shifted(_period(base), "year"), "year", ""
    return start, piece.end, _period(piece), None, _words(reading, piece)


def _same_year(base: Piece, held: Piece) -> None:
    """A year said only once holds for both sides of a comparison."""
    a, b = base.atom, held.atom
    if a.of_year and not b.of_year and not b.rolling and a.grain == b.grain and not base.ranged:
        _become(base, moved_to(a, b.start.year if b.start.year >= a.of_year(b.start.year).start.year else b.start.year))
    elif b.of_year and not a.of_year and not held.ranged and base.first is not None:
        _become(held, _last_before(b, base.first))


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
        listed = {reading.tokens[i].text for i in range(left.end, right.start)} <= {
            "and",
            "or",
            ",",
            "&",
            "/",
            "ו",
            "או",
        }
        if listed and a.of_year and not b.of_year and not b.rolling and a.grain == b.grain and not left.ranged:
            _become(left, moved_to(a, b.start.year))


def _speaks_of_change(reading: Reading) -> bool:
    return any(_said(reading, "CHANGED", place) for place in range(len(reading.tokens)))


def _from_to(reading: Reading, pieces: list[Piece]) -> tuple[list[Piece], _Held | None]:
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
    whole = piece.first is not None and piece.last is not None
    if a.grain != b.grain or (a.grain == "day" and a.units > 1) or not whole:
        return pieces, None
    first, last = piece.first, piece.last
    assert first is not None and last is not None
    earlier = Period(start=first, end=step(first, a.grain, 1))
    later = Piece(right[0], piece.end, b, step(last, b.grain, -1), last, rolling=piece.rolling)
    if earlier.end is not None and later.first is not None and earlier.end > later.first:
        return pieces, None
    text = " ".join(token.text for token in reading.tokens[left[0] : left[1][0]])
    return [later], (piece.start, right[0], earlier, None, text)


# Grains


def _grain(reading: Reading, taken: list[tuple[int, int]] | None = None) -> tuple[tuple[int, int], Grain, bool] | None:
    """ "per month", "weekly", "month by month", "which quarter"."""
    for place in range(len(reading.tokens)):
        for (start, end), unit, fiscal in _grains_at(reading, place):
            if not (taken and _inside((start, end), taken)):
                return (start, end), unit, fiscal
    return None


def _grains_at(reading: Reading, place: int) -> Iterator[tuple[tuple[int, int], Grain, bool]]:
    tokens = reading.tokens
    for end, _ in word("PER", reading, place):
        inner = end + (end < len(tokens) and tokens[end].text in {"the", "ה"})
        fiscal = next((stop for stop, _ in word("FISCAL", reading, inner)), None)
        plain = next((stop for stop, _ in word("WHOLE", reading, inner)), None)
        for start in filter(None, (fiscal, plain, inner)):
            for last, unit in word("UNIT", reading, start):
                if not _goes_on(reading, start, last) and not any(word("DATE_PART", reading, start)):
                    yield (place, last), unit, start == fiscal
    for end, unit in word("ADVERB", reading, place):
        yield (place, end), unit, False
    for end, unit in word("UNIT", reading, place):
        for stop in (end, end + 1):
            if stop < len(tokens) and (stop == end or tokens[end].text in {"-"}) and tokens[stop].text == "by":
                for last, again in word("UNIT", reading, stop + 1):
                    if again == unit:
                        yield (place, last), unit, False
    for end, _ in word("WHICH", reading, place):
        for last, unit in word("UNIT", reading, end):
            if unit != "half" and not any(word("DATE_PART", reading, end)):
                yield (place, last), unit, False


def _goes_on(reading: Reading, start: int, last: int) -> bool:
    """Whether the unit is the beginning of a period or a name: "by quarter 3", "by week of 3 May"."""
    hit = longest("ATOM", reading, start)
    return hit is not None and hit[0] > last


def _each_of(reading: Reading, pieces: list[Piece]) -> tuple[tuple[int, int], Grain, bool] | None:
    """ "in each of the last 8 weeks": a row for each of them."""
    for piece in pieces:
        start = _before(reading, piece.start, "EACH_OF")
        if start is not None and piece.atom.units > 1:
            return (start, piece.start), piece.atom.grain, piece.atom.fiscal
    return None


# Parts of dates


def _parts(reading: Reading, taken: list[tuple[int, int]]) -> Iterator[PartSpan]:
    place = 0
    while place < len(reading.tokens):
        hit = next((each for each in _parts_at(reading, place) if not _inside((place, each[0]), taken)), None)
        if hit is None:
            place += 1
            continue
        end, part, values = hit
        if reading.tokens[place].kind != "quoted":
            yield PartSpan(reading.tokens[place].start, reading.tokens[end - 1].end, part, values)
        place = end


def _parts_at(reading: Reading, place: int) -> Iterator[tuple[int, DatePart, tuple[int | bool, ...]]]:
    tokens, calendar = reading.tokens, reading.calendar
    for end, _ in word("PER", reading, place):
        for last, part in word("DATE_PART", reading, end):
            yield last, part, ()
        if tokens[place].text in {"each", "every", "כל", "ב", "בכל"} or end - place > 1:
            for last, day in word("WEEKDAY", reading, end):
                yield last, "weekday", (weekday_number(int(day), calendar),)
            for last, month in word("MONTH", reading, end):
                yield last, "month", (int(month),)
    for last, part in word("DATE_PART", reading, place):
        if last - place > 1:
            yield last, part, ()
    start = place + (tokens[place].text in {"on", "at", "over", "during", "in", "ב"})
    if place and _amount_before(reading, place):
        return
    for last, day in word("WEEKDAYS", reading, start):
        yield last, "weekday", (weekday_number(int(day), calendar),)
    for last, off in word("WEEKEND", reading, start):
        yield last, "weekend", (bool(off),)


def _amount_before(reading: Reading, place: int) -> bool:
    return reading.tokens[place - 1].kind in {"digits", "amount"}


# Spans of characters


def _inside(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and span[1] > start for start, end in taken)


def _chars(reading: Reading, start: int, end: int) -> tuple[int, int]:
    return reading.tokens[start].start, reading.tokens[end - 1].end


def _words(reading: Reading, piece: Piece) -> str:
    return piece.words or " ".join(token.text for token in reading.tokens[piece.start : piece.end])


def _span(reading: Reading, piece: Piece, text: str) -> Span:
    start, end = _chars(reading, piece.start, piece.end)
    first, last = piece.first, piece.last
    running = first is not None and last is not None and first <= reading.today < last
    from_start = piece.role == "since" or (piece.atom.units == 1 and _begins_unit(reading, piece.atom))
    to_date = running and piece.rolling and from_start and piece.atom.grain != "day"
    period = Period(start=first, end=last, words=piece.words or " ".join(text[start:end].split()), to_date=to_date)
    return Span(start, end, period, piece.atom.grain, piece.atom.fiscal, piece.role, piece.rolling)


def _comparison(reading: Reading, held: _Held | None, text: str) -> tuple[Span, MetricComparison] | None:
    if held is None:
        return None
    first, last, period, shift, words = held
    start, end = _chars(reading, first, last)
    said = words or " ".join(text[start:end].split())
    period = (period or Period()).model_copy(update={"words": said, "to_date": False})
    grain: Grain = "day" if shift is None or shift == "previous" else shift
    span = Span(start, end, period, grain, shift=shift)
    return span, MetricComparison(period=period if period.start or period.end else None)


def _grain_span(
    reading: Reading, grain: tuple[tuple[int, int], Grain, bool] | None, text: str
) -> tuple[Span, Grain] | None:
    if grain is None:
        return None
    start, end = _chars(reading, *grain[0])
    return Span(start, end, Period(words=text[start:end]), grain[1], grain[2]), grain[1]
