"""Noun phrases in a row of items: where one starts, what belongs to it."""

from __future__ import annotations

from ringside.metrics.question.frame import Frame, Phrase
from ringside.metrics.question.lexicon import Lexicon
from ringside.metrics.question.spotting import Item
from ringside.metrics.question.text import Token

AGGREGATES = ("agg:sum", "agg:avg", "agg:median", "agg:min", "agg:max")
_INSIDE = frozenset({*AGGREGATES, "count", "counted", "distinct", "count_distinct", "money", "id", "name", "rank",
                     "weekend", "workday", "rows"})  # fmt: skip
PASSIVE = frozenset(
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


class Phrasing:
    """A place in the items, and the phrases that are met from it. `mode` is what the next phrase is for."""

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
        self.pending: str | None = None

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
                if phrase.names and (self._joined_by_letter(item) or item.op in {"verb", "state"}):
                    break
                if phrase.names and item.op in {*AGGREGATES, "count", "count_distinct"} and item.kind == "op":
                    break
                self._take(phrase, item)
            elif not self._goes_on(phrase, item):
                break
            self.i += 1
        return phrase

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
        nxt = next((each for each in following if not skipped(each)), None)
        if nxt is None or not self._phrase_starts(nxt):
            return False
        if item.kind == "grain":
            self.frame.grain = phrase.over = True
            return nxt.kind == "name"
        if skipped(item):
            return not phrase.names or self.items[self.i - 1].op == "of"
        if item.op == "of" and item.text in {"of", "של"}:
            phrase.head = phrase.head or len(phrase.names)
            return not phrase.names or not phrase.names[-1].value_only
        return False

    def _joined_by_letter(self, item: Item) -> bool:
        """Hebrew says "and" with a letter: the next of a list begins."""
        token = self.tokens[item.start]
        return token.text.startswith("ו") and len(token.spellings) > 1 and item.kind == "name"

    def _adjacent(self, end: int, start: int) -> bool:
        """Whether no more than linking words stand between two places."""
        between = [item for item in self.items if end <= item.start < start]
        return all(skipped(item) or item.op in {"of", "verb", "state"} for item in between)

    def _near_enough(self, phrase: Phrase, start: int) -> bool:
        between = [item for item in self.items if phrase.end <= item.start < start]
        return all(
            skipped(item) or item.op.startswith("cmp:") or item.op in {"not", "of", "has", "verb"} for item in between
        )

    def _phrase_ahead(self) -> bool:
        following = next((each for each in self.items[self.i :] if not skipped(each)), None)
        return following is not None and (
            following.kind == "name" or following.op in {"most", "least", "top", "distinct"}
        )

    def _phrase_after_of(self) -> Phrase | None:
        while self.i < len(self.items) and (skipped(self.items[self.i]) or self.items[self.i].op == "of"):
            self.i += 1
        if self.i < len(self.items) and self._phrase_starts(self.items[self.i]):
            return self._gather()
        return None

    def _may_equal(self, phrase: Phrase) -> bool:
        return (
            bool(phrase.names)
            and not phrase.computes
            and (phrase.id or any(item.of("column") for item in phrase.names))
        )

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
        following = next((item for item in self.items[self.i :] if not skipped(item)), None)
        return following is not None and following.kind == "name" and not following.value_only

    def _value_follows(self) -> bool:
        following = next((each for each in self.items[self.i :] if not skipped(each) and each.text not in ","), None)
        return following is not None and (following.value_only or following.kind == "quoted")

    def _counts(self, k: int) -> bool:
        suffix = self.items[k + 1] if k + 1 < len(self.items) else None
        return suffix is not None and suffix.op.startswith("cmp:") and suffix.text.startswith(("or ", "and "))


def plural(word: str) -> bool:
    return (
        (word.endswith("s") and not word.endswith("ss")) or word.endswith(("ים", "ות")) or word in {"people", "staff"}
    )


def speaks_of_count(text: str) -> bool:
    return any(word in text for word in ("common", "frequent", "used", "popular", "active", "נפוצ"))


def skipped(item: Item) -> bool:
    return item.op in {"stop"} and item.kind == "op"
