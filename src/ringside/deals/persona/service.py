"""The persona of a contact as people see it: reading, pinning a trait, versions, comparing two, sharing, privacy."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import notices
from ringside.accounts import service as accounts
from ringside.accounts.access import RoleTooLow
from ringside.accounts.principal import Principal
from ringside.ai import Caller, Models
from ringside.core.errors import FieldProblem, Invalid
from ringside.core.ids import new_id
from ringside.deals.cards import service as cards
from ringside.deals.persona import erasing, keeping, summarising, versions, wording
from ringside.deals.persona.keeping import Kept, PersonaForgotten, PersonaHidden, UnknownTrait, UnknownVersion
from ringside.deals.persona.models import PersonaPin, PersonaShare, PersonaState
from ringside.deals.persona.schemas import (
    GROUPS,
    ComparedSide,
    ComparedTrait,
    PersonaComparison,
    PersonaDiff,
    PersonaOut,
    PersonaPrivacy,
    PersonaShareIn,
    PersonaSummary,
    PersonaTrait,
    PersonaVersionItem,
    PersonaVersionList,
    PersonaVersionOut,
    Pin,
    PinIn,
    PrivacyIn,
    SharedWith,
    SourceKind,
    Standing,
)
from ringside.deals.records import finding
from ringside.deals.records.models import Account, Contact, Deal, DealPerson
from ringside.deals.schemas import Preferences
from ringside.dialogue.schemas import Language

EDITORS = ("manager", "owner")


class MayNotChangePrivacy(RoleTooLow):
    slug, title = "persona-privacy", "Only managers, owners and who looks after this contact may do this"


class UnknownColleague(Invalid):
    slug, title = "unknown-colleague", "Some of these people are not in your company"


async def persona(
    session: AsyncSession, control: AsyncSession, who: Principal, contact_id: str, now: datetime,
    language: Language | None = None,
) -> PersonaOut:  # fmt: skip
    """The contact's persona, brought up to date. Raises UnknownContact."""
    contact = await finding.contact(session, contact_id)
    state = await keeping.state_of(session, contact_id)
    if state.forgotten_at is not None or (state.hidden and not await _looks_after(session, who, contact)):
        return await _closed(session, who, contact, state, language or who.language)
    kept = await keeping.current(session, who.tenant_id, contact_id, now)
    return await _shown(session, control, who, contact, kept, language or who.language)


async def refresh(
    session: AsyncSession, control: AsyncSession, models: Models, who: Principal, contact_id: str, now: datetime,
    language: Language | None = None,
) -> PersonaOut:  # fmt: skip
    """The persona read anew, its summary in a model's words where there is one. Raises UnknownContact,
    PersonaForgotten, PersonaHidden."""
    contact = await open_to(session, who, contact_id)
    spoken = language or who.language
    kept = await keeping.current(session, who.tenant_id, contact_id, now, cause="asked")
    shown = await _shown(session, control, who, contact, kept, spoken)
    wishes = await cards.preferences(session, who.user_id)
    draft = _summary(contact, kept, shown.traits, spoken, wishes)
    await session.commit()  # nothing is held open while a model thinks
    told = await summarising.summarise(
        models, Caller(who.tenant_id, who.user_id, spoken), contact.name, shown.traits, draft, spoken, wishes
    )
    if told.source != wording.BUILTIN:
        await keeping.keep_words(session, contact_id, kept.version, _key(spoken, wishes), told.model_dump())
    return shown.model_copy(update={"summary": told, "source": told.source})


async def open_to(session: AsyncSession, who: Principal, contact_id: str) -> Contact:
    """The contact, when this person may see the persona. Raises UnknownContact, PersonaForgotten, PersonaHidden."""
    contact = await finding.contact(session, contact_id)
    state = await keeping.state_of(session, contact_id)
    if state.forgotten_at is not None:
        raise PersonaForgotten
    if state.hidden and not await _looks_after(session, who, contact):
        raise PersonaHidden
    return contact


# --- pins -------------------------------------------------------------------------------------------------------------


async def pin(
    session: AsyncSession, control: AsyncSession, who: Principal, contact_id: str, trait: str, body: PinIn,
    now: datetime,
) -> PersonaOut:  # fmt: skip
    """Say of a trait what a person knows better; it stays whatever is read later. Raises UnknownTrait."""
    await open_to(session, who, contact_id)
    kept = await keeping.current(session, who.tenant_id, contact_id, now)
    if trait not in {t.id for t in kept.traits} | kept.pins.keys():
        raise UnknownTrait
    row = PersonaPin(
        contact_id=contact_id,
        trait=trait,
        value=body.value.strip(),
        note=body.note.strip(),
        user_id=who.user_id,
        at=now,
    )
    await session.merge(row)
    await session.flush()
    await keeping.current(session, who.tenant_id, contact_id, now, cause="pinned")
    return await persona(session, control, who, contact_id, now)


async def unpin(
    session: AsyncSession, control: AsyncSession, who: Principal, contact_id: str, trait: str, now: datetime
) -> PersonaOut:
    """Let the records speak for this trait again. Raises UnknownTrait."""
    await open_to(session, who, contact_id)
    row = await session.get(PersonaPin, (contact_id, trait))
    if row is None:
        raise UnknownTrait
    await session.delete(row)
    await session.flush()
    await keeping.current(session, who.tenant_id, contact_id, now, cause="unpinned")
    return await persona(session, control, who, contact_id, now)


# --- versions ---------------------------------------------------------------------------------------------------------


async def history(session: AsyncSession, who: Principal, contact_id: str) -> PersonaVersionList:
    """The versions of a persona, the newest first."""
    await open_to(session, who, contact_id)
    kept = await keeping.every(session, contact_id)
    older: list[Kept | None] = [*kept[1:], None][: len(kept)]
    return PersonaVersionList(
        items=[
            PersonaVersionItem(
                version=one.version, made_at=one.made_at, cause=one.cause, touchpoints=one.touchpoints,
                known=sum(t.status == "known" for t in one.traits),
                changed=len(versions.changes(before.traits, one.traits, "en", before.pins, one.pins)) if before else 0,
            )
            for one, before in zip(kept, older, strict=True)
        ]
    )  # fmt: skip


async def one_version(
    session: AsyncSession, control: AsyncSession, who: Principal, contact_id: str, number: int,
    language: Language | None = None,
) -> PersonaVersionOut:  # fmt: skip
    """A persona as it was. Raises UnknownVersion."""
    await open_to(session, who, contact_id)
    kept = await _version(session, contact_id, number)
    return PersonaVersionOut(
        version=kept.version, made_at=kept.made_at, cause=kept.cause, touchpoints=kept.touchpoints,
        traits=_worded(kept, await _named(control, who, kept.pins), language or who.language),
    )  # fmt: skip


async def diff(
    session: AsyncSession, who: Principal, contact_id: str, now: datetime, before: int | None, after: int | None,
    language: Language | None = None,
) -> PersonaDiff:  # fmt: skip
    """What changed to a version, the latest by default, from one before it. Raises UnknownVersion."""
    await open_to(session, who, contact_id)
    latest = await keeping.current(session, who.tenant_id, contact_id, now)
    new = latest if after is None else await _version(session, contact_id, after)
    earlier = [kept for kept in await keeping.every(session, contact_id) if kept.version < new.version]
    old = await _version(session, contact_id, before) if before is not None else (earlier[0] if earlier else new)
    found = versions.changes(old.traits, new.traits, language or who.language, old.pins, new.pins)
    return PersonaDiff(before=old.version, after=new.version, changes=found)


async def _version(session: AsyncSession, contact_id: str, number: int) -> Kept:
    kept = await keeping.version(session, contact_id, number)
    if kept is None:
        raise UnknownVersion
    return kept


# --- comparing, sharing -----------------------------------------------------------------------------------------------


async def compare(
    session: AsyncSession, control: AsyncSession, who: Principal, a: str, b: str, now: datetime,
    language: Language | None = None,
) -> PersonaComparison:  # fmt: skip
    """Two personas side by side, trait by trait. Raises UnknownContact."""
    one = await persona(session, control, who, a, now, language)
    other = await persona(session, control, who, b, now, language)
    titles = wording.words(language or who.language)["titles"]
    rows = []
    for name, group in GROUPS.items():
        mine, theirs = ([t for t in p.traits if t.name == name] for p in (one, other))
        if mine or theirs:
            compared = {"name": name, "group": group, "title": titles[name], "differs": _differs(mine, theirs)}
            rows.append(ComparedTrait.model_validate({**compared, "a": mine, "b": theirs}))
    return PersonaComparison(
        a=_side(one), b=_side(other), traits=rows, charts_a=one.charts, charts_b=other.charts
    )  # fmt: skip


def _differs(mine: Sequence[PersonaTrait], theirs: Sequence[PersonaTrait]) -> bool | None:
    """Whether two say different things of a trait; pains and priorities are everybody's own and not compared."""
    if len(mine) != 1 or len(theirs) != 1 or mine[0].name in ("pain", "priority", "concern"):
        return None
    a, b = mine[0], theirs[0]
    if a.pinned or b.pinned:
        return a.value.casefold() != b.value.casefold() if a.pinned and b.pinned else None
    if a.status != "known" or b.status != "known":
        return None
    return a.key != b.key


def _side(shown: PersonaOut) -> ComparedSide:
    return ComparedSide.model_validate(shown, from_attributes=True)


async def share(
    session: AsyncSession, control: AsyncSession, who: Principal, contact_id: str, body: PersonaShareIn, now: datetime
) -> PersonaOut:
    """Show colleagues this persona: each gets a notice with the way to it. Raises UnknownColleague."""
    contact = await open_to(session, who, contact_id)
    kept = await keeping.current(session, who.tenant_id, contact_id, now)
    wanted = list(dict.fromkeys(body.user_ids)) if body.user_ids is not None else None
    known = await accounts.names(control, who.tenant_id, [*(wanted or ()), who.user_id] if wanted is not None else None)
    if missing := [user for user in wanted or () if user not in known]:
        raise UnknownColleague(errors=[FieldProblem(field="user_ids", problem=f"{user}: unknown") for user in missing])
    note = body.note.strip()
    for to in wanted if wanted is not None else [None]:
        row = PersonaShare(
            id=new_id(), contact_id=contact_id, version=kept.version, by=who.user_id, to=to, note=note, at=now
        )
        session.add(row)
    told = notices.Note(
        kind=erasing.SHARED, title=f"{known.get(who.user_id, '')}: {contact.name}".strip(": "), text=note,
        link=f"/contacts/{contact_id}",
    )  # fmt: skip
    for user in wanted if wanted is not None else known:
        if user != who.user_id:
            await notices.give(session, who.tenant_id, user, told, now)
    await session.flush()
    return await persona(session, control, who, contact_id, now)


# --- privacy ----------------------------------------------------------------------------------------------------------


async def set_privacy(
    session: AsyncSession, control: AsyncSession, who: Principal, contact_id: str, body: PrivacyIn, now: datetime
) -> PersonaOut:
    """What the persona may be made of, and whether it is shown. Raises MayNotChangePrivacy, PersonaForgotten.

    A source that is taken away takes every earlier version with it: they may quote it.
    """
    contact = await _to_change(session, who, contact_id)
    state = await keeping.state_of(session, contact_id)
    if state.forgotten_at is not None:
        raise PersonaForgotten
    if body.hidden is not None:
        state.hidden = body.hidden
    narrowed = False
    if body.excluded is not None:
        wanted = sorted(set(body.excluded))
        narrowed = bool(set(wanted) - set(state.excluded))
        changed = wanted != state.excluded
        state.excluded = list(wanted)
        if changed:
            state.revision = ""
    state.privacy_by = who.user_id
    session.add(state)
    await session.flush()
    if narrowed:
        await erasing.versions(session, contact.id)
    if body.excluded is not None:
        await keeping.current(session, who.tenant_id, contact_id, now, cause="sources")
    return await persona(session, control, who, contact_id, now)


async def forget(session: AsyncSession, who: Principal, contact_id: str, now: datetime) -> None:
    """Erase the persona with all its versions and make no more. Raises MayNotChangePrivacy."""
    await _to_change(session, who, contact_id)
    await erasing.forget(session, contact_id, who.user_id, now)


async def resume(
    session: AsyncSession, control: AsyncSession, who: Principal, contact_id: str, now: datetime
) -> PersonaOut:
    """Make a persona again after it was forgotten, from nothing. Raises UnknownContact."""
    await finding.contact(session, contact_id)
    state = await keeping.state_of(session, contact_id)
    state.forgotten_at, state.privacy_by, state.revision = None, who.user_id, ""
    session.add(state)
    await session.flush()
    return await persona(session, control, who, contact_id, now)


async def _to_change(session: AsyncSession, who: Principal, contact_id: str) -> Contact:
    contact = await finding.contact(session, contact_id)
    if not await _looks_after(session, who, contact):
        raise MayNotChangePrivacy
    return contact


async def _looks_after(session: AsyncSession, who: Principal, contact: Contact) -> bool:
    """Managers and owners, and whose account or deal the contact is part of."""
    if who.role in EDITORS:
        return True
    account = await session.get(Account, contact.account_id) if contact.account_id else None
    if account is not None and account.owner_id == who.user_id:
        return True
    mine = (
        sa.select(Deal.id)
        .join(DealPerson, DealPerson.deal_id == Deal.id)
        .where(DealPerson.contact_id == contact.id, Deal.owner_id == who.user_id, Deal.deleted_at.is_(None))
    )
    return await session.scalar(mine.limit(1)) is not None


# --- as it is shown ---------------------------------------------------------------------------------------------------


async def _shown(
    session: AsyncSession, control: AsyncSession, who: Principal, contact: Contact, kept: Kept, language: Language
) -> PersonaOut:
    rows = (
        await session.scalars(
            sa.select(PersonaShare).where(PersonaShare.contact_id == contact.id).order_by(PersonaShare.id.desc())
        )
    ).all()[:20]
    people = {row.by for row in rows} | {row.to for row in rows if row.to} | _pinned_by(kept.pins)
    names = await accounts.names(control, who.tenant_id, people) if people else {}
    pins = {trait: p.model_copy(update={"by": names.get(p.by or "")}) for trait, p in kept.pins.items()}
    traits = _worded(kept, pins, language)
    wishes = await cards.preferences(session, who.user_id)
    state = await keeping.state_of(session, contact.id)
    told = kept.worded.get(_key(language, wishes))
    summary = (
        PersonaSummary.model_validate(told) if told else _summary(contact, kept, traits, language, wishes)
    )  # fmt: skip
    return PersonaOut(
        **await _head(session, who, contact, state), standing="shown", version=kept.version, made_at=kept.made_at,
        touchpoints=kept.touchpoints, since=kept.since, traits=traits, summary=summary, charts=kept.charts,
        shared=[
            SharedWith(
                by=names.get(row.by), to=None if row.to is None else names.get(row.to, ""), version=row.version,
                note=row.note, at=row.at,
            )
            for row in rows
        ],
        language=language, source=summary.source,
    )  # fmt: skip


async def _closed(
    session: AsyncSession, who: Principal, contact: Contact, state: PersonaState, language: Language
) -> PersonaOut:
    standing: Standing = "forgotten" if state.forgotten_at is not None else "hidden"
    return PersonaOut(
        **await _head(session, who, contact, state), standing=standing, version=0, made_at=None, touchpoints=0,
        since=None, traits=[], summary=None, charts=None, shared=[], language=language,
    )  # fmt: skip


async def _head(session: AsyncSession, who: Principal, contact: Contact, state: PersonaState) -> dict[str, Any]:
    account = await session.get(Account, contact.account_id) if contact.account_id else None
    privacy = PersonaPrivacy(
        excluded=cast(list[SourceKind], state.excluded), hidden=state.hidden, forgotten_at=state.forgotten_at
    )
    return {
        "contact_id": contact.id, "name": contact.name, "title": contact.title,
        "company": account.name if account and account.deleted_at is None else None, "privacy": privacy,
        "may_change_privacy": await _looks_after(session, who, contact),
    }  # fmt: skip


def _worded(kept: Kept, pins: Mapping[str, Pin], language: Language) -> list[PersonaTrait]:
    """The traits in words; a pin whose trait is no longer read stands on its own."""
    shown = [wording.worded(trait, language, pins.get(trait.id)) for trait in kept.traits]
    known = {trait.id for trait in kept.traits}
    alone = [wording.pinned(id, p, language) for id, p in sorted(pins.items()) if id not in known]
    return [*shown, *alone]


def _summary(
    contact: Contact, kept: Kept, traits: Sequence[PersonaTrait], language: Language, wishes: Preferences
) -> PersonaSummary:
    return wording.summary(contact.name, kept.touchpoints, traits, language, wishes)


async def _named(control: AsyncSession, who: Principal, pins: Mapping[str, Pin]) -> dict[str, Pin]:
    people: Collection[str] = _pinned_by(pins)
    names = await accounts.names(control, who.tenant_id, people) if people else {}
    return {trait: p.model_copy(update={"by": names.get(p.by or "")}) for trait, p in pins.items()}


def _pinned_by(pins: Mapping[str, Pin]) -> set[str]:
    return {p.by for p in pins.values() if p.by}


def _key(language: Language, wishes: Preferences) -> str:
    return f"{language}:{wishes.tone}:{wishes.length}:{wishes.boldness}"
