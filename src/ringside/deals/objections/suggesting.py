"""Answers that worked on the company's own calls, as drafts to be: in the rep's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.calls import service as calls
from ringside.calls.schemas import ResolvedObjection
from ringside.core.errors import NotFound
from ringside.deals import evidence
from ringside.deals.objections import concerns, laer, library
from ringside.deals.objections.models import LibraryEntry
from ringside.deals.objections.schemas import CallAnswer, NewEntry
from ringside.dialogue.schemas import Language

LATEST = 40
"""Calls looked at, the latest first."""
WORDS = 8
"""Words an answer must have to be worth keeping."""


class NoSuchAnswer(NotFound):
    slug, title = "unknown-call-answer", "No objection was resolved at this place of a call"


async def suggestions(session: AsyncSession, who: Principal, limit: int = 20) -> list[CallAnswer]:
    """Resolved objections of the calls this person may see that are not in the library yet, the latest first."""
    taken = set(await session.scalars(sa.select(LibraryEntry.origin_id).where(LibraryEntry.origin == "call")))
    found = await calls.objections_resolved(session, who, LATEST)
    fresh = [each for each in _worth_keeping(found) if origin(each.call_id, each.objection.turn) not in taken]
    return [_suggestion(each, who.language) for each in fresh[:limit]]


def _worth_keeping(found: Sequence[ResolvedObjection]) -> Iterator[ResolvedObjection]:
    """Answers long enough to be of use, and each only once."""
    seen: set[str] = set()
    for each in found:
        text = answer_of(each)
        if len(text.split()) >= WORDS and text not in seen:
            seen.add(text)
            yield each


def answer_of(found: ResolvedObjection) -> str:
    """The rep's words, turn by turn."""
    return "\n".join(each.text for each in found.answers)


def origin(call_id: str, turn: int) -> str:
    return f"{call_id}:{turn}"


def _suggestion(found: ResolvedObjection, language: Language) -> CallAnswer:
    objection, text = found.objection, answer_of(found)
    sights = concerns.seen(objection.text, found.kind, found.language)
    steps = laer.steps(text, objection.text, found.language)
    return CallAnswer(
        call_id=found.call_id,
        call_title=found.title,
        happened_at=found.happened_at,
        turn=objection.turn,
        kind=found.kind,
        kind_title=concerns.titles(language)[found.kind],
        concern=sights[0].concern.id if sights else None,
        language=found.language,
        objection=evidence.of_call(
            found.call_id, found.happened_at, objection.turn, found.objection_turn, objection.start, objection.end
        ),
        answers=[
            evidence.of_call(found.call_id, found.happened_at, each.turn, each.text, 0, len(each.text))
            for each in found.answers
        ],
        text=text[:4_000],
        steps=list(dict.fromkeys(step for step, _ in steps if step)),
    )


async def take(session: AsyncSession, who: Principal, call_id: str, turn: int, now: datetime) -> LibraryEntry:
    """A draft made of the answer at this place. Raises UnknownCall, NoSuchAnswer, SameEntry."""
    found = await calls.objections_resolved(session, who, 1, call_id)
    there = next((each for each in found if each.objection.turn == turn), None)
    if there is None:
        raise NoSuchAnswer
    made = _suggestion(there, there.language)
    body = NewEntry(
        title=_title(made),
        kind=made.kind,
        concern=made.concern,
        language=made.language,
        objection=made.objection.text[:5_000],
        text=made.text,
    )
    return await library.add(session, who, body, now, origin="call", origin_id=origin(call_id, turn))


def _title(made: CallAnswer) -> str:
    line = " ".join(made.objection.text.split())
    short = line if len(line) <= 60 else f"{line[:59].rstrip()}…"
    return f"{made.kind_title}: {short}"
