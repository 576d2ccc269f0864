"""Names a question gives itself: "AOV = revenue / number of orders. What is the AOV per region?" """

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ringside.metrics.query.schema import Defined, Filter, MetricQuery
from ringside.metrics.question.schema import Asked, Parsed, Understood
from ringside.metrics.question.text import name_words, stems

_DEFINITION = re.compile(
    r"(?:^|(?<=[.;\n]))\s*(?P<name>[^\W\d_][\w &-]{0,40}?)\s*(?:\((?P<long>[^()=]{3,80})\))?\s*(?:=|:=)\s*"
    r"(?P<said>[^.;=\n]{4,160})(?:[.;\n]+|$)"
)
_PER = re.compile(r"\s+(?:per|by|for each|of each|לכל|לפי)\s+(?P<group>[^,]+)$", re.IGNORECASE)
_FRACTION = re.compile(r"\s+/\s+|\s+divided by\s+|\s+חלקי\s+", re.IGNORECASE)
_ARITHMETIC = re.compile(r"\s[+*×−-]\s|[()]")

Ask = Callable[[str], Parsed]


@dataclass(frozen=True)
class Definition:
    """`name` stands for `said`, over `per` when it is a fraction."""

    name: str
    said: str
    per: str | None = None
    text: str = ""


def define(text: str) -> tuple[str, tuple[Definition, ...]]:
    """The question without the names it defines, and these; one that is never used is none."""
    found, rest = [], text
    for match in _DEFINITION.finditer(text):
        said = match["said"].strip()
        without = (text[: match.start()] + " " + text[match.end() :]).strip()
        if not re.search(_word(match["name"]), without, re.IGNORECASE):
            continue
        parts = _FRACTION.split(said)
        found.append(Definition(match["name"], parts[0], " / ".join(parts[1:]) or None, said))
        rest = rest.replace(match.group(), " ").strip()
    return rest, tuple(found)


def read(text: str, ask: Ask) -> Parsed | None:
    """What a question that defines a name asks for; None where it defines none, or one too many."""
    rest, found = define(text)
    if len(found) != 1:
        return None
    definition = found[0]
    if _ARITHMETIC.search(definition.said) or (definition.per and _ARITHMETIC.search(f" {definition.per} ")):
        return None
    if definition.per is None:
        return _worded(ask(_instead(rest, definition.name, _ungrouped(definition.said, rest))))
    return _ratio(rest, definition, ask)


def _worded(parsed: Parsed) -> Parsed:
    """Its words stand in another text than the one that was written."""
    return parsed.model_copy(update={"words": ()}) if isinstance(parsed, Understood | Asked) else parsed


def _ratio(rest: str, definition: Definition, ask: Ask) -> Parsed | None:
    """The question is asked of the lower part, in whose place the fraction comes."""
    if "/" in (per := definition.per or ""):
        return None
    upper, lower = ask(definition.said), ask(_ungrouped(per, rest))
    for part in (upper, lower):
        if not isinstance(part, Understood):
            return _worded(part)
    whole = ask(_instead(rest, definition.name, _ungrouped(per, rest)))
    if not (isinstance(upper, Understood) and isinstance(lower, Understood) and isinstance(whole, Understood)):
        return _worded(whole)
    defined = _fraction(upper.query, lower.query, definition.name)
    if defined is None:
        return None
    below = lower.query.measures[0]
    if below not in whole.query.measures:
        return None
    query = _replaced(whole.query, below, defined)
    return whole.model_copy(update={"query": query, "words": ()}) if query is not None else None


def _fraction(upper: MetricQuery, lower: MetricQuery, name: str) -> dict[str, Defined] | None:
    plain = all(
        len(each.measures) == 1 and not (each.dimensions or each.having or each.limit or each.time.period)
        for each in (upper, lower)
    )
    if not plain:
        return None
    defined: dict[str, Defined] = {}
    of, where = _part(upper, defined, "upper")
    per, below = _part(lower, defined, "lower")
    if below:
        defined["lower_part"] = Defined(of=per, where=below)
        per = "lower_part"
    return {**defined, "ratio": Defined(of=of, where=where, per=per, label=name)}


def _part(query: MetricQuery, defined: dict[str, Defined], prefix: str) -> tuple[str, tuple[Filter, ...]]:
    ref = query.measures[0]
    if ref in query.defined:
        defined.update({f"{prefix}_{name}": each for name, each in query.defined.items()})
        ref = f"{prefix}_{ref}"
    return ref, query.filters


def _replaced(query: MetricQuery, ref: str, defined: dict[str, Defined]) -> MetricQuery | None:
    def named(each: str) -> str:
        return "ratio" if each == ref else each

    try:
        return MetricQuery.model_validate({
            **query.model_dump(),
            "measures": [named(each) for each in query.measures],
            "having": [each.model_copy(update={"measure": named(each.measure)}).model_dump() for each in query.having],
            "order": [each.model_copy(update={"by": named(each.by)}).model_dump() for each in query.order],
            "defined": {**query.model_dump()["defined"], **{name: each.model_dump() for name, each in defined.items()}},
            "empty": False,
        })  # fmt: skip
    except ValueError:
        return None


def _ungrouped(said: str, rest: str) -> str:
    """ "Number of customers per country" without the country, where the question names it anyhow."""
    match = _PER.search(said)
    if match is None or not stems(match["group"]) & {form for word in name_words(rest) for form in stems(word)}:
        return said
    return said[: match.start()]


def _instead(rest: str, name: str, said: str) -> str:
    """The question with the words in place of the name, which it has but once in full."""
    return re.sub(rf"(?:(?<=\s)an?\s+)?{_word(name)}", lambda _: said, rest, flags=re.IGNORECASE)


def _word(name: str) -> str:
    return rf"(?<![\w]){re.escape(name)}(?![\w])"
