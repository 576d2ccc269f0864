"""The company's semantic model: what stands now, its versions, what a person saves, what new data adds."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.errors import Conflict, Invalid, NotFound
from ringside.dialogue.schemas import Language
from ringside.metrics.model.reading import ModelProblem, Read, read, understood
from ringside.metrics.model.schema import Model
from ringside.metrics.models import SavedModel
from ringside.metrics.sources.schema import Catalog

if TYPE_CHECKING:
    import duckdb

    from ringside.metrics.model.drafting import Draft
    from ringside.metrics.model.merging import Merged

log = structlog.get_logger()
KEPT = 200
"""Versions that stay; the oldest go first."""


class ModelChanged(Conflict):
    slug, title = "model-changed", "Somebody else has saved the model since you opened it"


class NoModel(NotFound):
    slug, title = "no-model", "There is no model yet: upload data first"


class NoModelVersion(NotFound):
    slug, title = "no-model-version", "There is no such version of the model"


class BadModel(Invalid):
    slug, title = "bad-model", "This model cannot be used yet"


@dataclass(frozen=True)
class Current:
    """The model that counts."""

    text: str
    model: Model
    version: int
    saved_at: datetime
    saved_by: str
    known: dict[str, list[str]] | None = field(default=None, repr=False)


async def current(session: AsyncSession) -> Current | None:
    """The model that counts, if there is one that can be used."""
    row = await _latest(session)
    model = understood(row.text) if row is not None else None
    if row is None or model is None:
        return None
    return Current(row.text, model, row.version, row.saved_at, row.saved_by, row.known)


async def history(session: AsyncSession) -> list[SavedModel]:
    """Every version that is kept, newest first."""
    return list(await session.scalars(sa.select(SavedModel).order_by(SavedModel.version.desc())))


async def version(session: AsyncSession, number: int) -> SavedModel:
    """One version. Raises NoModelVersion."""
    found = await session.get(SavedModel, number)
    if found is None:
        raise NoModelVersion
    return found


async def check(text: str, catalog: Catalog | None, language: Language) -> Read:
    """What is wrong with a text, in itself and against the data."""
    return await asyncio.to_thread(read, text, catalog, language)


async def save(
    session: AsyncSession,
    user_id: str,
    text: str,
    now: datetime,
    *,
    base: int | None = None,
    catalog: Catalog | None = None,
    language: Language = "en",
    note: str = "",
) -> tuple[Current, tuple[ModelProblem, ...]]:
    """The next version, with its warnings. Raises BadModel, and ModelChanged when `base` is not the latest."""
    latest = await _latest(session)
    if base is not None and latest is not None and latest.version != base:
        raise ModelChanged(version=latest.version)
    found = await check(text, catalog, language)
    if found.model is None:
        raise BadModel(problems=[problem.model_dump() for problem in found.problems])
    known = latest.known if latest is not None else None
    saved = await _add(session, text, user_id, now, latest, known if known is not None else _columns(catalog), note)
    return Current(text, found.model, saved.version, now, user_id, saved.known), found.problems


async def adopt(session: AsyncSession, text: str, user_id: str, now: datetime) -> None:
    """Save a text that is known to be good, where there is no model yet."""
    if await _latest(session) is None and understood(text) is not None:
        await _add(session, text, user_id, now, None, None, "")


async def absorb(
    session: AsyncSession, catalog: Catalog, database: duckdb.DuckDBPyConnection | None, user_id: str, now: datetime
) -> tuple[str, ...]:
    """Bring the model to the data: drafted where there is none, else completed by what is new. What was added."""
    latest = await _latest(session)
    if latest is None:
        drafted = await asyncio.to_thread(_draft, catalog, database)
        if not drafted.model.tables:
            return ()
        text = await asyncio.to_thread(_text, drafted)
        await _add(session, text, user_id, now, None, _columns(catalog), "drafted")
        return tuple(drafted.model.tables)
    merged = await asyncio.to_thread(_merged, latest.text, latest.known, catalog, database)
    if merged.added:
        await _add(session, merged.text, user_id, now, latest, _together(latest.known, catalog), "data")
    elif latest.known is None or _together(latest.known, catalog) != latest.known:
        latest.known = _together(latest.known, catalog)
    return merged.added


async def redraft(
    session: AsyncSession, catalog: Catalog, database: duckdb.DuckDBPyConnection | None, *, afresh: bool = False
) -> Merged:
    """What a fresh draft would add to the model (or, `afresh`, put in its place); nothing is saved."""
    from ringside.metrics.model.merging import Merged  # noqa: PLC0415

    latest = await _latest(session)
    if latest is None or afresh:
        drafted = await asyncio.to_thread(_draft, catalog, database)
        return Merged(await asyncio.to_thread(_text, drafted), tuple(drafted.model.tables))
    return await asyncio.to_thread(_merged, latest.text, {}, catalog, database)


def _draft(catalog: Catalog, database: duckdb.DuckDBPyConnection | None, model: Model | None = None) -> Draft:
    from ringside.metrics.model.drafting import Evidence, drafted  # noqa: PLC0415

    name, currency = (model.name, model.currency) if model is not None else ("Company", None)
    return drafted(catalog, name, currency, Evidence(database))


def _text(drafted: Draft) -> str:
    from ringside.metrics.model.writing import write  # noqa: PLC0415

    return write(drafted.model, drafted.notes)


def _merged(
    text: str,
    known: dict[str, list[str]] | None,
    catalog: Catalog,
    database: duckdb.DuckDBPyConnection | None,
) -> Merged:
    from ringside.metrics.model.merging import Merged, merge  # noqa: PLC0415

    model = understood(text)
    if model is None:
        return Merged(text)
    if known is None:  # written by hand: of the tables it speaks of, it says all that it wants to say
        sources = {table.source or name for name, table in model.tables.items()}
        known = {table: columns for table, columns in _columns(catalog).items() if table in sources}
    if all(table in known and set(columns) <= set(known[table]) for table, columns in _columns(catalog).items()):
        return Merged(text)
    return merge(text, _draft(catalog, database, model), known)


def _columns(catalog: Catalog | None) -> dict[str, list[str]]:
    tables = catalog.tables if catalog is not None else {}
    return {name: list(table.columns) for name, table in tables.items()}


def _together(known: dict[str, list[str]] | None, catalog: Catalog) -> dict[str, list[str]]:
    """All columns there ever were: one that comes back after a load without it is not new."""
    before = known or {}
    now = _columns(catalog)
    return {table: list(dict.fromkeys((*before.get(table, ()), *now.get(table, ())))) for table in {**before, **now}}


async def _latest(session: AsyncSession) -> SavedModel | None:
    found: SavedModel | None = await session.scalar(sa.select(SavedModel).order_by(SavedModel.version.desc()).limit(1))
    return found


async def _add(
    session: AsyncSession,
    text: str,
    user_id: str,
    now: datetime,
    latest: SavedModel | None,
    known: dict[str, list[str]] | None,
    note: str,
) -> SavedModel:
    number = latest.version + 1 if latest is not None else 1
    saved = SavedModel(version=number, text=text, known=known, note=note, saved_at=now, saved_by=user_id)
    session.add(saved)
    await session.execute(sa.delete(SavedModel).where(SavedModel.version <= number - KEPT))
    await session.flush()
    return saved
