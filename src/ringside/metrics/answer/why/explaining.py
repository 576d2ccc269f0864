"""The answer to a why: what changed, who contributed what, by which factors. It never says that anything caused it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date

from ringside.core.errors import AppError
from ringside.dialogue.schemas import Language
from ringside.metrics.answer import chart, follow_ups, labels, magnitude, narrative, scope
from ringside.metrics.answer import format as formats
from ringside.metrics.answer.facts import Book
from ringside.metrics.answer.schema import Answer, Chart, Fact, Narrative, Segment
from ringside.metrics.answer.why import breaking, splitting
from ringside.metrics.answer.why.splitting import Split
from ringside.metrics.answer.why.telling import PRICE, say
from ringside.metrics.answer.words import merged
from ringside.metrics.model.formula import Binary, Expr, Ref, write
from ringside.metrics.model.reach import fields
from ringside.metrics.model.schema import Model
from ringside.metrics.query.schema import Comparison, MetricQuery, Period, Result

Ask = Callable[[MetricQuery], Awaitable[Result]]
_DIMENSIONS = 8
"""Dimensions that are tried unless the question names its own."""
_AT_ONCE = 3
"""Dimensions asked about side by side: the engine has others to serve."""
_GROUPS, _FEW_GROUPS = 2_000, 40
"""Groups that a dimension may have which the question names, and one only tried: of hundreds some always stand out."""
_SAYS = 2.0
"""The part of a change up to which it is told as one."""
_SENSIBLE = 4
"""Factors that undo each other say nothing: together they may be this many times the change."""
_LEAST_SURPRISE = 1e-4
_NAMED = 3
_STEPS = 7


async def explain(ask: Ask, query: MetricQuery, model: Model, language: Language) -> Answer:
    """What contributed to the change of the question's first measure between its two periods."""
    if not query.measures:
        return _plain(language, "no_measure")
    whole_query = compared(query)
    if whole_query is None:
        return _plain(language, "no_period")
    measure = query.measures[0]
    expr = _tree(model, query, measure)
    leaves = breaking.leaves(expr) if expr is not None else ()
    quantity = breaking.price_and_quantity(model, measure) if expr is None else None
    wanted = tuple(dict.fromkeys((measure, *leaves, *([quantity] if quantity else []))))[:8]
    whole_query = whole_query.model_copy(update={"measures": wanted})
    whole = Book(whole_query, await ask(whole_query), model, language, part="whole")
    by = candidates(query, model)
    return await _Why(ask, model, language, measure, expr, leaves, whole, by, quantity, bool(query.dimensions)).answer()


def compared(query: MetricQuery) -> MetricQuery | None:
    """The question for the whole, held against the period before where it names none; None without a period."""
    period = query.time.period
    if period is None or period.start is None or period.end is None:
        return None
    held = query.comparison.period if query.comparison else None
    if held is None:
        held = _before(period)
    time = query.time.model_copy(update={"grain": None})
    return query.model_copy(
        update={"intent": "compare", "time": time, "comparison": Comparison(period=held), "dimensions": (), "each": (),
                "shown": (), "order": (), "limit": None, "top": None, "having": (), "empty": False}
    )  # fmt: skip


def _before(period: Period) -> Period:
    """The period of the same kind before: whole months before whole months, else as many days."""
    start, end = period.start or date.min, period.end or date.max
    if start.day == end.day == 1:
        months = (end.year - start.year) * 12 + end.month - start.month
        first = start.year * 12 + start.month - 1 - months
        return Period(start=date(first // 12, first % 12 + 1, 1), end=start)
    return Period(start=start - (end - start), end=start)


def candidates(query: MetricQuery, model: Model) -> tuple[str, ...]:
    """Dimensions by which the change may be split: those of the question, else categories its table reaches."""
    if query.dimensions:
        return query.dimensions
    fact = follow_ups.fact_of(query, model) or _leaf_fact(query, model)
    if fact is None:
        return ()
    fixed = {
        each.field.rpartition(".")[2] for each in query.filters if each.op in {"in", "="} and len(each.values) == 1
    }
    return tuple(
        field.path
        for field, table, column in fields(model, fact)
        if column.type in {"category", "flag"} and not (column.hidden or table.hidden) and field.column not in fixed
    )[:_DIMENSIONS]


def _leaf_fact(query: MetricQuery, model: Model) -> str | None:
    expr = breaking.tree(model, query, query.measures[0])
    tables = {m.table for leaf in breaking.leaves(expr) if (m := model.measures.get(leaf))} if expr else set()
    return next(iter(tables)) if len(tables) == 1 else None


def _tree(model: Model, query: MetricQuery, measure: str) -> Expr | None:
    """A measure as arithmetic over sums: its formula, or a mean as sum by count."""
    if (expr := breaking.tree(model, query, measure)) is not None:
        return expr
    found = model.measures.get(measure)
    if found is None or found.agg != "avg" or found.where or found.time or not found.of or found.table is None:
        return None
    is_field = found.of.replace(".", "").replace("_", "").isalnum() and "." in found.of
    return Binary("/", Ref(f"sum({found.of})"), Ref(f"count({found.table})")) if is_field else None


class _Why:
    def __init__(
        self, ask: Ask, model: Model, language: Language, measure: str, expr: Expr | None, leaves: tuple[str, ...],
        whole: Book, by: tuple[str, ...], quantity: str | None, named: bool,
    ) -> None:  # fmt: skip
        self.ask, self.model, self.language = ask, model, language
        self.measure, self.expr, self.leaves, self.whole = measure, expr, leaves, whole
        self.by, self.quantity, self.named = by, quantity, named
        self.query = whole.query
        self.parts: dict[str, MetricQuery] = {"whole": whole.query}

    async def answer(self) -> Answer:
        whole, column = self.whole, next((each for each in self.whole.measures if each.name == self.measure), None)
        previous = whole.beside("previous", column) if column else None
        if column is None or previous is None or not whole.result.rows:
            return _plain(self.language, "nothing")
        new, old = whole.number(0, column), whole.number(0, previous)
        when = scope.when(self.query, self.model, self.language)
        told = narrative.against(whole, column, previous, narrative.label(whole, column), when)
        value, before = whole.cell(0, column), whole.cell(0, previous)
        if new is None or old is None:
            return self._answer([told], value, (), None)
        if magnitude.direction(new, old) == "same":
            return self._answer([told, say(self.language, "no_change")], value, (), None)
        change, _ = narrative.changes(whole, value, before)
        splits = await self._splits(new - old)
        best = self._best(splits)
        sentences = [told, *self._groups(best, change), *self._factors(change)]
        if best is None:
            sentences.append(say(self.language, "spread" if splits else "no_split"))
        notes = (say(self.language, "note")[0].text,)
        drawn = self._chart(best or (splits[0] if splits else None), value, before)
        return self._answer(sentences, value, notes, drawn, splits)

    async def _splits(self, change: float) -> list[Split]:
        """The change by each dimension by which it adds up exactly."""
        if not (self._is_sum() or self._is_ratio()):
            return []
        doors = asyncio.Semaphore(_AT_ONCE)

        async def asked(path: str) -> Split | None:
            async with doors:
                return await self._by(path, change)

        found = await asyncio.gather(*map(asked, self.by))
        return [split for split in found if split is not None]

    async def _by(self, path: str, change: float) -> Split | None:
        """The change by one dimension; no more of its groups are fetched than tell that there are too many."""
        measures = self.leaves if self._is_ratio() else (self.measure,)
        query = self.query.model_copy(update={"intent": "breakdown", "dimensions": (path,), "measures": measures})
        most = _GROUPS if self.named else _FEW_GROUPS
        try:
            result = await self.ask(query.model_copy(update={"limit": most + 1}))
        except AppError as error:  # a dimension that cannot be asked is one that says nothing
            if error.status >= 500:
                raise
            return None
        if len(result.rows) > most:
            return None
        split = self._split(Book(query, result, self.model, self.language, part=path), change)
        if split is not None:
            self.parts[path] = query
        return split

    def _is_ratio(self) -> bool:
        expr = self.expr
        if not isinstance(expr, Binary) or expr.op != "/":
            return False
        sums = all(breaking.is_additive(self.model, self.query, leaf) for leaf in self.leaves)
        return sums and breaking.is_linear(expr.left) and breaking.is_linear(expr.right)

    def _is_sum(self) -> bool:
        if self.expr is None:
            return breaking.is_additive(self.model, self.query, self.measure)
        return breaking.is_linear(self.expr) and all(
            breaking.is_additive(self.model, self.query, leaf) for leaf in self.leaves
        )

    def _split(self, book: Book, change: float) -> Split | None:
        if self._is_sum():
            return splitting.of_sum(book, self.measure, change)
        if self._is_ratio() and isinstance(self.expr, Binary):
            return splitting.of_ratio(book, self.expr, self.leaves, change)
        return None

    def _best(self, splits: Sequence[Split]) -> Split | None:
        """The split whose few groups explain the change most surprisingly."""
        telling = [each for each in splits if each.telling and each.telling.surprise > _LEAST_SURPRISE]
        return max(telling, key=lambda each: each.telling.surprise if each.telling else 0, default=None)

    def _fact(self, split: Split, row: int) -> Fact:
        if split.effects is None or not isinstance(self.expr, Binary):
            return splitting.sum_fact(split, row, self.measure)
        about = self.whole.facts[f"whole/r0.{self.measure}"]
        made = splitting.ratio_facts(split, row, self.expr, self.leaves, self.whole, about)
        if "rate" in made:
            split.book.derive("difference", (made["total"], made["rate"]), role="contribution", label=about.label,
                              about=made["total"], name=f"mix({split.book.part}/r{row})")  # fmt: skip
        return made["total"]

    def _groups(self, best: Split | None, change: Fact) -> list[tuple[Segment, ...]]:
        """Who contributed, most surprising first, with its part of the change; and the mix and rate of a ratio."""
        if best is None or best.telling is None:
            return []
        book, said = best.book, []
        by = labels.inside(book.keys[0].label, self.language)
        named = sorted(best.telling.groups, key=lambda row: -abs(best.parts[row]))[:_NAMED]
        for place, row in enumerate(named):
            fact = self._fact(best, row)
            share = book.derive("ratio", (fact, change), role="share", label=fact.label, format="percent",
                                name=f"share({fact.id})")  # fmt: skip
            key = "first" if place == 0 else "further"
            if abs(float(share.value or 0)) > _SAYS:  # 1,400% of a small change is no part of it
                key += "_alone"
            said.append(say(self.language, key, by=by, name=narrative.name(book, row), part=fact, share=share))
        if best.effects is not None and len(best.parts) <= 60:
            said += self._mix_and_rate(best)
        return said

    def _mix_and_rate(self, best: Split) -> list[tuple[Segment, ...]]:
        book = best.book
        totals = [self._fact(best, row) for row in best.parts]
        rates = [fact for row in best.parts if (fact := book.facts.get(f"rate({book.part}/r{row})")) is not None]
        if not rates:
            return []
        whole = self.whole.facts[f"whole/r0.{self.measure}"]
        rate = book.derive("sum", rates, role="contribution", label=whole.label, about=whole, format=whole.format,
                           unit=whole.unit, name=f"rate({book.part})")  # fmt: skip
        total = book.derive("sum", totals, role="contribution", label=whole.label, about=whole, format=whole.format,
                            unit=whole.unit, name=f"total({book.part})")  # fmt: skip
        mix = book.derive("difference", (total, rate), role="contribution", label=whole.label, about=whole,
                          format=whole.format, unit=whole.unit, name=f"mix({book.part})")  # fmt: skip
        return [
            say(self.language, "mix_and_rate", by=labels.inside(book.keys[0].label, self.language), rate=rate, mix=mix)
        ]

    def _factors(self, change: Fact) -> list[tuple[Segment, ...]]:
        """What each factor of a formula, or price and quantity, contributed (Shapley)."""
        made = self._price_and_quantity() or self._leaves()
        if made is None:
            return []
        named, news, olds, tree = made
        about = self.whole.facts[change.derivation.of[0]] if change.derivation else change
        parts = [
            self.whole.derive("shapley", (*news, *olds), role="contribution", label=name, about=about, formula=tree,
                              which=place, name=f"factor({place})")
            for place, name in enumerate(named)
        ]  # fmt: skip
        size = sum(abs(float(part.value or 0)) for part in parts)
        if any(part.value is None for part in parts) or size > _SENSIBLE * abs(float(change.value or 0)):
            for part in parts:
                del self.whole.facts[part.id]
            return []
        ordered = sorted(parts, key=lambda part: -abs(float(part.value or 0)))
        pieces = [say(self.language, "factor", name=part.label, part=part) for part in ordered]
        return [say(self.language, "factors", parts=_listed(pieces))]

    def _leaves(self) -> tuple[list[str], list[Fact], list[Fact], str] | None:
        if self.expr is None or not 2 <= len(self.leaves) <= breaking.MOST_FACTORS or not self._leaves_known():
            return None
        names: Mapping[str, Expr] = {leaf: Ref(f"v{place}") for place, leaf in enumerate(self.leaves)}
        columns = {each.name: each for each in self.whole.measures}
        news, olds = [], []
        for leaf in self.leaves:
            column = columns[leaf]
            before = self.whole.beside("previous", column)
            if before is None or self.whole.number(0, column) is None or self.whole.number(0, before) is None:
                return None
            news.append(self.whole.cell(0, column))
            olds.append(self.whole.cell(0, before))
        labelled = [labels.measure(self.model, self.query, leaf, self.language) for leaf in self.leaves]
        return labelled, news, olds, write(breaking.renamed(self.expr, names))

    def _leaves_known(self) -> bool:
        return set(self.leaves) <= {each.name for each in self.whole.measures}

    def _price_and_quantity(self) -> tuple[list[str], list[Fact], list[Fact], str] | None:
        columns = {each.name: each for each in self.whole.measures}
        if self.quantity is None or self.quantity not in columns:
            return None
        facts: list[list[Fact]] = []
        for kind in ("measure", "previous"):
            pair = [columns[name] if kind == "measure" else self.whole.beside(kind, columns[name])
                    for name in (self.quantity, self.measure)]  # fmt: skip
            cells = [self.whole.cell(0, column) for column in pair if column is not None]
            if len(cells) < 2 or not cells[0].value or cells[1].value is None:
                return None
            price = self.whole.derive("ratio", (cells[1], cells[0]), role="ratio", label=PRICE[self.language],
                                      name=f"price.{kind}")  # fmt: skip
            facts.append([cells[0], price])
        named = [facts[0][0].label, PRICE[self.language]]
        return named, facts[0], facts[1], "v0 * v1"

    def _chart(self, split: Split | None, value: Fact, before: Fact) -> Chart | None:
        """From before to now by the groups of the most telling dimension; small ones together."""
        if split is None:
            return None
        column = next(each for each in self.whole.measures if each.name == self.measure)
        found = self.model.measures.get(self.measure)
        ordered = sorted(split.parts, key=lambda row: -abs(split.parts[row]))
        shown, rest = (ordered, []) if len(ordered) <= _STEPS + 1 else (ordered[:_STEPS], ordered[_STEPS:])
        steps = [(split.book.name(row), float(split.parts[row])) for row in shown]
        if rest:
            steps.append((chart.WORDS[self.language]["other"], float(sum(split.parts[row] for row in rest))))
        words = [(name, by, formats.signed(by, column.format, column.unit, self.language)) for name, by in steps]
        ends = [(fact.period or fact.label, float(fact.value or 0), fact.text) for fact in (before, value)]
        better = found.better if found else "up"
        return chart.waterfall(words, ends[0], ends[1], column, self.language, better)

    def _answer(
        self, sentences: Sequence[Sequence[Segment]], value: Fact, notes: tuple[str, ...], drawn: Chart | None,
        splits: Sequence[Split] = (),
    ) -> Answer:  # fmt: skip
        segments: list[Segment] = []
        for sentence in sentences:
            segments += [Segment(text=" "), *sentence] if segments else sentence
        told = merged(segments)
        facts = dict(self.whole.facts)
        for split in splits:
            facts |= split.book.facts
        return Answer(
            narrative=Narrative(segments=told, text="".join(each.text for each in told)), facts=tuple(facts.values()),
            headline=value.id, chart=drawn, notes=notes, follow_ups=follow_ups.suggest(self.whole), parts=self.parts,
        )  # fmt: skip


def _listed(pieces: Sequence[Sequence[Segment]]) -> tuple[Segment, ...]:
    out: list[Segment] = []
    for place, piece in enumerate(pieces):
        out += [Segment(text=", "), *piece] if place else piece
    return tuple(out)


def _plain(language: Language, key: str) -> Answer:
    """An answer that only says why there is none."""
    told = say(language, key)
    return Answer(narrative=Narrative(segments=told, text="".join(each.text for each in told)), facts=())
