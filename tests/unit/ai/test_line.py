"""The waiting line: first come, first served, within the limits, and honest about how long it takes."""

from __future__ import annotations

import asyncio

import pytest

from ringside.ai.faults import Fault, FaultKind
from ringside.ai.line import Line
from unit.ai.kit import Clock


class Crowd:
    """Callers that take their turn, stay for a while, and leave."""

    def __init__(self, line: Line, clock: Clock) -> None:
        self.line = line
        self.clock = clock
        self.served: list[tuple[str, float]] = []
        self.at_once = 0
        self.most_at_once = 0

    async def call(self, name: str, ticket: int | None = None, patience: float = 1000, takes: int = 1) -> None:
        async with self.line.turn(self.line.ticket() if ticket is None else ticket, patience):
            self.served.append((name, self.clock.time - 1000))
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            for _ in range(takes):
                await asyncio.sleep(0)
            self.at_once -= 1


async def test_no_more_at_once_than_allowed_and_in_order(clock: Clock) -> None:
    crowd = Crowd(Line(clock.pace(), at_once=2, per_minute=None), clock)
    await asyncio.gather(*(crowd.call(str(n), takes=5) for n in range(7)))
    assert crowd.most_at_once == 2
    assert [name for name, _ in crowd.served] == list("0123456")


async def test_calls_per_minute(clock: Clock) -> None:
    crowd = Crowd(Line(clock.pace(), at_once=9, per_minute=3), clock)
    await asyncio.gather(*(crowd.call(str(n)) for n in range(8)))
    assert [name for name, _ in crowd.served] == list("01234567")
    assert [time for _, time in crowd.served] == [0, 0, 0, 60, 60, 60, 120, 120]


async def test_estimates_come_true(clock: Clock) -> None:
    line = Line(clock.pace(), at_once=9, per_minute=2)
    crowd = Crowd(line, clock)
    told: list[float] = []

    async def call(name: str) -> None:
        ticket = line.ticket()
        told.append(line.estimate(ticket))
        await crowd.call(name, ticket)

    await asyncio.gather(*(call(str(n)) for n in range(5)))
    assert told == [time for _, time in crowd.served] == [0, 0, 60, 60, 120]


async def test_estimate_of_a_busy_line_uses_how_long_calls_take(clock: Clock) -> None:
    line = Line(clock.pace(), at_once=1, per_minute=None)
    for _ in range(40):
        async with line.turn(line.ticket(), 1):
            clock.time += 10
    async with line.turn(line.ticket(), 1):
        assert line.estimate(line.ticket()) == pytest.approx(10, rel=0.01)
    assert line.estimate(line.ticket()) == 0


async def test_a_hold_stops_everybody_until_it_is_over(clock: Clock) -> None:
    line = Line(clock.pace(), at_once=9, per_minute=None)
    crowd = Crowd(line, clock)
    line.hold(5)
    line.hold(3)
    assert (line.held, line.estimate(line.ticket())) == (True, 5)
    await asyncio.gather(crowd.call("a"), crowd.call("b"))
    assert crowd.served == [("a", 5), ("b", 5)]
    assert not line.held


async def test_who_comes_back_after_a_refusal_keeps_the_place(clock: Clock) -> None:
    line = Line(clock.pace(), at_once=1, per_minute=None)
    crowd = Crowd(line, clock)
    early = line.ticket()
    holder = asyncio.create_task(crowd.call("holder", takes=3))
    await asyncio.sleep(0)
    later = asyncio.create_task(crowd.call("later"))
    await asyncio.sleep(0)
    await asyncio.gather(holder, later, crowd.call("early", early))
    assert [name for name, _ in crowd.served] == ["holder", "early", "later"]


async def test_impatience(clock: Clock) -> None:
    line = Line(clock.pace(), at_once=1, per_minute=None)
    async with line.turn(line.ticket(), 1):
        with pytest.raises(Fault) as fault:
            async with line.turn(line.ticket(), 0.01):
                pass
    assert fault.value.kind is FaultKind.BUSY
    assert line.waiting == 0
    async with line.turn(line.ticket(), 0.01):
        pass


async def test_who_is_cancelled_in_line_leaves_no_gap(clock: Clock) -> None:
    line = Line(clock.pace(), at_once=1, per_minute=None)
    crowd = Crowd(line, clock)
    holder = asyncio.create_task(crowd.call("holder", takes=4))
    await asyncio.sleep(0)
    leaver, stayer = asyncio.create_task(crowd.call("leaver")), asyncio.create_task(crowd.call("stayer"))
    await asyncio.sleep(0)
    leaver.cancel()
    await asyncio.gather(holder, stayer)
    assert [name for name, _ in crowd.served] == ["holder", "stayer"]
    assert line.estimate(line.ticket()) == 0


async def test_who_is_cancelled_at_the_moment_of_being_served_frees_the_place(clock: Clock) -> None:
    line = Line(clock.pace(), at_once=1, per_minute=None)
    crowd = Crowd(line, clock)
    async with line.turn(line.ticket(), 1):
        served = asyncio.create_task(crowd.call("served"))
        await asyncio.sleep(0)
    for _ in range(20):
        if line.waiting == 0:
            break
        await asyncio.sleep(0)
    served.cancel()
    with pytest.raises(asyncio.CancelledError):
        await served
    assert line.estimate(line.ticket()) == 0


async def test_a_failing_call_frees_its_place(clock: Clock) -> None:
    line = Line(clock.pace(), at_once=1, per_minute=None)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            async with line.turn(line.ticket(), 0.01):
                _ = 1 / 0
