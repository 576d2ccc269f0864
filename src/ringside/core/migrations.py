"""Bringing a database to the present schema with Alembic, which is imported only when there is something to do."""

from __future__ import annotations

import hashlib
import importlib.util
import pkgutil
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

Tree = Literal["control", "tenant"]

# alembic.op is one object per process: two upgrades at once would write into each other's database.
_one_at_a_time = threading.Lock()


def folder(tree: Tree) -> Path:
    """Where the revisions are: inside the installed package, or beside `src` in a checkout."""
    packaged = Path(__file__).parents[1] / "migrations" / tree
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "migrations" / tree


@cache
def head(tree: Tree) -> str:
    """The newest revision: files are named by number, so this needs no Alembic."""
    return max(path.stem.partition("_")[0] for path in folder(tree).glob("versions/[0-9]*.py"))


def import_tables() -> None:
    """Make the metadata complete: import the tables of every room, whoever needs them."""
    import ringside  # noqa: PLC0415

    for room in pkgutil.iter_modules(ringside.__path__):
        if importlib.util.find_spec(f"ringside.{room.name}.models") if room.ispkg else None:
            importlib.import_module(f"ringside.{room.name}.models")


@cache
def fingerprint(tree: Tree) -> str:
    """Changes whenever a revision is added or edited."""
    text = b"".join(path.read_bytes() for path in sorted(folder(tree).glob("versions/[0-9]*.py")))
    return hashlib.sha256(text).hexdigest()[:16]


@cache
def _script(tree: Tree) -> ScriptDirectory:
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(folder(tree)).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def upgrade(connection: sa.Connection, tree: Tree, schema: str | None = None) -> None:
    """Run the missing revisions on this connection; the caller commits. Must not be awaited inside another upgrade."""
    from alembic.config import Config  # noqa: PLC0415
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415

    script = _script(tree)
    with EnvironmentContext(
        Config(), script, fn=lambda revision, _: script._upgrade_revs("head", revision), destination_rev="head"
    ) as environment:
        environment.configure(connection=connection, render_as_batch=True, version_table_schema=schema)
        environment.run_migrations()


def upgrade_locked(connection: sa.Connection, tree: Tree) -> None:
    """The same from a worker thread, one at a time."""
    with _one_at_a_time:
        upgrade(connection, tree)
