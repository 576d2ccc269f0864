"""Who may do what with an entry of the library, and what comes of it. Pure."""

from __future__ import annotations

from typing import Literal, get_args

from ringside.deals.objections.schemas import EntryAction, EntryStatus

APPROVERS = ("manager", "owner")
Deed = EntryAction | Literal["edit", "delete"]

LEADS_TO: dict[EntryAction, tuple[EntryStatus, EntryStatus]] = {
    "approve": ("draft", "approved"),
    "return": ("draft", "draft"),
    "retire": ("approved", "retired"),
    "restore": ("retired", "draft"),
}
"""By what is done: from which status, to which."""


def allowed(status: EntryStatus, role: str, author: bool) -> list[Deed]:
    """What this person may do with an entry that stands so: everybody drafts, managers decide.

    An approved answer is what the company says: only those who approve may change it, others draft one to replace it.
    """
    approver = role in APPROVERS
    deeds: list[Deed] = [
        action
        for action in get_args(EntryAction)
        if approver and LEADS_TO[action][0] == status and not (action == "return" and author)
    ]
    if approver or (author and status == "draft"):
        deeds += ["edit", "delete"]
    return deeds


def after(status: EntryStatus, action: EntryAction) -> EntryStatus | None:
    """The status that follows, or None where this cannot be done to an entry that stands so."""
    before, then = LEADS_TO[action]
    return then if status == before else None
