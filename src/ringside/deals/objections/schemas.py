"""What answering objections sends and receives: a read objection with its answers, and the library of answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ringside.core.ids import ID_PATTERN
from ringside.core.paging import Page
from ringside.deals.schemas import Boldness, Evidence, Length, Tone
from ringside.dialogue.objections import Step
from ringside.dialogue.schemas import Language, ObjectionKind
from ringside.playbook.plain import Plain

MOST_TEXT = 5_000
EntryStatus = Literal["draft", "approved", "retired"]
EntryAction = Literal["approve", "return", "retire", "restore"]
EntryOrigin = Literal["own", "template", "call"]
UseOutcome = Literal["resolved", "unresolved"]
LibrarySort = Literal["proven", "newest", "rating", "used"]
Nature = Literal["real", "reflex"]

Id = Annotated[str, Field(pattern=ID_PATTERN)]
Said = Annotated[Plain, Field(min_length=1, max_length=MOST_TEXT)]
AnswerText = Annotated[Plain, Field(min_length=1, max_length=4_000)]
EntryTitle = Annotated[Plain, Field(min_length=1, max_length=120)]
Shelf = Annotated[Plain, Field(max_length=60)]
Note = Annotated[Plain, Field(max_length=500)]


# Answering -----------------------------------------------------------------------------------------------------------


class ObjectionIn(BaseModel):
    """A line of objection, and what it is about."""

    model_config = ConfigDict(extra="forbid")

    text: Said
    deal_id: Id | None = None
    contact_id: Id | None = None
    tones: list[Tone] | None = Field(default=None, min_length=1, max_length=3, description="All three by default.")
    language: Language | None = Field(default=None, description="Of the answers; else the objection's.")
    kind: ObjectionKind | None = Field(default=None, description="What the person says it is; else it is read.")
    length: Length | None = None
    boldness: Boldness | None = None

    @field_validator("tones")
    @classmethod
    def _each_once(cls, tones: list[Tone] | None) -> list[Tone] | None:
        return None if tones is None else list(dict.fromkeys(tones))


class KindChance(BaseModel):
    kind: ObjectionKind
    title: str
    confidence: float = Field(ge=0, le=1)


class ObjectionSpan(BaseModel):
    """Characters from `start` up to `end` of the objection's text."""

    start: int
    end: int


class ConcernOut(BaseModel):
    """What may lie under an objection."""

    id: str
    title: str
    text: str
    ask: str = Field(description="A question that would tell.")


class AnswerSentence(BaseModel):
    """A sentence of an answer; whatever it claims rests on `sources`, places in the answer's list of sources."""

    text: str
    sources: list[int] = []


class AnswerStep(BaseModel):
    step: Step
    sentences: list[AnswerSentence]


class ObjectionAnswer(BaseModel):
    """One way to answer, in the steps of LAER. An answer without sources asks and promises nothing."""

    tone: Tone
    text: str
    steps: list[AnswerStep]
    sources: list[Evidence]
    entry_id: str | None = Field(default=None, description="The entry of the library it speaks with.")
    source: str = Field(default="builtin", description='"builtin" or provider:model.')
    prompt_version: str | None = None
    note: str | None = None


class WorthKnowing(BaseModel):
    """Something of the customer's history to know before answering. For the rep, not to be said."""

    text: str
    evidence: list[Evidence]


class HandledObjection(BaseModel):
    """An objection read, and ways to answer it."""

    text: str
    language: Language
    is_objection: bool
    message: str = Field(description="When it does not read like an objection: so in words; else empty.")
    kinds: list[KindChance] = Field(description="The two likeliest, of an objection; confidence is calibrated.")
    chosen: ObjectionKind = Field(description="The kind that is answered.")
    nature: Nature = Field(description="A reflex to be rid of the conversation, or a real one.")
    shown_by: list[ObjectionSpan] = Field(description="Where in the text it is said.")
    concern: str = Field(description="What probably lies under it, in a sentence.")
    concern_id: str | None = Field(default=None, description="Null when the words do not tell which it is.")
    concerns: list[ConcernOut] = Field(description="All that may lie under this kind, the likeliest first.")
    answers: list[ObjectionAnswer]
    worth_knowing: list[WorthKnowing]
    entries: list[LibraryEntryOut] = Field(description="Approved answers of the library to this, the best first.")
    engine: str = "builtin"


# The library ---------------------------------------------------------------------------------------------------------


class EntryRecord(BaseModel):
    """What came of an entry's uses. `lower` is the lower end of the 95 % interval of its success."""

    uses: int = 0
    trials: int = Field(default=0, description="Uses of which it is known whether they worked.")
    successes: int = 0
    lower: float = 0.0
    rating: float | None = Field(default=None, description="Mean of 1 to 5.")
    ratings: int = 0


class EntryForm(BaseModel):
    """An answer as it is written down."""

    model_config = ConfigDict(extra="forbid")

    title: EntryTitle
    kind: ObjectionKind
    concern: Annotated[str, Field(max_length=40)] | None = None
    tone: Tone | None = None
    language: Language
    category: Shelf = ""
    objection: Annotated[Plain, Field(max_length=MOST_TEXT)] = ""
    text: AnswerText


class NewEntry(EntryForm):
    replaces: Id | None = Field(default=None, description="The entry that retires when this one is approved.")
    template: Annotated[str, Field(max_length=60)] | None = Field(default=None, description="What it began as.")


class EntryChange(BaseModel):
    """What is to change; `version` is the one that was read, so that nobody overwrites unseen."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=1)
    title: EntryTitle | None = None
    kind: ObjectionKind | None = None
    concern: Annotated[str, Field(max_length=40)] | None = None
    tone: Tone | None = None
    language: Language | None = None
    category: Shelf | None = None
    objection: Annotated[Plain, Field(max_length=MOST_TEXT)] | None = None
    text: AnswerText | None = None


class EntryDecision(BaseModel):
    model_config = ConfigDict(extra="forbid")

    action: EntryAction
    version: int = Field(ge=1)
    note: Note = ""


class SpokenStep(BaseModel):
    """A step of LAER that an answer takes, and the words that take it; no step where none fits."""

    step: Step | None = None
    text: str


class LibraryEntryOut(BaseModel):
    id: str
    status: EntryStatus
    title: str
    kind: ObjectionKind
    kind_title: str
    concern: str | None
    concern_title: str | None
    tone: Tone | None
    language: Language
    category: str
    objection: str
    text: str
    steps: list[SpokenStep] = Field(default=[], description="Read from its words.")
    version: int
    replaces: str | None
    origin: EntryOrigin
    link: str | None = Field(default=None, description="Of one from a call: the moment, in the web app.")
    created_by: str
    created_by_name: str | None
    created_at: datetime
    updated_at: datetime
    approved_by_name: str | None
    approved_at: datetime | None
    record: EntryRecord
    actions: list[EntryAction | Literal["edit", "delete"]] = Field(description="What the caller may do with it.")


class EntryPage(Page[LibraryEntryOut]):
    counts: dict[EntryStatus, int] = Field(description="Of all entries, whatever is filtered.")


class EntryEventOut(BaseModel):
    """One thing done to an entry, and the entry as it was then."""

    version: int
    action: str
    by: str
    by_name: str | None
    at: datetime
    note: str
    entry: EntryForm
    changed: list[str] = Field(description="Fields that differ from the event before.")


class AnswerTemplate(BaseModel):
    """A shipped answer to begin with. Words in braces are for the person to fill in."""

    id: str
    title: str
    kind: ObjectionKind
    kind_title: str
    concern: str | None
    tone: Tone
    language: Language
    objection: str
    text: str


class Shelves(BaseModel):
    """What an entry can be about, in the caller's language."""

    kinds: list[KindOut]
    categories: list[CategoryOut]


class KindOut(BaseModel):
    kind: ObjectionKind
    title: str
    concerns: list[ConcernOut]


class CategoryOut(BaseModel):
    name: str
    entries: int


class CallAnswer(BaseModel):
    """An objection of a call that was resolved, and the words that did it: a draft to be."""

    call_id: str
    call_title: str
    happened_at: datetime
    turn: int
    kind: ObjectionKind
    kind_title: str
    concern: str | None
    language: Language
    objection: Evidence
    answers: list[Evidence] = Field(description="The rep's turns.")
    text: str = Field(description="The same in one.")
    steps: list[Step]


class FromCall(BaseModel):
    model_config = ConfigDict(extra="forbid")

    call_id: Id
    turn: int = Field(ge=0, description="Of the objection.")


# Uses ----------------------------------------------------------------------------------------------------------------


class NewUse(BaseModel):
    """An answer that is being used."""

    model_config = ConfigDict(extra="forbid")

    entry_id: Id | None = None
    deal_id: Id | None = None
    contact_id: Id | None = None
    kind: ObjectionKind
    concern: Annotated[str, Field(max_length=40)] | None = None
    tone: Tone | None = None
    language: Language
    objection: Annotated[Plain, Field(max_length=MOST_TEXT)] = ""
    text: AnswerText
    edited: bool = False
    source: Annotated[str, Field(max_length=80)] = "builtin"


class UseReport(BaseModel):
    """What came of it. What is left out stays as it is; null takes it back."""

    model_config = ConfigDict(extra="forbid")

    rating: int | None = Field(default=None, ge=1, le=5)
    outcome: UseOutcome | None = None
    note: Note | None = None


class AnswerUseOut(BaseModel):
    id: str
    entry_id: str | None
    entry_title: str | None
    by: str
    by_name: str | None
    at: datetime
    deal_id: str | None
    deal_name: str | None
    deal_status: str | None
    contact_id: str | None
    kind: ObjectionKind
    kind_title: str
    tone: Tone | None
    objection: str
    text: str
    edited: bool
    rating: int | None
    outcome: UseOutcome | None
    worked: bool | None = Field(description="As said, else by the deal, else by the rating; null while unknown.")
    note: str
    mine: bool


HandledObjection.model_rebuild()
Shelves.model_rebuild()
