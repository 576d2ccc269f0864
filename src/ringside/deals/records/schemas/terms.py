"""Words and kinds of fields that all records share over HTTP."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    EmailStr,
    Field,
    PlainSerializer,
    StringConstraints,
)

from ringside.deals.facts import Scalar
from ringside.deals.records.matching import folded
from ringside.deals.schemas import BuyingRole
from ringside.dialogue.schemas import Frozen

LONGEST_TEXT = 200_000
MOST_MONEY = Decimal("9999999999999.99")


def none_if_blank(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _in_range(moment: datetime) -> datetime:
    """The same moment in UTC. Raises ValueError where no calendar of ours reaches."""
    if not 1900 <= moment.year <= 2200:
        raise ValueError("The year should be between 1900 and 2200")
    return moment.astimezone(UTC)


def _day_in_range(day: date) -> date:
    if not 1900 <= day.year <= 2200:
        raise ValueError("The year should be between 1900 and 2200")
    return day


def _known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError("Name a time zone as in Asia/Jerusalem") from error
    return zone


_Blank = BeforeValidator(none_if_blank)


def _visible(name: str) -> str:
    if not folded(name):
        raise ValueError("A name needs something that can be seen")
    return name


Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_visible)]
ShortName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120), AfterValidator(_visible)
]
Currency = Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, pattern=r"^[A-Za-z]{3}$")]
Amount = Annotated[
    Decimal,
    Field(ge=0, le=MOST_MONEY, decimal_places=2, description="With at most two places."),
    PlainSerializer(float, return_type=float, when_used="json"),
]
Money = Annotated[Decimal, PlainSerializer(float, return_type=float, when_used="json")]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_range)]
Day = Annotated[date, AfterValidator(_day_in_range)]
Mail = Annotated[EmailStr, StringConstraints(to_lower=True, max_length=254)]
Text60 = Annotated[Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] | None, _Blank]
Text80 = Annotated[Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] | None, _Blank]
Text120 = Annotated[Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] | None, _Blank]
Text200 = Annotated[Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None, _Blank]
Text500 = Annotated[Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] | None, _Blank]
Zone = Annotated[str, StringConstraints(max_length=60), AfterValidator(_known_zone)]
Notes = Annotated[str, Field(max_length=LONGEST_TEXT)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FromRow(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Named(FromRow):
    """Another record, as much as a link needs."""

    id: str
    name: str


class OwnerOut(Frozen):
    """Who is responsible: somebody here (`id`), or only a name that an import or a CRM brought."""

    id: str | None = None
    name: str


class Kept(FromRow):
    id: str
    source: str = Field(description="`ringside`, `import`, or the id of the CRM connection that owns its fields.")
    custom: dict[str, Scalar] = Field(default_factory=dict, description="Fields of the source without a name here.")
    created_at: datetime
    updated_at: datetime


class ContactBrief(FromRow):
    """A contact in a list of another page."""

    id: str
    name: str
    title: str | None = None
    email: str | None = None
    role: BuyingRole | None = None
    account: Named | None = None
