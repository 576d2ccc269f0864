"""Tables that come with types, as Parquet does: brought to the few kinds of column that are stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ringside.metrics.sources.raw import MOST_COLUMNS, MOST_ROWS, Notes, Raw, Unreadable

if TYPE_CHECKING:
    import pyarrow as pa

MOST_GROUP = 2 * 1024**3
"""Largest row group, unpacked: a file may claim a terabyte in a kilobyte."""


def read(path: Path, name: str) -> Raw:
    """The table of a Parquet file. Raises Unreadable."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    notes = Notes(name)
    try:
        file = pq.ParquetFile(path)
        schema, about = file.schema_arrow, file.metadata
        groups = [about.row_group(n).total_byte_size for n in range(about.num_row_groups)]
    except (pa.ArrowException, OSError, ValueError):
        raise Unreadable(name, "damaged") from None
    if len(schema) > MOST_COLUMNS:
        raise Unreadable(name, "too-many-columns", columns=len(schema), most=MOST_COLUMNS)
    if about.num_rows > MOST_ROWS or max(groups, default=0) > MOST_GROUP:
        raise Unreadable(name, "too-many-rows", most=MOST_ROWS)
    return Raw(name, list(schema.names), _whole(name, schema, file, notes), notes, loose=False)


def _whole(name: str, schema: pa.Schema, file: object, notes: Notes) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa  # noqa: PLC0415

    try:
        yield from numbered(schema, file.iter_batches(batch_size=50_000), notes)  # type: ignore[attr-defined]
    except (pa.ArrowException, OSError, ValueError):
        raise Unreadable(name, "damaged") from None


def numbered(schema: pa.Schema, batches: Iterator[pa.RecordBatch], notes: Notes) -> Iterator[pa.RecordBatch]:
    """The batches with plain columns c0, c1, ... and the number of each row; at least one batch, for its types."""
    import pyarrow as pa  # noqa: PLC0415

    fields = [pa.field(f"c{n}", plain(item.type)) for n, item in enumerate(schema)]
    target = pa.schema([pa.field("_row", pa.int64()), *fields])
    for item in schema:
        if pa.types.is_nested(item.type):
            notes.add("nested-values", column=item.name)
        elif any(
            pa.types.is_timestamp(item.type) and zone != "UTC" for zone in [getattr(item.type, "tz", None)] if zone
        ):
            notes.add("time-zones", "note", column=item.name)
    start = 1
    for batch in batches:
        arrays = [_converted(column, field.type) for column, field in zip(batch.columns, fields, strict=True)]
        rows = pa.array(range(start, start + batch.num_rows), pa.int64())
        yield pa.RecordBatch.from_arrays([rows, *arrays], schema=target)
        start += batch.num_rows
    if start == 1:
        yield pa.RecordBatch.from_arrays([pa.array([], field.type) for field in target], schema=target)


def plain(kind: pa.DataType) -> pa.DataType:
    """The stored type for a type of Arrow: one of text, flag, whole number, exact or binary fraction, date, moment."""
    import pyarrow as pa  # noqa: PLC0415

    is_ = pa.types
    if is_.is_dictionary(kind):
        return plain(kind.value_type)
    stored: tuple[tuple[bool, pa.DataType], ...] = (
        (is_.is_boolean(kind), kind),
        (is_.is_date(kind), pa.date32()),
        (is_.is_uint64(kind), pa.decimal128(20, 0)),
        (is_.is_integer(kind), pa.int64()),
        (is_.is_decimal128(kind) and kind.scale >= 0, kind),
        (is_.is_decimal(kind) or is_.is_floating(kind), pa.float64()),
        (is_.is_timestamp(kind), pa.timestamp("us")),
    )
    return next((plain for fits, plain in stored if fits), pa.string())


def _converted(column: pa.Array, kind: pa.DataType) -> pa.Array:
    import pyarrow as pa  # noqa: PLC0415

    is_ = pa.types
    if is_.is_dictionary(column.type):
        column = column.dictionary_decode()
    if column.type.equals(kind):
        return column
    if is_.is_float32(column.type):
        column = column.cast(pa.string())  # 0.15 stays 0.15 and does not become 0.15000000596
    if is_.is_timestamp(column.type):
        return column.cast(pa.timestamp("us", tz=column.type.tz), safe=False).cast(kind, safe=False)
    if not is_.is_string(kind) or is_.is_null(column.type):
        return column.cast(kind, safe=False)
    return pa.array([_text(item) for item in column.to_pylist()], pa.string())


def _text(value: Any) -> str | None:
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return None if value is None else str(value)
