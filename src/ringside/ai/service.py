"""Ask a task: through the chain of models where there is one, else by its built-in counterpart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Any, cast

from ringside.ai import log
from ringside.ai.cache import Cache, Flights, MemoryCache, RedisCache, content_key
from ringside.ai.chain import ModelName, parse_limits, read_chains
from ringside.ai.conversation import Conversation, Means, Rules
from ringside.ai.embeddings import Embeddings, model_of
from ringside.ai.endpoint import Endpoint
from ringside.ai.faults import Fault, budget_sentence
from ringside.ai.line import Line
from ringside.ai.pace import Breaker, Pace
from ringside.ai.prices import Prices, read_prices
from ringside.ai.providers import VendorEndpoint
from ringside.ai.report import spend_summary, spend_this_month, status
from ringside.ai.schemas import Allowance, Answer, Caller, Heard, Tier, Waiting
from ringside.ai.spend import AllowanceOf, Ledger, Recorder
from ringside.ai.task import I, O, Task
from ringside.ai.visit import Station

if TYPE_CHECKING:
    from ringside.core.db import Databases
    from ringside.core.settings import Settings

__all__ = ["Models", "Stations", "spend_summary", "spend_this_month", "status"]

Stations = dict[Tier, tuple[Station, ...]]
MEGABYTE = 1024 * 1024


class Models:
    """The one way to ask a model. `run` gives one answer, `stream` the pieces of a text and then the answer.

    Without arguments there is no model, and every answer is the built-in one. `allowance` says what a caller may spend
    a month, where the caller itself does not.
    """

    def __init__(
        self,
        stations: Stations | None = None,
        *,
        rules: Rules = Rules(),  # noqa: B008 - frozen
        pace: Pace = Pace(),  # noqa: B008 - frozen
        prices: Prices | None = None,
        cache: Cache | None = None,
        databases: Databases | None = None,
        allowance: AllowanceOf | None = None,
    ) -> None:
        self.stations: Stations = stations or {"fast": (), "smart": ()}
        self.cache = cache
        self._allowance = allowance
        self._flights: Flights[Answer[Any]] = Flights()
        self._warming: list[asyncio.Task[None]] = []
        self._means = Means(Recorder(databases, pace), Ledger(databases, pace), rules, pace, prices or {}, cache)
        self.embeddings: Embeddings | None = None
        """The model that turns texts into vectors, where there is one."""

    @classmethod
    def from_settings(
        cls,
        settings: Settings,
        databases: Databases | None = None,
        *,
        allowance: AllowanceOf | None = None,
        pace: Pace = Pace(),  # noqa: B008 - frozen
    ) -> Models:
        """The models these settings name. Raises ChainError, naming the entry, for one that cannot be meant."""
        rules = Rules(
            settings.model_deadline_seconds,
            settings.model_attempt_seconds,
            settings.model_idle_seconds,
            settings.model_retries,
            settings.model_max_output_tokens,
        )
        models = cls(
            _stations(settings, pace),
            rules=rules,
            pace=pace,
            prices=read_prices(settings.model_prices_file),
            cache=_cache(settings, pace),
            databases=databases,
            allowance=allowance,
        )
        if name := model_of(settings):
            means = models._means
            models.embeddings = Embeddings(name, settings, means.recorder, means.ledger, means.prices, allowance, pace)
        return models

    async def run(
        self, task: Task[I, O], value: I, caller: Caller, *, on_wait: Callable[[Waiting], None] | None = None
    ) -> Answer[O]:
        """The task's answer for this value. Never raises for a model's sake: at worst the built-in answer.

        `on_wait` hears of it when the call has to stand in line.
        """
        chain, refusal = self._chain(task), await self._refusal(task, caller)

        async def ask() -> Answer[O]:
            conversation = Conversation(self._means, task, value, caller, live=False)
            async with aclosing(conversation.through(chain, refusal)) as events:
                async for event in events:
                    if isinstance(event, Answer):
                        return event
                    if isinstance(event, Waiting) and on_wait:
                        on_wait(event)
            raise AssertionError("a conversation ends with its answer")

        if not task.cache or refusal or not chain:
            return await ask()
        key = f"{content_key(task, value, caller.tenant_id)}:{caller.language}"
        return cast(Answer[O], await self._flights.join(key, ask))

    async def stream(self, task: Task[I, str], value: I, caller: Caller) -> AsyncGenerator[Heard, None]:
        """`Waiting` while in line, `Speaking` before the first piece, the pieces as they arrive, last the `Answer`.

        Once a piece is out no other model is tried: a text that breaks off ends with `complete=False` and a note, and
        the consumer decides. `Task.check` is not applied: guard the pieces as they come. Close the generator
        (`contextlib.aclosing`) to hang up on the model at once.
        """
        if not task.is_text:
            raise TypeError(f"task {task.name} gives {task.output.__name__}, which cannot be streamed: use run")
        chain, refusal = self._chain(task), await self._refusal(task, caller)
        conversation = Conversation(self._means, task, value, caller, live=True)
        async with aclosing(conversation.through(chain, refusal)) as events:
            async for event in events:
                yield event

    def warm_up(self) -> None:
        """Loads the libraries of the first models in the background, so that no caller has to wait for them."""
        endpoints = {chain[0].endpoint for chain in self.stations.values() if chain}
        self._warming = [asyncio.create_task(_warm(endpoint)) for endpoint in endpoints]

    async def recorded(self) -> None:
        """Returns when every call so far is written to the tenants' databases."""
        await self._means.recorder.drain()

    async def close(self) -> None:
        """Writes what is still to be recorded and closes connections."""
        await self.recorded()
        await asyncio.gather(*self._warming)
        if self.embeddings is not None:
            await self.embeddings.close()
        for endpoint in {station.endpoint for chain in self.stations.values() for station in chain}:
            await endpoint.close()
        if self.cache is not None:
            await self.cache.close()

    def _chain(self, task: Task[I, O]) -> tuple[Station, ...]:
        return self.stations[task.words.tier]

    async def _refusal(self, task: Task[I, O], caller: Caller) -> str | None:
        """Why no model may be asked for this caller now, if so."""
        if not self._chain(task):
            return None
        allowance = caller.allowance or await self._allowance_of(caller)
        whose = await self._means.ledger.used_up(caller, allowance) if allowance else None
        return budget_sentence(whose, caller.language) if whose else None

    async def _allowance_of(self, caller: Caller) -> Allowance | None:
        try:
            return await self._allowance(caller) if self._allowance else None
        except Exception as error:
            log.warning("model allowance not read", error=type(error).__name__)
            return None  # an answer is worth more than its price


async def _warm(endpoint: Endpoint) -> None:
    with suppress(Fault):  # said when the model is asked
        await endpoint.ready()


def _stations(settings: Settings, pace: Pace) -> Stations:
    """The chain of each tier. A model in both is one station; models of one provider stand in one line."""
    chains = read_chains(settings)
    at_once = parse_limits(settings.model_concurrency, "RINGSIDE_MODEL_CONCURRENCY")
    per_minute = parse_limits(settings.model_requests_per_minute, "RINGSIDE_MODEL_REQUESTS_PER_MINUTE")
    lines: dict[tuple[str, str | None], Line] = {}
    known: dict[ModelName, Station] = {}
    for name in (*chains["fast"], *chains["smart"]):
        line = lines.setdefault(
            (name.provider, name.base_url),
            Line(
                pace,
                at_once=at_once.get(name.provider, at_once.get("", 8)),
                per_minute=per_minute.get(name.provider, per_minute.get("")),
            ),
        )
        if name not in known:
            known[name] = Station(name, VendorEndpoint(name, settings), line, Breaker(pace))
    return {tier: tuple(known[name] for name in chain) for tier, chain in chains.items()}


def _cache(settings: Settings, pace: Pace) -> Cache:
    if settings.redis_url is not None:
        return RedisCache(settings.redis_url.get_secret_value(), pace, seconds=settings.model_cache_seconds)
    return MemoryCache(
        pace,
        entries=settings.model_cache_entries,
        max_bytes=int(settings.model_cache_mb * MEGABYTE),
        seconds=settings.model_cache_seconds,
    )
