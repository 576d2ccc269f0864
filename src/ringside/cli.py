"""The `ringside` command."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError

from ringside.core.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ringside.core.db import Databases

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
tenant = typer.Typer(no_args_is_help=True, help="Make, list and delete tenants (companies).")
app.add_typer(tenant, name="tenant")
bench = typer.Typer(no_args_is_help=True, help="Measure what is configured here.")
app.add_typer(bench, name="bench")

T = TypeVar("T")
Data = Annotated[Path | None, typer.Option("--data", help="Folder that holds everything written.")]


@app.callback()
def ringside() -> None:
    """Practise sales calls against AI buyers and get feedback that quotes the call. Settings: docs/settings.md."""


@app.command()
def serve(
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    data: Data = None,
    demo: Annotated[bool, typer.Option("--demo", help="Prepare the demo tenant first.")] = False,
    reload: Annotated[bool, typer.Option("--reload", help="Start anew when the code changes.")] = False,
    worker: Annotated[
        bool | None, typer.Option("--worker/--no-worker", help="Whether to work on jobs too, or only queue them.")
    ] = None,
) -> None:
    """Serve the web application."""
    gc.disable()  # what is made while starting stays, so looking for garbage in it would only take time
    from ringside import serving  # noqa: PLC0415
    from ringside.core import logs  # noqa: PLC0415

    settings = _settings(port=port, host=host, data=data, worker=worker)
    logs.configure(settings.log, settings.log_level)
    application = _reloading(settings) if reload else _application(settings)
    sign_in = _run(_prepare_demo(settings) if demo else _open(settings))
    _check_address(settings)
    at = f"http://{'localhost' if settings.host == '127.0.0.1' else settings.host}:{settings.port}"
    _settle()
    serving.run(
        application,
        [*sign_in, f"Ringside is at {at}"],
        factory=reload,
        host=settings.host,
        port=settings.port,
        reload=reload,
        reload_dirs=[str(Path(__file__).parent)] if reload else None,
        forwarded_allow_ips=settings.trusted_proxies,
    )


@app.command()
def worker(data: Data = None) -> None:
    """Work on queued jobs without serving: any number of these, on any machine that reaches database and files."""
    from ringside.core import logs  # noqa: PLC0415

    settings = _settings(data=data, worker=True)
    logs.configure(settings.log, settings.log_level)
    _run(_work(settings))


@app.command()
def demo(data: Data = None) -> None:
    """Prepare a demo tenant to look around in; running it again changes nothing."""
    print(*_run(_prepare_demo(_settings(data=data))), sep="\n")


@app.command()
def migrate(data: Data = None) -> None:
    """Bring the control database and those of all tenants to the present schema."""

    async def work() -> None:
        async with _databases(_settings(data=data)) as store:
            ids = await store.tenants()
            for tenant_id in ids:
                await store.migrate_tenant(tenant_id)
            print(f"The control database and {len(ids)} tenant databases have the present schema.")

    _run(work())


@app.command()
def mcp(
    token: Annotated[
        str, typer.Option(help="Access token of the person for whom it answers.", envvar="RINGSIDE_TOKEN")
    ],
    data: Data = None,
) -> None:
    """Answer an assistant that speaks the Model Context Protocol over standard input and output."""
    from ringside.core import logs  # noqa: PLC0415

    settings = _settings(data=data)
    logs.configure(settings.log, settings.log_level)
    _run(_answer_assistant(settings, token))


@bench.command("voice")
def bench_voice(
    turns: Annotated[int, typer.Option(min=1, max=500, help="How often something is asked.")] = 20,
    language: Annotated[str, typer.Option(help="en or he.")] = "en",
    sound: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="What is asked, as a recording of one phrase.")
    ] = None,
) -> None:
    """Time from the end of speech to the first sound of the answer, by stage, with the configured services."""
    from ringside.speech.pipeline import bench as voice  # noqa: PLC0415

    raise SystemExit(_run(voice.report(_settings(), turns, language, sound)))


@app.command()
def openapi(
    output: Annotated[Path | None, typer.Argument(help="File to write; standard output when absent.")] = None,
) -> None:
    """Write the OpenAPI document of the API. Needs no database."""
    text = json.dumps(_application(Settings()).openapi(), indent=2, ensure_ascii=False) + "\n"
    if output is None:
        sys.stdout.write(text)
    else:
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            print(f"Cannot write {output}: {error.strerror or error}", file=sys.stderr)
            raise SystemExit(1) from None


@tenant.command("create")
def create_tenant(
    company: Annotated[str, typer.Argument(help="The company's name.")],
    email: Annotated[str, typer.Option(help="The owner's e-mail address.")],
    name: Annotated[str, typer.Option(help="The owner's name.")] = "Owner",
    password: Annotated[
        str | None, typer.Option(help="At least 10 characters; asked for when absent.", envvar="RINGSIDE_NEW_PASSWORD")
    ] = None,
    language: Annotated[str, typer.Option(help="en or he")] = "en",
    data: Data = None,
) -> None:
    """Create a tenant with its own database and its owner."""
    from ringside.accounts import service  # noqa: PLC0415
    from ringside.accounts.passwords import Passwords  # noqa: PLC0415
    from ringside.accounts.schemas import Register  # noqa: PLC0415
    from ringside.core.clock import now  # noqa: PLC0415

    password = password or typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    body = _validated(Register, email=email, password=password, name=name, company=company, language=language)

    async def work() -> None:
        async with _databases(_settings(data=data)) as store, store.control() as control:
            account = await service.register(control, store, Passwords(), body, now())
            print(f"{account.tenant.id}  {account.tenant.name}  owner {account.user.email}")

    _run(work())


@tenant.command("list")
def list_tenants(data: Data = None) -> None:
    """List the tenants: id, age, people, name."""
    from ringside.accounts import tenants  # noqa: PLC0415

    async def work() -> None:
        async with _databases(_settings(data=data)) as store, store.control() as control:
            for row in await tenants.list_all(control):
                print(f"{row.id}  {row.created_at:%Y-%m-%d}  {row.people:4} people  {row.name}")

    _run(work())


@tenant.command("delete")
def delete_tenant(
    tenant_id: Annotated[str, typer.Argument(help="The tenant's id, from `ringside tenant list`.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data: Data = None,
) -> None:
    """Delete a tenant: its database, its files, its people."""
    from ringside.accounts import tenants  # noqa: PLC0415
    from ringside.core.files import open_files  # noqa: PLC0415
    from ringside.core.partial import PartialFiles  # noqa: PLC0415
    from ringside.metrics.store.opening import Stores  # noqa: PLC0415
    from ringside.practice.voice.recording import remove_all  # noqa: PLC0415

    if not yes:
        typer.confirm(f"Delete tenant {tenant_id} with everything in it?", abort=True)
    settings = _settings(data=data)

    async def work() -> None:
        async with _databases(settings) as store:
            await tenants.delete(store, open_files(settings), tenant_id)
            await PartialFiles(settings.data / "uploads").remove_all(tenant_id)
            for unfinished in ("voice", "live"):
                remove_all(settings.data / unfinished, tenant_id)
        stores = Stores(settings)
        try:
            await stores.drop_tenant(tenant_id)
        finally:
            await stores.close()
        print(f"Tenant {tenant_id} is deleted.")

    _run(work())


async def _open(settings: Settings) -> list[str]:
    """Opens the store once, so that what is wrong with it is said in words before anything is served."""
    async with _databases(settings):
        return []


async def _work(settings: Settings) -> None:
    """Works on jobs until told to stop."""
    from ringside.app import open_jobs  # noqa: PLC0415

    await _open(settings)
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    jobs = open_jobs(settings)
    await jobs.start(at_once=True)
    print("Ringside is working on jobs. Ctrl-C stops it in order.", flush=True)
    await told.wait()
    await jobs.close()


async def _answer_assistant(settings: Settings, token: str) -> None:
    """Serves one assistant with the application's own parts, without its web server."""
    application = _application(settings)
    state = application.state
    state.signing_key = settings.signing_key()
    await _open(settings)
    await state.databases.start()
    try:
        await state.mcp.serve_stdio(state, token)
    finally:
        await state.metrics.underway.drain()
        await state.models.close()
        await state.metrics_stores.close()
        await state.identity_provider.close()
        await state.databases.close()


async def _prepare_demo(settings: Settings) -> list[str]:
    """Makes the demo tenant complete; the lines that say how to sign in."""
    from ringside.demo import prepare  # noqa: PLC0415

    async with _databases(settings) as store:
        return await prepare(store, settings)


@asynccontextmanager
async def _databases(settings: Settings) -> AsyncIterator[Databases]:
    from ringside.core.db import open_databases  # noqa: PLC0415

    store = open_databases(settings)
    try:
        try:
            await store.start()
        except Exception as error:
            name = "database" if settings.database_url else f"data folder {settings.data}"
            print(f"Ringside cannot use its {name}: {error}", file=sys.stderr)
            raise SystemExit(1) from None
        yield store
    finally:
        await store.close()


def _application(settings: Settings) -> FastAPI:
    from ringside.ai.chain import ChainError  # noqa: PLC0415
    from ringside.app import create_app  # noqa: PLC0415
    from ringside.dialogue.rubrics import RubricError  # noqa: PLC0415
    from ringside.practice.catalogue import ContentError  # noqa: PLC0415

    try:
        return create_app(settings)
    except (ChainError, ContentError, RubricError) as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None


def _settle() -> None:
    """Keep the garbage collector off everything there is now, and from looking through the rest at every few requests.

    A full collection halts all requests for as long as it takes: hundreds of milliseconds otherwise.
    """
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
    gc.enable()


def _check_address(settings: Settings) -> None:
    """Whether the address is free, before it is printed as the one to visit."""
    try:
        family, *_, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        socket.create_server(address[:2], family=family).close()
    except OSError as error:
        reason = (error.strerror or str(error)).split(" (while")[0]
        print(f"Cannot listen on {settings.host}:{settings.port}: {reason}. Try another --port.", file=sys.stderr)
        raise SystemExit(1) from None


def _reloading(settings: Settings) -> str:
    """What uvicorn imports in each process it starts anew; these know the command line by the environment only."""
    os.environ["RINGSIDE_DATA"] = str(settings.data.resolve())
    os.environ["RINGSIDE_WORKER"] = str(settings.worker)
    return "ringside.app:create_app"


def _settings(**given: Any) -> Settings:
    """The settings of the environment with what the command line says on top."""
    return _validated(Settings, **{name: value for name, value in given.items() if value is not None})


def _validated(model: type[T], **values: Any) -> T:
    try:
        return model(**values)
    except SettingsError as error:
        print(f"{error}: {error.__cause__ or 'unreadable'}", file=sys.stderr)
        raise SystemExit(2) from None
    except ValidationError as error:
        for problem in error.errors():
            words = problem["msg"].removeprefix("Value error, ")
            print(f"{'.'.join(map(str, problem['loc']))}: {words}", file=sys.stderr)
        raise SystemExit(2) from None


def _run(work: Coroutine[Any, Any, T]) -> T:
    from ringside.core.errors import AppError  # noqa: PLC0415

    try:
        return asyncio.run(work)
    except AppError as error:
        print(f"{error.title}. {error.detail if error.detail != error.title else ''}".strip(), file=sys.stderr)
        raise SystemExit(1) from None


def main() -> None:
    """The console entry point."""
    app()
