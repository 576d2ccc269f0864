"""Recall.ai's API: sending a bot into a meeting and calling it back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import httpx
import structlog

from ringside.core.errors import AppError, Invalid
from ringside.core.settings import Settings

log = structlog.get_logger()

EVENTS = ["audio_separate_raw.data", "participant_events.join", "participant_events.update"]
SECONDS = 15.0


class BotRefused(AppError):
    status, slug, title = 502, "bot-refused", "Recall.ai did not send a bot"


class BadMeeting(Invalid):
    slug, title = "bad-meeting", "This is no address of a meeting"


async def join(settings: Settings, key: str, meeting: str, name: str, url: str, call_id: str) -> str:
    """Send a bot into a meeting; its id. `url` is where it sends sound. Raises BotRefused, BadMeeting."""
    try:
        parts = urlsplit(meeting)
        good = parts.scheme == "https" and bool(parts.hostname)
    except ValueError:
        good = False
    if not good:
        raise BadMeeting("Give the address people join by: https://meet.google.com/abc-defg-hij.")
    body = {
        "meeting_url": meeting,
        "bot_name": name,
        "metadata": {"call_id": call_id},
        "recording_config": {
            "audio_separate_raw": {},
            "realtime_endpoints": [{"type": "websocket", "url": url, "events": EVENTS}],
        },
    }
    answer = await _asked(settings, key, "/api/v1/bot/", body)
    bot = answer.get("id")
    if not isinstance(bot, str) or not bot:
        raise BotRefused("Recall.ai sent something unreadable; try again later.")
    return bot[:100]


async def leave(settings: Settings, key: str, bot: str) -> None:
    """Call a bot back; one that has left already is fine."""
    try:
        await _asked(settings, key, f"/api/v1/bot/{bot}/leave_call/", {})
    except BotRefused as problem:
        log.info("bot not called back", why=problem.detail)


async def _asked(settings: Settings, key: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Recall.ai's answer. What it says in words stays out of our messages: it may quote the request."""
    try:
        async with httpx.AsyncClient(base_url=settings.recall_base_url, timeout=SECONDS) as client:
            answer = await client.post(path, json=body, headers={"Authorization": key, "Accept": "application/json"})
    except httpx.HTTPError:
        raise BotRefused("Recall.ai could not be reached; try again in a moment.") from None
    if answer.status_code in (401, 403):
        raise BotRefused("Recall.ai refused the key; check it in the settings.")
    if answer.status_code in (429, 507):
        raise BotRefused("Recall.ai has no bot free at the moment; try again in a minute.")
    if not answer.is_success:
        raise BotRefused(f"Recall.ai refused the meeting (HTTP {answer.status_code}); check its address.")
    try:
        told = answer.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
