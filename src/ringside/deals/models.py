"""Tables of deals, each beside what keeps it."""

from ringside.deals.cards.models import CardFeedback, CardPreferences
from ringside.deals.coach.models import CoachDecision, CoachStep
from ringside.deals.importing.models import ImportLayout
from ringside.deals.objections.models import AnswerUse, EntryEvent, LibraryEntry
from ringside.deals.persona.models import PersonaPin, PersonaShare, PersonaState, PersonaVersion, Rehearsal
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
from ringside.deals.sync.models import (
    CrmConnection,
    CrmCursor,
    CrmFinding,
    CrmLink,
    CrmOutgoing,
    CrmRun,
)
from ringside.deals.winloss.models import WinLossAlert, WinLossModel

__all__ = [
    "Account",
    "Activity",
    "ActivityPerson",
    "AnswerUse",
    "CardFeedback",
    "CardPreferences",
    "CoachDecision",
    "CoachStep",
    "Contact",
    "CrmConnection",
    "CrmCursor",
    "CrmFinding",
    "CrmLink",
    "CrmOutgoing",
    "CrmRun",
    "Deal",
    "DealChange",
    "DealCompetitor",
    "DealPerson",
    "EntryEvent",
    "ImportLayout",
    "LibraryEntry",
    "PersonaPin",
    "PersonaShare",
    "PersonaState",
    "PersonaVersion",
    "Rehearsal",
    "Stage",
    "WinLossAlert",
    "WinLossModel",
]
