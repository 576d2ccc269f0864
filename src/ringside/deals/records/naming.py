"""Who people here are, as the records name them: members by their present name, others as their source wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.accounts.principal import Principal
from ringside.core.errors import NotFound
from ringside.deals.records.schemas import OwnerOut

Names = Mapping[str, str]


class UnknownOwner(NotFound):
    slug, title = "unknown-owner", "There is no such person in your company"


async def names(control: AsyncSession, who: Principal, user_ids: Iterable[str | None]) -> Names:
    """The present names of those of these users who are members."""
    wanted = {user_id for user_id in user_ids if user_id}
    return await accounts.names(control, who.tenant_id, wanted) if wanted else {}


async def name_of(control: AsyncSession, who: Principal, user_id: str) -> str:
    """The name of a member. Raises UnknownOwner."""
    found = await names(control, who, [user_id])
    if user_id not in found:
        raise UnknownOwner
    return found[user_id]


def owner(known: Names, user_id: str | None, name: str | None) -> OwnerOut | None:
    """Somebody as a link, or as a plain name."""
    if user_id is not None and user_id in known:
        return OwnerOut(id=user_id, name=known[user_id])
    return OwnerOut(name=name) if name else None
