"""Tables that come with types, as Parquet does: brought to the few kinds of column that are stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

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
    """The batches with plain columns c0, c1, ... and the number of each row; at least one, so that the types are known."""
    import pyarrow as pa  # noqa: PLC0415

    fields = [pa.field(f"c{n}", _plain(item.type)) for n, item in enumerate(schema)]
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


def _plain(kind: pa.DataType) -> pa.DataType:
    """The stored type for a type of Arrow: one of text, flag, whole number, exact or binary fraction, date, moment."""
    import pyarrow as pa  # noqa: PLC0415

    is_ = pa.types
    if is_.is_dictionary(kind):
        return _plain(kind.value_type)
    if is_.is_boolean(kind) or is_.is_date32(kind):
        return kind
    if is_.is_date64(kind):
        return pa.date32()
    if is_.is_integer(kind):
        return pa.decimal128(20, 0) if is_.is_uint64(kind) else pa.int64()
    if is_.is_decimal(kind):
        return kind if is_.is_decimal128(kind) and kind.scale >= 0 else pa.float64()
    if is_.is_floating(kind):
        return pa.float64()
    if is_.is_timestamp(kind):
        return pa.timestamp("us")
    return pa.string()


def _converted(column: pa.Array, kind: pa.DataType) -> pa.Array:
    import json  # noqa: PLC0415

    import pyarrow as pa  # noqa: PLC0415

    if column.type.equals(kind):
        return column
    if pa.types.is_dictionary(column.type):
        return _converted(column.dictionary_decode(), kind)
    if pa.types.is_timestamp(column.type):
        return column.cast(pa.timestamp("us", tz=column.type.tz), safe=False).cast(kind, safe=False)
    if pa.types.is_nested(column.type) or pa.types.is_null(column.type) or not pa.types.is_string(kind):
        if not pa.types.is_nested(column.type):
            return column.cast(kind, safe=False)
        written = [
            None if item is None else json.dumps(item, ensure_ascii=False, default=str) for item in column.to_pylist()
        ]
        return pa.array(written, pa.string())
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        written = [None if item is None else item.decode("utf-8", "replace") for item in column.to_pylist()]
        return pa.array(written, pa.string())
    try:
        return column.cast(pa.string())
    except pa.ArrowException:
        return pa.array([None if item is None else str(item) for item in column.to_pylist()], pa.string())
