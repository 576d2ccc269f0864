"""Numbers, quoted words and comparators, and the conditions they make with the phrases around them."""

from __future__ import annotations

from dataclasses import replace

from ringside.metrics.model.schema import Operator
from ringside.metrics.question.frame import Condition, Phrase
from ringside.metrics.question.phrasing import Phrasing, skipped
from ringside.metrics.question.spotting import Item, scalar

_NEGATED: dict[str, Operator] = {"in": "not_in", "=": "!=", "!=": "=", ">": "<=", ">=": "<", "<": ">=", "<=": ">",
                                 "contains": "not_contains", "null": "not_null", "not_null": "null"}  # fmt: skip


class Literals(Phrasing):
    """A walk that understands conditions."""

    def _literal(self, item: Item) -> None:
        if item.kind == "quoted":
            self._quoted(item)
            return
        if self.last is not None and self._may_equal(self.last) and self._adjacent(self.last.end, item.start):
            self._condition(Condition(self.last, "=", (scalar(item),), text=item.text), of=self.last)
            return
        suffix = self.items[self.i] if self.i < len(self.items) else None
        if suffix is not None and suffix.op.startswith("cmp:") and suffix.text.startswith(("or ", "and ", "או ", "ומ")):
            self.i += 1
            self._compare(suffix.op[4:], [item])
            return
        if self.number is not None:
            self.frame.unknown.append(self.number)
        self.number = item
        if not self._phrase_ahead():
            self.frame.unknown.append(item)
            self.number = None

    def _quoted(self, item: Item) -> None:
        following = [each for each in self.items[self.i : self.i + 3] if not skipped(each)]
        if following and following[0].op == "of" and (phrase := self._phrase_after_of()):
            self._condition(Condition(phrase, "contains", (item.text,), text=item.text))
        elif self.last is not None and self._may_equal(self.last) and self._adjacent(self.last.end, item.start):
            self._condition(Condition(self.last, "in", (item.text,), (item,), text=item.text), of=self.last)
        else:
            self._condition(Condition(None, "in", (item.text,), (item,), near=self.last, text=item.text))

    def _comparator(self, item: Item) -> None:
        numbers: list[Item] = []
        wanted = 2 if item.op == "cmp:between" else 1
        while self.i < len(self.items) and len(numbers) < wanted:
            each = self.items[self.i]
            if each.number is not None:
                numbers.append(each)
            elif each.kind == "quoted" or (each.kind in {"name", "unknown"} and item.op in {"cmp:=", "cmp:!="}):
                self._equal_to_word(each, item)
                return
            elif not (skipped(each) or each.op in {"more", "of"} or each.text in {"and", "-", "to"}):
                break
            self.i += 1
        if len(numbers) == wanted:
            self._compare(item.op[4:], numbers)
        elif item.op not in {"cmp:=", "cmp:between"} or (
            self.i < len(self.items) and self.items[self.i].kind != "period"
        ):
            self.frame.unknown.append(item)

    def _equal_to_word(self, each: Item, comparator: Item) -> None:
        self.i += 1
        self.negated = self.negated or comparator.op == "cmp:!="
        self._condition(Condition(self.last, "in", (each.text,), (each,), text=each.text), of=self.last)

    def _compare(self, op: str, numbers: list[Item]) -> None:
        values = tuple(scalar(number) for number in numbers)
        text = " ".join(number.text for number in numbers)
        condition = Condition(self.last, op, values, tuple(numbers), text=text)  # type: ignore[arg-type]
        last = self.last
        if last is not None and last.names and all(name.value_only for name in last.names) and not last.computes:
            last = None
        if (
            last is not None
            and last.count
            and not last.agg
            and self._bare_table(Phrase(names=last.names))
            and not self._name_next()
        ):
            self._condition(replace(condition, on=None, near=Phrase(names=last.names)))
            return  # "how many deals over 50k"
        if (
            last is not None
            and not last.computes
            and not any(name.of("column") for name in last.names)
            and self._name_next()
        ):
            last = None
        if last is not None and self._bare_table(last) and self._name_next():
            last = None  # "who made more than 3 sales": three sales, not three of them
        if (
            last is not None
            and last.head
            and (tail := Phrase(names=last.names[last.head :]))
            and self._bare_table(tail)
        ):
            self._condition(replace(condition, on=None, near=tail))
            return  # "the median of orders over 500"
        if last is not None and self._bare_table(last):
            self._condition(replace(condition, on=None, near=last))
            return
        if last is not None and self._near_enough(last, numbers[0].start):
            self._condition(condition, of=last)
            return
        if self._phrase_ahead() and (phrase := self._phrase_after_of()):
            phrase.count = phrase.count or self._bare_table(phrase)
            self._condition(replace(condition, on=phrase))
        else:
            self._condition(replace(condition, on=None, near=last))

    def _condition(self, condition: Condition, of: Phrase | None = None) -> None:
        if of is not None:
            self._take_back(of)
        if self.negated:
            condition = replace(condition, op=_NEGATED.get(condition.op, condition.op))
            self.negated = False
        (self.frame.among if self.among else self.frame.conditions).append(condition)

    def _take_back(self, phrase: Phrase) -> None:
        """What names the field of a condition is not asked for as well."""
        frame = self.frame
        for held in (frame.wants, frame.mentions, frame.asked, frame.groups, frame.returns, frame.onlys):
            if any(item.of("measure") and not item.of("column") for item in phrase.names):
                continue  # What is held against a number is shown, too.
            if any(each is phrase for each in held) and not (held is self.frame.wants and self._only_number(phrase)):
                held[:] = [each for each in held if each is not phrase]

    @staticmethod
    def _only_number(phrase: Phrase) -> bool:
        return phrase.count and not any(item.of("column") or item.of("measure") for item in phrase.names)

    def _contains(self, op: Operator) -> None:
        while self.i < len(self.items) and skipped(self.items[self.i]):
            self.i += 1
        if self.i < len(self.items) and self.items[self.i].kind in {"quoted", "name", "unknown", "number"}:
            item = self.items[self.i]
            self.i += 1
            on = self.last
            if self.i < len(self.items) and self.items[self.i].op == "of" and (on is None or not self._may_equal(on)):
                on = self._phrase_after_of() or on
            self._condition(Condition(on, op, (item.text,), text=item.text), of=on)

    def _named(self) -> None:
        while self.i < len(self.items) and skipped(self.items[self.i]):
            self.i += 1
        if self.i < len(self.items) and self.items[self.i].kind in {"quoted", "name", "unknown"}:
            item = self.items[self.i]
            self.i += 1
            on = replace(self.last, name=True) if self.last is not None else None
            self._condition(Condition(on, "in", (item.text,), (item,), text=item.text), of=self.last)

    def _missing(self, item: Item) -> None:
        if item.text.startswith(("without", "with ", "lacking", "no ")) and (phrase := self._phrase_after_of()):
            self._condition(Condition(phrase, "null", text=item.text))
        elif self.last is not None and self._may_equal(self.last):
            self._condition(Condition(self.last, "null", text=item.text), of=self.last)
        else:
            self.frame.unknown.append(item)

    def _equal_after(self, phrase: Phrase) -> None:
        """ "status = 'open'", "type is 3", "merchant with ID 1": a literal after a field."""
        if not self._may_equal(phrase):
            return
        k = self.i
        while k < len(self.items) and (skipped(self.items[k]) or self.items[k].op == "cmp:="):
            k += 1
        if k < len(self.items) and self.items[k].kind == "number" and not self._counts(k):
            equal = any(self.items[each].op == "cmp:=" for each in range(self.i, k))
            if equal or k == self.i or self.items[self.i].text in {"is", "of", "was"}:
                self.i = k + 1
                self._condition(Condition(phrase, "=", (scalar(self.items[k]),), text=self.items[k].text), of=phrase)
