"""A persona as it is kept: made anew when what it is made of has changed, with its versions and pins."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.errors import Conflict, Forbidden, NotFound
from ringside.deals.persona import loading, versions
from ringside.deals.persona.charts import charts
from ringside.deals.persona.models import PersonaPin, PersonaState, PersonaVersion
from ringside.deals.persona.schemas import Cause, PersonaCharts, Pin, Trait
from ringside.deals.persona.traits import traits
from ringside.deals.persona.values import Known

KEPT = 50
"""Versions of a persona that are kept."""


class PersonaForgotten(Conflict):
    slug, title = "persona-forgotten", "The persona of this contact was forgotten and is not made any more"


class PersonaHidden(Forbidden):
    slug, title = "persona-hidden", "The persona of this contact is hidden"


class UnknownVersion(NotFound):
    slug, title = "unknown-persona-version", "There is no such version of this persona"


class UnknownTrait(NotFound):
    slug, title = "unknown-trait", "This persona has no such trait"


@dataclass(frozen=True, slots=True)
class Kept:
    """One version as values."""

    version: int
    made_at: datetime
    cause: Cause
    touchpoints: int
    since: datetime | None
    traits: tuple[Trait, ...]
    pins: Mapping[str, Pin]
    charts: PersonaCharts
    worded: Mapping[str, object]


async def state_of(session: AsyncSession, contact_id: str) -> PersonaState:
    """Where the contact's persona stands; a fresh state, not yet stored, where nobody has looked."""
    found = await session.get(PersonaState, contact_id, populate_existing=True)
    return found or PersonaState(contact_id=contact_id, excluded=[], hidden=False, revision="")


async def current(
    session: AsyncSession, tenant_id: str, contact_id: str, now: datetime, *, cause: Cause | None = None
) -> Kept:
    """The persona as it should be now; a new version only where it says something new. Raises PersonaForgotten."""
    state = await state_of(session, contact_id)
    if state.forgotten_at is not None:
        raise PersonaForgotten
    revision = await loading.revision(session, contact_id, now)
    latest = await version(session, contact_id)
    today = now.astimezone(UTC).date()
    if latest is not None and cause is None and (state.revision, state.looked_on) == (revision, today):
        return latest
    known = await loading.known(session, tenant_id, contact_id, now, state.excluded)
    made, drawn = await asyncio.to_thread(_read, known)
    pins = await pins_of(session, contact_id)
    waited = latest is not None and state.revision == revision
    news = latest is None or pins != latest.pins or not versions.same(
        latest.traits, made, by_time=waited and cause is None
    )  # fmt: skip
    state.revision, state.looked_on = revision, today
    session.add(state)
    if latest is not None and not news:
        await _redraw(session, contact_id, latest.version, drawn)
        return await _present(session, contact_id)
    why: Cause = cause or ("first" if latest is None else "time" if waited else "touchpoints")
    return await _add(session, contact_id, latest, known, made, pins, drawn, "first" if latest is None else why, now)


async def version(session: AsyncSession, contact_id: str, number: int | None = None) -> Kept | None:
    """This version, or without a number the latest; None when there is none."""
    query = sa.select(PersonaVersion).where(PersonaVersion.contact_id == contact_id)
    if number is not None:
        query = query.where(PersonaVersion.version == number)
    row = await session.scalar(
        query.order_by(PersonaVersion.version.desc()).limit(1).execution_options(populate_existing=True)
    )
    return None if row is None else _kept(row)


async def every(session: AsyncSession, contact_id: str) -> list[Kept]:
    """All versions that are kept, the newest first."""
    query = sa.select(PersonaVersion).where(PersonaVersion.contact_id == contact_id)
    return [_kept(row) for row in await session.scalars(query.order_by(PersonaVersion.version.desc()))]


async def pins_of(session: AsyncSession, contact_id: str) -> dict[str, Pin]:
    """What people pinned, by trait; `by` is a user's id."""
    rows = await session.scalars(sa.select(PersonaPin).where(PersonaPin.contact_id == contact_id))
    return {row.trait: Pin(value=row.value, note=row.note, by=row.user_id, at=row.at) for row in rows}


async def keep_words(session: AsyncSession, contact_id: str, number: int, key: str, text: Mapping[str, object]) -> None:
    """Keep how a model worded a version."""
    row = await session.get(PersonaVersion, (contact_id, number))
    if row is not None:
        row.worded = {**row.worded, key: dict(text)}
        await session.flush()


def _read(known: Known) -> tuple[tuple[Trait, ...], PersonaCharts]:
    return traits(known), charts(known)


async def _add(
    session: AsyncSession, contact_id: str, latest: Kept | None, known: Known, made: Sequence[Trait],
    pins: Mapping[str, Pin], drawn: PersonaCharts, cause: Cause, now: datetime,
) -> Kept:  # fmt: skip
    number = latest.version + 1 if latest else 1
    row = PersonaVersion(
        contact_id=contact_id, version=number, made_at=now, cause=cause, touchpoints=len(known.touches),
        since=known.touches[0].at if known.touches else None,
        traits=[trait.model_dump(mode="json") for trait in made],
        pins={trait: pin.model_dump(mode="json") for trait, pin in pins.items()},
        charts=drawn.model_dump(mode="json"), worded={},
    )  # fmt: skip
    try:
        async with session.begin_nested():
            session.add(row)
    except IntegrityError:  # somebody looked in the same moment and made the same one
        return await _present(session, contact_id)
    old = PersonaVersion.version <= number - KEPT
    await session.execute(sa.delete(PersonaVersion).where(PersonaVersion.contact_id == contact_id, old))
    return _kept(row)


async def _redraw(session: AsyncSession, contact_id: str, number: int, drawn: PersonaCharts) -> None:
    """The pictures of the same persona, which move on with every week."""
    row = await session.get(PersonaVersion, (contact_id, number))
    if row is not None:
        row.charts = drawn.model_dump(mode="json")
        await session.flush()


async def _present(session: AsyncSession, contact_id: str) -> Kept:
    found = await version(session, contact_id)
    if found is None:
        raise UnknownVersion
    return found


def _kept(row: PersonaVersion) -> Kept:
    return Kept(
        version=row.version, made_at=row.made_at, cause=cast(Cause, row.cause), touchpoints=row.touchpoints,
        since=row.since, traits=tuple(Trait.model_validate(trait) for trait in row.traits),
        pins={trait: Pin.model_validate(pin) for trait, pin in row.pins.items()},
        charts=PersonaCharts.model_validate(row.charts), worded=row.worded,
    )  # fmt: skip
