"""Writes the first revision of both trees anew from the tables of all rooms: `make migrations`.

For the time before the first release only, while no database of anybody's has to be brought forward.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext

from ringside.core.db import ControlBase, TenantBase, Timestamp
from ringside.core.migrations import import_tables

HEADER = '''"""The first tables of the {tree} database. Written by tools/migrations.py."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    {upgrade}


def downgrade() -> None:
    {downgrade}
'''


def render_item(kind: str, item: object, _context: AutogenContext) -> str | bool:
    """A revision speaks of plain types, so that it still runs when our own types have moved."""
    if kind == "type" and isinstance(item, Timestamp):
        return "sa.DateTime(timezone=True)"
    return False


def write(tree: str, metadata: sa.MetaData) -> None:
    options = {"render_item": render_item, "target_metadata": metadata}
    with sa.create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        script = produce_migrations(context, metadata)
        text = HEADER.format(
            tree=tree,
            upgrade=render_python_code(script.upgrade_ops, render_item=render_item, migration_context=context),
            downgrade=render_python_code(script.downgrade_ops, render_item=render_item, migration_context=context),
        )
    target = Path(__file__).parents[1] / "migrations" / tree / "versions" / "0001_first_tables.py"
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name("new.py")
    fresh.write_text(text)
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", fresh], check=True)  # noqa: S603
    fresh.replace(target)
    print(f"{tree}: {len(metadata.tables)} tables")


if __name__ == "__main__":
    import_tables()
    write("control", ControlBase.metadata)
    write("tenant", TenantBase.metadata)
