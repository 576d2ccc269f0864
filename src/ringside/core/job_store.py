"""Where the queue is: `jobs.db` in the data folder, or a schema of its own in PostgreSQL; and which workers are alive.

A worker counts up its `beats` every BEAT_SECONDS. Another one takes it for dead when its row is gone (it stopped in
order), when it was on this machine and its process is gone, or when its beats have stood still for DEAD_SECONDS, as
measured by who looks: no two machines' clocks are ever compared.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.pool import NullPool

from ringside.core.settings import Settings

SCHEMA = "ringside_jobs"
BEAT_SECONDS = 5.0
DEAD_SECONDS = 30.0

_metadata = sa.MetaData()
_workers = sa.Table(
    "ringside_workers",
    _metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("beats", sa.BigInteger, nullable=False),
)

_starts = sa.Table(
    "ringside_starts",
    _metadata,
    sa.Column("job_id", sa.Text, primary_key=True),
    sa.Column("steps", sa.Integer, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
)


def path(settings: Settings) -> Path:
    """The queue's file when no PostgreSQL is named."""
    return settings.data / "jobs.db"


def exists(settings: Settings) -> bool:
    """Whether anything was ever queued."""
    if settings.database_url is None:
        return path(settings).exists()
    engine = open_store(settings)
    try:
        with engine.connect() as connection:
            name = f"{SCHEMA}.{_workers.name}"
            return connection.scalar(sa.text("select to_regclass(:name)"), {"name": name}) is not None
    finally:
        engine.dispose()


def open_store(settings: Settings) -> sa.Engine:
    """An engine on the queue's database; nothing is created yet."""
    if settings.database_url is None:
        return _sqlite(path(settings))
    return _postgres(make_url(settings.database_url.get_secret_value()), settings.database_pooler)


def _sqlite(file: Path) -> sa.Engine:
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(f"sqlite:///{file}", connect_args={"timeout": 30})

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = "IMMEDIATE"  # writers wait for each other instead of failing
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _postgres(url: URL, pooler: bool | None) -> sa.Engine:
    from ringside.core.postgres import behind_pooler  # noqa: PLC0415

    pooler = behind_pooler(url) if pooler is None else pooler
    url = url.set(drivername="postgresql+psycopg")
    if pooler:  # the next transaction may meet another server process, which knows none of our prepared statements
        return sa.create_engine(url, poolclass=NullPool, connect_args={"prepare_threshold": None})
    return sa.create_engine(url, pool_size=4, max_overflow=4, pool_pre_ping=True)


class Workers:
    """This worker among the others of the same queue."""

    def __init__(self, engine: sa.Engine, worker_id: str) -> None:
        self._id = worker_id
        schema = SCHEMA if engine.dialect.name == "postgresql" else None
        self._engine = engine.execution_options(schema_translate_map={None: schema})
        self._seen: dict[str, tuple[int, float]] = {}

    def join(self) -> None:
        """Say that this worker lives."""
        _metadata.create_all(self._engine)
        self.beat()

    def beat(self) -> None:
        """Say that this worker still lives."""
        mine = _workers.c.id == self._id
        with self._engine.begin() as connection:
            counted = connection.execute(sa.update(_workers).where(mine).values(beats=_workers.c.beats + 1))
            if counted.rowcount == 0:
                row = {"id": self._id, "place": place(), "pid": os.getpid(), "beats": 1}
                connection.execute(sa.insert(_workers).values(row))

    def leave(self) -> None:
        """Say that this worker has stopped."""
        self.bury([self._id])

    def bury(self, dead: Iterable[str]) -> None:
        """Forget workers whose jobs have been taken over."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_workers).where(_workers.c.id.in_(list(dead))))

    def dead(self, suspects: Iterable[str]) -> list[str]:
        """Which of these workers are dead, and every other dead one that has a row."""
        with self._engine.connect() as connection:
            rows = {row.id: row for row in connection.execute(sa.select(_workers))}
        moment = time.monotonic()
        found = {worker for worker in suspects if worker not in rows}
        for worker, row in rows.items():
            beats, since = self._seen.get(worker, (None, moment))
            if beats != row.beats:
                since = moment
            self._seen[worker] = (row.beats, since)
            if (row.place == place() and not _runs(row.pid)) or moment - since > DEAD_SECONDS:
                found.add(worker)
        self._seen = {worker: seen for worker, seen in self._seen.items() if worker in rows}
        return sorted(found - {self._id})

    def started(self, job_id: str, steps: int) -> int:
        """How often in a row this job has been started with no more than these steps finished, now included."""
        mine = _starts.c.job_id == job_id
        with self._engine.begin() as connection:
            row = connection.execute(sa.select(_starts).where(mine)).one_or_none()
            times = row.times + 1 if row is not None and row.steps == steps else 1
            connection.execute(sa.delete(_starts).where(mine))
            connection.execute(sa.insert(_starts).values(job_id=job_id, steps=steps, times=times))
        return times

    def ended(self, *job_ids: str) -> None:
        """These jobs have come to an end, or to one in order for now: earlier starts say nothing against them."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_starts).where(_starts.c.job_id.in_(job_ids)))


@cache
def place() -> str:
    """Where process numbers mean the same: this machine since it was started, and on Linux this container."""
    parts = [socket.gethostname()]
    for path in ("/proc/sys/kernel/random/boot_id", "/proc/self/ns/pid"):
        try:
            parts.append(os.readlink(path) if "ns" in path else Path(path).read_text().strip())
        except OSError:
            continue
    return " ".join(parts)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
