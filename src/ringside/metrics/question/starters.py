"""Questions to start with, made from what the model measures."""

from __future__ import annotations

from datetime import date

from ringside.dialogue.schemas import Language
from ringside.metrics.model import reach
from ringside.metrics.model.schema import Measure, Model
from ringside.metrics.query.schema import MetricQuery, Order, Time
from ringside.metrics.question import wording

_MOST = 6


def suggest(model: Model, language: Language = "en", today: date | None = None) -> tuple[str, ...]:
    """At most six questions that this model can answer, each of another kind."""
    measures = [name for name, each in model.measures.items() if not each.hidden and not each.managers_only]
    money = [name for name in measures if model.measures[name].format == "money"]
    ratios = [name for name in measures if model.measures[name].format in {"percent", "ratio"}]
    ordered = list(dict.fromkeys([*money[:1], *ratios[:1], *measures]))
    queries = [query for name in ordered[:3] for query in _about(model, name, model.measures[name])]
    said = [each.ask for each in model.questions] + [wording.say(query, model, language) for query in queries]
    return tuple(dict.fromkeys(said))[:_MOST]


def _about(model: Model, name: str, measure: Measure) -> list[MetricQuery]:
    fact = measure.table or _fact(model, name)
    if fact is None or fact not in model.tables:
        return [MetricQuery(measures=(name,))]
    by = next(
        (field for field, _, column in reach.fields(model, fact) if column.type == "category" and not column.hidden),
        None,
    )
    queries = []
    if model.tables[fact].time:
        queries.append(MetricQuery(intent="trend", subject=fact, measures=(name,), time=Time(grain="month")))
    if by is not None:
        queries.append(MetricQuery(intent="rank", subject=fact, measures=(name,), dimensions=(by.path,),
                                   order=(Order(by=name),), limit=5))  # fmt: skip
    return queries or [MetricQuery(subject=fact, measures=(name,))]


def _fact(model: Model, name: str) -> str | None:
    from ringside.metrics.question.lexicon import lexicon  # noqa: PLC0415
    from ringside.metrics.question.seen import Seen  # noqa: PLC0415

    first = next(iter(model.tables), None)
    facts = Seen(model, first, lexicon(), frozenset()).facts_of(name) if first else ()
    return facts[0] if facts else None
