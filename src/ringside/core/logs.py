"""Structured log lines, each tagged with request and tenant; nothing secret is ever handed to them."""

from __future__ import annotations

import logging
import sys
from typing import Literal

import structlog


def without_query(record: logging.LogRecord) -> bool:
    """Take the query out of the server's lines about sockets: it may hold the key to a call."""
    if '"WebSocket ' in str(record.msg) and isinstance(record.args, tuple):
        record.args = tuple(arg.partition("?")[0] if isinstance(arg, str) else arg for arg in record.args)
    return record.msg not in ("connection open", "connection closed")


def configure(shape: Literal["text", "json"] = "text", level: str = "info") -> None:
    """Send our lines and those of the libraries to standard error in one shape."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if shape == "json":
        tracebacks = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)  # locals may hold passwords
        last: list[structlog.typing.Processor] = [
            structlog.processors.ExceptionRenderer(tracebacks),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        last = [
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
        ]
    structlog.configure(
        processors=[*shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.INFO, getattr(logging, level.upper())))
    for noisy in ("httpx", "aiosqlite", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    server = logging.getLogger("uvicorn.error")
    server.filters[:] = [without_query]
