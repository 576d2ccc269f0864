"""The application with accounts at the vendors, served on the loopback, and the vendors themselves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.calls.live.conftest import address, connect, recogniser
from api.conftest import (
    app,
    at_once,
    client,
    make_client,
    make_tenant,
    make_user,
    other_tenant,
    owner,
    prepared,
    quick_hashes,
    rep,
    sqlite_template,
)
from peers.calls.live.vendors import Recall, Zoom
from ringside.core.settings import Settings

__all__ = [
    "address", "app", "at_once", "client", "connect", "make_client", "make_tenant", "make_user", "other_tenant",
    "owner", "prepared", "quick_hashes", "recogniser", "rep", "sqlite_template",
]  # fmt: skip

TWILIO_TOKEN = "0123456789abcdef0123456789abcdef"


@pytest.fixture
async def zoom() -> AsyncIterator[Zoom]:
    async with Zoom() as server:
        yield server


@pytest.fixture
async def recall() -> AsyncIterator[Recall]:
    async with Recall() as server:
        yield server


@pytest.fixture
def store(tmp_path: Path, sqlite_template: Path) -> None:
    import shutil  # noqa: PLC0415

    shutil.copytree(sqlite_template, tmp_path / "data")


@pytest.fixture
def settings(tmp_path: Path, store: None, zoom: Zoom, recall: Recall) -> Settings:
    return Settings(
        _env_file=None,
        data=tmp_path / "data",
        address_limit="10000/minute",
        public_url="https://coach.example.com",
        twilio_auth_token=TWILIO_TOKEN,
        zoom_client_id=zoom.client_id,
        zoom_client_secret=zoom.client_secret,
        zoom_secret_token=zoom.secret_token,
        recall_api_key=recall.key,
        recall_signing_secret=recall.secret,
        recall_base_url=recall.url,
        live_hosts=[zoom.host],
    )
