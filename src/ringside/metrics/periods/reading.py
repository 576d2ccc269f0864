"""A text read for time: periods and what stands around them, comparisons, grains and parts of dates."""

from __future__ import annotations

from datetime import date

from ringside.dialogue.language import detect
from ringside.dialogue.schemas import Language
from ringside.metrics.model.schema import Calendar
from ringside.metrics.periods import lexicon
from ringside.metrics.periods.around import repeats, surrounded, whole_units
from ringside.metrics.periods.comparing import Held, compared
from ringside.metrics.periods.grains import each_of, grain_of, parts_of
from ringside.metrics.periods.grammar import Reading
from ringside.metrics.periods.pieces import GrainAt, Piece, begins_unit, chars, inside, pieces_of
from ringside.metrics.periods.ranges import ranges
from ringside.metrics.periods.schema import Found, Span
from ringside.metrics.periods.text import tokens
from ringside.metrics.query.schema import Grain, MetricComparison, Period

_LONGEST = 20_000


def find(text: str, calendar: Calendar, today: date, language: Language | None = None) -> Found:
    """All that this text says of time, as seen from `today`. Never raises, whatever the text."""
    cut = text[:_LONGEST]
    reading = Reading(tokens(cut, lexicon.known()), calendar, today, language or detect(cut))
    grain = grain_of(reading)
    pieces = ranges(reading, pieces_of(reading))
    pieces = surrounded(reading, [piece for piece in pieces if not repeats(reading, piece)])
    grain = each_of(reading, pieces) or grain
    if grain is not None:
        whole_units(reading, pieces, grain[1])
    pieces, held = compared(reading, pieces, grain)
    taken = [(piece.start, piece.end) for piece in pieces] + ([held[:2]] if held else [])
    if grain is not None and inside(grain[0], taken):
        grain = grain_of(reading, taken)
    return Found(
        tuple(_span(reading, piece, text) for piece in pieces),
        _comparison(reading, held, text),
        _grain_span(reading, grain, text),
        tuple(parts_of(reading, taken)),
    )


def _span(reading: Reading, piece: Piece, text: str) -> Span:
    start, end = chars(reading, piece.start, piece.end)
    first, last = piece.first, piece.last
    running = first is not None and last is not None and first <= reading.today < last
    from_start = piece.role == "since" or (piece.atom.units == 1 and begins_unit(reading, piece.atom))
    to_date = running and piece.rolling and from_start and piece.atom.grain != "day"
    period = Period(start=first, end=last, words=piece.words or " ".join(text[start:end].split()), to_date=to_date)
    return Span(start, end, period, piece.atom.grain, piece.atom.fiscal, piece.role, piece.rolling)


def _comparison(reading: Reading, held: Held | None, text: str) -> tuple[Span, MetricComparison] | None:
    if held is None:
        return None
    first, last, period, shift, words = held
    start, end = chars(reading, first, last)
    said = words or " ".join(text[start:end].split())
    period = (period or Period()).model_copy(update={"words": said, "to_date": False})
    grain: Grain = "day" if shift is None or shift == "previous" else shift
    span = Span(start, end, period, grain, shift=shift)
    return span, MetricComparison(period=period if period.start or period.end else None)


def _grain_span(reading: Reading, grain: GrainAt | None, text: str) -> tuple[Span, Grain] | None:
    if grain is None:
        return None
    start, end = chars(reading, *grain[0])
    return Span(start, end, Period(words=text[start:end]), grain[1], grain[2]), grain[1]
