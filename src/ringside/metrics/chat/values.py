"""The values of a field, for whoever edits a filter."""

from __future__ import annotations

from ringside.core.errors import NotFound
from ringside.metrics import service
from ringside.metrics.model import reach
from ringside.metrics.model.schema import Model
from ringside.metrics.service import Asker, Desk


class UnknownField(NotFound):
    slug, title = "unknown-field", "There is no such field"


async def values(desk: Desk, asker: Asker, path: str, search: str, limit: int) -> list[str]:
    """Values that have these words in them, those that begin with them first. Raises UnknownField, NoNumbers."""
    from ringside.metrics.sources import store as sources  # noqa: PLC0415

    numbers = await service.load(desk, asker)
    table, column = _place(numbers.model, path)
    about = numbers.model.tables[table]
    stored = numbers.catalog.tables.get(about.source or table)
    known = await sources.values(desk.files, asker.tenant_id, stored, column) if stored else []
    words = search.casefold()
    found = [value for value in known if words in value.casefold()]
    return sorted(found, key=lambda value: not value.casefold().startswith(words))[:limit]


def _place(model: Model, path: str) -> tuple[str, str]:
    """The table and column that a field means, from whichever table it can be reached."""
    for fact in model.tables:
        try:
            field = reach.resolve(model, fact, path)
        except LookupError:
            continue
        if not model.tables[field.node.table].columns[field.column].hidden:
            return field.node.table, field.column
    raise UnknownField
