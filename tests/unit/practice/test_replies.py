"""A reply on its way: everybody hears the same, late ones from the start, and it is finished without listeners."""

from __future__ import annotations

import asyncio

import pytest

from ringside.core.errors import AppError, Conflict
from ringside.practice.replies import Coming, Replies
from ringside.practice.schemas import ChatPiece


def piece(text):
    return ChatPiece(turn=1, text=text)


async def test_late_listeners_hear_everything():
    coming = Coming()
    coming.tell("piece", piece("a"))
    early = asyncio.ensure_future(collect(coming))
    await asyncio.sleep(0)
    coming.tell("piece", piece("b"))
    coming.tell("problem", Conflict("over"))
    assert await early == await collect(coming) == ["piece", "piece", "problem"]


async def test_a_problem_is_raised_for_whoever_wants_the_answer():
    coming = Coming()
    coming.tell("problem", Conflict("over"))
    with pytest.raises(Conflict):
        await coming.answer()


async def test_one_reply_a_call_and_it_goes_on_without_listeners():
    replies, release, done = Replies(), asyncio.Event(), []

    async def work(coming):
        await release.wait()
        done.append(coming)
        coming.tell("problem", Conflict("x"))

    first = replies.start("call", Coming(), work)
    assert replies.start("call", Coming(), work) is first
    assert replies.get("call") is first
    listener = asyncio.ensure_future(first.over())
    await asyncio.sleep(0)
    listener.cancel()
    release.set()
    await replies.drain()
    assert done == [first]
    assert replies.get("call") is None


async def test_a_bug_becomes_a_problem_and_not_a_hang():
    replies = Replies()

    async def work(coming):
        raise ZeroDivisionError

    with pytest.raises(AppError):
        await replies.start("call", Coming(), work).answer()


async def collect(coming):
    return [event.kind async for event in coming.events()]


async def test_a_process_that_stops_asks_for_the_quickest_ending():
    replies = Replies()

    async def work(coming):
        await coming.hung_up.wait()
        coming.tell("problem", Conflict("x"))

    coming = replies.start("call", Coming(), work)
    replies.hurry()
    await asyncio.wait_for(replies.drain(), 5)
    with pytest.raises(Conflict):
        await coming.answer()
