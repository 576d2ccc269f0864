"""One short question back, with the choices that would settle it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ringside.dialogue.schemas import Language
from ringside.metrics.model.schema import Model
from ringside.metrics.query.schema import MetricQuery
from ringside.metrics.question import naming
from ringside.metrics.question.lexicon import say
from ringside.metrics.question.schema import Asked, QueryChoice, Word
from ringside.metrics.question.spotting import Item
from ringside.metrics.question.vocabulary import Entry, Vocabulary

if TYPE_CHECKING:
    from ringside.metrics.question.fields import Trouble
    from ringside.metrics.question.parsing import Heard, Reading

_MOST = 6


def too_long(language: Language) -> Asked:
    return Asked(reason="too_long", language=language, question=say(language, "ask_too_long"))


def empty(language: Language, vocabulary: Vocabulary) -> Asked:
    return Asked(
        reason="empty", language=language, question=say(language, "ask_empty"), choices=_measures(vocabulary, language)
    )


def unknown(heard: Heard, item: Item, vocabulary: Vocabulary) -> Asked:
    """A word that nothing explains: the nearest names instead of it."""
    word = _written(heard, item)
    return _instead(heard, word, vocabulary, "unknown_word", vocabulary.nearest_names(item.text))


def no_measure(heard: Heard, vocabulary: Vocabulary) -> Asked:
    return Asked(
        reason="unknown_measure", language=heard.language, question=say(heard.language, "ask_measure"),
        choices=_measures(vocabulary, heard.language), words=_words(heard),
    )  # fmt: skip


def _measures(vocabulary: Vocabulary, language: Language) -> tuple[QueryChoice, ...]:
    shown = [name for name, each in vocabulary.model.measures.items() if not each.hidden][:_MOST]
    return tuple(
        QueryChoice(label=naming.measure(vocabulary.model, name, language), query=MetricQuery(measures=(name,)))
        for name in shown
    )


def _instead(heard: Heard, word: str, vocabulary: Vocabulary, reason: str, near: Iterable[Entry]) -> Asked:
    names = dict.fromkeys(_label(entry, vocabulary.model, heard.language) for entry in near)
    choices = tuple(QueryChoice(label=name, text=heard.text.replace(word, name, 1)) for name in names)[:_MOST]
    key = "ask_unknown" if choices else "ask_unknown_bare"
    return Asked(
        reason=reason, language=heard.language, question=say(heard.language, key, word=word), choices=choices,
        words=_words(heard),
    )  # fmt: skip


def _label(entry: Entry, model: Model, language: Language) -> str:
    if entry.kind == "measure":
        return naming.measure(model, entry.measure, language)
    if entry.kind == "table":
        return naming.table(model, entry.table, language)
    return naming.label(model.tables[entry.table].columns[entry.column], entry.column, language)


def settle(  # noqa: PLR0911
    heard: Heard, best: Reading, readings: list[Reading], vocabulary: Vocabulary,
    forced: Callable[[dict[str, str]], MetricQuery | None],
) -> Asked:  # fmt: skip
    """The first trouble of the best reading as a question; each choice is that reading with the trouble settled."""
    trouble = best.assembly.troubles[0]
    match trouble.reason:
        case "ambiguous":
            return _ambiguous(heard, trouble, best, vocabulary.model, forced)
        case "unknown_value":
            return _value(heard, trouble, vocabulary.model)
        case "no_time":
            return _no_time(heard, trouble, best, vocabulary.model)
        case "unreachable":
            return _unreachable(heard, trouble, vocabulary)
        case "unable":
            return _unable(heard, best)
        case "unknown_measure" if not trouble.word:
            return no_measure(heard, vocabulary)
    return _instead(heard, trouble.word, vocabulary, "unknown_word" if trouble.reason == "unable" else trouble.reason,
                    vocabulary.nearest_names(trouble.word.split(" ")[-1]))  # fmt: skip


def _ambiguous(
    heard: Heard, trouble: Trouble, best: Reading, model: Model, forced: Callable[[dict[str, str]], MetricQuery | None]
) -> Asked:
    choices = []
    for option in trouble.options[:_MOST]:
        query = forced({trouble.word: option})
        measure = option in model.measures or "(" in option
        text = (
            naming.measure(model, option, heard.language, best.query)
            if measure
            else naming.full_field(model, option, heard.language, best.query)
        )
        choices.append(QueryChoice(label=text, query=query))
    return Asked(
        reason="ambiguous", language=heard.language, question=say(heard.language, "ask_ambiguous", word=trouble.word),
        choices=tuple(choices), words=_words(heard),
    )  # fmt: skip


def _unable(heard: Heard, best: Reading) -> Asked:
    from ringside.metrics.question import wording  # noqa: PLC0415

    words, model = best.assembly.words, best.assembly.words.model
    label = wording.say(best.query, words.model, heard.language)
    return Asked(
        reason="unknown_measure", language=heard.language, question=say(heard.language, "ask_unable"),
        choices=(QueryChoice(label=label, query=best.query),) if model else (), words=_words(heard),
    )  # fmt: skip


def _value(heard: Heard, trouble: Trouble, model: Model) -> Asked:
    if not trouble.about:
        return Asked(reason="unknown_value", language=heard.language, words=_words(heard),
                     question=say(heard.language, "ask_unknown_bare", word=trouble.word))  # fmt: skip
    field = naming.field(model, trouble.about[0], heard.language)
    choices = tuple(QueryChoice(label=each, text=heard.text.replace(trouble.word, each, 1)) for each in trouble.options)
    key = "ask_value" if choices else "ask_value_bare"
    return Asked(
        reason="unknown_value", language=heard.language, words=_words(heard), choices=choices[:_MOST],
        question=say(heard.language, key, word=trouble.word, field=field),
    )  # fmt: skip


def _no_time(heard: Heard, trouble: Trouble, best: Reading, model: Model) -> Asked:
    query = best.query.model_copy(update={"time": type(best.query.time)(), "comparison": None})
    return Asked(
        reason="no_time", language=heard.language, words=_words(heard),
        question=say(heard.language, "ask_no_time", table=naming.table(model, trouble.word, heard.language)),
        choices=(QueryChoice(label=say(heard.language, "without_period"), query=query),),
    )  # fmt: skip


def _unreachable(heard: Heard, trouble: Trouble, vocabulary: Vocabulary) -> Asked:
    one, other = trouble.about
    return Asked(
        reason="unreachable", language=heard.language, words=_words(heard),
        choices=_measures(vocabulary, heard.language),
        question=say(heard.language, "ask_unreachable", a=one, b=naming.table(vocabulary.model, other, heard.language)),
    )  # fmt: skip


def between(heard: Heard, readings: list[Reading], vocabulary: Vocabulary) -> Asked:
    """Two tables explain the question equally well."""
    choices, seen = [], set()
    for reading in readings[:_MOST]:
        text = naming.table(vocabulary.model, reading.assembly.fact, heard.language)
        if text not in seen:
            seen.add(text)
            choices.append(QueryChoice(label=text, query=reading.query))
    word = heard.text if len(heard.text) < 60 else heard.text[:57] + "..."
    return Asked(
        reason="ambiguous", language=heard.language, question=say(heard.language, "ask_ambiguous", word=word),
        choices=tuple(choices), words=_words(heard),
    )  # fmt: skip


def _written(heard: Heard, item: Item) -> str:
    return heard.text[heard.tokens[item.start].start : heard.tokens[item.end - 1].end]


def _words(heard: Heard) -> tuple[Word, ...]:
    from ringside.metrics.question.parsing import meanings  # noqa: PLC0415

    return meanings(heard)
