"""The signed-in person, as the services see them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from ringside.accounts.schemas import Role
from ringside.dialogue.schemas import Language


class Principal(BaseModel):
    """Who is asking; role and tenant as the control database has them now. `sign_in_id` is "" for outside tokens."""

    model_config = ConfigDict(frozen=True)

    user_id: str
    tenant_id: str
    role: Role
    language: Language
    sign_in_id: str = ""
