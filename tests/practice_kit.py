"""Short ways to hold a call in a test, and lines to hold it with."""

from __future__ import annotations

from typing import Any

import httpx


async def say(client: httpx.AsyncClient, text: str, conversation_id: str | None = None, **more: Any) -> dict[str, Any]:
    """One turn that must succeed."""
    body = {"text": text, "conversation_id": conversation_id, **more}
    answer = await client.post("/api/chat", json={key: value for key, value in body.items() if value is not None})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def held(client: httpx.AsyncClient, *lines: str, **start: Any) -> str:
    """A finished call with these rep lines; its id. Stops where the buyer hangs up."""
    begun = await say(client, "", **{"scenario_id": "cold-call", "seed": 7, **start})
    for line in lines:
        if (await say(client, line, begun["conversation_id"]))["status"] == "ended":
            break
    ended = await client.post(f"/api/chat/{begun['conversation_id']}/end", json={})
    assert ended.status_code == 200, ended.text
    return begun["conversation_id"]


GOOD = (
    "Hi, this is Sam from Claimlight. I know this is out of the blue, do you have half a minute?",
    "I understand, you did not expect me. How do you handle simple claims today?",
    "What does that mean for you when it gets busy?",
    "So the simple ones wait behind the hard ones. Our customers send those out the same day.",
    "Shall we look at ten of your own claims together, Tuesday at ten?",
)
BAD = (
    "Our platform has a dashboard, an export, an interface and seventeen modules.",
    "It is the best product on the market and you need it.",
)
HEBREW = (
    "שלום, מדבר נועם מקליימלייט. אני יודע שאני מתקשר בלי תיאום, יש לך חצי דקה?",
    "אני מבין. איך אתם מטפלים היום בתביעות?",
    "מה זה אומר לכם כשיש עומס?",
    "בוא נסתכל על זה יחד ביום שלישי בעשר, מתאים?",
)


def problem(answer: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    """The problem document of an answer that must be this refusal."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["type"] == f"/problems/{slug}", body
    return body
