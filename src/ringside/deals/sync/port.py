"""The one shape in which every CRM is read and written, whatever it is called there. Values only.

A connector has streams, read in order of modification: `page` gives the next records after a position, and the
position to go on from. It never depends on our clock, and asking for the same page twice does no harm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Protocol

from ringside.core.errors import AppError, Conflict, Invalid
from ringside.deals.facts import Scalar
from ringside.deals.schemas import DealStatus, Tracked

Kind = Literal["account", "contact", "deal", "activity", "person"]
Value = str | int | float | bool | Decimal | date | datetime | None


class SignInNeeded(Conflict):
    slug, title = "crm-sign-in-needed", "The CRM does not accept what it was opened with any more; sign in again"


class CrmRefused(Conflict):
    slug, title = "crm-refused", "The CRM refuses this"


class HostRefused(Invalid):
    slug, title = "crm-host", "This address may not be connected"


class CrmUnreachable(AppError):
    """Worth another try: no answer, half an answer, or an error of theirs."""

    status, slug, title = 502, "crm-unreachable", "The CRM does not answer"


class Paused(Exception):
    """The CRM's limit is used up; `seconds` until it may be asked again."""

    def __init__(self, seconds: float) -> None:
        super().__init__("limit")
        self.seconds = seconds


class NotReadable(Exception):
    """A whole stream cannot be read: no rights, or no such thing in this company's CRM."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__(code)
        self.code, self.name = code, name


@dataclass(frozen=True, slots=True)
class Stream:
    """One list of the CRM, and what kind of record its items are here."""

    name: str
    kind: Kind
    optional: bool = False
    """Whether a CRM may well not have it, so that its absence is no problem to tell."""


@dataclass(frozen=True, slots=True)
class Position:
    """Up to where a stream has been read: everything changed before `at`, and at that moment up to `id`."""

    at: datetime | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """A user of the CRM."""

    name: str
    email: str | None


@dataclass(frozen=True, slots=True)
class StageInfo:
    """A stage as Ringside names it."""

    name: str
    status: DealStatus


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something a report has to name: `code` says what, `field` and `name` where, `detail` with which value."""

    code: str
    kind: Kind | None = None
    id: str | None = None
    name: str = ""
    field: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class RemoteChange:
    """A change of a tracked field that the CRM remembers. `key` is the same each time it is told."""

    key: str
    at: datetime
    field: Tracked
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Remote:
    """One record as the CRM has it, in our words. `fields` holds just what the mapping covers."""

    kind: Kind
    id: str
    modified: datetime
    name: str = ""
    fields: Mapping[str, Value] = field(default_factory=dict)
    custom: Mapping[str, Scalar] = field(default_factory=dict)
    created: datetime | None = None
    parent: str | None = None
    account: str | None = None
    deal: str | None = None
    owner: str | None = None
    people: tuple[tuple[str, str], ...] | None = None
    """(contact, part or role); None where nothing is said."""
    addresses: tuple[tuple[str, str], ...] = ()
    """(e-mail address, part) of those who took part."""
    competitors: tuple[str, ...] | None = None
    changes: tuple[RemoteChange, ...] | None = None
    """Stage, amount and close date as they changed; None where the CRM keeps no history."""
    absorbed: tuple[str, ...] = ()
    """Records that were merged into this one."""
    weak: bool = False
    """A lesser account of something that another stream may tell better: never replaces what is there."""
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """A record deleted in the CRM, or merged into another."""

    id: str
    into: str | None = None
    private: bool = False
    """Deleted for privacy: what named the person is to be erased here too."""


@dataclass(frozen=True, slots=True)
class Page:
    records: Sequence[Remote]
    position: Position
    more: bool
    troubles: Sequence[Trouble] = ()


@dataclass(frozen=True, slots=True)
class GonePage:
    """`after` continues the list; without it, `until` is the moment up to which it is complete."""

    items: Sequence[Gone]
    until: datetime | None = None
    after: str | None = None
    too_late: bool = False
    """The CRM does not remember that far back: all ids have to be compared."""


@dataclass(frozen=True, slots=True)
class IdPage:
    ids: Sequence[str]
    after: str | None


@dataclass(frozen=True, slots=True)
class FieldInfo:
    name: str
    label: str
    type: str
    custom: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """What is to be known of a CRM before its records make sense."""

    org: str | None
    owners: Mapping[str, Owner] = field(default_factory=dict)
    stages: Sequence[StageInfo] = ()
    currency: str | None = None
    """Of amounts that carry none."""
    plans: Mapping[str, str] = field(default_factory=dict)
    """By stream: a mark of which fields are read and what stages are called. When it changes, all is read again."""
    troubles: Sequence[Trouble] = ()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A note or task to be written; `key` finds it again if nobody knows whether it arrived."""

    key: str
    kind: Literal["note", "task"]
    at: datetime
    subject: str
    text: str
    deal: str | None = None
    account: str | None = None
    contacts: tuple[str, ...] = ()
    owner: str | None = None


class Connector(Protocol):
    """A CRM. Any method raises SignInNeeded, CrmUnreachable, Paused; those of a stream NotReadable."""

    streams: tuple[Stream, ...]

    async def open(self) -> Opened:
        """Sign in and look round. To be called first."""

    async def fields(self) -> Mapping[Kind, Sequence[FieldInfo]]:
        """The fields of each kind of record, as the company has them."""

    async def page(self, stream: Stream, position: Position | None) -> Page:
        """The next records after a position; with None, from the beginning."""

    async def gone(self, stream: Stream, since: datetime | None, after: str | None) -> GonePage:
        """What was deleted since a moment of the CRM's clock. With None just that moment, now."""

    async def ids(self, stream: Stream, after: str | None) -> IdPage:
        """All ids there are."""

    async def read(self, stream: Stream, ids: Sequence[str]) -> Sequence[Remote]:
        """These records as they are now."""

    async def write(self, item: Outgoing) -> str:
        """Write a note or task; its id there. Raises CrmRefused."""

    async def written(self, item: Outgoing) -> str | None:
        """The id of this very note or task, if it has arrived before."""

    async def close(self) -> None:
        """Let go of connections."""
