"""A row per what, and conditions on parts of dates."""

from __future__ import annotations

from collections.abc import Iterator

from ringside.metrics.model.schema import DatePart
from ringside.metrics.periods.days import weekday_number
from ringside.metrics.periods.grammar import Reading, longest, word
from ringside.metrics.periods.pieces import GrainAt, Piece, before, inside
from ringside.metrics.periods.schema import PartSpan


def grain_of(reading: Reading, taken: list[tuple[int, int]] | None = None) -> GrainAt | None:
    """ "per month", "weekly", "month by month", "which quarter"."""
    for place in range(len(reading.tokens)):
        for (start, end), unit, fiscal in _grains_at(reading, place):
            if not (taken and inside((start, end), taken)):
                return (start, end), unit, fiscal
    return None


def _grains_at(reading: Reading, place: int) -> Iterator[GrainAt]:
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
    yield from _unit_by_unit(reading, place)
    for end, _ in word("WHICH", reading, place):
        for last, unit in word("UNIT", reading, end):
            if unit != "half" and not any(word("DATE_PART", reading, end)):
                yield (place, last), unit, False


def _unit_by_unit(reading: Reading, place: int) -> Iterator[GrainAt]:
    """ "week by week", "month-by-month"."""
    for end, unit in word("UNIT", reading, place):
        by = end + (end < len(reading.tokens) and reading.tokens[end].text == "-")
        if by < len(reading.tokens) and reading.tokens[by].text == "by":
            after = by + 1 + (by > end)
            yield from (((place, last), unit, False) for last, again in word("UNIT", reading, after) if again == unit)


def _goes_on(reading: Reading, start: int, last: int) -> bool:
    """Whether the unit is the beginning of a period or a name: "by quarter 3", "by week of 3 May"."""
    hit = longest("ATOM", reading, start)
    return hit is not None and hit[0] > last


def each_of(reading: Reading, pieces: list[Piece]) -> GrainAt | None:
    """ "in each of the last 8 weeks": a row for each of them."""
    for piece in pieces:
        start = before(reading, piece.start, "EACH_OF")
        if start is not None and piece.atom.units > 1:
            return (start, piece.start), piece.atom.grain, piece.atom.fiscal
    return None


def parts_of(reading: Reading, taken: list[tuple[int, int]]) -> Iterator[PartSpan]:
    place = 0
    while place < len(reading.tokens):
        hit = next((each for each in _parts_at(reading, place) if not inside((place, each[0]), taken)), None)
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
