"""The demo calls: a strong, a mixed and a poor one, in both languages, with nothing shown that was not said."""

from __future__ import annotations

import pytest

from api.calls.conftest import assert_quoted
from ringside import demo
from ringside.accounts.demo import PASSWORD, PEOPLE


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_the_demo_calls_are_analysed_and_every_quote_stands(app, settings, make_client):
    for _ in range(2):
        await demo.prepare(app.state.databases, settings)
    body = {"email": PEOPLE[0].email, "password": PASSWORD}
    token = (await make_client().post("/api/auth/login", json=body)).json()["access_token"]
    owner = make_client(token)
    listed = (await owner.get("/api/calls")).json()["items"]
    calls = [(await owner.get(f"/api/calls/{item['id']}")).json() for item in listed]
    assert [call["status"] for call in calls] == ["done"] * 4
    assert {call["language"] for call in calls} == {"en", "he"}
    strong, mixed, poor = (
        next(c["score"] for c in calls if c["title"].startswith(name)) for name in ("Nordhaven", "Hartmann", "Belmont")
    )
    assert strong > 80
    assert 25 < mixed < 60
    assert poor < 25
    assert sum(assert_quoted(call) for call in calls) > 100
    assert all(call["findings"] and call["summary_text"] and call["tone"] for call in calls)
