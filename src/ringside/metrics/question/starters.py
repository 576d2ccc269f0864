"""Questions to start with, made from what the model measures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from ringside.dialogue.schemas import Language
from ringside.metrics.model import reach
from ringside.metrics.model.schema import Model
from ringside.metrics.question import naming
from ringside.metrics.question.lexicon import lexicon
from ringside.metrics.question.parsing import parse
from ringside.metrics.question.schema import Understood
from ringside.metrics.question.seen import Seen
from ringside.metrics.question.vocabulary import build

_MOST = 6


def suggest(model: Model, language: Language = "en", today: date | None = None) -> tuple[str, ...]:
    """At most six questions of different kinds, the verified ones first; each is one that is understood."""
    today = today or datetime.now(UTC).date()
    words = build(model, {})
    said = [each.ask for each in model.questions]
    for text in _made(model, language):
        if len(said) >= _MOST:
            break
        if text not in said and isinstance(parse(text, words, model, today, None, language), Understood):
            said.append(text)
    return tuple(dict.fromkeys(said))[:_MOST]


def _made(model: Model, language: Language) -> Iterator[str]:
    patterns = lexicon().starters[language]
    shown = {name: each for name, each in model.measures.items() if not each.hidden and not each.managers_only}
    money = [name for name, each in shown.items() if each.format == "money" and each.better != "down"]
    ratios = [name for name, each in shown.items() if each.format in {"percent", "ratio"}]
    ordered = list(dict.fromkeys([*money[:1], *ratios[:1], *money[1:2], *shown]))
    kinds = ("trend", "top", "by", "why", "compare", "value", "plain")
    if ordered:
        for kind, name in zip(kinds, [ordered[0], ordered[0], *ordered[1:2], *[ordered[0]] * 4], strict=False):
            yield from _asked(model, name, kind, patterns[kind], language)
    for name in ordered:
        yield from _asked(model, name, "plain", patterns["plain"], language)


def _asked(model: Model, name: str, kind: str, pattern: str, language: Language) -> Iterator[str]:
    facts = Seen(model, next(iter(model.tables)), lexicon(), frozenset()).facts_of(name) if model.tables else ()
    if not facts or facts[0] not in model.tables:
        return
    if kind in {"trend", "by", "why", "compare", "value"} and reach.time_path(model, facts[0]) is None:
        return
    measure = naming.measure(model, name, language)
    fields = [naming.label(column, field.column, language) for field, _, column in reach.fields(model, facts[0])
              if column.type == "category" and not column.hidden]  # fmt: skip
    tables = [naming.table(model, node.table, language) for node in reach.nodes(model, facts[0]) if node.joins]
    if ("{field}" in pattern and not fields) or ("{many}" in pattern and not tables):
        return
    text = pattern.format(measure=measure, field=(fields or [""])[0].lower(), many=(tables or [""])[0].lower())
    yield text[:1].upper() + text[1:]
