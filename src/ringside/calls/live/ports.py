"""What live coaching is told by rooms above it: who the call is with, and what is known of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel

from ringside.accounts.principal import Principal
from ringside.calls.live.messages import CueSource
from ringside.core.db import Databases
from ringside.dialogue.schemas import Language, ObjectionKind


class CallBackground(BaseModel):
    """What is known of the other side before the call: names to listen for and facts an answer may rest on."""

    deal_id: str | None = None
    contact_id: str | None = None
    deal_name: str = ""
    contact_name: str = ""
    names: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    facts: tuple[CueSource, ...] = ()
    """Profile, history, persona, open objections, most important first; each with a link to where it stands."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A live call that is over, and the deal and contact it was held about."""

    tenant_id: str
    call_id: str
    user_id: str
    language: Language
    deal_id: str | None
    contact_id: str | None


Background = Callable[[Principal, str | None, str | None, datetime], Awaitable[CallBackground]]
"""(who, deal_id, contact_id, now) -> what is known. Raises UnknownDeal, UnknownContact."""

Concluded = Callable[[Databases, Ended, datetime], Awaitable[None]]
"""(databases, ended, now): told when a live call has ended and there is a recorded call of it."""


@dataclass(frozen=True, slots=True)
class Resistance:
    """What a text objects to, taken that it does, and how likely it does, 0..1."""

    kind: ObjectionKind
    sure: float


Resists = Callable[[str, Language], Resistance]
"""A second reading of whether words of the customer are an objection; pure."""

Library = Callable[[str, str, ObjectionKind, Language], Awaitable[Sequence[CueSource]]]
"""(tenant_id, the objection, its kind, language) -> the company's approved answers to it, the best first."""
