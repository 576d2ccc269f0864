"""Tables of deals, each beside what keeps it."""

from ringside.deals.records.models import (
    Account,
    Activity,
    ActivityPerson,
    Contact,
    Deal,
    DealChange,
    DealCompetitor,
    DealPerson,
    Stage,
)

__all__ = [
    "Account",
    "Activity",
    "ActivityPerson",
    "Contact",
    "Deal",
    "DealChange",
    "DealCompetitor",
    "DealPerson",
    "Stage",
]
