"""Log lines of this room. The logger is loaded on the first line: it is slow to import, and a script may need none."""

from __future__ import annotations


def info(event: str, **fields: object) -> None:
    import structlog  # noqa: PLC0415

    structlog.get_logger().info(event, **fields)


def warning(event: str, **fields: object) -> None:
    import structlog  # noqa: PLC0415

    structlog.get_logger().warning(event, **fields)
