"""Texts as points in the space of an embedding model, where what means the same lies close together.

Asked over plain HTTP: every vendor's call is one small POST. Lines, retries, rests, spend and records are those of the
other models.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, cast

from ringside.ai.chain import ChainError, ModelName, lacking, parse_chain, parse_limits
from ringside.ai.endpoint import Usage
from ringside.ai.faults import Fault, FaultKind
from ringside.ai.line import Line
from ringside.ai.pace import Breaker, Deadline, Pace
from ringside.ai.prices import Prices, cost_usd
from ringside.ai.schemas import Caller
from ringside.ai.spend import AllowanceOf, CallRecord, Ledger, Recorder

if TYPE_CHECKING:
    import httpx
    import numpy as np
    from pydantic import SecretStr

    from ringside.core.settings import Settings

    Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]

MOST_TEXTS = 64  # in one request
LONGEST_TEXT = 8_000  # characters
Purpose = Literal["document", "question"]

_BY_STATUS = {
    400: FaultKind.REJECTED, 401: FaultKind.BAD_KEY, 403: FaultKind.BAD_KEY, 402: FaultKind.QUOTA,
    404: FaultKind.MISSING_MODEL, 408: FaultKind.TIMEOUT, 413: FaultKind.REJECTED, 422: FaultKind.REJECTED,
    429: FaultKind.RATE_LIMITED,
}  # fmt: skip


class Embeddings:
    """One embedding model. `name` is provider:model; vectors of different names must never be compared."""

    def __init__(
        self, name: ModelName, settings: Settings, recorder: Recorder, ledger: Ledger, prices: Prices,
        allowance: AllowanceOf | None, pace: Pace,
    ) -> None:  # fmt: skip
        self.name = str(name)
        self._model = name
        self._settings = settings
        self._recorder, self._ledger, self._prices = recorder, ledger, prices
        self._allowance = allowance
        self._pace = pace
        at_once = parse_limits(settings.model_concurrency, "RINGSIDE_MODEL_CONCURRENCY")
        per_minute = parse_limits(settings.model_requests_per_minute, "RINGSIDE_MODEL_REQUESTS_PER_MINUTE")
        self._line = Line(
            pace,
            at_once=at_once.get(name.provider, at_once.get("", 8)),
            per_minute=per_minute.get(name.provider, per_minute.get("")),
        )
        self._breaker = Breaker(pace)
        self._client: httpx.AsyncClient | None = None

    async def embed(self, texts: Sequence[str], caller: Caller, purpose: Purpose) -> Matrix:
        """One row of length 1 for each text. Raises Fault: also QUOTA when the caller's allowance is used up."""
        import numpy as np  # noqa: PLC0415 - slow to import, and not every process embeds

        if await self._used_up(caller):
            raise Fault(FaultKind.QUOTA)
        starts = range(0, len(texts), MOST_TEXTS)
        rows = [await self._batch(texts[start : start + MOST_TEXTS], caller, purpose) for start in starts]
        matrix = np.array([row for batch in rows for row in batch], dtype=np.float32)
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True) if len(texts) else np.ones((0, 1))
        if matrix.ndim != 2 and len(texts):
            raise Fault(FaultKind.GARBLED)
        return cast("Matrix", matrix / np.where(lengths == 0, 1, lengths))

    async def close(self) -> None:
        """Let go of connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _used_up(self, caller: Caller) -> bool:
        allowance = caller.allowance or (await self._allowance(caller) if self._allowance else None)
        return bool(allowance and await self._ledger.used_up(caller, allowance))

    async def _batch(self, texts: Sequence[str], caller: Caller, purpose: Purpose) -> list[list[float]]:
        """The vectors of a few texts, with retries; recorded whatever comes of it."""
        if not self._breaker.admits():
            raise Fault(FaultKind.RESTING)
        began, tokens, tries, outcome = self._pace.now(), None, 0, "abandoned"
        deadline = Deadline(self._pace, self._settings.model_deadline_seconds)
        ticket = self._line.ticket()
        try:
            for tries in count(1):
                try:
                    async with self._line.turn(ticket, deadline.patience(self._settings.model_attempt_seconds)):
                        vectors, tokens = await self._ask(texts, purpose)
                except Fault as fault:
                    outcome = fault.kind.value
                    await self._after(fault, tries, deadline)
                else:
                    self._breaker.succeeded()
                    outcome = "answered"
                    return vectors
            raise AssertionError("the tries end with vectors or a fault")
        finally:
            if outcome == "abandoned":
                self._breaker.abandoned()
            self._record(caller, tokens, tries, outcome, 1000 * (self._pace.now() - began))

    async def _after(self, fault: Fault, tries: int, deadline: Deadline) -> None:
        """Waits before the next try, or raises the fault when there is to be none."""
        self._breaker.abandoned() if fault.kind is FaultKind.BUSY else self._breaker.failed(fault)
        pause = self._pace.pause_after(fault, tries - 1)
        if fault.kind is FaultKind.RATE_LIMITED:
            self._line.hold(pause)
        if not fault.retryable or tries > self._settings.model_retries or pause >= deadline.left():
            raise fault
        await self._pace.sleep(pause)

    async def _ask(self, texts: Sequence[str], purpose: Purpose) -> tuple[list[list[float]], int | None]:
        import httpx  # noqa: PLC0415 - slow to import, and not every process embeds

        if self._client is None:
            self._client = httpx.AsyncClient()
        url, headers, body = self._request([text[:LONGEST_TEXT] or " " for text in texts], purpose)
        try:
            answer = await self._client.post(
                url, headers=headers, json=body, timeout=self._settings.model_attempt_seconds
            )
        except httpx.TimeoutException:
            raise Fault(FaultKind.TIMEOUT) from None
        except httpx.HTTPError:
            raise Fault(FaultKind.UNREACHABLE) from None
        if answer.status_code != 200:
            raise Fault(_kind(answer.status_code), _seconds(answer.headers.get("retry-after")))
        try:
            return _vectors(answer.json(), len(texts))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Fault(FaultKind.GARBLED) from None

    def _request(self, texts: list[str], purpose: Purpose) -> tuple[str, dict[str, str], dict[str, Any]]:
        name, settings = self._model, self._settings
        if name.provider == "gemini":
            base = (name.base_url or settings.gemini_base_url).rstrip("/")
            task = "RETRIEVAL_DOCUMENT" if purpose == "document" else "RETRIEVAL_QUERY"
            asked = [
                {"model": f"models/{name.model}", "content": {"parts": [{"text": text}]}, "taskType": task}
                for text in texts
            ]
            url = f"{base}/v1beta/models/{name.model}:batchEmbedContents"
            return url, {"x-goog-api-key": _secret(settings.gemini_api_key)}, {"requests": asked}
        base, key = {
            "openai": (settings.openai_base_url, settings.openai_api_key),
            "ollama": (settings.ollama_base_url, None),
            "openai-compatible": (settings.openai_compatible_base_url or "", settings.openai_compatible_api_key),
        }[name.provider]
        url = f"{(name.base_url or base).rstrip('/')}/embeddings"
        headers = {"Authorization": f"Bearer {_secret(key)}"}
        return url, headers, {"model": name.model, "input": texts, "encoding_format": "float"}

    def _record(self, caller: Caller, tokens: int | None, tries: int, outcome: str, ms: float) -> None:
        cost = cost_usd(self._prices, self._model, Usage(tokens, 0) if tokens is not None else None)
        self._ledger.add(caller, cost)
        self._recorder.record(
            caller.tenant_id,
            CallRecord(
                at=self._pace.date(), user_id=caller.user_id, task="embed", prompt_version="0", tier="fast",
                source=self.name, outcome=outcome, attempts=tries, input_tokens=tokens,
                output_tokens=None if tokens is None else 0, cost_usd=cost, latency_ms=round(ms, 3),
                first_token_ms=None,
            ),
        )  # fmt: skip


def model_of(settings: Settings) -> ModelName | None:
    """The embedding model these settings name. Raises ChainError for one that cannot be meant."""
    names = parse_chain(settings.embeddings, "RINGSIDE_EMBEDDINGS")
    if not names:
        return None
    if len(names) > 1:
        # Vectors of two models cannot be compared, so a second one could not stand in.
        raise ChainError("RINGSIDE_EMBEDDINGS: names more than one model")
    [name] = names
    if name.provider in ("anthropic", "bedrock"):
        raise ChainError(f"RINGSIDE_EMBEDDINGS: {name.provider} cannot embed; use openai, gemini, ollama or another")
    if missing := lacking(name, settings):
        raise ChainError(f"RINGSIDE_EMBEDDINGS: the model {name} needs {missing}")
    return name


def _vectors(body: Any, expected: int) -> tuple[list[list[float]], int | None]:
    """The vectors in the order of the texts, and the tokens counted. Raises ValueError and the like when unusable."""
    if "embeddings" in body:
        vectors = [each["values"] for each in body["embeddings"]]
    else:
        vectors = [each["embedding"] for each in sorted(body["data"], key=lambda each: each["index"])]
    if len(vectors) != expected or len({len(vector) for vector in vectors}) != 1 or not vectors[0]:
        raise ValueError("other vectors than asked for")
    usage = body.get("usage") or {}
    return [[float(number) for number in vector] for vector in vectors], usage.get("prompt_tokens")


def _kind(status: int) -> FaultKind:
    return _BY_STATUS.get(status) or (FaultKind.UNAVAILABLE if status >= 500 else FaultKind.REJECTED)


def _seconds(retry_after: str | None) -> float | None:
    try:
        return max(0.0, float(retry_after)) if retry_after else None
    except ValueError:
        return None


def _secret(key: SecretStr | None) -> str:
    return key.get_secret_value() if key is not None else "none"
