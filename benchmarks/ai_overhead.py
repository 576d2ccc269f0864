"""What asking through `Models` costs over a bare httpx call to the same server, call by call in turn.

    python -m benchmarks ai_overhead

The server is a local fake that speaks the OpenAI protocol and answers at once, so what is measured is our own time:
prompt, sealing, waiting line, vendor library, parsing, record. The target is 50 ms a call in total.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import statistics
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing, suppress
from multiprocessing.connection import Connection
from typing import Any

import httpx
from pydantic import BaseModel

from benchmarks.report import at_most, row
from ringside.ai import Caller, Models, Task
from ringside.ai.task import parse_prompt
from ringside.core.settings import Settings

CALLS, WARM_UP, PIECES, TARGET_MS = 200, 20, 20, 50.0
ANSWER = {"score": 7, "reason": "clear"}


class Turn(BaseModel):
    text: str


class Verdict(BaseModel):
    score: int
    reason: str


def _chunk(text: str, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    body = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(body)}\n\n".encode()


def _framed(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


async def _serve(connection: Connection) -> None:
    message = {"role": "assistant", "content": json.dumps(ANSWER)}
    whole = {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
    body = json.dumps(whole).encode()
    plain = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body) + body
    stream_head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):  # a caller that has heard enough hangs up
            await answer(reader, writer)
        writer.close()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await _head(reader):
            length = int(next(line for line in head.lower().split("\r\n") if "content-length" in line).split(":")[1])
            asked = json.loads(await reader.readexactly(length))
            if not asked.get("stream"):
                writer.write(plain)
            else:
                writer.write(stream_head)
                for number in range(PIECES):
                    writer.write(_framed(_chunk(f"word{number} ")))
                    await writer.drain()
                writer.write(_framed(_chunk("", "stop") + b"data: [DONE]\n\n") + b"0\r\n\r\n")
            await writer.drain()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    connection.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


async def _head(reader: asyncio.StreamReader) -> str:
    try:
        return (await reader.readuntil(b"\r\n\r\n")).decode()
    except asyncio.IncompleteReadError:
        return ""


def _server(connection: Connection) -> None:
    asyncio.run(_serve(connection))


def _tasks() -> tuple[Task[Turn, str], Task[Turn, Verdict]]:
    import ringside.ai.task  # noqa: PLC0415

    def read(resource: str) -> Any:
        return parse_prompt(resource, f"---\nversion: 1\ntier: fast\noutput: {resource}\n---\nYou are a buyer.")

    ringside.ai.task.read_prompt = read  # prompts of our own, outside the package
    speak = Task("speak", "text", Turn, str, builtin=lambda _: "", cache=False)
    judge = Task("judge", "Verdict", Turn, Verdict, builtin=lambda _: Verdict(score=0, reason=""), cache=False)
    return speak, judge


async def measure(port: int) -> bool:
    """Prints the comparison. Returns whether the target is met."""
    url = f"http://127.0.0.1:{port}/v1"
    models = Models.from_settings(Settings(_env_file=None, models=f"openai-compatible:m@{url}", log_level="error"))
    speak, judge = _tasks()
    caller, turn = Caller("tenant", "user"), Turn(text="Hello, do you have a minute? " * 8)
    request = {"model": "m", "messages": [{"role": "user", "content": turn.text}]}
    client = httpx.AsyncClient()

    async def direct() -> None:
        reply = (await client.post(f"{url}/chat/completions", json=request)).json()
        Verdict.model_validate_json(reply["choices"][0]["message"]["content"])

    async def ours() -> None:
        assert (await models.run(judge, turn, caller)).source != "builtin"

    async def direct_first() -> None:
        async with client.stream("POST", f"{url}/chat/completions", json={**request, "stream": True}) as reply:
            async for line in reply.aiter_lines():
                if line.startswith("data: ") and json.loads(line[6:])["choices"][0]["delta"]["content"]:
                    return

    async def ours_first() -> None:
        async with aclosing(models.stream(speak, turn, caller)) as events:
            async for event in events:
                if isinstance(event, str):
                    return

    async def direct_all() -> None:
        async with client.stream("POST", f"{url}/chat/completions", json={**request, "stream": True}) as reply:
            _ = [json.loads(line[6:]) async for line in reply.aiter_lines() if line.startswith("data: {")]

    async def ours_all() -> None:
        _ = [event async for event in models.stream(speak, turn, caller)]

    met = True
    for name, plain, through in (
        ("A model's structured answer", direct, ours),
        ("First piece of a stream", direct_first, ours_first),
        (f"Stream of {PIECES} pieces", direct_all, ours_all),
    ):
        a, b = await _in_turn(plain, through)
        over = [y - x for x, y in zip(sorted(a), sorted(b), strict=True)]
        p50, p95 = statistics.median(over), sorted(over)[int(len(over) * 0.95)]
        row(
            f"{name}: what Ringside adds",
            f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, {statistics.median(b) / statistics.median(a):.1f} times a bare call",
            at_most(p95, TARGET_MS, "ms at p95"),
        )
        met = met and p95 <= TARGET_MS
    await models.close()
    await client.aclose()
    return met


async def _in_turn(
    plain: Callable[[], Awaitable[None]], through: Callable[[], Awaitable[None]]
) -> tuple[list[float], list[float]]:
    """Milliseconds of each, alternating, so that a busy machine slows both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(WARM_UP + CALLS):
        for call, kept in zip((plain, through), times, strict=True):
            began = time.perf_counter()
            await call()
            if number >= WARM_UP:
                kept.append((time.perf_counter() - began) * 1000)
    return times


def main() -> None:
    import structlog  # noqa: PLC0415

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("error"))
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_server, args=(theirs,), daemon=True)
    server.start()
    met = asyncio.run(measure(ours.recv()))
    server.terminate()
    raise SystemExit(0 if met else 1)


if __name__ == "__main__":
    main()
