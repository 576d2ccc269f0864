"""The time, handed in so that every rule about time can be tested without patching."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends


def now() -> datetime:
    """The current moment, aware, UTC."""
    return datetime.now(UTC)


Now = Annotated[datetime, Depends(now)]
