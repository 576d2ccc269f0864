"""Calls sent in by an API client, analysed by the application's own jobs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

GOOD = """Rep: Hi Dana, this is Sam from Loopline. Did I catch you at a bad time?
Customer: I have two minutes. What is it about?
Rep: Clinics your size tell us renewals slip because nobody calls in time. How do you handle yours today?
Customer: We use spreadsheets, and last month we lost two clients because nobody called them.
Rep: You lost two clients over it. What did that cost you?
Customer: About forty thousand a year. But honestly, we have no budget for another tool right now.
Rep: I hear you, money is tight. What would have to be true for it to pay for itself?
Customer: If it saved one client a quarter, I could argue for it.
Rep: That is what the clinic next door saw: two in a quarter. Shall we look at your numbers Tuesday at ten?
Customer: Yes, Tuesday at ten works."""
POOR = """Rep: Hello, we have the best platform in the market with ten modules and a mobile app.
Customer: I am in a meeting, what do you want?
Rep: It also has dashboards, integrations and a chatbot. Do you want to buy it?
Customer: That sounds expensive.
Rep: No it is not, you are wrong about that.
Customer: We already have somebody for this.
Rep: They are bad. When can I send the contract?
Customer: I am not interested. Goodbye."""
HEBREW = """נציג: היי דנה, מדבר נועם מלופליין. תפסתי אותך בזמן לא טוב?
לקוח: יש לי דקה. במה מדובר?
נציג: איך אתם מטפלים היום בחידושים?
לקוח: באקסל, ובחודש שעבר איבדנו שני לקוחות כי אף אחד לא התקשר אליהם.
נציג: כמה זה עלה לכם?
לקוח: בערך ארבעים אלף שקל. אבל אין לנו תקציב עכשיו.
נציג: אני מבין, התקציב צפוף. מה צריך לקרות כדי שזה ישתלם?
לקוח: אם זה יציל לקוח אחד ברבעון.
נציג: נקבע ליום שלישי בעשר לעבור על המספרים?
לקוח: כן, יום שלישי בעשר מתאים."""

Sender = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def send(at_once, queued: Sender) -> Sender:
    """Sends a transcript in and gives the analysed call."""
    return queued


@pytest.fixture
def queued(app) -> Sender:
    """The same through the queue, in the background."""

    async def post(client: Any, transcript: Any = GOOD, **fields: Any) -> dict[str, Any]:
        answer = await client.post("/api/calls", json={"title": "A call", "transcript": transcript} | fields)
        assert answer.status_code == 202, answer.text
        return await settled(client, answer.json()["id"])

    async def settled(client: Any, call_id: str) -> dict[str, Any]:
        await app.state.jobs.settle()
        answer = await client.get(f"/api/calls/{call_id}")
        assert answer.status_code == 200, answer.text
        call: dict[str, Any] = answer.json()
        return call

    post.settled = settled  # type: ignore[attr-defined]
    return post


def quotes_of(value: Any) -> list[dict[str, Any]]:
    """Every quote anywhere in a report."""
    if isinstance(value, dict):
        own = [value] if {"turn", "speaker", "start", "end", "text"} <= value.keys() else []
        return own + [quote for part in value.values() for quote in quotes_of(part)]
    if isinstance(value, list):
        return [quote for part in value for quote in quotes_of(part)]
    return []


def assert_quoted(call: dict[str, Any]) -> int:
    """Checks each quote of a report against the turns it shows; how many there are."""
    parts = ("scorecard", "findings", "objections", "next_steps", "needs_stated", "questions", "summary")
    found = [quote for part in parts for quote in quotes_of(call[part])]
    for quote in found:
        turn = call["turns"][quote["turn"]]
        assert turn["text"][quote["start"] : quote["end"]] == quote["text"], quote
        assert turn["speaker"] == quote["speaker"]
    return len(found)
