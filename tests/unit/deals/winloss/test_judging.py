"""How far chance is believed where an account has several deals."""

from __future__ import annotations

import numpy as np

from ringside.deals.winloss.judging import _p
from ringside.deals.winloss.table import Table


def _table(won: list[int], groups: list[int]) -> Table:
    n = len(won)
    return Table(tuple(map(str, range(n))), np.array(won), np.array(groups), (), np.ones(n))


def test_deals_of_an_account_count_one_by_one_where_they_end_differently():
    apart = _table([1, 0, 1, 0, 1] * 120, [n // 5 for n in range(600)])
    alone = _table([1, 0, 1, 0, 1] * 120, list(range(600)))
    assert _p(0.6, 0.02, apart) == _p(0.6, 0.02, alone) < 0.001


def test_accounts_whose_deals_all_end_alike_count_once():
    alike = _table([1 if n % 2 else 0 for n in range(120) for _ in range(5)], [n // 5 for n in range(600)])
    once = _table([n % 2 for n in range(120)], list(range(120)))
    assert abs(_p(0.6, 0.02, alike) - _p(0.6, 0.02, once)) < 0.002
    assert _p(0.6, 0.02, alike) > 0.02
