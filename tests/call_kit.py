"""Short ways to have a recorded call analysed in a test, and the words of one."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

PRICE_CALL = (
    ("Dana Whitfield", "Hello, Norfolk Mutual, Dana Whitfield speaking."),
    ("Sam Carter", "Hi Dana, this is Sam Carter from Claimlight. How do you handle incoming claims today?"),
    ("Dana Whitfield", "By hand, mostly. A simple claim waits 14 days and the phones never stop, Peter is furious."),
    ("Sam Carter", "We have a dashboard, an export and an interface, it is the best product on the market."),
    ("Dana Whitfield", "Honestly, $48,500 a year is too expensive for us. Write to dana.whitfield@norfolkmutual.com."),
    ("Sam Carter", "But it is really cheap compared to others. You will see."),
    ("Dana Whitfield", "I don't think so. We have no budget for that."),
    ("Sam Carter", "Okay then. Bye."),
)


async def analysed(client: httpx.AsyncClient, *lines: tuple[str, str], **more: Any) -> str:
    """The id of a call with these words ("name", "text"), once its analysis is done."""
    turns = [{"speaker": name, "text": text} for name, text in lines or PRICE_CALL]
    rep = more.pop("rep_name", "Sam Carter")
    body = {"title": "Norfolk Mutual", "transcript": turns, "rep_name": rep, "rubric": "cold-call", **more}
    sent = await client.post("/api/calls", json=body)
    assert sent.status_code == 202, sent.text
    call_id = sent.json()["id"]
    for _ in range(1_000):
        call = (await client.get(f"/api/calls/{call_id}")).json()
        if call["status"] in ("done", "failed"):
            break
        await asyncio.sleep(0.03)
    assert call["status"] == "done", call
    return str(call_id)
