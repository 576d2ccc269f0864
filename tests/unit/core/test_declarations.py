"""What every setting, table and person's column must say about itself."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from ringside.core.db import ControlBase, TenantBase, Timestamp
from ringside.core.migrations import import_tables
from ringside.core.settings import Settings

import_tables()
ROOT = Path(__file__).parents[3]
TABLES = [*ControlBase.metadata.sorted_tables, *TenantBase.metadata.sorted_tables]
PERSON = re.compile(r"(^|_)(user_id|email|name|subject|invited_by|created_by|updated_by)$")
# Columns of that name which name a thing, not a person.
_NAMED = ("tenants", "deals_crm_connections", "deals_accounts", "deals_stages", "deals", "deals_competitors")
THINGS = {(table, "name") for table in _NAMED}


def test_every_setting_is_documented_as_it_is():
    documented = dict(re.findall(r"^\| `RINGSIDE_(\w+)` \| (.*?) \|", (ROOT / "docs/settings.md").read_text(), re.M))
    assert {name.lower() for name in documented} == set(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True)
        shown = "" if default in (None, "", []) else default
        shown = ", ".join(shown) if isinstance(shown, list) else str(shown)
        assert documented[name.upper()].strip("`") == shown, f"{name}: the documented default is not {shown!r}"


def test_every_setting_is_described():
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_declares_its_retention_and_its_people(table):
    assert table.info.get("retention"), f"{table.name} must say how long its rows are kept"
    for column in table.columns:
        if PERSON.search(column.name) and (table.name, column.name) not in THINGS:
            assert column.info.get("subject"), f"{table.name}.{column.name} must say whose it is"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_moments_keep_their_zone(table):
    bare = [column.name for column in table.columns if isinstance(column.type, sa.DateTime)]
    assert bare == [], f"{table.name}: {Timestamp.__name__} keeps the zone, a bare DateTime loses it on SQLite"
