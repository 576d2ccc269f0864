"""The `ringside` command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

Data = Annotated[Path | None, typer.Option("--data", help="Folder that holds everything written.")]


@app.callback()
def ringside() -> None:
    """Practise sales calls against AI buyers and get feedback that quotes the call."""


@app.command()
def serve(
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    data: Data = None,
) -> None:
    """Serve the web application."""
    import uvicorn  # noqa: PLC0415

    from ringside.app import create_app  # noqa: PLC0415
    from ringside.core import logs  # noqa: PLC0415

    settings = _settings(port=port, host=host, data=data)
    logs.configure(settings.log, settings.log_level)
    print(f"Ringside is at http://{settings.host}:{settings.port}", flush=True)
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        forwarded_allow_ips=settings.trusted_proxies,
    )


def _settings(**given: object) -> Settings:
    from ringside.core.settings import Settings  # noqa: PLC0415

    return Settings(**{name: value for name, value in given.items() if value is not None})


def main() -> None:
    app()
