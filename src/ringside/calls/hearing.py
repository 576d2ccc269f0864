"""The steps of an analysis that need the recording: what it is, what it sounds like, what is said in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ringside.calls import records
from ringside.calls.models import Call
from ringside.calls.schemas import CallSound
from ringside.core.jobs import Work


async def decode(work: Work, call: Call) -> None:
    """What is measured in the sound itself, and a copy that browsers can play."""


async def transcribe(work: Work, call: Call) -> None:
    """What is said, by whatever recogniser is set up."""


def sound_key(call: Call) -> str:
    return records.key_of("decode", [file["name"] for file in call.media])


def words_key(call: Call) -> str:
    return records.key_of("transcribe", [file["name"] for file in call.media], call.language_wish)


async def heard(work: Work, call: Call) -> dict[str, Any] | None:
    """What was measured in the sound, where there is any."""
    async with work.databases.tenant(work.tenant_id) as session:
        return await records.result(session, call.id, "decode", sound_key(call))


def joined(
    measured: dict[str, Any], sound: dict[str, Any], call: Call, *, timed: bool, language: str
) -> dict[str, Any]:
    return measured


def shown(found: Mapping[str, Any], call: Call) -> CallSound | None:
    """What was measured in the sound, as the report shows it."""
    return None
