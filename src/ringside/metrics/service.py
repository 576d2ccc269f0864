"""Questions about numbers, answered: load what the company has, understand, compute, put into words.

The parts that do the work load libraries of many megabytes, so they are imported when the first question comes.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from ringside.accounts.principal import Principal
from ringside.accounts.schemas import Role
from ringside.ai import Caller, Models
from ringside.core.db import Databases
from ringside.core.errors import Conflict, Invalid
from ringside.core.files import FileStore
from ringside.core.settings import Settings
from ringside.dialogue.schemas import Language
from ringside.metrics import roles
from ringside.metrics.answer.schema import Answer
from ringside.metrics.model.schema import Model
from ringside.metrics.query.problems import UnknownName
from ringside.metrics.query.schema import MetricQuery, Result
from ringside.metrics.question.schema import Asked, Parsed

if TYPE_CHECKING:
    from ringside.metrics.answer.summary import Summary
    from ringside.metrics.query.engine import Engine
    from ringside.metrics.question.vocabulary import Vocabulary
    from ringside.metrics.sources.store import Catalog

_KEPT = 16


class NoNumbers(Conflict):
    slug, title = "no-numbers", "There is no data to ask yet; upload some or connect a database"


class UnknownPeriod(Invalid):
    slug, title = "unknown-period", "These words name no period"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: tenant and role as the signed-in session has them."""

    tenant_id: str
    user_id: str | None
    role: Role
    language: Language = "en"

    @classmethod
    def of(cls, who: Principal) -> Asker:
        return cls(who.tenant_id, who.user_id, who.role, who.language)


@dataclass(frozen=True)
class Numbers:
    """What a company can be asked about, as this role may see it."""

    catalog: Catalog
    model: Model
    model_version: str
    vocabulary: Vocabulary

    @property
    def data_version(self) -> str:
        return str(self.catalog.version)


@dataclass(frozen=True)
class Desk:
    """What questions are answered with; one per process."""

    databases: Databases
    settings: Settings
    files: FileStore
    models: Models
    _kept: OrderedDict[tuple[str, ...], Vocabulary] = field(default_factory=OrderedDict)

    @cached_property
    def engine(self) -> Engine:
        """What runs queries; opened with the first."""
        from ringside.metrics.query.engine import engine_of  # noqa: PLC0415

        return engine_of(self.settings, self.files)

    def close(self) -> None:
        """End what runs queries, if anything was asked."""
        if (engine := self.__dict__.get("engine")) is not None:
            engine.close()

    def keep(self, key: tuple[str, ...], vocabulary: Vocabulary) -> None:
        """Remember a vocabulary; the one unused for longest makes room."""
        self._kept[key] = vocabulary
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def kept(self, key: tuple[str, ...]) -> Vocabulary | None:
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)


@dataclass(frozen=True)
class Answered:
    """A query with what the database answered and how that is told."""

    query: MetricQuery
    result: Result
    answer: Answer
    model_version: str
    data_version: str


async def load(desk: Desk, asker: Asker) -> Numbers:
    """What the company can be asked about. Raises NoNumbers."""
    from ringside.metrics.model import service as models  # noqa: PLC0415
    from ringside.metrics.question import vocabulary as words  # noqa: PLC0415
    from ringside.metrics.sources import store as sources  # noqa: PLC0415

    async with desk.databases.tenant(asker.tenant_id) as session:
        catalog, current = await sources.catalog(session), await models.current(session)
        if current is None or not catalog.tables:
            raise NoNumbers
        model = roles.seen_by(current.model, asker.role)
        version = str(current.version)
        key = (asker.tenant_id, version, str(catalog.version), "all" if model is current.model else "rep")
        vocabulary = desk.kept(key)
        if vocabulary is None:
            values = await _values(desk, asker.tenant_id, catalog, model)
            vocabulary = await asyncio.to_thread(words.build, model, values)
            desk.keep(key, vocabulary)
    return Numbers(catalog, model, version, vocabulary)


async def _values(desk: Desk, tenant_id: str, catalog: Catalog, model: Model) -> dict[tuple[str, str], list[str]]:
    """What people may name in questions: the values of the columns that may be asked about."""
    from ringside.metrics.sources import store as sources  # noqa: PLC0415

    found: dict[tuple[str, str], list[str]] = {}
    for name, table in model.tables.items():
        stored = catalog.tables.get(table.source or name)
        if stored is None or table.hidden:
            continue
        known = await sources.all_values(desk.files, tenant_id, stored)
        for column, about in table.columns.items():
            if column in known and about.type in {"category", "text"} and not about.hidden:
                found[name, column] = known[column]
    return found


async def understand(
    desk: Desk,
    asker: Asker,
    numbers: Numbers,
    text: str,
    today: date,
    context: MetricQuery | None = None,
    language: Language | None = None,
    *,
    with_model: bool = True,
) -> Parsed:
    """What a question means, or what to ask back. A model is asked only about words that nobody here can explain."""
    from ringside.metrics import question  # noqa: PLC0415

    about = text, numbers.vocabulary, numbers.model, today, context, language
    parsed = await asyncio.to_thread(question.parse, *about)
    if not with_model or not isinstance(parsed, Asked) or parsed.reason not in {"unknown_word", "unknown_measure"}:
        return parsed
    if not any(desk.models.stations.values()):
        return parsed
    return await question.ask_model(desk.models, Caller(asker.tenant_id, asker.user_id), *about, parsed)


async def query(
    desk: Desk,
    asker: Asker,
    query: MetricQuery,
    language: Language,
    as_of: date,
    *,
    numbers: Numbers | None = None,
    on_result: Callable[[Result, Answer], None] | None = None,
) -> Answered:
    """The answer to a query. Raises NoNumbers and what query.problems lists.

    `on_result` hears of the numbers before a model has put them into words.
    """
    from ringside.metrics import answer as answers  # noqa: PLC0415

    numbers = numbers or await load(desk, asker)
    ask = partial(_run, desk, asker, numbers, as_of)
    result = await ask(query)
    if query.intent == "why":
        told = await answers.why.explain(ask, query, numbers.model, language)
    else:
        told = await asyncio.to_thread(answers.compose, query, result, numbers.model, language, as_of)
    if on_result is not None:
        on_result(result, told)
    caller = Caller(asker.tenant_id, asker.user_id, language)
    told = await answers.narrate(desk.models, caller, told, query, result, numbers.model, language)
    return Answered(query, result, told, numbers.model_version, result.data_version or numbers.data_version)


async def summary(
    desk: Desk, asker: Asker, period: str, language: Language, as_of: date, measures: Sequence[str] = ()
) -> Summary:
    """What moved in a period that these words name. Raises NoNumbers, UnknownPeriod and what query.problems lists."""
    from ringside.metrics import periods  # noqa: PLC0415
    from ringside.metrics.answer import summary as summaries  # noqa: PLC0415

    numbers = await load(desk, asker)
    found = periods.find(period, numbers.model.calendar, as_of).periods
    if len(found) != 1:
        raise UnknownPeriod
    if unknown := set(measures) - numbers.model.measures.keys():
        raise UnknownName(f"There is no {', '.join(sorted(unknown))}.")
    ask = partial(_run, desk, asker, numbers, as_of)
    return await summaries.period(ask, numbers.model, found[0].period, language, as_of, measures)


async def _run(desk: Desk, asker: Asker, numbers: Numbers, as_of: date, query: MetricQuery) -> Result:
    return await desk.engine.run(asker.tenant_id, numbers.catalog, numbers.model, query, as_of)


def desk_of(owner: Any) -> Desk:
    """A desk of the equipment that an application's state, or a job's work, has."""
    return Desk(owner.databases, owner.settings, owner.files, owner.models)
