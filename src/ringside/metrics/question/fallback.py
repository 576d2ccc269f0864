"""A question the built-in parser cannot explain, handed to a model that may only fill a query from given names."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from ringside.ai import Caller, Models, Task
from ringside.dialogue.language import detect
from ringside.dialogue.schemas import Language
from ringside.metrics import periods
from ringside.metrics.model import reach
from ringside.metrics.model.schema import Model, Scalar
from ringside.metrics.query.schema import MetricQuery
from ringside.metrics.question import naming
from ringside.metrics.question.checking import faults
from ringside.metrics.question.schema import Asked, Parsed, Understood
from ringside.metrics.question.text import name_words
from ringside.metrics.question.vocabulary import Vocabulary

_MOST_VALUES = 25
_LONGEST = 600


class KnownMeasure(BaseModel):
    name: str
    label: str
    also: list[str]
    description: str


class KnownField(BaseModel):
    field: str
    label: str
    type: str
    values: list[str]


class KnownTable(BaseModel):
    name: str
    row: str
    fields: list[KnownField]


class KnownPeriod(BaseModel):
    words: str
    start: date | None
    end: date | None


class Unexplained(BaseModel):
    """A question with all the names that a query may use."""

    language: Language
    question: str
    not_understood: list[str]
    periods: list[KnownPeriod]
    measures: list[KnownMeasure]
    tables: list[KnownTable]
    context: MetricQuery | None
    known: Vocabulary = Field(exclude=True)

    model_config = {"arbitrary_types_allowed": True}


class Filled(BaseModel):
    """The query that answers the question, or none when these names do not answer it."""

    query: MetricQuery | None = None


def fault(asked: Unexplained, filled: Filled) -> str | None:
    """What is wrong with a filled query: a name, a value or a period that was not given."""
    query = filled.query
    if query is None:
        return None
    found = faults(query, asked.known.model)
    given = {(each.start, each.end) for each in asked.periods} | (
        {_ends(asked.context.time.period)} if asked.context else set()
    )
    if query.time.period is not None and _ends(query.time.period) not in given:
        found.append("time.period: only a period from the list")
    if (
        query.comparison is not None
        and query.comparison.period is not None
        and _ends(query.comparison.period) not in given
    ):
        found.append("comparison.period: only a period from the list")
    found += [f"{each.field}: {value!r} is neither a value of it nor in the question"
              for each in query.filters for value in each.values if not _given(asked, each.field, value)]  # fmt: skip
    return "; ".join(found[:6]) or None


def _ends(period: object) -> tuple[date | None, date | None]:
    return getattr(period, "start", None), getattr(period, "end", None)


def _given(asked: Unexplained, path: str, value: Scalar) -> bool:
    if isinstance(value, bool):
        return True
    text = str(value)
    if " ".join(name_words(text)) in " ".join(name_words(asked.question)) or text.rstrip("0").rstrip(
        "."
    ) in asked.question.replace(",", ""):
        return True
    for table in asked.known.model.tables:
        try:
            field = reach.resolve(asked.known.model, table, path)
        except LookupError:
            continue
        return " ".join(name_words(text)) in asked.known.column_values.get((field.node.table, field.column), {})
    return False


FILL: Task[Unexplained, Filled] = Task(
    name="question",
    prompt="metrics/prompts/question.v1.md",
    input=Unexplained,
    output=Filled,
    builtin=lambda asked: Filled(),
    check=fault,
)


async def ask_model(
    models: Models, caller: Caller, text: str, vocabulary: Vocabulary, model: Model, today: date,
    context: MetricQuery | None, language: Language | None, asked: Asked,
) -> Parsed:  # fmt: skip
    """What the configured model makes of a question, checked name by name; `asked` when it makes nothing of it."""
    language = language or detect(text)
    if asked.reason in {"too_long", "empty"} or len(text) > _LONGEST:
        return asked
    given = unexplained(text, vocabulary, model, today, context, language, asked)
    answer = await models.run(FILL, given, Caller(caller.tenant_id, caller.user_id, language, caller.allowance))
    query = answer.value.query
    if query is None or fault(given, answer.value) is not None:
        return asked
    return Understood(query=query, language=language, words=asked.words, source=answer.source)


def unexplained(
    text: str, vocabulary: Vocabulary, model: Model, today: date, context: MetricQuery | None, language: Language,
    asked: Asked,
) -> Unexplained:  # fmt: skip
    found = periods.find(text, model.calendar, today, language)
    spans = [*found.periods, *([found.comparison[0]] if found.comparison else [])]
    named = [span.period for span in spans]
    if found.comparison and found.comparison[1].period is not None:
        named.append(found.comparison[1].period)
    return Unexplained(
        language=language, question=text, context=context, known=vocabulary,
        not_understood=[text[word.start : word.end] for word in asked.words if word.meaning is None],
        periods=[KnownPeriod(words=each.words, start=each.start, end=each.end) for each in named
                 if each.start or each.end],
        measures=[KnownMeasure(name=name, label=naming.label(each, name, language), also=list(each.synonyms)[:8],
                               description=each.description)
                  for name, each in model.measures.items() if not each.hidden],
        tables=[_table(name, vocabulary) for name, each in model.tables.items() if not each.hidden],
    )  # fmt: skip


def _table(name: str, vocabulary: Vocabulary) -> KnownTable:
    table = vocabulary.model.tables[name]
    fields = [
        KnownField(
            field=f"{name}.{column}", label=about.label.get("en") or column, type=about.type,
            values=list(map(str, vocabulary.column_values.get((name, column), {}).values()))[:_MOST_VALUES],
        )
        for column, about in table.columns.items() if not about.hidden
    ]  # fmt: skip
    return KnownTable(name=name, row=table.row or name, fields=fields)
