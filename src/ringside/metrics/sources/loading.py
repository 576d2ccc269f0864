"""Files into typed, checked and profiled Parquet tables. Knows no web server, no database and no tenant's session."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ringside.metrics.sources import names, profiles, quality, readers, typed
from ringside.metrics.sources.cells import literal, quoted
from ringside.metrics.sources.loads import Loaded, Named
from ringside.metrics.sources.raw import MOST_TABLES, Notes, Raw, Unreadable, shortened
from ringside.metrics.sources.schema import TENANT, Catalog, LoadedTable, Problem, Report, StoredTable

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

MEMORY_MB = 1024
LOST = frozenset({"unparsable", "broken-row", "formula-errors", "total-row"})
ORDER = {"error": 0, "warning": 1, "note": 2}


@dataclass(slots=True)
class _Load:
    """A load under way."""

    db: duckdb.DuckDBPyConnection
    work: Path
    into: Path
    tenant: str
    source: str
    version: int
    tables: dict[str, StoredTable] = field(default_factory=dict)
    listed: list[LoadedTable] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Notes] = field(default_factory=list)
    texts: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """Distinct values by table and column."""

    def file(self, table: str, ending: str) -> str:
        return file_name(self.source, self.version, table, ending)


def load(
    paths: Sequence[Path | Named], into_dir: Path, *, tenant: str = "local", source: str = "local", version: int = 1,
    memory_mb: int = MEMORY_MB, taken: Sequence[str] = (),
) -> Loaded:  # fmt: skip
    """The tables of files and folders as Parquet in `into_dir`, with what was found wrong.

    Bad cells and rows are problems of the report, and so are files that cannot be read. `taken` are table names that
    other sources have.
    """
    into_dir.mkdir(parents=True, exist_ok=True)
    with _work(into_dir, memory_mb) as (db, work):
        this = _Load(db, work, into_dir, tenant, source, version)
        for named in _files(paths):
            _read(this, named, taken)
        return _finish(this)


def save_tables(
    tables: Mapping[str, pa.Table], into_dir: Path, *, tenant: str = "local", source: str = "local", version: int = 1,
    taken: Sequence[str] = (),
) -> Loaded:  # fmt: skip
    """Tables that are typed already, stored and profiled as files are."""
    raws = (readers.of_arrow(name, table) for name, table in tables.items())
    return load_raws(raws, into_dir, tenant=tenant, source=source, version=version, taken=taken)


def load_raws(
    raws: Iterable[Raw], into_dir: Path, *, tenant: str, source: str, version: int = 1, taken: Sequence[str] = ()
) -> Loaded:
    """Tables that are read from elsewhere, stored and profiled as files are."""
    into_dir.mkdir(parents=True, exist_ok=True)
    with _work(into_dir, MEMORY_MB) as (db, work):
        this = _Load(db, work, into_dir, tenant, source, version)
        for raw in raws:
            _take(this, raw, taken)
        return _finish(this)


def values_file(into_dir: Path, source: str, version: int, table: str, texts: Mapping[str, Sequence[str]]) -> str:
    """Write the distinct values of a table's columns of text; the name of the file."""
    name = file_name(source, version, table, "values.json")
    (into_dir / name).write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    return name


def file_name(source: str, version: int, table: str, ending: str) -> str:
    """A name in the file store, which has letters of ASCII only and 128 of them."""
    plain = table if table.isascii() and len(table) <= 40 else hashlib.sha256(table.encode()).hexdigest()[:16]
    return f"metrics-{source}-{version}-{plain}.{ending}"


def values(into_dir: Path, table: StoredTable, column: str) -> list[str]:
    """Distinct values of a column of text of a table that `load` stored."""
    if table.values is None:
        return []
    found: dict[str, list[str]] = json.loads((into_dir / table.values).read_text(encoding="utf-8"))
    return found.get(column, [])


@contextmanager
def opened(folder: Path, catalog: Catalog) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB with a view for each table of a catalog whose files are in this folder."""
    paths = {name: [folder / file for file in table.files] for name, table in catalog.tables.items() if table.files}
    with views(paths) as db:
        yield db


@contextmanager
def views(paths: Mapping[str, Sequence[Path]]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB with a view for each of these tables of Parquet files, that can read nothing else."""
    folders = {path.parent for some in paths.values() for path in some}
    with tempfile.TemporaryDirectory() as work, open_database(Path(work), (Path(work), *sorted(folders))) as db:
        for name, some in paths.items():
            listed = ", ".join(literal(str(path.resolve())) for path in some)
            db.execute(f"CREATE VIEW {quoted(name)} AS SELECT * EXCLUDE ({TENANT}) FROM read_parquet([{listed}])")
        yield db


@contextmanager
def _work(into_dir: Path, memory_mb: int) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    work = Path(tempfile.mkdtemp(prefix=".load-", dir=into_dir))
    try:
        with open_database(work, (work, into_dir), memory_mb) as db:
            yield db, work
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def open_database(
    work: Path, folders: Sequence[Path], memory_mb: int = MEMORY_MB
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB that can reach these folders only, whatever a file or a name in it contains."""
    import duckdb  # noqa: PLC0415

    db = duckdb.connect(config={"threads": 2, "memory_limit": f"{memory_mb}MB"})
    try:
        allowed = ", ".join("'" + str(folder.resolve()).replace("'", "''") + "/'" for folder in folders)
        db.execute(f"SET temp_directory = '{str(work / 'spill').replace(chr(39), chr(39) * 2)}'")
        db.execute(f"SET allowed_directories = [{allowed}]")
        db.execute("SET enable_external_access = false")
        db.execute("SET TimeZone = 'UTC'")
        db.execute("SET lock_configuration = true")
        yield db
    finally:
        db.close()


def _files(paths: Sequence[Path | Named]) -> Iterator[Named]:
    for path in paths:
        if isinstance(path, Named):
            yield path
        elif path.is_dir():
            yield from (Named(file, file.name) for file in sorted(path.iterdir()) if readers.known(file.name))
        else:
            yield Named(path, path.name)


def _read(this: _Load, named: Named, taken: Sequence[str]) -> None:
    """The tables of one file. A file that cannot be read is a problem, and does not keep the others out."""
    with _noting(this, named.name):
        for raw in readers.tables(named.path, named.name, this.work):
            with _noting(this, named.name):  # one table of several
                if isinstance(raw, Unreadable):
                    raise raw
                _take(this, raw, taken)


@contextmanager
def _noting(this: _Load, name: str) -> Iterator[None]:
    """What cannot be read becomes a problem of the report."""
    import duckdb  # noqa: PLC0415

    try:
        yield
    except Unreadable as error:
        this.problems.append(error.problem)
    except duckdb.OutOfMemoryException:
        this.problems.append(Problem(what="too-large", severity="error", table=shortened(name)))
    except duckdb.Error:
        this.problems.append(Problem(what="damaged", severity="error", table=shortened(name)))


def _take(this: _Load, raw: Raw, taken: Sequence[str]) -> None:
    """One table, from its cells to its profile."""
    if len(this.tables) >= MOST_TABLES:
        raise Unreadable(raw.name, "too-many-tables", most=MOST_TABLES)
    wished = names.clean(raw.name, "table")
    name = names.unique(wished, (*this.tables, *taken))
    raw.notes.table = name
    if name != wished:
        raw.notes.add("renamed-table", value=wished)
    target = this.into / this.file(name, "parquet")
    stored = typed.store(this.db, raw, this.work, target, this.tenant)
    columns = profiles.profile(this.db, target, stored.columns)
    texts = profiles.text_values(this.db, target, columns)
    listed = values_file(this.into, this.source, this.version, name, texts)
    this.tables[name] = StoredTable(
        name=name, label=raw.name, rows=stored.rows, columns=columns, files=(target.name,),
        values=listed, source_id=this.source,
    )  # fmt: skip
    this.texts[name] = texts
    quality.check_table(this.db, target, this.tables[name], texts, raw.notes)
    this.notes.append(raw.notes)
    rejected = sum(problem.count for problem in raw.notes.found.values() if problem.what in LOST)
    this.listed.append(
        LoadedTable(name=name, label=raw.name, rows=stored.rows, columns=len(columns), rejected=rejected)
    )


def _finish(this: _Load) -> Loaded:
    for notes in this.notes:
        # Problems were counted before the table had its final name.
        found = [problem.model_copy(update={"table": notes.table}) for problem in notes.found.values()]
        this.problems += found
    this.problems += quality.check_between(this.tables, this.texts)
    problems = sorted(this.problems, key=lambda p: (ORDER[p.severity], p.table, p.column, p.what))
    rejected = _write_rejected(this)
    return Loaded(
        Catalog(version=f"{this.source}-{this.version}", tables=this.tables),
        Report(tables=tuple(this.listed), problems=tuple(problems)),
        rejected,
    )


def harmless(value: str) -> str:
    """A cell that a spreadsheet shows and does not compute."""
    return f"'{value}" if value[:1] in ("=", "+", "@", "-") and not value[1:2].isdigit() else value


def _write_rejected(this: _Load) -> str | None:
    """Everything that was not taken over, as it stood in the files: one CSV for people to mend."""
    if not any(notes.rejected for notes in this.notes):
        return None
    name = f"metrics-{this.source}-{this.version}.rejected.csv"
    with (this.into / name).open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(("table", "row", "column", "problem", "value"))
        for notes in this.notes:
            for item in notes.rejected:
                out.writerow((notes.table, item.row, item.column, item.what, harmless(item.value)))
    return name
