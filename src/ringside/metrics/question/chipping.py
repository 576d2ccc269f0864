"""An understanding as chips: one for each part of the query that a person may change."""

from __future__ import annotations

from ringside.dialogue.schemas import Language
from ringside.metrics.model.schema import Model
from ringside.metrics.query.schema import MetricQuery
from ringside.metrics.question.lexicon import lexicon
from ringside.metrics.question.schema import Chip
from ringside.metrics.question.wording import Speaker


def chips(query: MetricQuery, model: Model, language: Language) -> tuple[Chip, ...]:
    """The chips of a query, in the order in which people read it."""
    speaker = Speaker(query, model, language)
    found = [Chip(slot="intent", text=lexicon().intents[language][query.intent])]
    found += [Chip(slot="measure", text=speaker.measure(ref), index=i) for i, ref in enumerate(query.measures)]
    found += [Chip(slot="dimension", text=speaker.field(path), index=i) for i, path in enumerate(query.dimensions)]
    if query.time.period is not None or query.time.grain is not None:
        time = query.model_copy(update={"comparison": None})
        found.append(Chip(slot="time", text=" ".join(Speaker(time, model, language).when())))
    if query.comparison is not None:
        found.append(Chip(slot="comparison", text=speaker.comparison()))
    found += [Chip(slot="filter", text=speaker.filter(each), index=i) for i, each in enumerate(query.filters)
              if each.op != "not_null"]  # fmt: skip
    found += [Chip(slot="having", text=speaker.having(each), index=i) for i, each in enumerate(query.having)]
    if query.top is not None:
        key = "say_bottom" if query.top.bottom else "say_top"
        text = speaker.words(
            key, n=str(query.top.n), of=speaker.field(query.top.field), measure=speaker.measure(query.top.measure)
        )
        found.append(Chip(slot="top", text=text))
    for i, order in enumerate(query.order):
        direction = speaker.words("say_desc" if order.descending else "say_asc")
        found.append(Chip(slot="order", text=f"{speaker.by(order.by)}, {direction}", index=i))
    if query.limit is not None:
        found.append(Chip(slot="limit", text=str(query.limit)))
    return tuple(found)
