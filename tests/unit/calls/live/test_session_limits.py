"""What a sender cannot do to a call: fill a disk, run ahead of the clock, or go on for ever."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from ringside.calls.live import session as live
from ringside.calls.live.capture.people import MOST_KNOWN, Sides
from ringside.calls.live.capture.said import BadSender, Sound, Words
from ringside.calls.live.keeping import Keeper, Progress
from ringside.calls.live.session import AHEAD_S, LONGEST_S, About, CallTooLong, LiveSession
from ringside.calls.live.timeline import MOST_LANES, Timeline
from ringside.core.db import UnknownTenant
from ringside.core.sockets import Hub
from ringside.speech.ports import RATE

BEGAN = datetime(2026, 11, 21, 9, tzinfo=UTC)
PIECE = bytes(RATE // 5)
"""A tenth of a second."""


class Quiet:
    """A coach and a store that say nothing."""

    def __getattr__(self, name):
        return lambda *args, **named: []


class Clock:
    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds

    def now(self):
        return BEGAN + timedelta(seconds=self.seconds)


class Written:
    def __init__(self):
        self.size = 0

    def write(self, end, pcm):
        self.size += len(pcm)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def session(clock):
    about = About(
        tenant_id="t", call_id="c", user_id="u", source="raw", language="en", amount="off", consent=True,
        recording=True, listening=False, started_at=BEGAN, seconds=0.0,
    )  # fmt: skip
    found = LiveSession(about, Hub(), Quiet(), Quiet(), None, clock, clock.now, spool=Written())
    await found.begin()
    return found


async def send(session, seconds):
    for _ in range(10 * seconds):
        for side in (0, 1):
            session.take(Sound(side, str(side), PIECE))


async def test_sound_that_was_held_back_comes_at_once_but_none_that_is_still_to_be_said(session, clock):
    await send(session, int(AHEAD_S) - 5)
    with pytest.raises(BadSender):
        await send(session, 60)
    kept = session._spool.size
    for _ in range(5):  # nor by connecting anew
        await session.begin()
        with pytest.raises(BadSender):
            await send(session, 60)
    assert session._spool.size - kept <= 40 * RATE
    clock.seconds = 600.0
    await session.begin()
    await send(session, 30)


async def test_times_that_a_sender_claims_do_not_run_ahead_of_the_clock(session):
    session.take_words(Words(1, "In a thousand hours", True, start=80_000.0, end=86_400.0))
    assert session.about.seconds <= AHEAD_S
    assert session.turns[0].end <= AHEAD_S


async def test_a_call_that_nobody_ends_is_ended(session, clock):
    await send(session, 1)
    clock.seconds = LONGEST_S + 1
    session.beat()
    assert session.about.seconds < 60  # a little at a time: other calls wait for this one
    session.about.seconds = LONGEST_S + 1
    kept = session._spool.size
    clock.seconds = 2 * LONGEST_S
    session.beat()
    assert session._spool.size == kept
    with pytest.raises(CallTooLong):
        await send(session, 1)
    with pytest.raises(CallTooLong):
        session.take_words(Words(0, "Still here", True, None, None))


async def test_words_without_end_are_too_many(session, monkeypatch):
    monkeypatch.setattr(live, "MOST_TURNS", 3)
    for at in range(3):
        session.take_words(Words(0, "More", True, float(at), at + 0.5))
    with pytest.raises(CallTooLong):
        session.take_words(Words(0, "More", True, 4.0, 5.0))


async def test_phrases_that_are_begun_and_never_ended_are_forgotten(session):
    for at in range(1_000):
        session.take_words(Words(0, "and", False, at / 100, at / 100))
    assert len(session._partial) <= live.MOST_PARTIAL


def test_voices_and_people_without_number_are_not_all_remembered():
    timeline, sides = Timeline(), Sides(["Ann"])
    for each in range(3 * MOST_LANES):
        timeline.put(1, str(each), b"\1\0", 0.0)
    assert len(timeline._lanes) <= MOST_LANES + 2
    for each in range(MOST_KNOWN + 50):
        sides.of(str(each), f"Guest {each}", None, host=False)
    assert len(sides.known) == MOST_KNOWN
    assert sides.of("rep", "Ann", None, host=False) == 0


@pytest.mark.parametrize("rows", [0, None])
async def test_a_call_that_was_erased_meanwhile_is_noticed_at_once(rows):
    @asynccontextmanager
    async def tenant():
        if rows is None:
            raise UnknownTenant

        async def execute(statement):
            return SimpleNamespace(rowcount=rows)

        yield SimpleNamespace(execute=execute)

    keeper = Keeper("c", tenant, Quiet())
    keeper.progress(Progress("live", BEGAN, BEGAN, 1.0, {}, None, None))
    await keeper.close()
    assert keeper.gone
