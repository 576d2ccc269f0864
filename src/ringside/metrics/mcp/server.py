"""Ringside's numbers for other assistants: the tools of a server of the Model Context Protocol.

Whose numbers these are is decided by the token a call came with; no argument names a tenant or a role. Imports the SDK,
so it is imported itself only when somebody connects.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib.metadata import version
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import BaseModel, Field

from ringside.accounts.principal import Principal
from ringside.core import clock
from ringside.core.errors import AppError
from ringside.dialogue.schemas import Language
from ringside.metrics import service
from ringside.metrics.chat import asking
from ringside.metrics.chat.asking import Counter
from ringside.metrics.chat.schemas import AnswerOut, AskIn
from ringside.metrics.mcp import listing
from ringside.metrics.mcp.listing import Listing
from ringside.metrics.query.schema import MetricQuery
from ringside.metrics.service import Asker

MOST_ROWS = 200
"""More than that is a table for a program, not for an assistant to read."""

PrincipalOf = Callable[[Context[Any, Any]], Awaitable[Principal]]
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)

INSTRUCTIONS = """Answers questions about the company's own numbers: revenue, customers, pipeline, reps and whatever
else its data holds. Ask in plain English or Hebrew with `ask`; when it asks back, answer through `choice` or ask again
in other words, with the same conversation_id. Use `list_metrics` to see what there is. Every number is computed by the
server from the company's data: repeat numbers as they are given, never estimate or add any."""


class Told(BaseModel):
    """What a question came to. `text` is the answer, the question back, or why there is none."""

    status: str
    text: str
    conversation_id: str = ""
    choices: list[str] = []
    understood: str = Field(default="", description="What the question was taken for, in words.")
    assumed: list[str] = []
    query: dict[str, Any] | None = Field(default=None, description="The same as a query for the tool `query`.")
    columns: list[str] = []
    rows: list[list[Any]] = []
    more_rows: bool = False
    notes: list[str] = []
    data_version: str = ""


def build(at: Counter, principal_of: PrincipalOf, now: Callable[[], datetime] = clock.now) -> MCPServer:
    """The server. `principal_of` says whose call this is; it raises AppError for nobody's."""
    server = MCPServer("ringside", title="Ringside", instructions=INSTRUCTIONS, version=version("ringside"))

    @server.tool(title="List the numbers", annotations=_READS)
    async def list_metrics(
        ctx: Context,
        search: Annotated[str, Field(max_length=200, description="Only what has these words in its name.")] = "",
        language: Language | None = None,
    ) -> Listing:
        """What can be asked: measures, and the dimensions they can be broken down and filtered by."""
        with _told():
            asker = Asker.of(await principal_of(ctx))
            numbers = await service.load(at.desk, asker)
            return listing.listing(numbers.model, language or asker.language, search)

    @server.tool(title="Ask about the numbers", annotations=_READS)
    async def ask(
        question: Annotated[str, Field(max_length=20_000, description="In plain English or Hebrew.")],
        ctx: Context,
        conversation_id: Annotated[str | None, Field(description="To follow up on an earlier answer.")] = None,
        choice: Annotated[int | None, Field(ge=0, le=5, description="Which of the choices offered last.")] = None,
        as_of: Annotated[date | None, Field(description="The day to count from; today when absent.")] = None,
        language: Language | None = None,
    ) -> Told:
        """Answer a question about the company's numbers, with the rows it rests on."""
        with _told():
            who = await principal_of(ctx)
            body = AskIn(text=question, conversation_id=conversation_id, choice=choice, as_of=as_of, language=language)
            telling = await asking.ask(at, Asker.of(who), who.user_id, now(), body)
            return _said(await telling.answer())

    @server.tool(title="Run a query", annotations=_READS)
    async def query(
        query: MetricQuery,
        ctx: Context,
        as_of: Annotated[date | None, Field(description="The day to count from; today when absent.")] = None,
        language: Language | None = None,
    ) -> Told:
        """Run a query made of names that list_metrics gives: measures, dimensions, time, filters, order, limit."""
        with _told():
            who = await principal_of(ctx)
            asker = Asker.of(who)
            async with at.desk.databases.tenant(who.tenant_id) as session:
                await at.quotas.use_question(session, who.tenant_id, who.user_id, now())
            got = await service.query(at.desk, asker, query, language or asker.language, as_of or now().date())
            shown = asking.rows_out(got.result, got.answer)
            return Told(
                status="answered",
                text=got.answer.narrative.text,
                query=query.model_dump(mode="json", exclude_defaults=True),
                columns=[column.name for column in shown.columns],
                rows=[list(row) for row in shown.rows[:MOST_ROWS]],
                more_rows=shown.truncated or len(shown.rows) > MOST_ROWS,
                notes=list(got.answer.notes),
                data_version=got.data_version,
            )

    return server


@contextmanager
def _told() -> Iterator[None]:
    """Refusals in words that the assistant can pass on."""
    try:
        yield
    except AppError as error:
        raise ToolError(f"{error.title}: {error.detail}" if error.detail != error.title else error.title) from error


def _said(out: AnswerOut) -> Told:
    understood = out.understanding
    return Told(
        status=out.status,
        text=out.narrative or out.question or out.reason or "",
        conversation_id=out.conversation_id,
        choices=[choice.label for choice in out.choices],
        understood=understood.words if understood else "",
        assumed=list(understood.assumed) if understood else [],
        query=understood.query.model_dump(mode="json", exclude_defaults=True) if understood else None,
        columns=[column.name for column in out.columns],
        rows=[list(row) for row in out.rows[:MOST_ROWS]],
        more_rows=out.truncated or len(out.rows) > MOST_ROWS,
        notes=list(out.notes),
        data_version=out.computed.data_version if out.computed else "",
    )
