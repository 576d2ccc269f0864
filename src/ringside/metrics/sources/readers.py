"""The tables of a file, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ringside.metrics.sources import texts
from ringside.metrics.sources.raw import Notes, Raw, Unreadable

if TYPE_CHECKING:
    import pyarrow as pa

TEXTS = {".csv", ".tsv", ".txt", ".tab", ".psv"}


def tables(path: Path, name: str, work: Path) -> Iterator[Raw]:
    """Each table of a file that was called `name`. Raises Unreadable."""
    kind = Path(name).suffix.casefold()
    if kind in TEXTS:
        yield texts.read(path, Path(name).stem)
        return
    raise Unreadable(name, f"Files of the kind {kind or 'without an ending'} cannot be read.")


def known(name: str) -> bool:
    """Whether a file's name ends like one that can be read."""
    return Path(name).suffix.casefold() in TEXTS


def of_arrow(name: str, table: pa.Table) -> Raw:
    """A table that is typed already."""
    import pyarrow as pa  # noqa: PLC0415

    plain = table.rename_columns([f"c{number}" for number in range(table.num_columns)])
    numbered = plain.add_column(0, "_row", pa.array(range(1, table.num_rows + 1), pa.int64()))
    batches = numbered.to_batches(max_chunksize=100_000) or [pa.RecordBatch.from_pylist([], schema=numbered.schema)]
    return Raw(name, table.column_names, iter(batches), Notes(name), loose=False)
