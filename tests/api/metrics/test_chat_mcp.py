"""Other assistants, through the official SDK's own client."""

from __future__ import annotations

import sys

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def connect(app):
    def connect(token: str | None) -> Client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        transport = httpx2.ASGITransport(app=app)
        http = httpx2.AsyncClient(transport=transport, base_url="http://ringside.example", headers=headers)
        return Client(streamable_http_client("http://ringside.example/api/mcp", http_client=http))

    return connect


def token_of(client) -> str:
    return client.headers["authorization"].removeprefix("Bearer ")


async def test_an_assistant_sees_the_tools(connect, rep):
    async with connect(token_of(rep)) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert tools.keys() == {"list_metrics", "ask", "query"}
