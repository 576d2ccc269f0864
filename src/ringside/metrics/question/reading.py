"""The items of a question read from left to right into a frame: what is wanted, by what, of which rows, when."""

from __future__ import annotations

from dataclasses import replace

from ringside.metrics.model.schema import Operator
from ringside.metrics.question.frame import Condition, Dated, Frame, Phrase
from ringside.metrics.question.lexicon import Lexicon
from ringside.metrics.question.spotting import Item, scalar
from ringside.metrics.question.text import Token

_AGGREGATES = ("agg:sum", "agg:avg", "agg:median", "agg:min", "agg:max")
_INSIDE = frozenset({*_AGGREGATES, "count", "counted", "distinct", "count_distinct", "money", "id", "name", "rank",
                     "weekend", "workday", "rows"})  # fmt: skip
_PASSIVE = frozenset(
    {
        "was",
        "were",
        "are",
        "is",
        "been",
        "have been",
        "has been",
        "had been",
        "being",
        "be",
        "got",
        "that were",
        "that was",
    }
)
_BEING = _PASSIVE | {"not", "only", "for", "with", "of", "which", "that"}
_OURS = frozenset({"we", "our", "us", "אנחנו", "לנו", "שלנו"})
_NEGATED: dict[str, Operator] = {"in": "not_in", "=": "!=", "!=": "=", ">": "<=", ">=": "<", "<": ">=", "<=": ">",
                                 "contains": "not_contains", "null": "not_null", "not_null": "null"}  # fmt: skip


class Reader:
    """One walk over the items. `mode` is what the next noun phrase is for."""

    def __init__(self, items: list[Item], tokens: list[Token], lexicon: Lexicon) -> None:
        self.items, self.tokens, self.lexicon = items, tokens, lexicon
        self.frame = Frame()
        self.i = 0
        self.mode = "ask"
        self.negated = False
        self.each = False
        self.among = False
        self.number: Item | None = None
        self.last: Phrase | None = None
        self.last_list: list[Phrase] | None = None
        self.share = False

    def read(self) -> Frame:
        if any(token.text in _OURS for token in self.tokens):
            self.frame.flags.add("ours")
        while self.i < len(self.items):
            item = self.items[self.i]
            if item.kind == "name" and self.i and self.items[self.i - 1].text.split()[-1] in _BEING:
                self.frame.described.add(item.start)
            if self._phrase_starts(item):
                self._phrase()
            else:
                self.i += 1
                self._one(item)
        return self.frame

    # one item that is no noun phrase

    def _one(self, item: Item) -> None:
        if item.kind == "op":
            self._op(item)
        elif item.kind == "stop":
            self._stop(item)
        elif item.kind == "period":
            self._period(item)
        elif item.kind == "grain":
            self.frame.grain = True
            self._leave_group()
        elif item.kind == "comparison":
            self.frame.comparison = True
        elif item.kind == "part":
            self._part(f"#{item.index}")
        elif item.kind in {"number", "quoted"}:
            self._literal(item)
        else:
            self.frame.unknown.append(item)

    def _stop(self, item: Item) -> None:
        if item.text in ".;?!":
            self.mode, self.negated, self.among, self.each = "ask", False, False, False
            self.last = self.last_list = None
            self.number = None
        elif item.text in ",)":
            self.negated = self.negated and item.text == "," and self._value_follows()
            if self.mode == "group" and item.text == ")":
                self.mode = "ask"

    def _value_follows(self) -> bool:
        following = next((each for each in self.items[self.i :] if not _skipped(each) and each.text not in ","), None)
        return following is not None and (following.value_only or following.kind == "quoted")

    def _op(self, item: Item) -> None:  # noqa: PLR0912
        does, frame = item.op, self.frame
        if self.negated and self.last_list is frame.excluded and does not in {"stop", "of", "more", "not", "verb"}:
            self.negated = False
        if does in {"stop", "of", "more", "followup", "note"}:
            if does == "of" and self.mode in {"group", "return"} and not self.each:
                self.mode = "ask" if self.mode == "group" and self.last_list is frame.groups else self.mode
        elif does in {"verb", "state"}:
            if does == "state":
                frame.states.append(item)
            frame.verbs.append(item)
            if self.i >= 2 and self.items[self.i - 2].text in _PASSIVE:
                frame.passive.append(item)
        elif does in {"by"}:
            self.mode = "rank" if self._ranks() else "ask" if self._agent(item) else "group"
            frame.per = frame.per or item.text in {"per", "per each", "for each", "each", "לכל"}
            self.each = item.text not in {"by", "per"} and any(
                word in item.text.split() for word in ("each", "every", "כל", "לכל", "בכל")
            )
        elif does in {"top", "bottom", "most", "least"}:
            self._superlative(item)
        elif does == "return":
            self.mode = "return" if self._lists() else self.mode
        elif does == "list":
            frame.flags.add("list")
            self.mode = "asked"
        elif does == "which":
            relative = self.i > 1 and (item.text == "where" or (self.last is not None and self.last.end == item.start))
            self.mode = "ask" if relative else "asked"
        elif does == "order":
            self.mode = "order"
        elif does in {"asc", "desc"}:
            frame.descending = does == "desc"
        elif does.startswith("cmp:"):
            self._comparator(item)
        elif does == "not":
            self.negated = True
            self.mode = "ask" if self.mode == "group" else self.mode
        elif does in {"only", "only_context"}:
            self.mode = "only"
            frame.flags.add("only")
        elif does.startswith("unit:"):
            self._unit(item)
        elif does.startswith("currency:"):
            frame.currency = does[9:]
        elif does.startswith("measured:"):
            frame.measured = does[9:]
        elif does in {"contains", "starts"}:
            self._contains("contains" if does == "contains" else "starts_with")
        elif does == "named":
            self._named()
        elif does == "missing":
            self._missing(item)
        elif does == "has":
            self.mode = "ask" if self.mode in {"group", "asked"} else self.mode
        elif does == "those":
            self.among = True
        elif does == "based":
            self.mode = "based"
        elif does == "share":
            frame.flags.add("share")
            self.share = True
        elif does == "counted_all":
            frame.flags.add("counted")
        elif does == "first":
            if self.i < len(self.items) and self.items[self.i].number is not None:
                frame.top = int(self.items[self.i].number or 1)
                self.i += 1
        else:
            frame.flags.add(does)
            if does == "breakdown":
                self.mode = "group" if self.mode != "ask" or frame.wants or frame.mentions else self.mode

    def _unit(self, item: Item) -> None:
        """A bare "month": what to group by after "by", to show in a list, to order by; else it says nothing known."""
        if self.mode in {"group", "rank"} or (self.mode in {"return", "order"} and item.text != "date"):
            self.frame.unit = self.frame.unit or item.op[5:]
            self.mode = "ask" if self.mode in {"group", "rank"} else self.mode
            if self.mode == "order":
                self.frame.by_period = True
        elif not self.frame.grain and self.frame.unit is None and self.mode not in {"return", "order"}:
            self.frame.unknown.append(item)

    def _ranks(self) -> bool:
        """Whether "by" says by what the leaders are found, not by what to group."""
        return (
            self.frame.ranked and not self.frame.ranked_by and self.mode in {"leader", "ask"} and self._measures_next()
        )

    def _agent(self, by: Item) -> bool:
        """Whether "by" names who did it: "sent by users from Spain", not "sales made by region"."""
        if by.text not in {"by", "על ידי"} or self.i < 2 or self.items[self.i - 2].op not in {"verb", "state"}:
            return False
        ahead = [item for item in self.items[self.i : self.i + 6] if not _skipped(item)]
        if not ahead or not ahead[0].of("table") or any(entry.cost < 0.5 for entry in ahead[0].of("column")):
            return bool(ahead) and ahead[0].value_only
        following = ahead[1] if len(ahead) > 1 else None
        return plural(ahead[0].text) or (
            following is not None and (following.op in {"has", "named"} or following.value_only)
        )

    def _measures_next(self) -> bool:
        for item in self.items[self.i : self.i + 3]:
            if item.kind == "op" and item.op in {
                *_AGGREGATES,
                "count",
                "count_distinct",
                "money",
                "change",
                "change_pct",
            }:
                return True
            if item.kind == "name":
                return True
            if not _skipped(item):
                return False
        return False

    def _lists(self) -> bool:
        return not (self.i == 1 and self._opens_plainly())

    def _opens_plainly(self) -> bool:
        """ "Show revenue by region" and "Give me the average ..." ask; "Return the name and ..." tells what to show."""
        return not self.frame.wants and not self.frame.groups and not self.frame.ranked and not self._comma_list()

    def _comma_list(self) -> bool:
        rest = self.items[self.i :]
        end = next((k for k, item in enumerate(rest) if item.kind == "stop" and item.text in ".;?!"), len(rest))
        return sum(item.text in {",", "and", "&"} for item in rest[:end]) >= 2

    def _superlative(self, item: Item) -> None:
        frame = self.frame
        number = self._number_after() or (self.number if item.op in {"most", "least"} else None)
        frame.ranked = True
        frame.bottom = item.op in {"bottom", "least"}
        if number is not None and number.number:
            frame.top = int(number.number)
        if item.op in {"top", "bottom"} and number is None:
            frame.flags.add("top")
        frame.flags.add("common" if _speaks_of_count(item.text) else "superlative")
        self.number = None
        frame.superlative = item.text
        self.mode = "leader"
        last = self.last
        if (
            last is not None
            and last.end == item.start
            and last.names
            and any(last is each for each in frame.mentions)
            and not any(name.of("measure") for name in last.names)
        ):  # "the five customers leading", as Hebrew says it
            frame.mentions.remove(last)
            frame.leader, self.mode = last, "ask"
        frame.verbs += [replace(item, text=word) for word in item.text.split() if word in self.lexicon.verbs]

    def _number_after(self) -> Item | None:
        if self.i < len(self.items) and self.items[self.i].number is not None:
            self.i += 1
            return self.items[self.i - 1]
        return None

    def _period(self, item: Item) -> None:
        anchor = self.last if self.last is not None and self._adjacent(self.last.end, item.start) else None
        verb = self.frame.verbs[-1] if self.frame.verbs else None
        verb = verb if verb is not None and self._adjacent(verb.end, item.start) else None
        before = self.items[self.i - 2].op if self.i >= 2 else ""
        self.frame.dated.append(Dated(item.index, anchor, self.negated and before == "not", verb, self.last))
        if self.each and self.mode == "group":
            self.frame.grain_of = item.index
        self._leave_group()
        self.negated = False

    def _adjacent(self, end: int, start: int) -> bool:
        """Whether no more than linking words stand between two places."""
        between = [item for item in self.items if end <= item.start < start]
        return all(_skipped(item) or item.op in {"of", "verb", "state"} for item in between)

    def _leave_group(self) -> None:
        if self.mode in {"group", "rank", "leader"}:
            self.mode = "ask"
        self.each = False

    def _part(self, part: str) -> None:
        before = [item.op for item in self.items[max(0, self.i - 3) : self.i - 1]]
        if before == ["agg:sum", "more"]:
            self.frame.among_parts.append(part)  # "in total and on weekends"
            return
        (self.frame.among_parts if self.among else self.frame.parts).append(part if not self.negated else f"-{part}")
        self.negated = False

    # literals and comparators

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

    def _phrase_ahead(self) -> bool:
        following = next((each for each in self.items[self.i :] if not _skipped(each)), None)
        return following is not None and (
            following.kind == "name" or following.op in {"most", "least", "top", "distinct"}
        )

    def _may_equal(self, phrase: Phrase) -> bool:
        return (
            bool(phrase.names)
            and not phrase.computes
            and (phrase.id or any(item.of("column") for item in phrase.names))
        )

    def _quoted(self, item: Item) -> None:
        following = [each for each in self.items[self.i : self.i + 3] if not _skipped(each)]
        if following and following[0].op == "of" and (phrase := self._phrase_after_of()):
            self._condition(Condition(phrase, "contains", (item.text,), text=item.text))
        elif self.last is not None and self._may_equal(self.last) and self._adjacent(self.last.end, item.start):
            self._condition(Condition(self.last, "in", (item.text,), (item,), text=item.text), of=self.last)
        else:
            self._condition(Condition(None, "in", (item.text,), (item,), near=self.last, text=item.text))

    def _phrase_after_of(self) -> Phrase | None:
        while self.i < len(self.items) and (_skipped(self.items[self.i]) or self.items[self.i].op == "of"):
            self.i += 1
        if self.i < len(self.items) and self._phrase_starts(self.items[self.i]):
            return self._gather()
        return None

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
            elif not (_skipped(each) or each.op in {"more", "of"} or each.text in {"and", "-", "to"}):
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

    @staticmethod
    def _bare_table(phrase: Phrase) -> bool:
        if phrase.computes or not phrase.names:
            return False
        entries = phrase.names[-1].entries
        tables = [entry.cost for entry in entries if entry.kind == "table"]
        return bool(tables) and min(tables) <= min(
            (e.cost for e in entries if e.kind in {"column", "measure"}), default=9.0
        )

    def _name_next(self) -> bool:
        following = next((item for item in self.items[self.i :] if not _skipped(item)), None)
        return following is not None and following.kind == "name" and not following.value_only

    def _near_enough(self, phrase: Phrase, start: int) -> bool:
        between = [item for item in self.items if phrase.end <= item.start < start]
        return all(
            _skipped(item) or item.op.startswith("cmp:") or item.op in {"not", "of", "has", "verb"} for item in between
        )

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
        while self.i < len(self.items) and _skipped(self.items[self.i]):
            self.i += 1
        if self.i < len(self.items) and self.items[self.i].kind in {"quoted", "name", "unknown", "number"}:
            item = self.items[self.i]
            self.i += 1
            on = self.last
            if self.i < len(self.items) and self.items[self.i].op == "of" and (on is None or not self._may_equal(on)):
                on = self._phrase_after_of() or on
            self._condition(Condition(on, op, (item.text,), text=item.text), of=on)

    def _named(self) -> None:
        while self.i < len(self.items) and _skipped(self.items[self.i]):
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

    # noun phrases

    def _phrase_starts(self, item: Item) -> bool:
        if item.kind == "name" or (item.kind == "quoted" and item.entries):
            return True
        if item.kind == "part":
            k = self.items.index(item) + 1
            return self.mode == "return" and k < len(self.items) and self.items[k].kind == "name"
        return item.kind == "op" and item.op in _INSIDE

    def _gather(self) -> Phrase:
        """The noun phrase that starts here: names, what is computed of them, and "of" with more names."""
        phrase = Phrase(start=self.items[self.i].start)
        while self.i < len(self.items):
            item = self.items[self.i]
            if self._phrase_starts(item):
                if phrase.names and self._joined_by_letter(item):
                    break
                if phrase.names and item.op in {*_AGGREGATES, "count", "count_distinct"} and item.kind == "op":
                    break
                self._take(phrase, item)
            elif not self._goes_on(phrase, item):
                break
            self.i += 1
        return phrase

    def _joined_by_letter(self, item: Item) -> bool:
        """Hebrew says "and" with a letter: the next of a list begins."""
        token = self.tokens[item.start]
        return token.text.startswith("ו") and len(token.spellings) > 1 and item.kind == "name"

    def _take(self, phrase: Phrase, item: Item) -> None:
        phrase.end = item.end
        if item.kind == "part":
            phrase.part = f"#{item.index}"
        if item.kind in {"name", "quoted"}:
            phrase.names.append(item)
        match item.op:
            case "count" | "counted":
                phrase.count = phrase.count or item.kind == "op"
            case "count_distinct":
                phrase.count = phrase.distinct = True
            case "distinct" | "rank":
                setattr(phrase, item.op, True)
            case "money" | "id" | "name":
                setattr(phrase, item.op, True)
            case "rows":
                phrase.count = phrase.count or item.kind == "op"
            case "weekend" | "workday":
                phrase.part = item.op
            case "agg:sum" | "agg:avg" | "agg:median" | "agg:min" | "agg:max":
                phrase.agg = item.op[4:] if phrase.agg in {None, "sum"} else phrase.agg

    def _goes_on(self, phrase: Phrase, item: Item) -> bool:
        following = self.items[self.i + 1 :]
        nxt = next((each for each in following if not _skipped(each)), None)
        if nxt is None or not self._phrase_starts(nxt):
            return False
        if item.kind == "grain":
            self.frame.grain = phrase.over = True
            return nxt.kind == "name"
        if _skipped(item):
            return not phrase.names or self.items[self.i - 1].op == "of"
        if item.op == "of" and item.text in {"of", "של"}:
            phrase.head = phrase.head or len(phrase.names)
            return not phrase.names or not phrase.names[-1].value_only
        return False

    def _phrase(self) -> None:
        start = self.items[self.i]
        phrase = self._gather()
        first = self.items.index(start)
        phrase.after = self.items[first - 1].text if first else ""
        phrase.before, phrase.share, self.share = self.last, self.share, False
        if phrase.part and not phrase.names:
            self._part(phrase.part)
            return
        if phrase.rank and phrase.start == 0:
            self.frame.ranked, self.frame.superlative, self.mode = True, "rank", "leader"
            if not phrase.names:
                return
        elif phrase.rank and self.mode != "return":
            self.frame.flags.add("rank")
            if not phrase.names:
                return
        if (
            not phrase.names
            and phrase.agg
            and not (phrase.count or phrase.money or phrase.distinct or phrase.id or phrase.name)
        ):
            self.frame.flags.add("much")  # "in total" after what is counted says nothing more.
            return
        target = self._target(phrase)
        if self.number is not None:
            self._use_number(phrase)
            target = self.frame.asked if target is self.frame.mentions else target
        target.append(phrase)
        self.each = False
        self.last, self.last_list = phrase, target
        self._equal_after(phrase)

    def _use_number(self, phrase: Phrase) -> None:
        """ "the 5 regions with the highest revenue": a number before what leads."""
        if self.number is not None and self.frame.top is None:
            self.frame.top = int(self.number.number or 1)
            self.frame.flags.add("number")
        self.number = None

    def _target(self, phrase: Phrase) -> list[Phrase]:
        frame = self.frame
        if self.among:
            return frame.mentions
        if self.negated and not phrase.computes:
            return frame.excluded
        match self.mode:
            case "return":
                return frame.returns
            case "order":
                return frame.orders
            case "only":
                return frame.onlys
            case "based":
                self.mode = "ask"
                return frame.based
            case "rank":
                self.mode = "ranked"
                return frame.ranked_by
            case "group":
                if phrase.agg or phrase.count:
                    self.mode = "ask"
                    return frame.wants
                return frame.every if self.each else frame.groups
            case "leader":
                self.mode = "ask"
                if phrase.computes and not phrase.distinct:
                    return frame.ranked_by
                if frame.leader is None:
                    frame.leader = phrase
                    return []
                return frame.mentions
            case "asked":
                self.mode = "ask"
                if phrase.computes:
                    return frame.wants
                return frame.asked
        return frame.wants if phrase.computes else frame.mentions

    def _equal_after(self, phrase: Phrase) -> None:
        """ "status = 'open'", "type is 3", "merchant with ID 1": a literal after a field."""
        if not self._may_equal(phrase):
            return
        k = self.i
        while k < len(self.items) and (_skipped(self.items[k]) or self.items[k].op == "cmp:="):
            k += 1
        if k < len(self.items) and self.items[k].kind == "number" and not self._counts(k):
            equal = any(self.items[each].op == "cmp:=" for each in range(self.i, k))
            if equal or k == self.i or self.items[self.i].text in {"is", "of", "was"}:
                self.i = k + 1
                self._condition(Condition(phrase, "=", (scalar(self.items[k]),), text=self.items[k].text), of=phrase)

    def _counts(self, k: int) -> bool:
        suffix = self.items[k + 1] if k + 1 < len(self.items) else None
        return suffix is not None and suffix.op.startswith("cmp:") and suffix.text.startswith(("or ", "and "))


def plural(word: str) -> bool:
    return (
        (word.endswith("s") and not word.endswith("ss")) or word.endswith(("ים", "ות")) or word in {"people", "staff"}
    )


def _speaks_of_count(text: str) -> bool:
    return any(word in text for word in ("common", "frequent", "used", "popular", "active", "נפוצ"))


def _skipped(item: Item) -> bool:
    return item.op in {"stop"} and item.kind == "op"
