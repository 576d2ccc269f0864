"""The narrative of an answer: what was asked first, then the one thing worth noticing. All from facts of the book."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ringside.metrics.answer import dates, labels, magnitude, scope, series
from ringside.metrics.answer import format as formats
from ringside.metrics.answer.facts import Book
from ringside.metrics.answer.schema import Fact, Segment
from ringside.metrics.answer.words import WORDS, joined, say, shown
from ringside.metrics.query.schema import ResultColumn

Told = tuple[Segment, ...]
_NAMED = 5
"""Names a list gives before it only counts."""
_MULTIPLE = 11
"""How many times the old value a new one may be for a percentage to still say something: up to +1,000%."""
_RANKED = 200
"""Rows among which places are worked out."""


def tell(book: Book, today: date) -> tuple[Told, str | None]:
    """The sentences of an answer, and the id of the one fact that answers it, if one does."""
    if not book.measures:
        return _list(book), None
    measure = book.measures[0]
    if not book.numbers(measure) and not _has_before(book, measure):
        return _nothing(book, measure, today), None
    if book.period is not None and book.keys:
        return series.matrix(book, measure, today), None
    if book.period is not None:
        return series.one(book, measure, today), None
    if book.keys:
        return _ranking(book, measure), None
    return _values(book, today), book.cell(0, measure).id


def label(book: Book, measure: ResultColumn) -> str:
    """A measure with what it is narrowed to."""
    return measure.label + scope.named(book.query, book.model, book.language)


def _inside(book: Book, measure: ResultColumn) -> str:
    return labels.inside(label(book, measure), book.language)


def is_additive(book: Book, measure: ResultColumn) -> bool:
    """Whether its values may be added up: counts and sums, not averages, ratios and levels over time."""
    found = labels.definition(book.model, book.query, measure.name)
    if found is None:
        return measure.name.startswith(("sum(", "count("))
    return found.agg in {"sum", "count"}


def is_level(book: Book, measure: ResultColumn) -> bool:
    found = labels.definition(book.model, book.query, measure.name)
    return found is not None and found.snapshot


def _has_before(book: Book, measure: ResultColumn) -> bool:
    previous = book.beside("previous", measure)
    return previous is not None and bool(book.numbers(previous))


def _nothing(book: Book, measure: ResultColumn, today: date) -> Told:
    period = book.query.time.period
    if scope.not_begun(period, today):
        text = book.when(0) or ""
        return say(book.language, "not_begun", period=labels.capital(text), label=_inside(book, measure))
    when = scope.when(book.query, book.model, book.language)
    return say(book.language, "nothing", label=_inside(book, measure), when=when)


def _values(book: Book, today: date) -> Told:
    """One row: the first measure in a sentence, the others after it."""
    first, *rest = book.measures
    said = list(_one(book, first, today))
    for measure in rest:
        if book.number(0, measure) is not None:
            said += say(book.language, "further", label=measure.label, value=book.cell(0, measure))
    return tuple(said)


def _one(book: Book, measure: ResultColumn, today: date) -> Told:
    when = scope.when(book.query, book.model, book.language)
    if (target := book.beside("target", measure)) is not None:
        return _against_target(book, measure, target, when)
    if (previous := book.beside("previous", measure)) is not None:
        return against(book, measure, previous, label(book, measure), when)
    value = book.cell(0, measure)
    share = book.beside("share", measure)
    if scope.is_running(book.query.time.period, today) and when:
        key = "sofar" if is_additive(book, measure) else "sofar_is"
    elif is_level(book, measure):
        key = "level"
    else:
        key = "came" if is_additive(book, measure) else "is"
    said = say(book.language, key, label=label(book, measure), value=value, when=when)
    if share is not None and book.number(0, share) is not None:
        said += (Segment(text=" "), *say(book.language, "share_one", share=book.cell(0, share)))
    return said


def against(book: Book, measure: ResultColumn, previous: ResultColumn, label: str, when: str) -> Told:  # noqa: PLR0911
    """A value held against the one of another period."""
    language, then = book.language, scope.then(book.query, book.model, book.language)
    new, old = book.number(0, measure), book.number(0, previous)
    if new is None and old is None:
        return say(language, "nothing", label=labels.inside(label, language), when=when)
    if new is None or (new == 0 and old and is_additive(book, measure)):
        key = "no_now" if new is None else "to_nothing"
        label = labels.inside(label, language) if new is None else label
        return say(language, key, label=label, when=when, before=_before(book, previous), then=then)
    value = book.cell(0, measure)
    if old is None:
        return say(language, "no_before", label=label, value=value, when=when, then=then)
    if old == 0 and new != 0 and is_additive(book, measure):
        _before(book, previous)
        return say(language, "from_nothing", label=label, value=value, when=when, then=then)
    texts = formats.pair(new, old, measure.format, measure.unit, language)
    value, before = book.cell(0, measure, text=texts[0]), _before(book, previous, texts[1])
    change, pct = changes(book, value, before)
    direction = magnitude.direction(new, old)
    if direction == "same":
        return say(language, "same", label=label, value=value, when=when, then_bare=then or " ")
    if direction == "flat":
        return say(language, "flat", label=label, value=value, when=when, before=before, then=then)
    ratio = magnitude.ratio_word(new, old) if measure.format != "percent" else None
    if ratio and pct:
        return say(language, "ratio", bare=False, label=label, ratio=WORDS[language][ratio], value=value, when=when,
                   before=before, then=then, pct=pct)  # fmt: skip
    key = direction if pct is not None and measure.format != "percent" else f"{direction}_by"
    return say(language, key, label=label, value=value, when=when, before=before, then=then, pct=pct, change=change)


def _before(book: Book, previous: ResultColumn, text: str | None = None) -> Fact:
    fact = book.cell(0, previous, text=text)
    comparison = book.query.comparison
    period = comparison.period if comparison else None
    if period is not None:
        words = dates.period(period, book.language, book.model.calendar, fiscal=book.query.time.fiscal)
        fact = fact.model_copy(update={"period": words})
        book.facts[fact.id] = fact
    return fact


def changes(book: Book, value: Fact, before: Fact) -> tuple[Fact, Fact | None]:
    """The change between two facts, absolute and relative; no relative one where it would mislead."""
    change = book.derive("difference", (value, before), role="change", label=value.label)
    old = before.value
    new = value.value
    if not isinstance(old, int | float) or not isinstance(new, int | float) or old <= 0 or value.format == "percent":
        return change, None
    if new < 0 or new > _MULTIPLE * old:
        return change, None
    pct = book.derive("change", (value, before), role="change", label=value.label, format="percent", text="")
    pct = pct.model_copy(update={"text": formats.signed_percent(pct.value, book.language), "unit": "relative"})  # type: ignore[arg-type]
    book.facts[pct.id] = pct
    return change, pct


def _against_target(book: Book, measure: ResultColumn, target: ResultColumn, when: str) -> Told:
    language, new, aim = book.language, book.number(0, measure), book.number(0, target)
    name = label(book, measure)
    if new is None:
        return say(language, "nothing", label=name, when=when)
    value = book.cell(0, measure)
    if aim is None:
        return say(language, "target_none", label=name, value=value, when=when)
    texts = formats.pair(new, aim, measure.format, measure.unit, language)
    value, goal = book.cell(0, measure, text=texts[0]), book.cell(0, target, text=texts[1])
    gap = book.derive("difference", (value, goal), role="change", label=value.label)
    found = labels.definition(book.model, book.query, measure.name)
    if found is not None and found.better == "down":
        key = "limit_kept" if new <= aim else "limit_broken"
    elif measure.format == "percent" or not is_additive(book, measure) or aim <= 0:
        key = "target_rate_met" if new >= aim else "target_rate_missed"
    else:
        key = "target_met" if new >= aim else "target_missed"
    part = None
    if aim > 0:
        part = book.derive("ratio", (value, goal), role="ratio", label=value.label, format="percent")
    return say(language, key, label=name, value=value, when=when, target=goal, gap=gap, pct=part)


def _ranking(book: Book, measure: ResultColumn) -> Told:
    """Values by dimension: who leads (or trails), by how much, how concentrated it is."""
    language, rows = book.language, book.numbers(measure)
    when = scope.when(book.query, book.model, language)
    if not rows:
        return say(language, "nothing", label=_inside(book, measure), when=when)
    if len(rows) == 1:
        row = rows[0][0]
        return say(language, "only", name=name(book, row), value=book.cell(row, measure), when=when)
    lowest = _asks_for_lowest(book, measure)
    ordered = sorted(rows, key=lambda each: each[1], reverse=not lowest)
    best = ordered[0][1]
    tied = [row for row, number in ordered if number == best]
    if len(tied) == len(rows):
        count = _count(book, [book.cell(row, measure) for row in tied], measure)
        return say(language, "all_equal", count=count, label=_inside(book, measure), value=book.cell(tied[0], measure),
                   when=when)  # fmt: skip
    following = ordered[len(tied)]
    texts = formats.pair(best, following[1], measure.format, measure.unit, language)
    value, second = book.cell(tied[0], measure, text=texts[0]), book.cell(following[0], measure, text=texts[1])
    _places(book, measure, ordered)
    after = say(language, "after", second=name(book, following[0]), second_value=second)
    if len(tied) > 1:
        key, who = (
            ("trails_tied" if lowest else "leads_tied"),
            joined([name(book, row) for row in tied[:_NAMED]], language),
        )
        said = say(language, key, name=who, value=value, when=when, after=after, label=_inside(book, measure))
    elif lowest:
        said = say(language, "trails", label=_inside(book, measure), name=name(book, tied[0]), value=value, when=when,
                   second=name(book, following[0]), second_value=second)  # fmt: skip
    else:
        said = say(language, "leads_two" if len(rows) == 2 else "leads", name=name(book, tied[0]), value=value,
        when=when,
                   share=_share(book, measure, tied[0], ordered), second=name(book, following[0]),
                   second_value=second)  # fmt: skip
    return said + _notable(book, measure, ordered, lowest)


def _asks_for_lowest(book: Book, measure: ResultColumn) -> bool:
    order = next((each for each in book.query.order if each.by in {measure.name, measure.measure}), None)
    if book.query.top is not None:
        return book.query.top.bottom
    return order is not None and not order.descending


def _places(book: Book, measure: ResultColumn, ordered: Sequence[tuple[int, float]]) -> None:
    """The ranks of the first and the last, so that highest and lowest can be held against facts.

    Of rows that are cut off after some, only the first is known to be an extreme of all.
    """
    if len(ordered) > _RANKED:
        return
    extremes = {ordered[0][1], ordered[-1][1] if is_whole(book) else ordered[0][1]}
    everyone = [book.cell(row, measure) for row, _ in ordered]
    for fact in [each for each, (_, number) in zip(everyone, ordered, strict=True) if number in extremes][: _NAMED * 2]:
        rank(book, fact, everyone)


def rank(book: Book, fact: Fact, everyone: Sequence[Fact]) -> Fact:
    """The place of a value among all of them."""
    others = [each for each in everyone if each.id != fact.id]
    return book.derive("rank", (fact, *others), role="rank", label=fact.label, format="integer", unit=None,
                       name=f"rank({fact.id})")  # fmt: skip


def _share(book: Book, measure: ResultColumn, row: int, ordered: Sequence[tuple[int, float]]) -> Told:
    """The leader's part of all, where the rows are all there is and may be added up."""
    column = book.beside("share", measure)
    if column is not None and book.number(row, column) is not None:
        return say(book.language, "of_total", share=book.cell(row, column))
    if not is_whole(book) or not is_additive(book, measure) or any(number < 0 for _, number in ordered):
        return ()
    if not sum(number for _, number in ordered):
        return ()
    facts = [book.cell(row, measure)] + [book.cell(each, measure) for each, _ in ordered if each != row]
    share = book.derive("share", facts, role="share", label=measure.label, format="percent", name=f"share(r{row})")
    return say(book.language, "of_total", share=share)


def is_whole(book: Book) -> bool:
    """Whether the rows are all there are, so that their sum is the whole."""
    query = book.query
    return not (book.result.truncated or query.limit or query.top or query.having) and len(book.result.rows) <= 200


def _notable(book: Book, measure: ResultColumn, ordered: Sequence[tuple[int, float]], lowest: bool) -> Told:
    change = book.beside("change", measure)
    if change is not None and len(moved := book.numbers(change)) > 1:
        row, by = max(moved, key=lambda each: abs(each[1]))
        relative = book.beside("change_pct", measure)
        pct: Told = ()
        if relative is not None and book.number(row, relative) is not None and measure.format != "percent":
            pct = say(book.language, "pct_aside", bare=False, pct=book.cell(row, relative))
        if by:
            return say(
                book.language, "moved_most", bare=False, name=name(book, row), change=book.cell(row, change), pct=pct
            )
    last_row, last = ordered[-1]
    if lowest or len(ordered) < 4 or last == ordered[-2][1] or last == ordered[0][1]:
        return ()
    facts = [book.cell(row, measure) for row, _ in ordered[:200]]
    if len(ordered) > 200:
        return ()
    return say(book.language, "last_named", count=_count(book, facts, measure), name=name(book, last_row),
               value=book.cell(last_row, measure))  # fmt: skip


def _count(book: Book, facts: Sequence[Fact], measure: ResultColumn) -> Fact:
    return book.derive(
        "count", facts, role="count", label=measure.label, format="integer", name=f"count({measure.name})"
    )


def name(book: Book, row: int) -> Told:
    """A row's dimension values, each a fact."""
    parts: list[Segment] = []
    for gap, column in book.apart():
        if gap:
            parts.append(Segment(text=gap))
        parts.append(shown(book.cell(row, column)))
    return tuple(parts)


def _list(book: Book) -> Told:
    language, rows = book.language, len(book.result.rows)
    table = book.model.tables.get(book.query.subject or "")
    many = labels.of(table, book.query.subject or "", language) if table else WORDS[language]["rows"]
    many = many.lower() if language == "en" and table else many
    one = (table.row if table and language == "en" else None) or WORDS[language]["row"]
    if not rows:
        return say(language, "nothing_found", when=scope.when(book.query, book.model, language))
    shown_rows = [name(book, row) for row in range(min(rows, _NAMED))] if book.keys else []
    names = joined(shown_rows, language)
    if rows == 1:
        return say(language, "list_one", row=one, names=names)
    first = [book.cell(row, book.keys[0]) for row in range(rows)][:1000] if book.keys else []
    count = book.derive("count", first, role="count", label=many, format="integer", name="count(rows)")
    return say(language, "list_all" if rows <= _NAMED else "list_some", count=count, rows=many, names=names)
