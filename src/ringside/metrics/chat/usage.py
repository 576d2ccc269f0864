"""How the numbers are used: what was asked and what became of it, per day and person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from pydantic import BaseModel, Field

from ringside.core.ids import new_id
from ringside.metrics.chat.schemas import Thumbs
from ringside.metrics.store import Item, Store, StoreConflict

DAY, UNANSWERED = "usage", "unanswered"
EVERYBODY = "everybody"
_TRIES = 20
_MOST_UNANSWERED = 200


class Counts(BaseModel):
    """`clarified` were answered with a question back; `failed` ended in an error."""

    asked: int = 0
    answered: int = 0
    clarified: int = 0
    refused: int = 0
    failed: int = 0
    thumbs_up: int = 0
    thumbs_down: int = 0
    sentiment: float | None = Field(default=None, description="Mean tone of the messages, -1 to 1.")


class DayCounts(Counts):
    day: date


class PersonCounts(Counts):
    user_id: str
    name: str


class Unanswered(BaseModel):
    """A question that was not answered, in the words it was asked in."""

    text: str
    reason: str
    at: datetime
    count: int


class MetricUsage(Counts):
    """What was asked from `since` to `until`, both included."""

    since: date
    until: date
    by_day: list[DayCounts]
    by_person: list[PersonCounts]
    unanswered: list[Unanswered]


async def count(store: Store, user_id: str, day: date, **more: float) -> None:
    """Add to what this person has used on this day."""
    item_id = f"{day:%Y%m%d}{user_id}"
    for _ in range(_TRIES):
        item = await store.get(DAY, EVERYBODY, item_id)
        if item is None:
            item = Item(DAY, EVERYBODY, item_id, datetime(day.year, day.month, day.day, tzinfo=UTC), {}, user_id)
        totals = Counter(item.body)
        totals.update(more)
        try:
            await store.put(Item(DAY, EVERYBODY, item_id, item.at, dict(totals), user_id), expect=item.version)
        except StoreConflict:
            continue
        return
    raise StoreConflict


async def count_thumbs(store: Store, user_id: str, day: date, before: Thumbs | None, now: Thumbs | None) -> None:
    """Count an opinion, and no longer the one it replaces."""
    change = Counter({f"thumbs_{now}": 1} if now else {})
    change.subtract({f"thumbs_{before}": 1} if before else {})
    if any(change.values()):
        await count(store, user_id, day, **change)


async def note_unanswered(store: Store, user_id: str, text: str, reason: str, now: datetime) -> None:
    """Remember a question that was not answered, for whoever keeps the model."""
    body = {"text": text[:500], "reason": reason}
    await store.put(Item(UNANSWERED, EVERYBODY, new_id(now), now, body, user_id), expect=0)


async def usage(
    store: Store, names: Mapping[str, str], since: date, until: date, user_id: str | None = None
) -> MetricUsage:
    """What was used in these days, by everybody or by one person. `names` are those of the company's people."""
    end = until + timedelta(days=1)
    days = await store.all(DAY, EVERYBODY, since=f"{since:%Y%m%d}", until=f"{end:%Y%m%d}")
    days = [item for item in days if user_id in {None, item.user_id}]
    by_day = [
        DayCounts(day=day, **_totals(item for item in days if item.at.date() == day).model_dump())
        for day in (since + timedelta(days=number) for number in range((end - since).days))
    ]
    people = sorted({item.user_id for item in days if item.user_id})
    by_person = [
        PersonCounts(
            user_id=one, name=names.get(one, ""), **_totals(item for item in days if item.user_id == one).model_dump()
        )
        for one in people
    ]
    return MetricUsage(
        **_totals(days).model_dump(),
        since=since,
        until=until,
        by_day=by_day,
        by_person=by_person,
        unanswered=await _unanswered(store, since, end, user_id),
    )


def _totals(days: Iterable[Item]) -> Counts:
    total: Counter[str] = Counter()
    for item in days:
        total.update(item.body)
    toned = total.pop("toned", 0)
    tone = total.pop("tone", 0)
    return Counts(**dict(total), sentiment=round(tone / toned, 3) if toned else None)


async def _unanswered(store: Store, since: date, end: date, user_id: str | None) -> list[Unanswered]:
    """The latest questions without an answer; the same words are counted, not repeated."""
    page = await store.page(UNANSWERED, EVERYBODY, limit=_MOST_UNANSWERED, since=_first_id(since), until=_first_id(end))
    found: dict[tuple[str, str], Unanswered] = {}
    for item in page.items:
        if user_id in {None, item.user_id}:
            key = " ".join(item.body["text"].casefold().split()), item.body["reason"]
            if key in found:
                found[key].count += 1
            else:
                found[key] = Unanswered(text=item.body["text"], reason=item.body["reason"], at=item.at, count=1)
    return sorted(found.values(), key=lambda one: (-one.count, one.text))[:50]


def _first_id(day: date) -> str:
    """What sorts before every id that was made from this day on."""
    return f"{int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000):012x}"
