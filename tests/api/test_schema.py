"""Made-up requests against every operation of the OpenAPI document: no crash, and every answer as the document says."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from copy import deepcopy
from http.cookiejar import DefaultCookiePolicy

import httpx
import pytest
import requests
import schemathesis
import uvicorn
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.openapi import from_dict
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.document import DOCUMENT
from ringside.app import create_app
from ringside.core.settings import Settings

# One never ends, the others would end the session that all requests share.
LEFT_OUT = ["accounts_events", "accounts_logout", "accounts_change_password"]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

# The pieces of a resumable upload are plain bytes under a name of their own.
schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server: each made-up request then has an event loop to run in."""
    app = create_app(
        Settings(
            _env_file=None,
            data=tmp_path_factory.mktemp("schema"),
            address_limit="100000/minute",
            practice_per_user_day=100_000,
            practice_per_tenant_day=100_000,
        )
    )
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def bearer(address: str) -> dict[str, str]:
    newcomer = {"email": "s@example.com", "password": "correct horse battery", "name": "S", "company": "Schema"}
    token = httpx.post(f"{address}/api/auth/register", json=newcomer).json()["access_token"]
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    """One for all requests, which else would each look for proxies and open a connection."""
    with requests.Session() as session:
        session.trust_env = False
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # each request stands for itself
        yield session


schema = from_dict(deepcopy(DOCUMENT)).exclude(operation_id=LEFT_OUT)


@schema.parametrize()
@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_answers_are_as_documented(
    case: schemathesis.Case, address: str, bearer: dict[str, str], session: requests.Session
) -> None:
    response = case.call(base_url=address, headers=bearer, session=session)
    case.validate_response(response, checks=CHECKS)
