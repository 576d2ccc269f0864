"""The items of a question read from left to right into a frame: what is wanted, by what, of which rows, when."""

from __future__ import annotations

from dataclasses import replace

from ringside.metrics.question.frame import Dated, Frame, Phrase
from ringside.metrics.question.literals import Literals
from ringside.metrics.question.phrasing import AGGREGATES, PASSIVE, plural, skipped, speaks_of_count
from ringside.metrics.question.spotting import Item

_MODES = {"list": "asked", "order": "order", "only": "only", "only_context": "only", "based": "based"}
_ALONGSIDE = frozenset({"and", "along", "together", "as", "alongside", "with"})
_SAYS_NOTHING = frozenset({"stop", "more", "followup", "note"})
_WITHIN_EXCLUDED = frozenset({"stop", "of", "more", "not", "verb"})
_PER = frozenset({"per", "per each", "for each", "each", "לכל"})
_EACH = frozenset({"each", "every", "כל", "לכל", "בכל"})
_BEING = PASSIVE | {"not", "only", "for", "with", "of", "which", "that"}
_OURS = frozenset({"we", "our", "us", "אנחנו", "לנו", "שלנו"})


class Reader(Literals):
    """One walk over the items."""

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

    def _op(self, item: Item) -> None:
        """What a word of questions does: a method of its own, a mode for what follows, or a flag."""
        does, _, detail = item.op.partition(":")
        if self.negated and self.last_list is self.frame.excluded and does not in _WITHIN_EXCLUDED:
            self.negated = False
        if (mode := _MODES.get(does)) is not None:
            self.mode = mode
            self.frame.flags.add(does)
        elif (handle := getattr(self, f"_op_{does}", None)) is not None:
            handle(item)
        elif detail:
            setattr(self.frame, does, detail)
        elif does not in _SAYS_NOTHING:
            self.frame.flags.add(does)

    def _op_more(self, item: Item) -> None:
        if item.text in {"or", "או"}:
            self.frame.flags.add("or")

    def _op_of(self, item: Item) -> None:
        if self.mode == "group" and self.last_list is self.frame.groups and not self.each:
            self.mode = "ask"

    def _op_verb(self, item: Item) -> None:
        self.frame.verbs.append(item)
        if self.last is not None and self._adjacent(self.last.end, item.start):
            self.last.verb = item
        if self.i >= 2 and self.items[self.i - 2].text in PASSIVE:
            self.frame.passive.append(item)

    def _op_state(self, item: Item) -> None:
        self.frame.states.append(item)
        if self.negated:
            self.frame.denied.add(item.start)
            self.negated = False
        self._op_verb(item)

    def _op_by(self, item: Item) -> None:
        self.mode = "rank" if self._ranks() else "ask" if self._agent(item) else "group"
        self.frame.per = self.frame.per or item.text in _PER
        self.each = item.text not in {"by", "per"} and bool(_EACH.intersection(item.text.split()))

    def _op_top(self, item: Item) -> None:
        self._superlative(item)

    _op_bottom = _op_most = _op_least = _op_top

    def _op_return(self, item: Item) -> None:
        if item.text.split()[0] in _ALONGSIDE and self.frame.wants and not self.frame.returns:
            self.mode = "ask"  # "the number of orders and their total" asks for one more
            return
        self.mode = "return" if self._lists() else self.mode

    def _op_which(self, item: Item) -> None:
        relative = self.i > 1 and (item.text == "where" or (self.last is not None and self.last.end == item.start))
        self.mode = "ask" if relative else "asked"

    def _op_asc(self, item: Item) -> None:
        self.frame.descending = item.op == "desc"

    _op_desc = _op_asc

    def _op_cmp(self, item: Item) -> None:
        self._comparator(item)

    def _op_not(self, item: Item) -> None:
        self.negated = True
        self.mode = "ask" if self.mode == "group" else self.mode

    def _op_unit(self, item: Item) -> None:
        self._unit(item)

    def _op_contains(self, item: Item) -> None:
        self._contains("contains" if item.op == "contains" else "starts_with")

    _op_starts = _op_contains

    def _op_named(self, item: Item) -> None:
        self._named()

    def _op_missing(self, item: Item) -> None:
        self._missing(item)

    def _op_has(self, item: Item) -> None:
        self.mode = "ask" if self.mode in {"group", "asked"} else self.mode

    def _op_those(self, item: Item) -> None:
        self.among = True

    def _op_share(self, item: Item) -> None:
        self.frame.flags.add("share")
        self.share = True

    def _op_counted_all(self, item: Item) -> None:
        self.frame.flags.add("counted")

    def _op_first(self, item: Item) -> None:
        if (number := self._number_after()) is not None:
            self.frame.top = int(number.number or 1)

    def _op_breakdown(self, item: Item) -> None:
        self.frame.flags.add("breakdown")
        if self.mode != "ask" or self.frame.wants or self.frame.mentions:
            self.mode = "group"

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
        ahead = [item for item in self.items[self.i : self.i + 6] if not skipped(item)]
        if not ahead or not ahead[0].of("table") or any(entry.cost < 0.5 for entry in ahead[0].of("column")):
            return bool(ahead) and ahead[0].value_only
        following = ahead[1] if len(ahead) > 1 else None
        return plural(ahead[0].text) or (
            following is not None and (following.op in {"has", "named"} or following.value_only)
        )

    def _measures_next(self) -> bool:
        for item in self.items[self.i : self.i + 3]:
            if item.kind == "op" and item.op in {
                *AGGREGATES,
                "count",
                "count_distinct",
                "money",
                "change",
                "change_pct",
            }:
                return True
            if item.kind == "name":
                return True
            if not skipped(item):
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
        if self._says_first():
            frame.descending, self.mode = item.op in {"most", "top"}, "order"
            return
        number = self._number_after() or (self.number if item.op in {"most", "least"} else None)
        frame.ranked = True
        frame.bottom = item.op in {"bottom", "least"}
        if number is not None and number.number:
            frame.top = int(number.number)
        if item.op in {"top", "bottom"} and number is None:
            frame.flags.add("top")
        frame.flags.add("common" if speaks_of_count(item.text) else "superlative")
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

    def _says_first(self) -> bool:
        """ "Most orders first" is an order, no top."""
        for ahead in self.items[self.i : self.i + 4]:
            if ahead.kind == "stop" and ahead.text != ",":
                return False
            if ahead.op == "first":
                return True
        return False

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
            if phrase.agg != "sum":
                self.pending = phrase.agg
                return
            self.frame.flags.add("much")  # "in total" after what is counted says nothing more.
            return
        self._carry(phrase)
        target = self._target(phrase)
        if self.number is not None:
            self._use_number(phrase)
            target = self.frame.asked if target is self.frame.mentions else target
        target.append(phrase)
        self.each = False
        self.last, self.last_list = phrase, target
        self._equal_after(phrase)

    def _carry(self, phrase: Phrase) -> None:
        """What a word before has left for this phrase: an aggregate ("average trade amount"), a verb within it."""
        if self.pending is not None and phrase.names:
            phrase.agg, self.pending = phrase.agg or self.pending, None
        for item in phrase.names:
            if item.op == "verb" or (item.op == "state" and not item.of("value")):
                self.frame.verbs.append(item)

    def _use_number(self, phrase: Phrase) -> None:
        """ "the 5 regions with the highest revenue": a number before what leads."""
        if self.number is not None and self.frame.top is None:
            self.frame.top = int(self.number.number or 1)
            self.frame.flags.add("number")
        self.number = None

    def _target(self, phrase: Phrase) -> list[Phrase]:  # noqa: PLR0911
        """The list of the frame that this phrase belongs to; most modes hold for one phrase."""
        frame, mode = self.frame, self.mode
        if self.among:
            return frame.mentions
        if self.negated and not phrase.computes:
            return frame.excluded
        lasting = {"return": frame.returns, "order": frame.orders, "only": frame.onlys}
        if mode in lasting:
            return lasting[mode]
        if mode == "group" and not (phrase.agg or phrase.count):
            return frame.every if self.each else frame.groups
        self.mode = "ranked" if mode == "rank" else "ask"
        if mode == "leader":
            return self._led(phrase)
        if mode in {"based", "rank"}:
            return frame.based if mode == "based" else frame.ranked_by
        plain = frame.asked if mode == "asked" else frame.mentions
        return frame.wants if phrase.computes else plain

    def _led(self, phrase: Phrase) -> list[Phrase]:
        """What leads, or by what it does ("the most orders")."""
        if phrase.computes and not phrase.distinct:
            return self.frame.ranked_by
        if self.frame.leader is None:
            self.frame.leader = phrase
            return []
        return self.frame.mentions
