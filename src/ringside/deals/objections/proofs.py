"""Whether the sources of an answer stand where they are said to: company answers, documents, entries of the library."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.models import SearchItem
from ringside.deals import evidence
from ringside.deals.objections.models import LibraryEntry
from ringside.deals.schemas import Evidence
from ringside.playbook import service as playbook
from ringside.playbook.knowledge.answers import PASSAGES


async def _answer(session: AsyncSession, claimed: Evidence) -> bool:
    """An answer of the questionnaire, named `benefits:0`."""
    field, _, place = claimed.id.partition(":")
    lines = getattr(await playbook.answers(session), field, None)
    if not isinstance(lines, list) or not place.isdecimal() or int(place) >= len(lines):
        return False
    line = lines[int(place)]
    match field:
        case "prices":
            return claimed.text == f"{line.item}: {line.price}"
        case "competitors":
            return claimed.text in (line.strength, line.answer)
        case _:
            return bool(claimed.text == line)


async def _document(session: AsyncSession, claimed: Evidence) -> bool:
    """A passage of the company's documents, by its number."""
    row = await session.get(SearchItem, int(claimed.id)) if claimed.id.isdecimal() else None
    return row is not None and row.kind == PASSAGES.kind and _stands(claimed, row.text)


async def _entry(session: AsyncSession, claimed: Evidence) -> bool:
    row = await session.get(LibraryEntry, claimed.id)
    return row is not None and (claimed.start is None or _stands(claimed, row.text))


def _stands(claimed: Evidence, text: str) -> bool:
    if claimed.start is None or claimed.end is None:
        return False
    return 0 <= claimed.start < claimed.end <= len(text) and text[claimed.start : claimed.end] == claimed.text


evidence.CHECKS.update({"answer": _answer, "document": _document, "entry": _entry})
