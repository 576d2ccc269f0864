"""An understanding in words that would be understood the same if they were asked."""

from __future__ import annotations

from collections.abc import Iterable

from ringside.dialogue.schemas import Language
from ringside.metrics import periods
from ringside.metrics.model.schema import Model, Scalar
from ringside.metrics.query.schema import Filter, Having, MetricQuery, Period
from ringside.metrics.question import naming
from ringside.metrics.question.lexicon import lexicon
from ringside.metrics.question.lexicon import say as sentence
from ringside.metrics.question.spotting import Correction

_COMPARED = {">": "say_gt", ">=": "say_gte", "<": "say_lt", "<=": "say_lte", "=": "say_eq", "!=": "say_neq"}


def say(query: MetricQuery, model: Model, language: Language) -> str:
    """The query as a question."""
    speaker = Speaker(query, model, language)
    return speaker.whole()


class Speaker:
    def __init__(self, query: MetricQuery, model: Model, language: Language) -> None:
        self.query, self.model, self.language = query, model, language

    def whole(self) -> str:
        query = self.query
        parts = [self.opening(), *self.when(), *self.rows(), *self.extras()]
        text = " ".join(part for part in parts if part)
        if self.leads():
            shown = [*map(self.field, query.dimensions), *map(self.measure, query.measures)]
            text += ". " + self.words("say_return", list=self.joined(shown))
        return text[:1].upper() + text[1:]

    def words(self, key: str, **given: str) -> str:
        return sentence(self.language, key, **given)

    def joined(self, parts: Iterable[str], last: str = "and") -> str:
        each = list(parts)
        link = self.words("and" if last == "and" else "say_or")
        space = "" if self.language == "he" and last == "and" else " "
        return each[0] if len(each) == 1 else f"{', '.join(each[:-1])} {link}{space}{each[-1]}" if each else ""

    def leads(self) -> bool:
        return bool(self.query.limit and self.query.order and self.query.dimensions)

    def opening(self) -> str:
        query = self.query
        what = self.joined(map(self.measure, query.measures))
        if query.intent == "why":
            what = self.words("say_why", what=what)
        if query.intent == "list" and not query.measures:
            table = naming.table(self.model, query.subject or "", self.language)
            return self.words("say_list", what=self.joined(map(self.field, query.dimensions)) or table)
        if self.leads():
            order = query.order[0]
            key = "say_top" if order.descending else "say_bottom"
            of = self.joined(map(self.field, query.dimensions[:1]))
            return self.words(key, n=str(query.limit), of=of, measure=self.by(order.by))
        dims = [self.field(path) for path in query.dimensions]
        return f"{what} {self.words('say_by')} {self.joined(dims)}" if dims else what

    def by(self, name: str) -> str:
        if name == "period":
            return self.words("say_period")
        if name in self.query.dimensions:
            return self.field(name)
        return self.measure(name.partition(":")[2] or name)

    def when(self) -> list[str]:
        time, said = self.query.time, []
        if time.grain:
            said.append(self.words("say_grain", grain=lexicon().grains[self.language][time.grain]))
        if time.period is not None:
            anchor = f"{self.field(time.field)} " if time.field else ""
            said.append(anchor + self.period(time.period))
        if self.query.comparison is not None:
            said.append(self.comparison())
        return said

    def comparison(self) -> str:
        comparison = self.query.comparison
        if comparison is None or comparison.to == "target":
            return self.words("say_target")
        return self.words("say_compare", period=self.period(comparison.period or Period()))

    def period(self, period: Period) -> str:
        return period.words or periods.wording(period, self.language)

    def rows(self) -> list[str]:
        said = [self.filter(each) for each in self.query.filters if each.op != "not_null"]
        having = [self.having(each) for each in self.query.having]
        return [*said, *having]

    def filter(self, each: Filter) -> str:  # noqa: PLR0911
        name = self.field(each.field)
        if each.field.endswith(":weekend") and each.values:
            return self.words("say_weekend" if each.values[0] else "say_workday")
        given = [naming.values(self.model, each.field, (value,), self.language, self.query) for value in each.values]
        where = self.words("say_where")
        match each.op:
            case "in" | "=":
                return f"{where} {name} {self.words('say_is')} {self.joined(given, 'or')}"
            case "not_in" | "!=":
                return f"{self.words('say_excluding')} {name} {self.joined(given)}"
            case "contains" | "not_contains":
                return f"{where} {name} {self.words(f'say_{each.op}', value=given[0])}"
            case "starts_with":
                return f"{where} {name} {self.words('say_starts', value=given[0])}"
            case "null" | "not_null":
                return f"{where} {name} {self.words('say_missing' if each.op == 'null' else 'say_present')}"
        return f"{where} {name} {self.compared(each.op, each.values)}"

    def compared(self, op: str, values: tuple[Scalar, ...]) -> str:
        shown = [self.number(value) for value in values]
        if op == "between":
            return self.words("say_range", low=shown[0], high=shown[-1])
        return self.words(_COMPARED[op], value=shown[0])

    @staticmethod
    def number(value: Scalar) -> str:
        if isinstance(value, float) and value == int(value):
            return str(int(value))
        return str(value)

    def having(self, each: Having) -> str:
        return self.words(
            "say_having", measure=self.measure(each.measure), condition=self.compared(each.op, each.values)
        )

    def extras(self) -> list[str]:
        keys = {"share": "say_share", "rank": "say_rank", "running_total": "say_running", "change": "say_change",
                "change_pct": "say_change_pct"}  # fmt: skip
        said = [self.words(keys[each]) for each in self.query.shown]
        if self.query.order and not self.leads():
            order = self.query.order[0]
            said.append(self.words("say_order", by=self.by(order.by)))
            said.append(self.words("say_desc" if order.descending else "say_asc"))
        if self.query.empty:
            said.append(self.words("say_empty"))
        return said

    def measure(self, ref: str) -> str:
        return naming.measure(self.model, ref, self.language, self.query)

    def field(self, path: str) -> str:
        """A field by its label, with its table or role where others are called the same."""
        known = naming.found(self.model, self.query, path)
        text = naming.field(self.model, path, self.language, self.query)
        if known is None or not self._shared(text):
            return text
        place = known[0]
        role = place.node.joins[-1].role if place.node.joins else None
        table = self.model.tables[place.node.table]
        owner = naming.spaced(role) if role else naming.spaced(table.row or place.node.table)
        return f"{owner} {text[:1].lower() + text[1:]}"

    def _shared(self, text: str) -> bool:
        labels = [naming.label(column, name, self.language) for table in self.model.tables.values()
                  for name, column in table.columns.items() if not column.hidden]  # fmt: skip
        return sum(each.casefold() == text.casefold() for each in labels) > 1


def assumptions(
    assumed: Iterable[tuple[str, dict[str, str]]], corrections: Iterable[Correction], model: Model, language: Language
) -> tuple[str, ...]:
    """What was taken for granted, in sentences."""
    said = [sentence(language, "assumed_typo", word=each.word, name=each.name) for each in corrections]
    for key, given in assumed:
        shown = dict(given)
        if "field" in shown:
            shown["field"] = naming.field(model, shown["field"], language)
        if "measure" in shown:
            shown["measure"] = naming.measure(model, shown["measure"], language)
        said.append(sentence(language, key, **shown))
    return tuple(dict.fromkeys(said))
