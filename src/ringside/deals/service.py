"""Deals as other parts and rooms use them: finding one, telling open pages of a change, knowing that one changed."""

from __future__ import annotations

from ringside.deals.records.finding import (
    OthersRecord,
    UnknownAccount,
    UnknownActivity,
    UnknownContact,
    UnknownDeal,
    account,
    activity,
    contact,
    deal,
    may_change,
    require_change,
)
from ringside.deals.records.loading import history, load, load_many
from ringside.deals.records.news import NEWS, revision, tell

__all__ = [
    "NEWS",
    "OthersRecord",
    "UnknownAccount",
    "UnknownActivity",
    "UnknownContact",
    "UnknownDeal",
    "account",
    "activity",
    "contact",
    "deal",
    "history",
    "load",
    "load_many",
    "may_change",
    "require_change",
    "revision",
    "tell",
]
