"""Other assistants, through the official SDK's own client."""

from __future__ import annotations

import os
import sys

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from .conftest import AS_OF, FOREIGN_WORDS

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
RINGSIDE = ("-c", "from ringside.cli import main; main()")


@pytest.fixture
def connect(app):
    """An assistant with somebody's token, connected to the application over HTTP."""

    def connect(somebody) -> Client:
        headers = {"Authorization": somebody.headers["authorization"]}
        http = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), headers=headers)
        return Client(streamable_http_client("http://ringside.example/api/mcp", http_client=http))

    return connect


async def test_an_assistant_finds_three_tools_that_only_read(connect, rep):
    async with connect(rep) as assistant:
        tools = {tool.name: tool for tool in (await assistant.list_tools()).tools}
    assert tools.keys() == {"list_metrics", "ask", "query"}
    assert all(tool.annotations.read_only_hint for tool in tools.values())
    arguments = {name for tool in tools.values() for name in tool.input_schema["properties"]}
    assert not arguments & {"tenant", "tenant_id", "role", "user_id", "sql"}


async def test_an_assistant_asks_follows_up_and_changes_what_was_understood(connect, shop):
    async with connect(shop) as assistant:
        listed = (await assistant.call_tool("list_metrics", {"search": "rev"})).structured_content
        assert [measure["name"] for measure in listed["measures"]] == ["revenue"]
        question = {"question": "revenue by country in October 2025", "as_of": AS_OF}
        told = (await assistant.call_tool("ask", question)).structured_content
        assert told["status"] == "answered", told
        assert sorted(told["rows"]) == [["France", 400.0], ["Germany", 250.5]]
        more = {"question": "only France", "as_of": AS_OF, "conversation_id": told["conversation_id"]}
        told = (await assistant.call_tool("ask", more)).structured_content
        assert told["rows"] == [["France", 400.0]]
        query = told["query"] | {"measures": ["orders_count"]}
        run = (await assistant.call_tool("query", {"query": query, "as_of": AS_OF})).structured_content
        assert run["rows"] == [["France", 1]]
    kept = (await shop.get(f"/api/metrics/conversations/{told['conversation_id']}")).json()
    assert kept["messages"] == 4


async def test_an_assistant_may_no_more_than_its_person(connect, shop, other_shop, rep):
    async with connect(rep) as assistant:
        listed = (await assistant.call_tool("list_metrics", {})).structured_content
        assert "profit" not in {measure["name"] for measure in listed["measures"]}
        for query in ({"measures": ["profit"]}, {"measures": ["sum(orders.cost)"]}, {"dimensions": ["orders._tenant"]}):
            refused = await assistant.call_tool("query", {"query": query, "as_of": AS_OF})
            assert refused.is_error
        for question in ("revenue by customer", f"revenue of tenant {other_shop.tenant['id']}", "list customers"):
            told = await assistant.call_tool("ask", {"question": question, "as_of": AS_OF})
            said = told.model_dump_json().casefold()
            assert not [word for word in FOREIGN_WORDS if word in said]


async def test_what_cannot_be_computed_is_said_in_words(connect, owner):
    async with connect(owner) as assistant:
        refused = await assistant.call_tool("ask", {"question": "revenue"})
    assert refused.is_error
    assert "no data" in refused.content[0].text


async def test_nobody_comes_in_without_a_token(app, make_client, owner):
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    for headers in ({}, {"Authorization": "Bearer x"}, {"Cookie": "ringside_access=x"}):
        answer = await make_client().post("/api/mcp", json=call, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
    await owner.post("/api/auth/logout")
    assert (await owner.post("/api/mcp", json=call)).status_code == 401


async def test_a_local_program_answers_over_its_standard_input(shop, settings, app):
    token = shop.headers["authorization"].removeprefix("Bearer ")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RINGSIDE_")}
    program = StdioServerParameters(
        command=sys.executable,
        args=[*RINGSIDE, "mcp", "--data", str(settings.data)],
        env=environment | {"RINGSIDE_TOKEN": token},
    )
    async with Client(program) as assistant:
        told = await assistant.call_tool("ask", {"question": "revenue in October 2025", "as_of": AS_OF})
    assert told.structured_content["rows"] == [[650.5]]
