"""The start of a query: which table a question is about, and what rows are kept apart by."""

from __future__ import annotations

from ringside.metrics.query.schema import (
    Defined,
    Filter,
    Having,
    Shown,
)  # fmt: skip
from ringside.metrics.question.assembling import Assembly
from ringside.metrics.question.fields import UNFIT, Dim
from ringside.metrics.question.frame import Phrase
from ringside.metrics.question.text import stem, stems


class Grouping:
    """What a reading keeps rows apart by, and how well a table fits what was said."""

    def __init__(self, reading: Assembly, inherited: tuple[str, ...] = ()) -> None:
        self.a, self.inherited = reading, inherited
        self.frame, self.when, self.seen = reading.frame, reading.when, reading.seen
        self.measures: list[str] = []
        self.dims: list[str] = []
        self.filters: list[Filter] = []
        self.having: list[Having] = []
        self.defined: dict[str, Defined] = {}
        self.shown: list[Shown] = []
        self.each: list[str] = []
        self.by: str | None = None
        self.grain: str | None = self.frame.unit
        self.empty = False
        self.whole = False
        self.by_date: str | None = None
        self.denied: list[str] = []

    def _supported(self) -> None:
        """A table that nothing in the question speaks of is an unlikely subject; a verb speaks for one, too."""
        frame, fact = self.frame, self.a.fact
        phrases = [*frame.wants, *frame.returns, *frame.groups, *frame.every, *frame.asked, *frame.mentions,
                   *frame.ranked_by, *frame.orders, *frame.based,
                   *([frame.leader] if frame.leader else [])]  # fmt: skip
        phrases += [condition.on for condition in frame.conditions if condition.on]
        best = 3.0
        for phrase in phrases:
            for item in phrase.names:
                for entry in item.entries:
                    if (entry.kind == "table" and entry.table == fact) or (
                        entry.kind == "measure" and fact in self.seen.facts_of(entry.measure)
                    ):
                        best = min(best, entry.cost)
                    elif entry.kind == "column" and entry.table == fact:
                        best = min(best, 1.0 + entry.cost)
                    elif entry.kind == "value" and entry.table == fact:
                        best = min(best, 1.6)
        spoken = self._verbs(fact)
        if (
            frame.ranked
            and not frame.ranked_by
            and self.a.words.primary
            and fact in self.seen.facts_of(self.a.words.primary)
        ):
            best -= 0.3  # "Our biggest customers" are so by what the company earns.
        self.a.cost += min(best, 0.8) if spoken else best

    def _verbs(self, fact: str) -> bool:
        """Whether a verb speaks for this table."""
        lexicon, spoken = self.a.words.lexicon, False
        for item in self.frame.verbs:
            said = set(lexicon.verbs.get(item.text, ())) | {stem(item.text)}
            spoken_for = {name for name in self.a.words.model.tables if said & stems(name)}
            spoken_for |= {fact for form in said if (ref := self.a.words.measure_named([form]))
                           for fact in self.seen.facts_of(ref)}  # fmt: skip
            if not spoken_for:
                continue
            if fact in spoken_for:
                spoken = True
                self.a.cost -= 0.7
            elif not self._explains(said):
                self.a.cost += 1.2
        return spoken

    def _explains(self, said: set[str]) -> bool:
        roles = {word for node in self.seen.nodes for role in node.roles for word in stems(role)}
        dates = {word for field, _ in self.seen.dates() if not field.node.joins for word in stems(field.column)}
        return bool(said & (roles | dates))

    def _fields_of_values(self) -> None:
        """ "Where segment is Enterprise": the field is said for its value, not to group by."""
        frame = self.frame
        for phrase in [*frame.mentions, *frame.asked, *frame.groups, *frame.excluded, *frame.onlys]:
            said = phrase.before.names[-1] if phrase.before is not None and phrase.before.names else None
            if said is None or phrase.before is None or not phrase.names or not phrase.names[0].of("value"):
                continue
            fields = {entry.field for entry in said.of("column")}
            its = phrase.names[0].value_only and any(entry.field in fields for entry in phrase.names[0].of("value"))
            if its and phrase.start - phrase.before.end <= 2 and not phrase.before.computes:
                self.a.used.add(said.start)

    def _groups(self) -> None:
        frame = self.frame
        if frame.leader is not None:
            self._lead(frame.leader)
        for phrase in frame.every:
            self._group(phrase, each=True)
        for phrase in frame.groups:
            self._group(phrase)
        for phrase in frame.asked:
            if not self._is_measure(phrase) and not self._averaged(phrase):
                self._group(phrase)

    def _averaged(self, phrase: Phrase) -> bool:
        """ "What sale price do we get" asks for a number, not for a list."""
        return self._numeric(phrase) and not self._entity(phrase) and "list" not in self.frame.flags

    def _is_measure(self, phrase: Phrase) -> bool:
        return phrase.computes or any(item.of("measure") for item in phrase.names)

    def _lead(self, phrase: Phrase) -> None:
        frame = self.frame
        others = bool(frame.asked or frame.groups or frame.every) or frame.grain
        if self._is_measure(phrase) or (self._numeric(phrase) and others):
            if others:
                frame.ranked_by.insert(0, phrase)
            else:
                phrase.agg = "min" if frame.bottom else "max"
                frame.wants.append(phrase)
                frame.ranked = False
            return
        if self._numeric(phrase) and not self._entity(phrase):
            phrase.agg = "min" if frame.bottom else "max"
            frame.wants.append(phrase)
            frame.ranked = False
            return
        if (
            others
            and any(item.of("table") for item in phrase.names)
            and (frame.asked or frame.every or frame.groups)
            and not frame.ranked_by
            and (frame.top is None or "number" in frame.flags)
        ):
            phrase.count = True
            frame.ranked_by.insert(0, phrase)
            return
        self._group(phrase)

    def _numeric(self, phrase: Phrase) -> bool:
        tables = self.a.words.model.tables
        return any(tables[e.table].columns[e.column].type in {"number", "money"} and e.cost < 1.5
                   for item in phrase.names[-1:] for e in item.of("column"))  # fmt: skip

    @staticmethod
    def _entity(phrase: Phrase) -> bool:
        return any(entry.cost < 0.5 for item in phrase.names[-1:] for entry in item.of("table"))

    def _group(self, phrase: Phrase, *, each: bool = False) -> None:
        if phrase.names and all(item.start in self.a.used for item in phrase.names):
            return
        if not [item for item in phrase.names if not item.value_only] and not (phrase.id or phrase.name):
            self.a.cost += 0.2
            self.frame.mentions.append(phrase)
            return
        dim = self.a.dimension(phrase)
        if dim is None:
            if self._is_measure(phrase):
                self.frame.wants.append(phrase)
                return
            self.a.cost += UNFIT
            self.a._ask("unreachable", phrase.text, (), (phrase.text, self.a.fact))
            return
        self.a.cost += max(-0.8, dim.cost)
        self._take(dim)
        if each and dim.entity:
            self.whole = True

    def _take(self, dim: Dim) -> None:
        for path in dim.paths:
            if self._dated(path):
                self.grain = self.grain or "day"
            elif path not in self.dims:
                self.dims.append(path)
        if dim.entity and dim.node is not None:
            self.a.entity = self.a.entity or dim.node
            name = dim.node.joins[-1].name if dim.node.joins else dim.node.table
            if name not in self.each:
                self.each.append(name)
        elif dim.node is not None and self.a.entity is None:
            self.a.entity = dim.node

    def _dated(self, path: str) -> bool:
        found = self.seen.about(path)
        return found is not None and found[1].type in {"date", "datetime"} and self.seen.is_time(found[0])
