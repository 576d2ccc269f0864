"""What takes long is done beside the call: no phrase of it, and no other call, waits."""

from __future__ import annotations

import asyncio
import threading

from ringside.calls.live import triggers
from ringside.calls.live.answers import Desk
from ringside.calls.live.brief import Briefing
from ringside.calls.live.coach import Coach
from ringside.calls.live.cues import Cues
from ringside.dialogue.rubrics import shipped
from unit.calls.live.cue_kit import turns

TALK = ["R How do you handle renewals today?", "C We keep them in a big spreadsheet that everybody edits."] * 20


async def coached(monkeypatch, *after):
    """What was told at once, and later, of a call in which an item of the playbook is due at its last turn."""
    where = []
    real = triggers.playbook
    monkeypatch.setattr(triggers, "playbook", lambda *given: where.append(threading.current_thread()) or real(*given))
    late = []
    brief = Briefing("en", rubric=shipped()["meddpicc"], minutes=2)
    running = Coach(Cues(brief), Desk(None, None, "t", "en"), late.extend)
    at_once = []
    for turn in turns([*TALK, *after]):
        at_once += running.turn(turn)
        if not after:
            while running._through:
                await asyncio.wait(running._through)
    while running._through:
        await asyncio.wait(running._through)
    assert where
    assert threading.main_thread() not in where
    return [[cue.kind for cue in told if cue.standing == "shown"] for told in (at_once, late)]


async def test_the_playbook_is_looked_through_beside_the_call(monkeypatch):
    at_once, late = await coached(monkeypatch)
    assert "playbook" not in at_once
    assert "playbook" in late


async def test_an_item_that_comes_when_somebody_speaks_again_is_not_shown(monkeypatch):
    assert "playbook" not in (await coached(monkeypatch, "R And what does that cost you?"))[1]
