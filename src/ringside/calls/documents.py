"""What the company's documents say beside a call. Looked up whenever it is shown, so nothing erased is shown again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.calls.schemas import CallObjection, CustomerQuestion
from ringside.playbook.knowledge import answering

MOST = 12
"""Questions and objections of one call that are looked up; each takes a search."""


async def beside(
    session: AsyncSession, objections: Sequence[CallObjection], questions: Sequence[CustomerQuestion]
) -> None:
    """Put to each objection and question of the customer what the documents say, where they say something.

    Nothing the rep said is judged by it: that two sentences differ does not make one of them false.
    """
    asked: list[CallObjection | CustomerQuestion] = [*objections, *questions]
    for one in asked[:MOST]:
        one.documents = await answering.says(session, one.quote.text)
