"""What accounts receive and send."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, EmailStr, Field, StringConstraints

from ringside.core.ids import ID_PATTERN

Role = Literal["owner", "manager", "rep"]
Language = Literal["en", "he"]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Email = Annotated[EmailStr, StringConstraints(to_lower=True, max_length=254)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
NewPassword = Annotated[str, Field(min_length=10, max_length=128, json_schema_extra={"format": "password"})]


class Register(BaseModel):
    email: Email
    password: NewPassword
    name: Name
    company: Name
    language: Language = "en"


class Login(BaseModel):
    email: Email
    password: Annotated[str, Field(max_length=128, json_schema_extra={"format": "password"})]


class UserOut(BaseModel):
    id: str
    email: str
    name: str
    role: Role
    language: Language


class TenantOut(BaseModel):
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


class Member(UserOut):
    """A user of the caller's tenant."""

    created_at: datetime
