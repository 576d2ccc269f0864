"""Writes the newest generated revision of both trees anew from the tables of all rooms: `make migrations`.

Revisions up to SHIPPED never change: databases out there stand on them. The one after it, GENERATED, is written anew
each time until it ships; then the constants move on. What Alembic cannot see, such as a search index, is written by
hand in the revision after it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.config import Config
from alembic.operations import ops
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from ringside.core.db import ControlBase, Money, TenantBase, Timestamp
from ringside.core.migrations import Tree, folder, import_tables

SHIPPED: dict[Tree, str] = {"control": "0002", "tenant": "0005"}
GENERATED, NAME = "0006", "voice"

HEADER = '''"""{title} Written by tools/migrations.py."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{down}"


def upgrade() -> None:
    {upgrade}


def downgrade() -> None:
    {downgrade}
'''


def render_item(kind: str, item: object, _context: AutogenContext) -> str | bool:
    """A revision speaks of plain types, so that it still runs when our own types have moved."""
    if kind == "type" and isinstance(item, Timestamp):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Money):
        return "sa.BigInteger()"
    return False


def is_ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object | None) -> bool:
    """Whether a revision may touch this: not the tables behind a search index, which only the database knows."""
    return kind != "table" or not str(name).startswith("search_words")


def bring_to(connection: sa.Connection, tree: Tree, revision: str) -> None:
    """An empty database with the tables of a shipped revision."""
    config = Config()
    config.set_main_option("script_location", str(folder(tree)))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    with EnvironmentContext(
        config, script, fn=lambda at, _: script._upgrade_revs(revision, at), destination_rev=revision
    ) as environment:
        environment.configure(connection=connection, render_as_batch=True)
        environment.run_migrations()


def write(tree: Tree, metadata: sa.MetaData) -> None:
    target = folder(tree) / "versions" / f"{GENERATED}_{NAME}.py"
    target.unlink(missing_ok=True)
    options = {"render_item": render_item, "target_metadata": metadata, "render_as_batch": True}
    options["include_object"] = is_ours
    with (
        tempfile.TemporaryDirectory() as scratch,
        sa.create_engine(f"sqlite:///{scratch}/x.db").connect() as connection,
    ):
        later = [
            path.rename(path.with_suffix(".later")) for path in target.parent.glob("[0-9]*.py") if path.name > GENERATED
        ]
        try:
            bring_to(connection, tree, SHIPPED[tree])
        finally:
            for path in later:
                path.rename(path.with_suffix(".py"))
        context = MigrationContext.configure(connection, opts=options)
        script = produce_migrations(context, metadata)
        changes: ops.UpgradeOps = script.upgrade_ops
        print(f"{tree}: {len(changes.ops)} changes since {SHIPPED[tree]}, {len(metadata.tables)} tables")
        if not changes.ops:
            return
        text = HEADER.format(
            title=f"What changed in the {tree} database.",
            revision=GENERATED,
            down=SHIPPED[tree],
            upgrade=render_python_code(
                changes, render_item=render_item, render_as_batch=True, migration_context=context
            ),
            downgrade=render_python_code(
                script.downgrade_ops, render_item=render_item, render_as_batch=True, migration_context=context
            ),
        )
    fresh = target.with_name("new.py")
    fresh.write_text(text)
    subprocess.run([sys.executable, "-m", "ruff", "check", "--fix", "--quiet", fresh], check=False)  # noqa: S603
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", fresh], check=True)  # noqa: S603
    fresh.replace(target)


if __name__ == "__main__":
    import_tables()
    write("control", ControlBase.metadata)
    write("tenant", TenantBase.metadata)
