"""What waits for a client that does not read: bounded, whatever it is."""

import asyncio

import pytest

from ringside.core.sockets import MOST_BYTES, MOST_WAITING, Outbox


class Stuck:
    """A client that has stopped reading: writing to it never ends."""

    async def send_bytes(self, data: bytes) -> None:
        await asyncio.Event().wait()

    send_text = send_bytes


@pytest.mark.parametrize("piece", [b"\0" * 640, b"\0" * 256 * 1024])
async def test_nothing_piles_up_for_a_client_that_stopped_reading(piece):
    outbox = Outbox()
    writing = asyncio.create_task(outbox.send_to(Stuck()))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    most = 0
    for _ in range(3 * MOST_WAITING):
        outbox.put(piece)
        most = max(most, sum(len(data) for _, data in outbox._waiting))
    assert outbox.overrun
    assert most <= MOST_BYTES
    assert not outbox._waiting
    writing.cancel()


async def test_what_was_replaced_withdrawn_or_written_counts_no_more():
    sent = []

    class Reader:
        async def send_bytes(self, data):
            sent.append(data)

        send_text = send_bytes

    outbox = Outbox()
    for _ in range(10):
        outbox.put(b"\0" * (MOST_BYTES // 2), key="newest")
    outbox.put(b"\0" * (MOST_BYTES // 2 - 100))
    outbox.withdraw(bytes)
    for _ in range(10):
        outbox.put(b"\0" * (MOST_BYTES // 2))
        outbox.finish()
        await outbox.send_to(Reader())  # type: ignore[arg-type]
    assert not outbox.overrun
    assert len(sent) == 10
