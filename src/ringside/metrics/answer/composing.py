"""An answer from a result: facts, words, picture, notes, and what to ask next."""

from __future__ import annotations

from datetime import date

from ringside.dialogue.schemas import Language
from ringside.metrics.answer import chart, follow_ups, narrative, notes
from ringside.metrics.answer.facts import Book
from ringside.metrics.answer.schema import Answer, Narrative
from ringside.metrics.answer.words import merged
from ringside.metrics.model.schema import Model
from ringside.metrics.query.schema import MetricQuery, Result

_FACTS = 400
"""Cells that become facts though no sentence mentions them, so that a picture and a pin can name them."""


def compose(query: MetricQuery, result: Result, model: Model, language: Language, today: date) -> Answer:
    """The answer to a query, in words of templates. The same result always gives the same answer."""
    book = Book(query, result, model, language)
    told, headline = narrative.tell(book, today)
    picture = chart.draw(book)
    _fill(book)
    segments = merged(told)
    return Answer(
        narrative=Narrative(segments=segments, text="".join(each.text for each in segments)),
        facts=tuple(book.facts.values()),
        headline=headline if headline in book.facts else None,
        chart=picture,
        notes=notes.worth(book, today),
        follow_ups=follow_ups.suggest(book),
    )


def _fill(book: Book) -> None:
    for row in range(len(book.result.rows)):
        for column in book.columns.values():
            if len(book.facts) >= _FACTS:
                return
            if book.at(row, column) is not None:
                book.cell(row, column)
