"""What accounts receive and send."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, EmailStr, Field, StringConstraints

from ringside.dialogue.schemas import Language

Role = Literal["owner", "manager", "rep"]


def _not_blank(password: str) -> str:
    """The password itself. Raises ValueError where nobody could see what was typed."""
    if not password.strip():
        raise ValueError("A password needs more than blanks")
    return password


Email = Annotated[EmailStr, StringConstraints(to_lower=True, max_length=254)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Password = Annotated[str, Field(max_length=128, json_schema_extra={"format": "password"})]
NewPassword = Annotated[
    str, Field(min_length=10, max_length=128, json_schema_extra={"format": "password"}), AfterValidator(_not_blank)
]
Token = Annotated[str, Field(min_length=1, max_length=200)]
Dollars = Annotated[float, Field(ge=0, le=1_000_000, description="US dollars")]
Sessions = Annotated[int, Field(ge=0, le=1_000_000)]


class Register(BaseModel):
    email: Email
    password: NewPassword
    name: Name
    company: Name
    language: Language = "en"


class Login(BaseModel):
    email: Email
    password: Password


class OutsideToken(BaseModel):
    """A token of the identity provider that the settings name."""

    token: Annotated[str, Field(min_length=1, max_length=16_000)]


class UserOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    email: str
    name: str
    role: Role
    language: Language


class TenantOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str


class Me(BaseModel):
    """The signed-in person and their tenant."""

    user: UserOut
    tenant: TenantOut


class SignedInOut(Me):
    """A fresh session: the access token for programs; browsers get the same in cookies."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105
    expires_in: int = Field(description="Seconds until the access token ends; then refresh.")
    csrf_token: str = Field(description="Send as X-CSRF-Token with unsafe requests that rely on cookies.")


class UserChange(BaseModel):
    """What people may change about themselves; absent fields stay."""

    name: Name | None = None
    language: Language | None = None


class PasswordChange(BaseModel):
    current_password: Password
    new_password: NewPassword


class TokenIn(BaseModel):
    """For a program that asks in one's name."""

    model_config = ConfigDict(extra="forbid")

    password: Password | None = Field(default=None, description="One's own, of whoever has one here.")
    days: int = Field(default=90, ge=1, le=365)


class TokenOut(BaseModel):
    """An access token that needs no refreshing. It ends with the next change of password or role, or by logout."""

    access_token: str
    expires_at: datetime


class Member(UserOut):
    """A user of the caller's tenant."""

    created_at: datetime


class MemberChange(BaseModel):
    role: Role


class InvitationIn(BaseModel):
    email: Email
    role: Role = "rep"


class InvitationOut(BaseModel):
    """An invitation that has not been accepted yet."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    email: str
    role: Role
    created_at: datetime
    expires_at: datetime


class NewInvitation(InvitationOut):
    """The token and the link are shown this once; only a fingerprint is kept."""

    token: str
    link: str


class InvitationToken(BaseModel):
    token: Token


class InvitationView(BaseModel):
    """What an invited person sees before accepting."""

    email: str
    role: Role
    company: str
    expires_at: datetime


class Accept(BaseModel):
    token: Token
    name: Name
    password: NewPassword
    language: Language = "en"


class Limits(BaseModel):
    """What may be used before the answer is 429. Days and months are UTC."""

    practice_per_user_day: Sessions
    practice_per_tenant_day: Sessions
    questions_per_user_day: Sessions
    questions_per_tenant_day: Sessions
    spend_per_user_month: Dollars
    spend_per_tenant_month: Dollars


class LimitsChange(BaseModel):
    """New limits; an absent field stays, null goes back to the default."""

    model_config = ConfigDict(extra="forbid")

    practice_per_user_day: Sessions | None = None
    practice_per_tenant_day: Sessions | None = None
    questions_per_user_day: Sessions | None = None
    questions_per_tenant_day: Sessions | None = None
    spend_per_user_month: Dollars | None = None
    spend_per_tenant_month: Dollars | None = None


class Used(BaseModel):
    """What has been used so far."""

    practice_today: int
    practice_today_by_you: int
    spend_this_month: float = Field(description="US dollars")
    spend_this_month_by_you: float = Field(description="US dollars")


class TenantDetail(TenantOut):
    created_at: datetime
    quotas: Limits
    used: Used
    require_call_consent: bool = Field(
        default=False, description="Whether somebody must confirm consent before a recorded call is analysed."
    )


class TenantChange(BaseModel):
    """Absent fields stay."""

    name: Name | None = None
    quotas: LimitsChange | None = None
    require_call_consent: bool | None = None


class NoticeOut(BaseModel):
    """Something you should know; `link` is the page of the web app that shows it."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    kind: str
    title: str
    text: str
    link: str
    at: datetime
    read_at: datetime | None


class Notices(BaseModel):
    items: list[NoticeOut]
    next_cursor: str | None = None
    unread: int = Field(description="How many of all your notices are unread.")


class NoticesRead(BaseModel):
    """Which notices were read; all of them when absent."""

    model_config = ConfigDict(extra="forbid")

    ids: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=100)] | None = None
