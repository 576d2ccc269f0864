"""CRM connections as clients see them. No answer ever holds a credential."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

CrmKind = Literal["salesforce", "hubspot", "drop"]
CrmAuth = Literal["oauth", "client_credentials", "token", "none"]
CrmStatus = Literal["new", "ready", "sign_in"]
CrmRunStatus = Literal["queued", "running", "done", "paused", "failed"]
CrmTrigger = Literal["person", "clock", "webhook", "drop"]
RecordKind = Literal["account", "contact", "deal", "activity"]
CrmFindingKind = Literal["conflict", "problem", "created", "updated", "deleted", "merged", "written"]
DropPlace = Literal["upload", "url", "folder", "s3"]

Short = Annotated[str, Field(max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Minutes = Annotated[int, Field(ge=5, le=10_080, description="How often the clock starts a sync; null never.")]


class CrmOptions(BaseModel):
    """What a person may choose about a connection."""

    model_config = ConfigDict(extra="forbid")

    every_minutes: Minutes | None = 15
    write_back: bool = Field(default=False, description="Write notes and tasks made in Ringside into the CRM.")
    currency: Currency | None = Field(default=None, description="Of amounts for which the CRM names none.")


class CrmConnectionIn(BaseModel):
    """A new connection. Secrets are sealed at once and never given out again."""

    model_config = ConfigDict(extra="forbid")

    kind: CrmKind
    auth: CrmAuth = Field(
        default="oauth",
        description="salesforce: oauth or client_credentials; hubspot: oauth or token (private app); drop: none.",
    )
    name: Name | None = None
    login_url: Short | None = Field(
        default=None, description="Salesforce: https://login.salesforce.com, test.salesforce.com or your My Domain."
    )
    client_id: Short | None = Field(default=None, description="Of your own connected app; else the operator's.")
    client_secret: Annotated[SecretStr, Field(max_length=500)] | None = None
    token: Annotated[SecretStr, Field(max_length=2000)] | None = Field(
        default=None, description="HubSpot private app token."
    )
    place: DropPlace = Field(default="upload", description="Drop: where files come from.")
    url: Annotated[str, Field(max_length=1000)] | None = Field(
        default=None, description="Drop: https address of a CSV, JSON or zip; for s3: s3://bucket/prefix."
    )
    snapshot: bool = Field(default=False, description="Drop: each file is the whole list; what it lacks is deleted.")
    options: CrmOptions = CrmOptions()


class CrmConnectionChange(BaseModel):
    """Fields that are there are changed; secrets can be given anew."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    options: CrmOptions | None = None
    client_secret: Annotated[SecretStr, Field(max_length=500)] | None = None
    token: Annotated[SecretStr, Field(max_length=2000)] | None = None


class CrmCounts(BaseModel):
    """What became of the records of one kind, or of all."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    merged: int = 0
    skipped: int = 0
    conflicts: int = 0
    problems: int = 0


class CrmRunOut(BaseModel):
    """A sync and its report; conflicts and problems one by one are at `findings`."""

    id: str
    connection_id: str
    number: int
    trigger: CrmTrigger
    status: CrmRunStatus
    started_at: datetime
    finished_at: datetime | None
    problem: str | None = Field(default=None, description="In words, for the reader, when it failed or pauses.")
    total: CrmCounts
    by_kind: dict[str, CrmCounts]
    written: int = 0


class CrmConnectionOut(BaseModel):
    """A connection."""

    id: str
    kind: CrmKind
    auth: CrmAuth
    name: str
    status: CrmStatus
    login_url: str | None = None
    place: DropPlace | None = None
    url: str | None = None
    snapshot: bool = False
    options: CrmOptions
    org: str | None = None
    has_client: bool = Field(description="Whether a client id and secret are there, its own or the operator's.")
    webhook_path: str | None = Field(default=None, description="HubSpot: where its webhooks are to be sent.")
    callback_path: str | None = Field(default=None, description="To be entered as redirect address at the vendor.")
    next_at: datetime | None
    created_at: datetime
    last_run: CrmRunOut | None = None


class CrmConnections(BaseModel):
    """All connections, and which of the vendors the operator has set up an app for."""

    items: list[CrmConnectionOut]
    operator_apps: list[CrmKind]


class CrmAuthorization(BaseModel):
    """Where the browser is to go to sign in at the vendor."""

    url: str


class CrmFindingOut(BaseModel):
    """One line of a report; `text` says it in the reader's language."""

    id: str
    what: CrmFindingKind
    code: str
    kind: RecordKind | None
    record_id: str | None
    external_id: str | None
    name: str
    field: str | None
    ringside: str | None = Field(description="Of a conflict: what Ringside had, now overwritten.")
    crm: str | None = Field(description="Of a conflict: what the CRM says, now in place. Of an update: the new value.")
    text: str
    link: str | None


class CrmField(BaseModel):
    """A field of the CRM."""

    name: str
    label: str
    type: str
    custom: bool


class CrmFieldUse(BaseModel):
    """One of our fields, and which of theirs fills it and wins over it."""

    ours: str
    label: str
    theirs: str | None
    chosen: bool = Field(description="By a person; else by default or by its name.")
    missing: bool = Field(default=False, description="`theirs` is not there (any more).")
    suggestion: str | None = None


class CrmKindMapping(BaseModel):
    """The fields of one kind of record."""

    kind: RecordKind
    fields: list[CrmFieldUse]
    available: list[CrmField]


class CrmMapping(BaseModel):
    """Which field of the CRM fills which of ours. Those in use here belong to the CRM."""

    kinds: list[CrmKindMapping]
    rule: str


class CrmMappingIn(BaseModel):
    """By kind: our field -> theirs; "" for none, null for the default again."""

    model_config = ConfigDict(extra="forbid")

    kinds: dict[RecordKind, dict[Annotated[str, Field(max_length=40)], Short | None]]


class CrmWriteBack(BaseModel):
    """A note or task to be written into its deal's CRM."""

    model_config = ConfigDict(extra="forbid")

    activity_id: Annotated[str, Field(min_length=1, max_length=32)]


class CrmOutgoingOut(BaseModel):
    """How far a note or task is on its way."""

    id: str
    connection_id: str
    activity_id: str
    status: Literal["waiting", "sending", "sent", "refused"]
    external_id: str | None
    problem: str | None
    created_at: datetime
    sent_at: datetime | None


class CrmReceived(BaseModel):
    """How many events of a webhook were taken."""

    taken: int
