"""What practising together sends and receives. docs/practising-together.md describes the whole."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, Strict

from ringside.dialogue.schemas import Language
from ringside.playbook.plain import Plain
from ringside.practice.schemas import MAX_TEXT, Level, NeedView, ObjectionView, Outcome, PersonaItem, Status, TurnView

GuestRole = Literal["listen", "play"]
"""`play` may also listen: to speak for the buyer one has to hear the rep."""
GuestStatus = Literal["asked", "agreed", "declined", "revoked", "left"]
Ending = Literal["agree", "refuse", "call_later", "hang_up"]
"""What a person who plays the buyer decides. After `agree` the call goes on until somebody says goodbye."""


class GuestOut(BaseModel):
    id: str
    conversation_id: str
    user_id: str | None = Field(description="Null while a link has not been followed.")
    name: str | None
    role: GuestRole
    status: GuestStatus
    asked_by: str = Field(description="Id of who asked: the guest for themselves, or the rep who invites.")
    asked_at: datetime
    decided_at: datetime | None = Field(description="When the rep agreed, declined or took it back.")
    here: bool = Field(description="Whether the guest is connected now.")
    link: str | None = Field(default=None, description="Only in the answer that makes it: where to follow it.")


class NewGuest(BaseModel):
    """A rep invites a colleague, by id or by a link; a manager or owner asks to come in themselves."""

    role: GuestRole = "listen"
    user_id: str | None = Field(default=None, max_length=64)
    link: Annotated[bool, Strict()] = False


class GuestChange(BaseModel):
    """The rep agrees, declines or takes it back; a guest leaves."""

    status: Literal["agreed", "declined", "revoked", "left"]


class NoteIn(BaseModel):
    text: Annotated[Plain, Field(min_length=1, max_length=300)]


class NoteOut(BaseModel):
    id: str
    author: str
    text: str
    turn: int
    at: datetime


class PartIn(BaseModel):
    """Take over the buyer's part, or give it back."""

    take: Annotated[bool, Strict()]


class LineIn(BaseModel):
    """What the person who plays the buyer says; `text` may be empty when they only decide something."""

    text: Annotated[Plain, Field(max_length=MAX_TEXT)] = ""
    ends: Ending | None = None
    name: str | None = Field(default=None, max_length=120, description="Which buyer says it, where there are several.")


class TogetherPlayer(BaseModel):
    guest_id: str
    name: str


class TogetherOut(BaseModel):
    """Who takes part in a session, as far as the caller may know."""

    conversation_id: str
    title: str
    rep: str
    status: Status
    outcome: Outcome | None
    language: Language
    mine: bool = Field(description="Whether the caller is the rep.")
    guest_id: str | None = Field(description="The caller's own place, where they are a guest.")
    guests: list[GuestOut]
    player: TogetherPlayer | None = Field(description="Who plays the buyer now; null: the machine does.")
    owed: bool = Field(description="Whether the buyer's next words are waited for.")
    notes: list[NoteOut]
    turns: list[TurnView]


class PartCard(BaseModel):
    """All that whoever plays this buyer has to know."""

    persona: PersonaItem
    needs: list[NeedView]
    objections: list[ObjectionView]
    facts: list[str]
    triggers: list[str]


class PartCards(BaseModel):
    goal: str
    situation: str
    items: list[PartCard]


class RunningSession(BaseModel):
    """A practice session that is going on, and how the caller stands to it."""

    conversation_id: str
    title: str
    level: Level
    language: Language
    rep: str
    rep_id: str
    started_at: datetime
    last_at: datetime
    turns: int
    guest: GuestOut | None
    invited: bool = Field(description="Whether the rep invited the caller.")


class RunningList(BaseModel):
    items: list[RunningSession]


class Peer(BaseModel):
    id: str
    name: str


class PeerList(BaseModel):
    items: list[Peer]


class LinkIn(BaseModel):
    token: str = Field(min_length=1, max_length=100)
