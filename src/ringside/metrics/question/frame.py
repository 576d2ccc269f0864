"""All that a question says, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass, field

from ringside.metrics.model.schema import Operator, Scalar
from ringside.metrics.question.spotting import Item


@dataclass
class Phrase:
    """A noun phrase: names in the order they were said, and what is to be made of them."""

    names: list[Item] = field(default_factory=list)
    agg: str | None = None
    count: bool = False
    distinct: bool = False
    money: bool = False
    id: bool = False
    name: bool = False
    rank: bool = False
    share: bool = False
    over: bool = False
    head: int = 0
    part: str | None = None
    start: int = 0
    end: int = 0
    before: Phrase | None = None
    after: str = ""
    verb: Item | None = None

    @property
    def computes(self) -> bool:
        return bool(self.agg or self.count or self.distinct or self.money)

    @property
    def text(self) -> str:
        return " ".join(item.text for item in self.names)


@dataclass
class Condition:
    """A condition as said: on what (None: on what the values are values of), how, with which values."""

    on: Phrase | None
    op: Operator
    values: tuple[Scalar, ...] = ()
    items: tuple[Item, ...] = ()
    near: Phrase | None = None
    text: str = ""


@dataclass
class Dated:
    """A period, and the phrase right before it when that may name the date it is about."""

    index: int
    anchor: Phrase | None
    negated: bool = False
    verb: Item | None = None
    subject: Phrase | None = None


@dataclass
class Frame:
    """All a question says, before anything is decided."""

    wants: list[Phrase] = field(default_factory=list)
    returns: list[Phrase] = field(default_factory=list)
    groups: list[Phrase] = field(default_factory=list)
    every: list[Phrase] = field(default_factory=list)
    asked: list[Phrase] = field(default_factory=list)
    mentions: list[Phrase] = field(default_factory=list)
    ranked_by: list[Phrase] = field(default_factory=list)
    orders: list[Phrase] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    among: list[Condition] = field(default_factory=list)
    among_parts: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    dated: list[Dated] = field(default_factory=list)
    top: int | None = None
    ranked: bool = False
    bottom: bool = False
    superlative: str = ""
    leader: Phrase | None = None
    descending: bool | None = None
    grain: bool = False
    grain_of: int | None = None
    comparison: bool = False
    flags: set[str] = field(default_factory=set)
    verbs: list[Item] = field(default_factory=list)
    passive: list[Item] = field(default_factory=list)
    denied: set[int] = field(default_factory=set)
    states: list[Item] = field(default_factory=list)
    described: set[int] = field(default_factory=set)
    unknown: list[Item] = field(default_factory=list)
    based: list[Phrase] = field(default_factory=list)
    excluded: list[Phrase] = field(default_factory=list)
    onlys: list[Phrase] = field(default_factory=list)
    unit: str | None = None
    by_period: bool = False
    currency: str | None = None
    per: bool = False
    measured: str | None = None
