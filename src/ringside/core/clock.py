"""The time, handed in so that every rule about time can be tested without patching."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends


def now() -> datetime:
    """The current moment, aware, UTC."""
    return datetime.now(UTC)


async def request_time() -> datetime:
    """The time for a route; tests override this one. Async because FastAPI sends plain functions to a thread."""
    return now()


Now = Annotated[datetime, Depends(request_time)]
