"""A frame, seen from one table: what its phrases and conditions mean there, and what it costs to read it so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ringside.metrics.model.reach import Field
from ringside.metrics.model.schema import Scalar
from ringside.metrics.query.schema import (
    Filter,
    Having,
)  # fmt: skip
from ringside.metrics.question.amounts import Amounts
from ringside.metrics.question.fields import DATES, NUMERIC, UNFIT
from ringside.metrics.question.frame import Condition, Dated, Phrase
from ringside.metrics.question.seen import Place
from ringside.metrics.question.spotting import Item
from ringside.metrics.question.text import name_words, stem
from ringside.metrics.question.vocabulary import Entry

_COUNTING = frozenset({"number", "count", "מספר", "כמות"})


class Assembly(Amounts):
    """One reading of a frame."""

    def values_of(self, phrases: Iterable[Phrase], *, negated: bool = False) -> list[Filter]:
        """The conditions that values (and yes-or-no fields) among the names of phrases make."""
        filters: list[Filter] = []
        for phrase in phrases:
            for item in phrase.names:
                if item.start in self.used:
                    continue
                found = self._flagged(item, phrase, negated)
                if found is None and self._is_value(item, phrase, negated):
                    found = self._valued(item, phrase, negated)
                if found is not None:
                    self.used.add(item.start)
                    filters.append(found)
        return _joined(filters)

    def _is_value(self, item: Item, phrase: Phrase, negated: bool) -> bool:
        """Whether a word is meant as a value: it is nothing else, its name does not fit, or it describes rows."""
        if not item.of("value") or item.value_only:
            return bool(item.of("value"))
        if negated and not item.of("column"):
            return True
        fits = any(
            self.seen.reaches(entry.table or self.fact) for entry in item.entries if entry.kind in {"table", "column"}
        )
        if not fits and not item.of("measure"):
            return True
        exact = any(entry.cost < 1 and not entry.loose for entry in item.of("value"))
        return exact and not item.of("table") and not item.of("measure") and self._describes(item, phrase)

    @staticmethod
    def _describes(item: Item, phrase: Phrase) -> bool:
        """ "Severe events": a word before the rows it is said of."""
        after = phrase.names[phrase.names.index(item) + 1 :]
        return any(entry.cost < 0.7 for name in after for entry in name.of("table")) and not any(
            name.of("column") and not name.of("table") for name in after
        )

    def _flagged(self, item: Item, phrase: Phrase, negated: bool) -> Filter | None:
        """ "Placebo treatments": those where the yes-or-no field of that name holds."""
        flags = [entry for entry in item.of("column")
                 if self.words.model.tables[entry.table].columns[entry.column].type == "flag"]  # fmt: skip
        if not flags or item.of("table") or not (self._describes(item, phrase) or item.start in self.frame.described):
            return None
        places = [place for entry in flags for place in self._placed(entry, phrase, item)]
        place = self._nearest(item.text, places)
        return Filter(field=self.seen.path(place.field), op="=", values=(not negated,)) if place is not None else None

    def _valued(self, item: Item, phrase: Phrase, negated: bool) -> Filter | None:
        options: list[tuple[float, Field, Entry]] = []
        near = {entry.table: entry.cost for entry in self._tables(phrase)}
        before = {entry.table: entry.cost for entry in self._tables(phrase.before)}
        said = [entry for each in phrase.names if each is not item for entry in each.of("column")]
        said_before = [entry for each in (phrase.before.names if phrase.before else []) for entry in each.of("column")]
        for entry in item.of("value"):
            for away, node in self.seen.ways(entry.table, self._roles(phrase)):
                cost = away + entry.cost + self._conditioned(node)
                cost -= self._kin(node)
                if entry.table in near:
                    cost -= 1.2 - 0.5 * near[entry.table]
                elif entry.table in before:
                    cost -= 0.8 - 0.3 * before[entry.table]
                mine = [each for each in said if (each.table, each.column) == (entry.table, entry.column)]
                earlier = [each for each in said_before if (each.table, each.column) == (entry.table, entry.column)]
                cost -= 2 if mine else (1.5 if earlier else 0)
                if self.value_field is not None and phrase.before is not None and phrase.before.names and (
                    phrase.before.names[-1].value_only and self.seen.path(Field(node, entry.column)) == self.value_field
                ):  # fmt: skip
                    cost -= 0.6  # One of a list of values.
                options.append((cost, Field(node, entry.column), entry))
        if not options:
            self.cost += UNFIT
            self._ask("unreachable", item.text, (), (item.text, self.fact))
            return None
        return self._valued_by(item, phrase, options, negated)

    def _valued_by(
        self, item: Item, phrase: Phrase, options: list[tuple[float, Field, Entry]], negated: bool
    ) -> Filter:
        options.sort(key=lambda each: each[0])
        if item.text in self.forced:
            options = [each for each in options if self.seen.path(each[1]) == self.forced[item.text]] or options
        cost, place, entry = options[0]
        if entry.loose and len(phrase.names) == 1 and not self._described(item):
            self.cost += UNFIT
            self._ask("unknown_word", item.text)
        rivals = dict.fromkeys(self.seen.path(each[1]) for each in options if each[0] - cost < 0.25)
        if len(rivals) > 1:
            self._ask("ambiguous", item.text, tuple(rivals))
        self.cost += max(0.0, cost) * 0.5 + (0.5 if entry.cost > 1 else 0)
        self._consume(phrase, entry)
        self.value_field = self.seen.path(place)
        value = entry.value if entry.value is not None else item.text
        if entry.part:
            self.assumed.append(
                ("assumed_value", {"word": item.text, "field": self.seen.path(place), "value": str(value)})
            )
            return Filter(field=self.seen.path(place), op="not_contains" if negated else "contains", values=(value,))
        meant = [
            each[2].value
            for each in options
            if each[1] == place and not each[2].part and abs(each[2].cost - entry.cost) < 0.1
        ]
        same = dict.fromkeys(v for v in meant if v is not None) or {value: None}
        kinds = [v for v in self.words.kinds_of(entry.table, entry.column, same) if v not in same]
        return Filter(field=self.seen.path(place), op="not_in" if negated else "in", values=(*same, *kinds))

    def _described(self, item: Item) -> bool:
        """Whether a word that only resembles a value stands where a quality is said: "were successful"."""
        return item.start in self.frame.described

    def _consume(self, phrase: Phrase, entry: Entry) -> None:
        """A field that was named for its value is not grouped by as well ("status success")."""
        for each in (phrase, phrase.before):
            for item in each.names if each is not None else ():
                if any((one.table, one.column) == (entry.table, entry.column) for one in item.of("column")):
                    self.used.add(item.start)

    def conditions(self, said: Iterable[Condition]) -> tuple[list[Filter], list[Having]]:
        filters, having = [], []
        for condition in said:
            found = self._condition(condition)
            if isinstance(found, Filter):
                filters.append(found)
            elif found is not None:
                having.append(found)
        return _joined(filters), having

    def _condition(self, condition: Condition) -> Filter | Having | None:  # noqa: PLR0911
        on = condition.on
        if on is None:
            return self._unnamed(condition)
        numeric = condition.op in {">", ">=", "<", "<=", "between"} and all(
            isinstance(v, (int, float)) for v in condition.values
        )
        exact = not (on.agg or on.count or on.distinct)
        if numeric or (on.computes and condition.op in {"=", "!="}):
            if exact and (place := self._quietly(on, NUMERIC)) is not None:
                return Filter(field=self.seen.path(place.field), op=condition.op, values=condition.values)
            if exact and (amount := self._amount_of(condition, on)) is not None:
                return amount
            if (ref := self.measure(on)) is not None:
                return Having(measure=ref, op=condition.op, values=tuple(float(v) for v in condition.values))
            if self._tables(on):
                return self._unnamed(replace(condition, on=None, near=on))
            self._ask("unknown_word", on.text)
            self.cost += UNFIT
            return None
        return self._equal(condition, on)

    def _amount_of(self, condition: Condition, on: Phrase) -> Filter | None:
        """ "Open deals over 50k": not more than 50,000 deals, but deals of more than that each."""
        counts = [entry.measure for item in on.names for entry in item.of("measure")
                  if (self.words.model.measures[entry.measure].agg or "").startswith("count")]  # fmt: skip
        if any(_COUNTING.intersection(item.text.split()) for item in on.names):
            return None
        first = condition.items[0].start if condition.items else 0
        money = self.seen.money_columns()
        if not counts or on.start > first or len(money) != 1 or self.fact not in self.seen.facts_of(counts[0]):
            return None
        self.assumed.append(("assumed_filter_column", {"field": money[0]}))
        return Filter(field=money[0], op=condition.op, values=condition.values)

    def _quietly(self, phrase: Phrase, kinds: frozenset[str]) -> Place | None:
        keep = len(self.troubles)
        found = self.column(phrase, kinds)
        if found is None or found.cost > 3:
            self.troubles[keep:] = []
            return None
        self.cost += max(0.0, found.cost)
        return found

    def _equal(self, condition: Condition, on: Phrase) -> Filter | None:
        place = (
            self._named_place(on) if on.name and not any(item.of("column") for item in on.names) else self.column(on)
        )
        if place is None:
            if condition.items and condition.items[0].entries:
                filters = self.values_of(
                    [Phrase(names=list(condition.items), before=on)], negated=condition.op.startswith(("not", "!"))
                )
                return filters[0] if filters else None
            self._ask("unknown_value", condition.text)
            self.cost += UNFIT
            return None
        self.cost += max(0.0, place.cost)
        path = self.seen.path(place.field)
        if condition.op in {"null", "not_null", "contains", "not_contains", "starts_with", ">", "<"}:
            return Filter(
                field=path, op=condition.op, values=tuple(self._written(v, condition) for v in condition.values)
            )
        value = self._known(place, condition)
        if value is None:
            return None
        return Filter(field=path, op=_listed(condition.op), values=(value,))

    def _named_place(self, on: Phrase) -> Place | None:
        for entry in self._tables(on):
            for cost, node in self.seen.ways(entry.table, self._roles(on)):
                columns = self.seen.identity(node)
                if len(columns) == 1:
                    return Place(Field(node, columns[0]), cost + entry.cost)
        return None

    def _written(self, value: Scalar, condition: Condition) -> Scalar:
        """A literal as the asker wrote it, not folded."""
        for item in condition.items:
            if item.text == value:
                return self.raw.get(item.start, str(value))
        return value

    def _known(self, place: Place, condition: Condition) -> Scalar | None:
        """The value of this field that was meant: as in the data when it is there."""
        value = condition.values[0]
        table, column = place.field.node.table, place.field.column
        known = self.words.column_values.get((table, column), {})
        if (found := known.get(" ".join(name_words(str(value))))) is not None:
            return found
        about = self.seen.column(place.field)
        if isinstance(value, (int, float)) or not known:
            return self._written(value, condition) if about.type != "flag" else bool(value)
        near = tuple(self.words.nearest_values(table, column, str(value)))
        self._ask("unknown_value", str(self._written(value, condition)), near,
                  (self.seen.path(place.field),))  # fmt: skip
        return None

    def _unnamed(self, condition: Condition) -> Filter | None:
        if condition.items and condition.items[0].entries and condition.items[0].kind != "number":
            phrase = Phrase(names=list(condition.items), before=condition.near)
            filters = self.values_of([phrase], negated=condition.op in {"not_in", "!="})
            return filters[0] if filters else None
        money = self.seen.money_columns()
        amounts = condition.op in {">", ">=", "<", "<=", "between"}
        near = self._tables(condition.near)
        if amounts and near and any(entry.table == self.fact for entry in near) and money:
            if len(money) > 1 and condition.text not in self.forced:
                self._ask("ambiguous", condition.text, tuple(money))
            field_ = self.forced.get(condition.text, money[0])
            self.assumed.append(("assumed_filter_column", {"field": field_}))
            return Filter(field=field_, op=condition.op, values=condition.values)
        self.cost += UNFIT
        self._ask(
            "unknown_value" if condition.items and condition.items[0].kind == "quoted" else "unknown_word",
            condition.text,
        )
        return None

    def anchored(self, dated: Dated) -> Field | None:
        """The date a period is about, when the words before it name one."""
        if dated.anchor is not None and (place := self._quietly_date(dated.anchor)) is not None:
            return place
        if dated.verb is None:
            return None
        stems = {stem(dated.verb.text), *self.words.lexicon.verbs.get(dated.verb.text, ())}
        near = {entry.table for entry in self._tables(dated.subject)}
        found = []
        for place, about in self.seen.dates():
            said = {
                stem(word)
                for text in (place.column, *about.label.values(), *about.synonyms)
                for word in name_words(text)
            }
            if stems & said:
                found.append((0 if place.node.table in near else 1, len(place.node.joins), place))
        found.sort(key=lambda each: each[:2])
        if not found or (found[0][0] == 1 and found[0][1] > 0):
            return None
        return found[0][2]

    def _quietly_date(self, phrase: Phrase) -> Field | None:
        if not any(self.words.model.tables[entry.table].columns[entry.column].type in DATES
                   for item in phrase.names for entry in item.of("column")):  # fmt: skip
            return None
        place = self._quietly(phrase, DATES)
        if place is not None:
            self.used.update(item.start for item in phrase.names if item.of("column"))
        return place.field if place is not None else None


def _listed(op: str) -> str:
    return {"=": "in", "!=": "not_in"}.get(op, op)


def _joined(filters: list[Filter]) -> list[Filter]:
    """Values of the same field are alternatives."""
    out: list[Filter] = []
    for each in filters:
        same = next(
            (
                k
                for k, one in enumerate(out)
                if one.field == each.field and one.op == each.op and each.op in {"in", "not_in"}
            ),
            None,
        )
        if same is None:
            out.append(each)
        else:
            out[same] = out[same].model_copy(update={"values": tuple(dict.fromkeys((*out[same].values, *each.values)))})
    return out


def day(value: date) -> str:
    return value.isoformat()
