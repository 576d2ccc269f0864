"""The tables of a file, whatever its kind: the ending says what to expect, and its reader whether that is so."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ringside.metrics.sources import columnar, databases, sheets, texts
from ringside.metrics.sources.raw import MOST_UNPACKED, Notes, Raw, Unreadable

if TYPE_CHECKING:
    import pyarrow as pa

TEXTS = frozenset({".csv", ".tsv", ".txt", ".tab", ".psv"})
PARQUET = frozenset({".parquet", ".pq"})
SHEETS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
SQLITE = frozenset({".sqlite", ".sqlite3", ".db", ".db3"})
DUCKDB = frozenset({".duckdb", ".ddb"})
KNOWN = TEXTS | PARQUET | SHEETS | SQLITE | DUCKDB
MOST_MEMBERS = 1000
_SQLITE_MAGIC, _DUCKDB_MAGIC = b"SQLite format 3\0", b"DUCK"


def known(name: str) -> bool:
    """Whether a file's name ends like one that can be read."""
    return _ending(name) in KNOWN


def tables(path: Path, name: str, work: Path) -> Iterator[Raw | Unreadable]:
    """Each table of a file that was called `name`, and each part of it that is none. Raises Unreadable."""
    ending = _ending(name)
    if not path.stat().st_size:
        raise Unreadable(name, "nothing-in-it")
    if ending == ".zip":
        yield from _unpacked(path, name, work)
    elif ending in TEXTS:
        yield texts.read(path, Path(name).stem)
    elif ending in PARQUET:
        yield columnar.read(path, Path(name).stem)
    elif ending in SHEETS:
        yield from sheets.read(path, name)
    elif ending in SQLITE | DUCKDB:
        yield from _database(path, name)
    else:
        raise Unreadable(name, "unknown-kind", ending=ending)


def of_arrow(name: str, table: pa.Table) -> Raw:
    """A table that is typed already."""
    notes = Notes(name)
    batches = columnar.numbered(table.schema, iter(table.to_batches(max_chunksize=100_000)), notes)
    return Raw(name, list(table.column_names), batches, notes, loose=False)


def _ending(name: str) -> str:
    return Path(name).suffix.casefold()


def _database(path: Path, name: str) -> Iterator[Raw]:
    """Many programs call either kind .db, so the file itself is asked."""
    with path.open("rb") as file:
        start = file.read(16)
    if start.startswith(_SQLITE_MAGIC):
        yield from databases.sqlite(path, name)
    elif start[8:12] == _DUCKDB_MAGIC:
        yield from databases.duckdb(path, name)
    else:
        raise Unreadable(name, "damaged")


def _unpacked(path: Path, name: str, work: Path) -> Iterator[Raw | Unreadable]:
    """The tables of the files in an archive, unpacked one by one under a name of ours."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [item for item in archive.infolist() if not item.is_dir() and _meant(item.filename)]
            members = [item for item in found if known(item.filename)]
            check_unpacked(members, name)
            for other in [item.filename for item in found if not known(item.filename)][:MOST_MEMBERS]:
                yield Unreadable(f"{name}: {other}", "unknown-kind", ending=_ending(other))
            for member in members:
                try:
                    yield from _member(archive, member, name, work)
                except Unreadable as error:  # the others may be sound
                    yield error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable(name, "encrypted" if "encrypted" in str(error) else "damaged") from None


def _meant(filename: str) -> bool:
    """Whether somebody put this into the archive, and not the program that made it."""
    return not filename.startswith("__MACOSX/") and not Path(filename).name.startswith(".")


def check_unpacked(members: list[zipfile.ZipInfo], name: str) -> None:
    """Raises Unreadable for an archive that holds nothing of use, or more than anybody would send."""
    if not members:
        raise Unreadable(name, "nothing-in-it")
    if len(members) > MOST_MEMBERS:
        raise Unreadable(name, "too-many-tables", most=MOST_MEMBERS)
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Unreadable(name, "too-large", most=MOST_UNPACKED // 1024**3)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, work: Path) -> Iterator[Raw | Unreadable]:
    unpacked = work / f"member{_ending(member.filename)}"
    left = MOST_UNPACKED
    with archive.open(member) as packed, unpacked.open("wb") as file:
        while block := packed.read(1 << 20):
            left -= len(block)
            if left < 0:  # whatever the list of contents says
                raise Unreadable(name, "too-large", most=MOST_UNPACKED // 1024**3)
            file.write(block)
    yield from tables(unpacked, Path(member.filename).name, work)
    unpacked.unlink()
