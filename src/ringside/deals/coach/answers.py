"""Answers that were worked out lately, kept until the deal changes or the hour is over."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from ringside.deals.coach.schemas import DealCoaching

MOST = 1024


class Answers:
    """Within one process. A key holds everything an answer depends on, so none can be out of date."""

    def __init__(self, most: int = MOST) -> None:
        self._kept: OrderedDict[Hashable, DealCoaching] = OrderedDict()
        self._most = most

    def get(self, key: Hashable) -> DealCoaching | None:
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def keep(self, key: Hashable, answer: DealCoaching) -> None:
        self._kept[key] = answer
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
