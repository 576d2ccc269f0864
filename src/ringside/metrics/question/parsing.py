"""A question in, an understanding out: read from every table, the reading that explains it best wins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from ringside.dialogue.language import detect
from ringside.dialogue.schemas import Language
from ringside.metrics import periods
from ringside.metrics.model.schema import Model
from ringside.metrics.periods.schema import Found
from ringside.metrics.query.schema import MetricQuery
from ringside.metrics.question import abbreviating, asking, doubts, following, wording
from ringside.metrics.question.assembling import Assembly
from ringside.metrics.question.composing import Composer
from ringside.metrics.question.frame import Frame
from ringside.metrics.question.reading import Reader
from ringside.metrics.question.refusing import refusal
from ringside.metrics.question.schema import Parsed, Understood, Word
from ringside.metrics.question.seen import Seen
from ringside.metrics.question.spotting import Correction, Item, spot
from ringside.metrics.question.text import Token, stem, tokens
from ringside.metrics.question.vocabulary import Vocabulary

LONGEST = 2_000
"""Characters of a question; more is no question."""
_MOST_TOKENS = 160
_TIE = 0.05


@dataclass(frozen=True)
class Heard:
    """A question with all that was found in it before anything was decided."""

    text: str
    language: Language
    tokens: list[Token]
    items: list[Item]
    corrections: list[Correction]
    when: Found
    frame: Frame
    today: date


@dataclass(frozen=True)
class Reading:
    cost: float
    query: MetricQuery
    assembly: Assembly


def parse(
    text: str, vocabulary: Vocabulary, model: Model, today: date, context: MetricQuery | None = None,
    language: Language | None = None,
) -> Parsed:  # fmt: skip
    """What a question asks for, or the one thing that must be known first, or why it has no answer here."""
    language = language or detect(text)
    if len(text) > LONGEST or len(found := tokens(text)) > _MOST_TOKENS:
        return asking.too_long(language)
    if not any(token.kind in {"word", "number", "quoted"} for token in found):
        return asking.empty(language, vocabulary)
    if "=" in text:

        def ask(plain: str) -> Parsed:
            return parse(plain, vocabulary, model, today, language=language)

        if (parsed := abbreviating.read(text, ask)) is not None:
            return parsed
    heard = hear(text, found, vocabulary, model, today, language)
    if (refused := refusal(heard.items, language, heard.when, today)) is not None:
        return refused
    if context is not None and (followed := following.follow(heard, context, vocabulary, model, today)) is not None:
        return doubts.settle(followed, text, model, vocabulary, follows=True)
    return doubts.settle(understand(heard, vocabulary, model, today), text, model, vocabulary)


def hear(text: str, found: list[Token], vocabulary: Vocabulary, model: Model, today: date, language: Language) -> Heard:
    when = periods.find(text, model.calendar, today, language)
    items, corrected, corrections = spot(found, vocabulary, when)
    frame = Reader(items, corrected, vocabulary.lexicon).read()
    return Heard(text, language, corrected, items, corrections, when, frame, today)


def understand(heard: Heard, vocabulary: Vocabulary, model: Model, today: date) -> Parsed:  # noqa: PLR0911
    if heard.frame.unknown:
        return asking.unknown(heard, heard.frame.unknown[0], vocabulary)
    readings = sorted(read_all(heard, vocabulary, model, {}), key=lambda each: each.cost)
    if not readings:
        return asking.no_measure(heard, vocabulary)
    best = readings[0]
    if best.assembly.troubles:
        return asking.settle(
            heard, best, readings, vocabulary, lambda forced: _forced(heard, vocabulary, model, best, forced)
        )
    if not best.query.measures and best.query.intent != "list":
        return asking.no_measure(heard, vocabulary)
    rivals = [each for each in readings[1:] if each.cost - best.cost < _TIE and not each.assembly.troubles
              and _differs(each.query, best.query)]  # fmt: skip
    if rivals:
        return asking.between(heard, [best, *rivals], vocabulary)
    if best.cost > 5.5:
        return asking.no_measure(heard, vocabulary)
    return understood(heard, best, model)


def understood(heard: Heard, reading: Reading, model: Model) -> Understood:
    return Understood(
        query=reading.query, language=heard.language, words=meanings(heard),
        assumed=wording.assumptions(reading.assembly.assumed, heard.corrections, model, heard.language),
    )  # fmt: skip


def _differs(one: MetricQuery, other: MetricQuery) -> bool:
    return one.model_dump(exclude={"subject"}) != other.model_dump(exclude={"subject"})


def read_all(heard: Heard, vocabulary: Vocabulary, model: Model, forced: dict[str, str]) -> Iterator[Reading]:
    """A reading from each table that may be the subject."""
    hints = frozenset(
        form for item in heard.frame.verbs for form in (*vocabulary.lexicon.verbs.get(item.text, ()), stem(item.text))
    )
    for fact, table in model.tables.items():
        if not table.hidden and (reading := read(heard, vocabulary, model, fact, hints, forced)) is not None:
            yield reading


def read(
    heard: Heard,
    vocabulary: Vocabulary,
    model: Model,
    fact: str,
    hints: frozenset[str],
    forced: dict[str, str],
    inherited: tuple[str, ...] = (),
) -> Reading | None:
    # Composing adds to the frame what it finds out on the way: each table starts from a fresh one.
    frame = Reader(heard.items, heard.tokens, vocabulary.lexicon).read()
    raw = {
        item.start: heard.text[heard.tokens[item.start].start : heard.tokens[item.end - 1].end].strip("'\"“”‘’„")
        for item in heard.items
    }
    assembly = Assembly(
        frame, vocabulary, Seen(model, fact, vocabulary.lexicon, hints), heard.when, forced, raw, heard.today
    )
    try:
        query = Composer(assembly, inherited).query()
    except ValidationError:
        return None
    return Reading(assembly.cost, query, assembly)


def _forced(
    heard: Heard, vocabulary: Vocabulary, model: Model, best: Reading, forced: dict[str, str]
) -> MetricQuery | None:
    reading = read(
        heard, vocabulary, model, best.assembly.fact, best.assembly.seen.hints, {**best.assembly.forced, **forced}
    )
    return reading.query if reading is not None else None


def meanings(heard: Heard) -> tuple[Word, ...]:
    """What each stretch of the question was taken for."""
    words = []
    for item in heard.items:
        if item.kind == "stop":
            continue
        start, end = heard.tokens[item.start].start, heard.tokens[item.end - 1].end
        if end > start:
            meaning = item.op or item.kind if item.kind != "unknown" else None
            words.append(Word(start=start, end=end, meaning=meaning))
    return tuple(words)
