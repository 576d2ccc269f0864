"""Who exists (control database) and what they have used up (tenant database)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ringside.core.db import ControlBase, TenantBase
from ringside.core.ids import new_id

_KEEP = {"retention": "tenant"}
_ID = sa.String(32)


class Tenant(ControlBase):
    __tablename__ = "tenants"
    __table_args__ = ({"info": _KEEP},)

    id: Mapped[str] = mapped_column(_ID, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(sa.String(120))
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]


class User(ControlBase):
    __tablename__ = "users"
    __table_args__ = ({"info": _KEEP},)

    id: Mapped[str] = mapped_column(_ID, primary_key=True, default=new_id, info={"subject": "user"})
    email: Mapped[str] = mapped_column(sa.String(254), unique=True, info={"subject": "user"})
    name: Mapped[str] = mapped_column(sa.String(120), info={"subject": "user"})
    language: Mapped[str] = mapped_column(sa.String(2))
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))
    created_at: Mapped[datetime]


class Membership(ControlBase):
    """A user's place in a tenant. `version` goes up when the role changes, which ends all sessions' older rights."""

    __tablename__ = "memberships"
    __table_args__ = (sa.Index(None, "tenant_id"), {"info": _KEEP})

    user_id: Mapped[str] = mapped_column(
        sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info={"subject": "user"}
    )
    tenant_id: Mapped[str] = mapped_column(sa.ForeignKey("tenants.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(sa.String(10))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class Invitation(ControlBase):
    __tablename__ = "invitations"
    __table_args__ = (sa.Index(None, "tenant_id"), {"info": {"retention": "30 days after expiry"}})

    id: Mapped[str] = mapped_column(_ID, primary_key=True, default=new_id)
    tenant_id: Mapped[str] = mapped_column(sa.ForeignKey("tenants.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(sa.String(254), info={"subject": "user"})
    role: Mapped[str] = mapped_column(sa.String(10))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    invited_by: Mapped[str] = mapped_column(_ID, info={"subject": "user"})
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]


class SignIn(ControlBase):
    """One signed-in browser or program: the family that its refresh tokens belong to."""

    __tablename__ = "sign_ins"
    __table_args__ = (sa.Index(None, "user_id"), {"info": {"retention": "until expiry"}})

    id: Mapped[str] = mapped_column(_ID, primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), info={"subject": "user"})
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class RefreshToken(ControlBase):
    __tablename__ = "refresh_tokens"
    __table_args__ = (sa.Index(None, "sign_in_id"), {"info": {"retention": "until expiry"}})

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    sign_in_id: Mapped[str] = mapped_column(sa.ForeignKey("sign_ins.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Identity(ControlBase):
    """A person at an outside identity provider, linked to a user of ours."""

    __tablename__ = "identities"
    __table_args__ = (sa.Index(None, "user_id"), {"info": _KEEP})

    issuer: Mapped[str] = mapped_column(sa.String(300), primary_key=True)
    subject: Mapped[str] = mapped_column(sa.String(300), primary_key=True, info={"subject": "user"})
    user_id: Mapped[str] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), info={"subject": "user"})
    linked_at: Mapped[datetime]


class Usage(TenantBase):
    """How much a user has used of one thing (`kind`) in the period that begins on `start`."""

    __tablename__ = "usage"
    __table_args__ = ({"info": {"retention": "13 months"}},)

    kind: Mapped[str] = mapped_column(sa.String(30), primary_key=True)
    start: Mapped[date] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(_ID, primary_key=True, info={"subject": "user"})
    amount: Mapped[int]


class Notice(TenantBase):
    """Something one person should know: a mention, an alert. The words are in that person's language."""

    __tablename__ = "notices"
    __table_args__ = (sa.Index(None, "user_id", "id"), {"info": {"retention": "13 months"}})

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    user_id: Mapped[str] = mapped_column(_ID, info={"subject": "user"})
    kind: Mapped[str] = mapped_column(sa.String(30))
    title: Mapped[str] = mapped_column(sa.String(300), info={"subject": "user"})
    text: Mapped[str] = mapped_column(sa.Text, info={"subject": "user"})
    link: Mapped[str] = mapped_column(sa.String(300))
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
